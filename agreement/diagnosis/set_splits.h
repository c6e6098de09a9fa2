// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/sets.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace axial::agreement {

/// How the sets of codes of two raters for one unit differ.
enum class SetSplit {
    equal,
    omission, ///< one gave no code, the other some
    addition, ///< one gave all codes of the other and more; neither gave none
    code      ///< each gave a code that the other did not
};

struct SetDifference {
    SetSplit kind = SetSplit::omission;
    std::size_t unit = 0, first_rater = 0, second_rater = 0; ///< first < second
};

/// Counts over the units that both raters judged.
struct SetSplitCounts {
    std::size_t first = 0, second = 0; ///< raters; of no meaning in a total
    std::int64_t units = 0, equal = 0, omission = 0, addition = 0, code = 0; ///< units is the sum of the others
};

/// What became of one code, over all pairs of raters and the units that both judged.
struct CodeSplitCounts {
    std::string code;
    std::int64_t both = 0;          ///< given by both
    std::int64_t against_none = 0;  ///< given by one, where the other gave no code at all
    std::int64_t against_part = 0;  ///< given by one, where the other's codes are all among that one's
    std::int64_t against_other = 0; ///< given by one, where the other gave a code that this one did not
};

struct SetSplits {
    std::vector<SetSplitCounts> pairs; ///< of raters: (0, 1), (0, 2) … (1, 2) …
    SetSplitCounts total;
    std::vector<CodeSplitCounts> codes;     ///< in the order of SetData::codes()
    std::vector<SetDifference> differences; ///< all that are not equal, by unit, then by raters
};

/// Splits every disagreement of two raters about a unit (a post) into omission, addition and code. Cells that
/// are missing are in no pair.
[[nodiscard]] SetSplits set_splits(const SetData& data);

} // namespace axial::agreement
