// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"
#include "corpus/time.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace axial::collectors::dumps {

/// What to take from files of GH Archive.
struct ArchiveRequest {
    std::vector<std::filesystem::path> files;
    std::vector<std::string> repositories = {}; ///< OWNER/NAME in any case; empty: all
    std::optional<Time> since = {}, until = {}; ///< when the event happened: since <= time < until
};

/// What came of an import. The counts add up:
///  - lines_read = events_stored + events_other_type + events_filtered + events_duplicate + events_without_text
///    + events_unusable + lines_broken; several events on one line count as several
///  - posts_seen = added + changed + unchanged + older; threads alike, with "threads_" before each. An event
///    shows its thread as well as what was said in it. `older` is what was not stored because the study has
///    seen the same post or thread at a later time.
///  - files_read, of which files_empty, files_truncated and files_damaged
/// What is broken, unusable or without text is listed in the study with file and line (the first 10,000).
struct ArchiveReport {
    std::map<std::string, std::int64_t> counts;
    std::vector<std::string> notes; ///< one for each file that is not whole
};

/// Told now and then: which file, bytes of it that were read, bytes that it has.
using ArchiveProgress = std::function<void(const std::string&, std::int64_t, std::int64_t)>;

/// Imports issues, pull requests, reviews and comments from files of GH Archive in constant memory, under the
/// keys that the GitHub collector uses. Text is as it was at the time of the event, which is also when it
/// counts as fetched: what the study has from a later time stands. The same event in several files is taken
/// once (among the latest million). Events are stored a thousand at a time; an import that was stopped can be
/// run again. A truncated or damaged file gives what it has. `study` must be open for writing.
[[nodiscard]] Result<ArchiveReport> import_archive(corpus::Study& study, const ArchiveRequest& request,
                                                   const ArchiveProgress& progress,
                                                   const std::stop_token& stop);

} // namespace axial::collectors::dumps
