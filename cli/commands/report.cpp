// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/commands/exporting.h"

namespace axial::cli {
namespace {

constexpr Option options[] = {
    {"set", "NAME", "the set at the end of the funnel; else that of the longest chain"},
    {"round", "NAME", "count this round; else all rounds", true},
};

Status run_report(Context& context, const Arguments& arguments) {
    return write_format(context, *exports::find_format("html"), arguments.positional[0], arguments);
}

} // namespace

const Command report_command{
    "report",
    "FILE.html",
    "write the report of the study",
    options,
    run_report,
    "One page without scripts or anything loaded from elsewhere: corpus, funnel, agreement, codes, quotes,\n"
    "repositories. Every figure is counted from the study."};

} // namespace axial::cli
