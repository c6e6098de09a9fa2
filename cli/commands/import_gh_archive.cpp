// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/collecting.h"
#include "cli/commands/commands.h"
#include "cli/indexing.h"
#include "collectors/dumps/gh_archive.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace axial::cli {
namespace {

using collectors::dumps::ArchiveReport;
using collectors::dumps::ArchiveRequest;

constexpr Option options[] = {
    {"repo", "OWNER/NAME", "only this repository, or several", true},
    {"since", "DATE", "only events from then on"},
    {"until", "DATE", "only events before then"},
    no_index_option,
    pseudonymise_option,
    drop_authors_option,
    mask_option,
};

Result<std::optional<Time>> until_of(const Arguments& arguments) {
    if (!arguments.has("until"))
        return std::optional<Time>{};
    const auto time = parse_time(arguments.get("until"));
    if (!time)
        return fail({Fault::usage, "--until is not a date", arguments.get("until"), "write YYYY-MM-DD"});
    return time;
}

void print_report(std::ostream& out, const ArchiveReport& report) {
    const auto n = [&](const char* name) { return report.counts.at(name); };
    out << fmt::format("GH Archive: {} files, {} lines, {} events stored\n", n("files_read"), n("lines_read"),
                       n("events_stored"))
        << fmt::format("  left out: {} of other types, {} filtered, {} met before, {} without text, {} "
                       "unusable, {} broken lines\n",
                       n("events_other_type"), n("events_filtered"), n("events_duplicate"),
                       n("events_without_text"), n("events_unusable"), n("lines_broken"))
        << fmt::format("  posts    {} seen: {} added, {} changed, {} unchanged, {} known from a later time\n",
                       n("posts_seen"), n("added"), n("changed"), n("unchanged"), n("older"))
        << fmt::format("  threads  {} seen: {} added, {} changed, {} unchanged, {} known from a later time\n",
                       n("threads_seen"), n("threads_added"), n("threads_changed"), n("threads_unchanged"),
                       n("threads_older"));
    if (n("payloads_mended") > 0)
        out << fmt::format("  {} lines with broken characters, mended\n", n("payloads_mended"));
    for (const auto& note : report.notes)
        out << "  " << plain(note) << '\n';
    if (n("events_without_text") + n("events_unusable") + n("lines_broken") > 0)
        out << "  axial collect log lists what could not be stored, and why\n";
}

Status run_import(Context& context, const Arguments& arguments) {
    ArchiveRequest request;
    request.files.assign(arguments.positional.begin(), arguments.positional.end());
    request.repositories = arguments.all("repo");
    AXIAL_ASSIGN(request.since, since_of(arguments));
    AXIAL_ASSIGN(request.until, until_of(arguments));
    if (request.since && request.until && *request.since >= *request.until)
        return fail({Fault::usage, "--until is not after --since", {}, {}});
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    AXIAL_TRY(apply_privacy_options(context, arguments, study));
    const auto progress = [&](const std::string& what, std::int64_t done, std::int64_t of) {
        context.progress(what, done, of);
    };
    auto report = collectors::dumps::import_archive(study, request, progress, context.stop);
    context.end_progress();
    AXIAL_TRY(report);
    if (context.json) {
        nlohmann::json result = report->counts;
        result["notes"] = report->notes;
        context.print(result);
    } else {
        print_report(context.out, *report);
    }
    return index_imported(context, arguments, study);
}

} // namespace

const Command import_gh_archive_command{
    "import gh-archive",
    "FILE…",
    "import issues, pull requests, reviews and comments from files of GH Archive",
    options,
    run_import,
    "FILE is an hour of gharchive.org, as .json.gz or unpacked, of any year. Text is as it was when the event "
    "happened:\n"
    "edits and deletions never arrive, and the archive has gaps. Run \"axial collect github\" afterwards to "
    "bring "
    "a\n"
    "repository up to date; it updates the same threads. What the study knows from a later time stands. A file "
    "that is\n"
    "truncated gives what it has, and the summary says so."};

} // namespace axial::cli
