// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/post_document.h"

#include <QColor>
#include <QString>
#include <string>
#include <vector>

namespace axial::coding_ui {

/// One coding as it is drawn: where, in which colour, and in which of the lanes that keep overlaps apart.
struct CodingMark {
    std::string uuid;
    TextRange range; ///< empty: the whole post
    QColor colour;
    QString name, tip;
    int lane = 0;
    bool mine = true;
    bool dashed = false; ///< underlined with dashes: the second of two coders side by side
    [[nodiscard]] bool whole_post() const { return range.empty(); }
};

/// Gives every mark the lowest lane that no overlapping earlier mark has. `marks` are sorted by begin.
void assign_lanes(std::vector<CodingMark>& marks);

} // namespace axial::coding_ui
