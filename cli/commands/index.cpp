// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/indexing.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

constexpr Option options[] = {
    {"rebuild", "", "make it anew; the old one serves until the new one is complete"}};

Status run_index(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    corpus::SearchIndex index(study);
    AXIAL_TRY(arguments.has("rebuild") ? rebuild_index(context, index) : update_index(context, index));
    const auto state = index.state();
    if (context.json)
        context.print(nlohmann::ordered_json{{"posts", state.posts}, {"change", state.change}});
    else
        fmt::print(context.out, "{} posts are indexed\n", state.posts);
    return {};
}

} // namespace

const Command index_command{
    "index",
    "",
    "bring the search index up to date",
    options,
    run_index,
    "The index is a copy of what the study holds: it can be deleted and made anew at any time.\n"
    "Stopped, it keeps what it has, and goes on from there the next time."};

} // namespace axial::cli
