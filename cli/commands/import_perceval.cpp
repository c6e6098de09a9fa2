// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/indexing.h"
#include "cli/privacy_options.h"
#include "collectors/dumps/perceval_import.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace axial::cli {
namespace {

constexpr Option options[] = {
    {"site", "NAME", "what a Discourse forum is filed under (default: the host that the items came from)"},
    no_index_option,
    pseudonymise_option,
    drop_authors_option,
    mask_option};

Status run_import(Context& context, const Arguments& arguments) {
    const collectors::dumps::PercevalRequest request{arguments.positional.front(), arguments.get("site")};
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    AXIAL_TRY(apply_privacy_options(context, arguments, study));
    const auto counts = collectors::dumps::import_perceval(
        study, request,
        [&](std::int64_t done, std::int64_t of) { context.progress("reading the file", done, of); },
        context.stop);
    context.end_progress();
    AXIAL_TRY(counts);
    const auto n = [&](const char* name) { return counts->at(name); };
    if (context.json) {
        context.print(nlohmann::json(*counts));
    } else {
        context.out << fmt::format(
            "{} lines: {} items stored, {} of other back-ends, {} unusable, {} broken\n"
            "  posts    {} added, {} changed, {} unchanged, {} known from a later time, {} skipped\n"
            "  threads  {} added, {} changed, {} unchanged, {} known from a later time\n",
            n("lines_read"), n("items_stored"), n("items_other"), n("items_unusable"), n("lines_broken"),
            n("added"), n("changed"), n("unchanged"), n("older"), n("skipped"), n("threads_added"),
            n("threads_changed"), n("threads_unchanged"), n("threads_older"));
        if (n("lines_read") > n("items_stored") || n("skipped") > 0)
            context.out << "  axial collect log lists what could not be stored, and why\n";
    }
    return index_imported(context, arguments, study);
}

} // namespace

const Command import_perceval_command{"import perceval",
                                      "FILE",
                                      "import what GrimoireLab's Perceval collected, one JSON a line",
                                      options,
                                      run_import,
                                      "GitHub's issues and pull requests, Discourse's topics and Stack "
                                      "Exchange's questions become the same posts\n"
                                      "that Axial's own collectors make of them; items of other back-ends are "
                                      "counted and listed. Write FILE with\n"
                                      "\"perceval … --json-line\"; it may be gzipped."};

} // namespace axial::cli
