// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scanner/clauses.h"
#include "scanner/file_tree.h"
#include "scanner/repository.h"

#include <vector>

namespace axial::scanner {

/// The files that the entries lead to by imports within the repository, and what could not be followed.
/// Relative imports are always followed, absolute ones only from entries that put the repository on the module
/// path; anything else is an installed package. The answer is an upper bound by file: every branch counts as
/// taken.
struct LoadGraph {
    std::vector<LoadFile> files;
    std::vector<LoadGap> missing, unresolved;
};

[[nodiscard]] LoadGraph follow_imports(FileTree& tree, const std::vector<Entry>& entries,
                                       const ScanLimits& limits, Coverage& coverage);

} // namespace axial::scanner
