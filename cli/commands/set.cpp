// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/near_duplicate_options.h"
#include "cli/set_builder.h"
#include "corpus/sets.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

using nlohmann::ordered_json;

ordered_json to_json(const corpus::Set& set, const std::map<std::string, std::int64_t>& by_source) {
    return {{"name", set.name},
            {"step", set.step},
            {"detail", set.detail},
            {"parent", set.parent.empty() ? ordered_json(nullptr) : ordered_json(set.parent)},
            {"size", set.size},
            {"by_source", by_source},
            {"uuid", set.uuid},
            {"created_at", format_time(set.created_at)},
            {"provenance", ordered_json::parse(set.provenance, nullptr, false)}};
}

Status print_sets(Context& context, corpus::Study& study, const std::vector<corpus::Set>& sets) {
    for (const auto& set : sets) {
        AXIAL_ASSIGN(const auto by_source, corpus::Sets(study).by_source(set));
        if (context.json)
            context.print(to_json(set, by_source));
        else
            fmt::print(context.out, "{:>8}  {:<16} {}{}\n", set.size, set.name, set.detail,
                       set.parent.empty() ? "" : ", from " + set.parent);
    }
    return {};
}

constexpr Option new_options[] = {
    {"query", "QUERY", "posts that match"},
    {"from", "SET", "only posts of this set; the new one is its child in the funnel"},
    {"unique", "", "one of each group of posts with the same text, the oldest"},
    {"near-unique", "", "one of each group of posts that are nearly the same, the oldest"},
    {"by", "post|thread",
     "with --near-unique: leave out the posts that are alike (the default), or every post of "
     "threads whose first posts are"},
    {"similarity", "S",
     "with --near-unique: how alike they are at least, from 0.1 to 1; 0.8 where it is not given"},
    {"roots", "", "the first posts of the matching posts' threads, in their place"},
    {"round", "ROUND", "the outcome of a screening round that is closed"},
    {"answer", "ANSWER", "with --round: posts that got this answer"},
    {"rule", "all|majority|any|settled",
     "with --round: how many of the coders who were asked must have given it (all where none is named), or "
     "that it is the "
     "answer that was settled"},
};

Status run_new(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    SetWish wish;
    wish.name = arguments.positional[0];
    wish.from = arguments.get("from");
    if (arguments.has("query"))
        wish.query = arguments.get("query");
    wish.unique = arguments.has("unique");
    if (arguments.has("near-unique")) {
        AXIAL_ASSIGN(wish.near_unique, near_duplicate_options(arguments, corpus::AlikeBy::post));
    } else if (arguments.has("by") || arguments.has("similarity")) {
        return fail({Fault::usage, "--by and --similarity go with --near-unique", {}, {}});
    }
    wish.progress = [&](std::int64_t done, std::int64_t of) { context.progress("comparing", done, of); };
    wish.stop = context.stop;
    wish.roots = arguments.has("roots");
    wish.round = arguments.get("round");
    wish.answer = arguments.get("answer");
    wish.rule = arguments.get("rule");
    auto built = build_set(study, wish);
    context.end_progress();
    AXIAL_ASSIGN(const auto set, std::move(built));
    return print_sets(context, study, {set});
}

Status run_list(Context& context, const Arguments&) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto sets, corpus::Sets(study).all());
    if (sets.empty() && !context.json)
        context.out << "no sets yet: make one with \"axial set new NAME --query QUERY\"\n";
    return print_sets(context, study, sets);
}

Status run_show(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto chain, corpus::Sets(study).chain(arguments.positional[0]));
    if (context.json)
        return print_sets(context, study, {chain.back()});
    context.out << "the way down to \"" << arguments.positional[0] << "\":\n";
    return print_sets(context, study, chain);
}

} // namespace

const Command set_new_command{
    "set new",
    "NAME",
    "freeze a named list of posts, with how it came about",
    new_options,
    run_new,
    "One way of choosing at a time: --query, --unique or --near-unique (of --from), or --round "
    "with --answer. Sets are never changed\n"
    "afterwards; the chain of sets is the funnel in the report. List a set's posts "
    "with \"axial posts --set NAME\"."};
const Command set_list_command{"set list", "", "list the sets", {}, run_list};
const Command set_show_command{
    "set show", "NAME", "show how a set came about, from all posts down", {}, run_show};

} // namespace axial::cli
