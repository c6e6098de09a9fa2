// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/models.h"
#include "corpus/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace axial::scanner {

/// The findings of one SARIF 2.1.0 file, of all its runs, in their order. `reach` is left empty; `file` is
/// relative to the analysed root where the tool says so, else as written, with slashes and percent codes
/// decoded. A finding whose address leads out of the root ("..") keeps its place with an empty file and is
/// named in `problems`.
struct SarifReport {
    std::vector<corpus::Finding> findings;
    int runs = 0;
    std::vector<std::string>
        problems; ///< runs that did not finish or hold no results, results that are no objects …
};

/// Reads UTF-8 or UTF-16, with or without a byte-order mark; invalid UTF-8 is mended. Fails for what is not
/// JSON, is cut off, or is JSON but not SARIF; `name` says where.
[[nodiscard]] Result<SarifReport> read_sarif(std::string_view bytes, const std::string& name);

} // namespace axial::scanner
