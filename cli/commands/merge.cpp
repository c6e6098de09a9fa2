// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/exchange/merge.h"

#include "cli/commands/commands.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

using namespace codebooks::exchange;
using nlohmann::ordered_json;

constexpr Option options[] = {{"dry-run", "", "say what would come in and what clashes, and change nothing"}};

ordered_json to_json(const MergePlan& plan, const std::vector<std::string>& renamed, bool done) {
    auto coders = ordered_json::object();
    for (const auto& [coder, kinds] : plan.by_coder)
        coders[coder] = kinds;
    auto clashes = ordered_json::array();
    for (const auto& clash : plan.clashes)
        clashes.push_back({{"what", clash.what}, {"resolution", clash.resolution}});
    auto sets = ordered_json::array();
    for (const auto& shared : plan.sets)
        sets.push_back(shared.set.name);
    return {{"merged", done}, {"new", plan.fresh.size()}, {"known", plan.known}, {"coders", coders},
            {"sets", sets},   {"renamed", renamed},       {"clashes", clashes}};
}

void print_plan(Context& context, const MergePlan& plan, bool done) {
    fmt::print(context.out, "{} new decisions {}, {} known already\n", plan.fresh.size(),
               done ? "came in" : "would come in", plan.known);
    for (const auto& [coder, kinds] : plan.by_coder)
        for (const auto& [kind, n] : kinds)
            fmt::print(context.out, "  {:<12} {:<18} {:>6}\n", plain(coder), kind, n);
    for (const auto& shared : plan.sets)
        fmt::print(context.out, "  set {} ({} posts)\n", plain(shared.set.name), shared.posts.size());
    if (!plan.clashes.empty())
        fmt::print(context.out, "To know ({}):\n", plan.clashes.size());
    for (const auto& clash : plan.clashes)
        fmt::print(context.out, "  {}\n    {}\n", plain(clash.what), plain(clash.resolution));
}

Status run_merge(Context& context, const Arguments& arguments) {
    const bool dry = arguments.has("dry-run");
    AXIAL_ASSIGN(auto study, context.open_study(dry ? corpus::Study::Mode::read : corpus::Study::Mode::write));
    std::vector<Incoming> incoming;
    for (const auto& file : arguments.positional) {
        AXIAL_ASSIGN(auto side, read_incoming(file));
        incoming.push_back(std::move(side));
    }
    AXIAL_ASSIGN(const auto plan, plan_merge(study, incoming));
    Merged merged;
    if (!dry) {
        AXIAL_ASSIGN(merged, merge(study, plan));
    }
    if (context.json) {
        context.print(to_json(plan, merged.renamed, !dry));
        return {};
    }
    print_plan(context, plan, !dry);
    for (const auto& renamed : merged.renamed)
        fmt::print(context.out, "  two sets had one name: {}\n", plain(renamed));
    return {};
}

} // namespace

const Command merge_command{
    "merge",
    "FILE…",
    "take in the decisions of other copies of this study",
    options,
    run_merge,
    "FILE is a packet that was worked on (its folder), a file of \"axial journal export\", or the folder of a "
    "whole "
    "study. All decisions of all sides are kept, whatever the order and however often it is done. Where two "
    "are about "
    "one thing, the later one stands, and the list says so. A blind round stays blind."};

} // namespace axial::cli
