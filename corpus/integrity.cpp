// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/integrity.h"

#include "corpus/database.h"
#include "corpus/raw_store.h"

#include <fmt/format.h>

namespace axial::corpus {
namespace {

/// raw.db is there as soon as a post came with a payload, can be read, and holds what the posts refer to.
void add_payload_problems(Study& study, std::size_t most_lines, std::vector<std::string>& problems) {
    const auto last = study.database().execAndGet("SELECT coalesce(max(raw), 0) FROM posts").getInt64();
    std::error_code error;
    if (!std::filesystem::exists(study.raw_path(), error)) {
        if (last > 0)
            problems.emplace_back("raw.db is gone: the payloads as they came are lost");
        return;
    }
    const auto raw = RawStore::open(study.raw_path(), RawStore::Mode::read);
    auto found = raw ? raw->problems(most_lines) : tl::unexpected(raw.error());
    if (!found)
        problems.push_back("raw.db: " + found.error().what);
    else
        for (auto& line : *found)
            problems.push_back("raw.db: " + std::move(line));
    if (const auto rows = raw ? raw->size() : tl::unexpected(raw.error()); rows && *rows < last)
        problems.push_back(fmt::format("raw.db holds {} payloads, posts refer to number {}", *rows, last));
}

} // namespace

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
        add_payload_problems(study, most_lines, problems);
        return problems;
    });
}

} // namespace axial::corpus
