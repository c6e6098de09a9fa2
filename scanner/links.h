// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace axial::scanner {

/// One model repository that was scanned or that posts mention, with both sides of the join. Counts of posts
/// and threads are of distinct ones: a post that names a model three times counts once.
struct RepositoryRow {
    std::string model;           ///< key: "hf:owner/name", "torchhub:owner/repo" …, as written first
    std::int64_t posts = 0;      ///< posts that mention it
    std::int64_t threads = 0;    ///< threads with at least one such post
    std::int64_t kept = 0;       ///< those posts that are in the set; 0 where no set was named
    bool scanned = false;        ///< what follows is only known where true
    bool config_rule = false;    ///< a file names custom code: auto_map, hubconf.py, plugins …
    bool paper_rule = false;     ///< tag custom_code or a tell-tale file name
    std::int64_t load_files = 0; ///< files that run at load
    std::int64_t errors = 0, warnings = 0, notes = 0;   ///< findings by level, suppressed ones left out
    std::int64_t suppressed = 0;                        ///< findings that their tool marks as suppressed
    std::int64_t reachable = 0;                         ///< those of them in files that the load can reach
    std::vector<std::pair<int, std::int64_t>> top_cwes; ///< (CWE, findings), most frequent first, at most five
    /// Code repositories that `auto_map` points to ("hf:owner/name"); their findings are not added to this row.
    std::vector<std::string> runs_code_of;
};

/// Mentions below this confidence are kept in the study but not counted.
inline constexpr double likely_mention = 0.5;

/// The table "complaints by repository, with findings": every scanned or mentioned repository, sorted by kept,
/// then posts, then findings (all descending), then key. Ids that differ in case only are one repository.
/// Mentions are what `axial mentions` stored last. Fails if `set` does not exist.
[[nodiscard]] Result<std::vector<RepositoryRow>> complaints_by_repository(corpus::Study& study,
                                                                          std::optional<std::string> set);

} // namespace axial::scanner
