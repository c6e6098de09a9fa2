// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/collection.h"

#include <chrono>
#include <optional>
#include <string>

namespace axial::cli {

/// How fast a run is, where that can be told.
struct Pace {
    std::optional<double> posts_a_second;
    std::optional<std::chrono::seconds> left; ///< of what is being read now, waits included
};

/// Works out rate and time left from what a run tells of itself. Without an estimate in the first second.
class PaceMeter {
public:
    using Clock = std::chrono::steady_clock;
    [[nodiscard]] Pace note(const collectors::Progress& progress, Clock::time_point now = Clock::now());

private:
    std::optional<Clock::time_point> began_;
    std::int64_t posts_at_begin_ = 0;
    std::string what_;
    Clock::time_point what_began_;
    std::int64_t done_at_begin_ = 0;
};

/// "0:41", "12:05", "3:07:00"
[[nodiscard]] std::string clock_text(std::chrono::seconds time);

} // namespace axial::cli
