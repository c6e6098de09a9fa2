// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scanner/file_tree.h"
#include "scanner/repository.h"

#include <string>
#include <vector>

namespace axial::scanner {

/// A Python file where the load begins, or would if it were there.
struct Entry {
    std::string file;
    std::string from; ///< the file that names it
    std::string how;
    bool absolute = false; ///< the repository's root is on the module path: absolute imports reach into it
};

struct Markers {
    std::vector<Clause> clauses;
    std::vector<Entry> entries;
    std::vector<OtherCode> other_code;
};

/// Reads the files that can mark a repository (JSON configurations, the front matter of README.md, file names)
/// and counts in `coverage` what it read and what it could not.
[[nodiscard]] Markers find_markers(FileTree& tree, std::string_view key, const ScanLimits& limits,
                                   Coverage& coverage);

} // namespace axial::scanner
