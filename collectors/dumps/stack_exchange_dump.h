// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/dumps/dump_plan.h"
#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <map>
#include <stop_token>
#include <string>

namespace axial::collectors::dumps {

/// What came of an import. The counts add up:
///  - posts_read = questions_stored + answers_stored + posts_other_type + posts_filtered + posts_orphaned +
///    posts_unusable
///  - comments_read = comments_stored + comments_filtered + comments_orphaned + comments_unusable
///  - added + changed + unchanged = questions_stored + answers_stored + comments_stored
/// Orphans are answers whose question, and comments whose post, is not in the dump; unusable are rows without
/// an id, a date or a type. Both are also listed in the study, with the line (the first 10,000).
/// texts_markdown and texts_html: of the questions and answers stored, those whose text is the newest one in
/// PostHistory.xml, and those that have none there and keep the HTML of Posts.xml.
struct DumpReport {
    Site site;
    std::map<std::string, std::int64_t> counts;
};

/// Imports questions, answers and comments of a Stack Exchange dump. Every file is read once before anything is
/// stored, so that a damaged dump leaves the study as it was. Then rows are stored a thousand at a time, with
/// their attributes as JSON lines in raw.db; an import that was stopped can be run again. Importing a newer
/// dump of the same site adds revisions. PostLinks.xml becomes tags of the threads: "duplicate-of:ID" and
/// "links-to:ID". `study` must be open for writing.
[[nodiscard]] Result<DumpReport> import_dump(corpus::Study& study, const DumpRequest& request,
                                             const DumpPlan::Progress& progress, const std::stop_token& stop);

} // namespace axial::collectors::dumps
