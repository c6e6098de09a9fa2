// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/collecting/pace_meter.h"

#include <fmt/format.h>

namespace axial::cli {

using namespace std::chrono_literals;

Pace PaceMeter::note(const collectors::Progress& progress, Clock::time_point now) {
    if (!began_) {
        began_ = now;
        posts_at_begin_ = progress.posts;
    }
    if (progress.what != what_) {
        what_ = progress.what;
        what_began_ = now;
        done_at_begin_ = progress.done;
    }
    Pace pace;
    const std::chrono::duration<double> whole = now - *began_;
    if (whole >= 1s)
        pace.posts_a_second = static_cast<double>(progress.posts - posts_at_begin_) / whole.count();
    const std::chrono::duration<double> here = now - what_began_;
    const auto done = progress.done - done_at_begin_;
    if (here >= 1s && done > 0 && progress.of >= progress.done) {
        const double left =
            here.count() * static_cast<double>(progress.of - progress.done) / static_cast<double>(done);
        pace.left = std::chrono::seconds{static_cast<std::int64_t>(left + 0.5)};
    }
    return pace;
}

std::string clock_text(std::chrono::seconds time) {
    const auto hours = time / 1h;
    const auto minutes = (time % 1h) / 1min;
    const auto seconds = (time % 1min) / 1s;
    return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, minutes, seconds)
                     : fmt::format("{}:{:02}", minutes, seconds);
}

} // namespace axial::cli
