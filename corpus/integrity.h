// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"

#include <string>
#include <vector>

namespace axial::corpus {

/// What SQLite finds wrong with study.db and raw.db themselves: damaged pages, rows that refer to nothing,
/// payloads that are gone. At most `most_lines` of each.
[[nodiscard]] Result<std::vector<std::string>> integrity_problems(Study& study, std::size_t most_lines);

} // namespace axial::corpus
