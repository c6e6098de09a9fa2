// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/collecting.h"
#include "cli/commands/commands.h"
#include "cli/indexing.h"
#include "collectors/dumps/stack_exchange_dump.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

using collectors::dumps::DumpReport;
using collectors::dumps::DumpRequest;

constexpr Option options[] = {
    {"site", "NAME",
     "stackoverflow, ai, …: what the threads are filed under (default: the name of the folder)"},
    {"tag", "T", "only questions with this tag, or one of several, with all their answers", true},
    {"since", "DATE", "only questions asked from then on, with all their answers"},
};

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
        << fmt::format("  of {} comments: {} filtered out, {} without their post, {} unusable\n",
                       n("comments_read"), n("comments_filtered"), n("comments_orphaned"),
                       n("comments_unusable"));
    if (n("posts_orphaned") + n("posts_unusable") + n("comments_orphaned") + n("comments_unusable") > 0)
        out << "  what was left out is listed by \"axial collect log\"\n";
}

Status run_import(Context& context, const Arguments& arguments) {
    DumpRequest request;
    request.folder = arguments.positional.front();
    request.site = arguments.get("site");
    request.tags = arguments.all("tag");
    AXIAL_ASSIGN(request.since, since_of(arguments));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
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
    } else {
        print_report(context.out, *report);
    }
    corpus::SearchIndex index(study);
    return update_index(context, index);
}

} // namespace

const Command import_se_dump_command{"import se-dump",
                                     "DIR",
                                     "import questions, answers and comments of a Stack Exchange data dump",
                                     options,
                                     run_import,
                                     "DIR holds the unpacked Posts.xml and, where there are, Comments.xml, "
                                     "Users.xml and Tags.xml. All are read once\n"
                                     "before anything is stored: a damaged dump leaves the study as it was. A "
                                     "newer dump of the same site adds a\n"
                                     "revision to every post that was edited; give both the same --site."};

} // namespace axial::cli
