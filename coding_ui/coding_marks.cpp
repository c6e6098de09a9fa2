// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/coding_marks.h"

namespace axial::coding_ui {

void assign_lanes(std::vector<CodingMark>& marks) {
    std::vector<int> ends; // where each lane becomes free
    for (CodingMark& mark : marks) {
        if (mark.whole_post()) {
            mark.lane = 0;
            continue;
        }
        std::size_t lane = 0;
        while (lane < ends.size() && ends[lane] > mark.range.begin)
            ++lane;
        if (lane == ends.size())
            ends.push_back(0);
        ends[lane] = mark.range.end;
        mark.lane = static_cast<int>(lane);
    }
}

} // namespace axial::coding_ui
