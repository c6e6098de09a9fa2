// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <string>
#include <vector>

namespace axial::codebooks {

struct QuoteCheck {
    std::int64_t checked = 0;
    std::vector<std::string> differences; ///< one line each, with the coding's UUID and the post
};

/// Compares the quote and hash kept with every coding with the text of the revision that it was cut from: if
/// they differ, text has moved under a coding. Seals are not opened: lines name codings, not who applied which
/// code.
[[nodiscard]] Result<QuoteCheck> check_quotes(corpus::Study& study, std::size_t most_lines);

} // namespace axial::codebooks
