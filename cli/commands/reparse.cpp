// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/reparse/reparse.h"

#include "cli/commands/commands.h"
#include "cli/indexing.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace axial::cli {
namespace {

using collectors::reparse::Reparsed;

constexpr std::size_t most_shown = 20;

constexpr Option options[] = {
    {"source", "NAME", "only threads of one source: github, discourse, hub …"},
    {"dry-run", "", "only say what would change; store nothing"},
};

nlohmann::json json_of(const Reparsed& change) {
    return {{"id", change.key}, {"kind", change.kind}, {"added", change.added}, {"fields", change.fields}};
}

std::string line_of(const Reparsed& change) {
    return fmt::format("  {} {}: {}\n", change.kind, plain(change.key),
                       change.added ? "added" : fmt::format("{}", fmt::join(change.fields, ", ")));
}

void print_summary(std::ostream& out, const std::map<std::string, std::int64_t>& counts, bool dry_run) {
    const auto n = [&](const char* name) { return counts.at(name); };
    out << fmt::format("raw.db: {} payloads read: {} with posts, {} without, {} of other sources, {} broken\n",
                       n("payloads_read"), n("payloads_used"), n("payloads_without_posts"),
                       n("payloads_filtered"), n("payloads_broken"))
        << fmt::format("  posts    {} added, {} changed, {} unchanged, {} skipped; {} in older payloads, {} on "
                       "threads that "
                       "are not in the study\n",
                       n("added"), n("changed"), n("unchanged"), n("skipped"), n("older"), n("left_out"))
        << fmt::format("  threads  {} added, {} changed, {} unchanged; {} in older payloads\n",
                       n("threads_added"), n("threads_changed"), n("threads_unchanged"), n("threads_older"));
    if (n("posts_not_found") > 0)
        out << fmt::format("  {} posts of the study are in no payload: they stay as they are\n",
                           n("posts_not_found"));
    if (dry_run)
        out << "  nothing was stored\n";
    else if (n("payloads_broken") + n("skipped") + n("posts_not_found") > 0)
        out << "  axial collect log lists what could not be read, and why\n";
}

Status run_reparse(Context& context, const Arguments& arguments) {
    collectors::reparse::ReparseRequest request;
    request.source = arguments.get("source");
    request.dry_run = arguments.has("dry-run");
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    auto all = nlohmann::json::array();
    std::string shown;
    std::size_t changes = 0;
    const auto note = [&](const Reparsed& change) {
        if (context.json)
            all.push_back(json_of(change));
        else if (changes++ < most_shown)
            shown += line_of(change);
    };
    const auto counts = collectors::reparse::reparse_study(
        study, request, note,
        [&](std::int64_t done, std::int64_t of) { context.progress("reading raw.db", done, of); },
        context.stop);
    context.end_progress();
    AXIAL_TRY(counts);
    if (context.json) {
        context.print(nlohmann::json{{"counts", *counts}, {"dry_run", request.dry_run}, {"changes", all}});
    } else {
        print_summary(context.out, *counts, request.dry_run);
        context.out << shown;
        if (changes > most_shown)
            context.out << fmt::format("  and {} more: --json lists all of them\n", changes - most_shown);
    }
    if (request.dry_run)
        return {};
    corpus::SearchIndex index(study);
    return update_index(context, index);
}

} // namespace

const Command reparse_command{"reparse",
                              "",
                              "make the posts anew from raw.db, after a parser got better",
                              options,
                              run_reparse,
                              "Asks no service: what was collected and imported lies in raw.db as it came. Of "
                              "each post the payload that was\n"
                              "fetched last decides; what is gone or hidden stays so. Where the text comes out "
                              "otherwise it becomes a new\n"
                              "revision, and codings stay on theirs. Interrupted, run it again."};

} // namespace axial::cli
