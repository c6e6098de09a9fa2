// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/collecting.h"
#include "cli/commands/commands.h"
#include "cli/indexing.h"
#include "collectors/dumps/stack_exchange_dump.h"
#include "corpus/text/canonical_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace axial::cli {
namespace {

using collectors::dumps::DumpReport;
using collectors::dumps::DumpRequest;

constexpr Option options[] = {
    {"site", "NAME",
     "stackoverflow, ai, …: what the threads are filed under (default: by the name of what is given)"},
    {"tag", "T", "only questions with this tag, or one of several, with all their answers", true},
    {"tagged", "A;B", "only questions with all of these tags"},
    {"since", "DATE", "only questions asked from then on, with all their answers"},
    {"until", "DATE", "only questions asked before then"},
    {"min-score", "N", "only questions with at least this score"},
    {"dry-run", "", "only count what would be stored"},
    no_index_option,
    pseudonymise_option,
    drop_authors_option,
    mask_option,
};

constexpr std::int64_t highest_score = 1'000'000'000;

void print_report(std::ostream& out, const DumpReport& report) {
    const auto n = [&](const char* name) { return report.counts.at(name); };
    out << fmt::format(
               "{}: {} questions, {} answers, {} comments stored ({} added, {} changed, {} unchanged)\n",
               report.site.name, n("questions_stored"), n("answers_stored"), n("comments_stored"), n("added"),
               n("changed"), n("unchanged"))
        << fmt::format(
               "  of {} posts: {} of other types, {} filtered out, {} without their question, {} unusable\n",
               n("posts_read"), n("posts_other_type"), n("posts_filtered"), n("posts_orphaned"),
               n("posts_unusable"))
        << fmt::format("  texts: {} Markdown, {} HTML\n", n("texts_markdown"), n("texts_html"))
        << fmt::format("  of {} comments: {} filtered out, {} without their post, {} unusable\n",
                       n("comments_read"), n("comments_filtered"), n("comments_orphaned"),
                       n("comments_unusable"));
    if (n("posts_orphaned") + n("posts_unusable") + n("comments_orphaned") + n("comments_unusable") > 0)
        out << "  what was left out is listed by \"axial collect log\"\n";
}

void print_plan(std::ostream& out, const DumpReport& report) {
    const auto n = [&](const char* name) { return report.counts.at(name); };
    out << fmt::format("{}: would store {} questions, {} answers, {} comments; nothing was stored\n",
                       report.site.name, n("questions_wanted"), n("answers_wanted"), n("comments_wanted"));
}

std::vector<std::string> tags_of(std::string text) {
    std::replace(text.begin(), text.end(), ',', ';');
    std::vector<std::string> tags;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find(';', begin), text.size());
        if (auto tag = corpus::fold_white_space(corpus::clean_utf8(text.substr(begin, end - begin)));
            !tag.empty())
            tags.push_back(std::move(tag));
        begin = end + 1;
    }
    return tags;
}

Result<DumpRequest> request_of(const Arguments& arguments) {
    DumpRequest request;
    request.paths.assign(arguments.positional.begin(), arguments.positional.end());
    request.site = arguments.get("site");
    request.tags = arguments.all("tag");
    request.all_tags = tags_of(arguments.get("tagged"));
    AXIAL_ASSIGN(request.since, since_of(arguments));
    if (arguments.has("until")) {
        request.until = parse_time(arguments.get("until"));
        if (!request.until)
            return fail({Fault::usage, "--until is not a date", arguments.get("until"), "write YYYY-MM-DD"});
    }
    if (request.since && request.until && *request.since >= *request.until)
        return fail({Fault::usage, "--until is not after --since", {}, {}});
    if (arguments.has("min-score")) {
        AXIAL_ASSIGN(request.min_score, arguments.number("min-score", 0, -highest_score, highest_score));
    }
    request.dry_run = arguments.has("dry-run");
    return request;
}

Status run_import(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto request, request_of(arguments));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    AXIAL_TRY(apply_privacy_options(context, arguments, study));
    const auto progress = [&](const std::string& what, std::int64_t done, std::int64_t of) {
        context.progress(what, done, of);
    };
    auto report = collectors::dumps::import_dump(study, request, progress, context.stop);
    context.end_progress();
    AXIAL_TRY(report);
    if (context.json) {
        nlohmann::json result = report->counts;
        result["site"] = report->site.name;
        context.print(result);
    } else if (request.dry_run) {
        print_plan(context.out, *report);
    } else {
        print_report(context.out, *report);
    }
    if (request.dry_run)
        return {};
    return index_imported(context, arguments, study);
}

} // namespace

const Command import_se_dump_command{
    "import se-dump",
    "PATH…",
    "import questions, answers and comments of a Stack Exchange data dump",
    options,
    run_import,
    "PATH is the .7z of a site, several of them where each holds one file (stackoverflow.com-Posts.7z …), or a "
    "folder with the\n"
    "unpacked Posts.xml and, where there are, Comments.xml, Users.xml, Tags.xml, PostHistory.xml (whose newest "
    "Markdown becomes\n"
    "the text) and PostLinks.xml (which becomes tags of the threads, \"duplicate-of:ID\" and \"links-to:ID\"). "
    "Archives are unpacked\n"
    "while they are read, once for each reading: for very large ones, unpack first. All files are read once "
    "before anything is\n"
    "stored: a damaged dump leaves the study as it was. A newer dump of the same site adds a revision to every "
    "post that was\n"
    "edited. \"axial collect stackexchange --site NAME\" brings the same posts up to date."};

} // namespace axial::cli
