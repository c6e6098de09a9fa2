// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/codebook.h"
#include "codebooks/rounds.h"

#include <string>
#include <vector>

namespace axial::codebooks {

/// Something about a codebook that its makers should look at.
struct LintFinding {
    std::string check; ///< "duplicate", "near-duplicate", "no-definition", "unused", "one-coder",
                       ///< "empty-heading", "many-keys"
    std::string code;  ///< id
    std::string text;  ///< "\"Fear\" and \"fear\" are called the same"
};

/// In the order of the tree. Use is counted as far as the viewer may see.
[[nodiscard]] Result<std::vector<LintFinding>> lint(corpus::Study& study, const Codebook& codebook,
                                                    const Viewer& viewer);

/// Letters (code points) that have to be put in, taken out or changed to make one text of the other.
[[nodiscard]] std::size_t edit_distance(std::u32string_view a, std::u32string_view b);

} // namespace axial::codebooks
