// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/integrity.h"

#include "corpus/database.h"

#include <fmt/format.h>

namespace axial::corpus {

Result<std::vector<std::string>> integrity_problems(Study& study, std::size_t most_lines) {
    return guarded([&]() -> Result<std::vector<std::string>> {
        std::vector<std::string> problems;
        SQLite::Statement integrity(study.database(), fmt::format("PRAGMA integrity_check({})", most_lines));
        while (integrity.executeStep())
            if (const auto line = integrity.getColumn(0).getString(); line != "ok")
                problems.push_back(line);
        SQLite::Statement references(study.database(), "PRAGMA foreign_key_check");
        while (references.executeStep() && problems.size() < most_lines)
            problems.push_back(fmt::format("a row of {} refers to a missing row of {}",
                                           references.getColumn(0).getString(),
                                           references.getColumn(2).getString()));
        return problems;
    });
}

} // namespace axial::corpus
