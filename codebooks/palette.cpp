// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/codebook.h"

#include <array>

namespace axial::codebooks {
namespace {

/// One relative luminance (0.205) for all: 4.1:1 on white, 4.0:1 on the dark panel. The order keeps neighbours
/// apart for colour-blind readers (blue, orange, purple, green first); a name always stands beside the colour.
constexpr std::array<std::string_view, 12> palette{"#4379e4", "#ca5e10", "#975fe5", "#228f4a",
                                                   "#dd4175", "#1289a1", "#9c780d", "#c843c8",
                                                   "#5e8922", "#de4747", "#1e8d71", "#7278bb"};

} // namespace

std::string_view palette_colour(std::size_t index) {
    return palette[index % palette.size()];
}

} // namespace axial::codebooks
