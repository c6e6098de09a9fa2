// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "corpus/sets.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

constexpr Option options[] = {
    {"from", "SET", "the set to draw from (needed)"},
    {"size", "N", "how many posts (needed)"},
    {"seed", "N", "the same seed draws the same posts; 1 where none is given"},
    {"by", "source|container|kind", "share the sample among these in proportion"},
};

Result<corpus::Strata> strata_from(const std::string& name) {
    if (name.empty())
        return corpus::Strata::none;
    if (name == "source")
        return corpus::Strata::source;
    if (name == "container")
        return corpus::Strata::container;
    if (name == "kind")
        return corpus::Strata::kind;
    return fail({Fault::usage, "--by is source, container or kind", {}, {}});
}

Status run_sample(Context& context, const Arguments& arguments) {
    if (!arguments.has("from") || !arguments.has("size"))
        return fail({Fault::usage, "--from SET and --size N are needed", {}, {}});
    AXIAL_ASSIGN(const auto size, arguments.number("size", 0, 1, 100'000'000));
    AXIAL_ASSIGN(const auto seed, arguments.number("seed", 1, 0, INT64_MAX));
    AXIAL_ASSIGN(const auto strata, strata_from(arguments.get("by")));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    corpus::Sets sets(study);
    AXIAL_ASSIGN(const auto frame, sets.get(arguments.get("from")));
    AXIAL_ASSIGN(const auto posts, sets.posts(frame));
    corpus::NewSet wanted;
    wanted.name = arguments.positional[0];
    wanted.step = "sample";
    wanted.parent = frame.name;
    const auto by = arguments.get("by");
    wanted.detail =
        fmt::format("{} of {} at random{}, seed {}", size, frame.size, by.empty() ? "" : " by " + by, seed);
    wanted.provenance =
        nlohmann::ordered_json{{"frame", frame.uuid}, {"size", size}, {"seed", seed}, {"strata", by}}.dump();
    AXIAL_ASSIGN(wanted.posts, corpus::draw_sample(study, posts, static_cast<std::size_t>(size), strata,
                                                   static_cast<std::uint64_t>(seed)));
    AXIAL_ASSIGN(const auto set, sets.create(wanted));
    if (context.json)
        context.print(nlohmann::ordered_json{{"name", set.name}, {"size", set.size}, {"seed", seed}});
    else
        fmt::print(context.out, "{:>8}  {:<16} {}\n", set.size, set.name, set.detail);
    return {};
}

} // namespace

const Command sample_command{"sample", "NAME", "draw a seeded, stratified random sample of a set", options,
                             run_sample};

} // namespace axial::cli
