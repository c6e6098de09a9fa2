// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/universe.h"

#include <algorithm>

namespace axial::agreement {

std::optional<std::string> Universe::add(std::int64_t begin, std::int64_t end) {
    const auto text = [&] { return "[" + std::to_string(begin) + ", " + std::to_string(end) + ")"; };
    if (end < begin)
        return "reversed stretch " + text();
    if (!stretches_.empty() && begin < stretches_.back().end)
        return "stretch " + text() + " begins before the end of the one before it, " +
               std::to_string(stretches_.back().end);
    whole_ = false;
    if (end == begin)
        return std::nullopt;
    const std::int64_t before =
        stretches_.empty() ? 0 : stretches_.back().before + stretches_.back().end - stretches_.back().begin;
    stretches_.push_back({begin, end, before});
    return std::nullopt;
}

std::int64_t Universe::count_before(std::int64_t position) const {
    if (whole_)
        return position;
    const auto next = std::upper_bound(stretches_.begin(), stretches_.end(), position,
                                       [](std::int64_t at, const Stretch& s) { return at < s.begin; });
    if (next == stretches_.begin())
        return 0;
    const Stretch& last = *(next - 1);
    return last.before + std::min(position, last.end) - last.begin;
}

std::int64_t Universe::position_of(std::int64_t count) const {
    if (whole_ || stretches_.empty())
        return count;
    const auto next = std::upper_bound(stretches_.begin(), stretches_.end(), count,
                                       [](std::int64_t at, const Stretch& s) { return at < s.before; });
    const Stretch& stretch = next == stretches_.begin() ? *next : *(next - 1);
    return stretch.begin + count - stretch.before;
}

} // namespace axial::agreement
