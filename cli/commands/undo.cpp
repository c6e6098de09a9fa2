// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/undo.h"

#include "cli/commands/commands.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

constexpr Option by_option[] = {{"coder", "NAME", "who asks; \"owner\" where none is named"}};

Status tell(Context& context, const char* what, std::int64_t events) {
    if (context.json)
        context.print(nlohmann::ordered_json{{what, events}});
    else
        fmt::print(context.out, "{}: {} event{}\n", what, events, events == 1 ? "" : "s");
    return {};
}

Status run_undo(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    AXIAL_ASSIGN(const auto events,
                 codebooks::undo(study, arguments.positional[0], arguments.get("coder", "owner")));
    return tell(context, "undone", events);
}

Status run_redo(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    AXIAL_ASSIGN(const auto events,
                 codebooks::redo(study, arguments.positional[0], arguments.get("coder", "owner")));
    return tell(context, "redone", events);
}

} // namespace

const Command undo_command{
    "undo",
    "UUID",
    "take a decision back, whenever it was made",
    by_option,
    run_undo,
    "UUID is that of an event (\"axial journal log\") or of a change of several (\"axial "
    "codebook history\"). A coder\ntakes back their own decisions; changes of a codebook are "
    "everybody's. Both stay in the history."};
const Command redo_command{"redo", "UUID", "make a decision again that was taken back", by_option, run_redo};

} // namespace axial::cli
