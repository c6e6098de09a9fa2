// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/clock.h"

#include <condition_variable>
#include <mutex>

namespace axial::collectors {

Time SystemClock::now() const {
    return axial::now();
}

std::chrono::milliseconds SystemClock::elapsed() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

bool SystemClock::sleep(std::chrono::milliseconds duration, std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    return !woken.wait_for(lock, stop, duration, [&] { return stop.stop_requested(); });
}

} // namespace axial::collectors
