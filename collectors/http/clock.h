// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/time.h"

#include <chrono>
#include <stop_token>

namespace axial::collectors {

/// Time and waiting, replaceable so that tests of waits need not wait.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Time now() const = 0;
    /// Monotonic, for pacing.
    [[nodiscard]] virtual std::chrono::milliseconds elapsed() const = 0;
    /// False when stopped before the time was over.
    virtual bool sleep(std::chrono::milliseconds duration, std::stop_token stop) = 0;
};

class SystemClock : public Clock {
public:
    [[nodiscard]] Time now() const override;
    [[nodiscard]] std::chrono::milliseconds elapsed() const override;
    bool sleep(std::chrono::milliseconds duration, std::stop_token stop) override;
};

} // namespace axial::collectors
