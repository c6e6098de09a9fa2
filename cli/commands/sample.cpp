// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/sampling/sample_options.h"
#include "cli/sampling/sample_source.h"
#include "corpus/store.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace axial::cli {
namespace {

using corpus::sampling::Design;
using corpus::sampling::Drawn;
using corpus::sampling::Unit;
using corpus::sampling::Urn;
using nlohmann::json;
using nlohmann::ordered_json;
using Hashes = std::unordered_set<std::uint64_t>;

Error usage(std::string what) {
    return {Fault::usage, std::move(what), {}, {}};
}

/// A sample that is there: how it was drawn, and its posts.
struct Sample {
    corpus::Set set;
    json provenance;
    Design design;
    Hashes posts;
};

Result<Sample> read_sample(corpus::Study& study, const std::string& name) {
    const corpus::Sets sets(study);
    Sample sample;
    AXIAL_ASSIGN(sample.set, sets.get(name));
    if (sample.set.step != "sample")
        return bad_input("the set is not a sample", name);
    sample.provenance = json::parse(sample.set.provenance, nullptr, false);
    AXIAL_ASSIGN(sample.design, corpus::sampling::design_from(sample.provenance));
    AXIAL_ASSIGN(const auto keys, sets.keys(sample.set));
    for (const auto& key : keys)
        sample.posts.insert(corpus::sampling::key_hash(key));
    return sample;
}

/// The sample that this one tops up, if it does.
Result<std::optional<Sample>> sample_before(corpus::Study& study, const Sample& sample) {
    const auto uuid = sample.provenance.value("tops_up", "");
    if (uuid.empty())
        return std::optional<Sample>();
    AXIAL_ASSIGN(const auto sets, corpus::Sets(study).all());
    for (const auto& set : sets)
        if (set.uuid == uuid && set.row < sample.set.row) {
            AXIAL_ASSIGN(auto before, read_sample(study, set.name));
            return std::optional<Sample>(std::move(before));
        }
    return bad_input("the sample that it tops up is not in this study", sample.set.name);
}

Status check_one(Context& context, const Arguments& arguments, corpus::Study& study, const Sample& sample,
                 const std::optional<Sample>& before) {
    AXIAL_ASSIGN(const auto source,
                 sample_source(context, arguments, study, &sample.provenance, sample.design.by));
    const Urn urn(source.frame, sample.design.unit, sample.design.seed);
    AXIAL_ASSIGN(const auto drawn, urn.draw(sample.design, before ? before->posts : Hashes()));
    std::size_t same = 0;
    for (const auto& post : drawn.posts)
        same += sample.posts.count(post.post);
    if (same != drawn.posts.size() || same != sample.posts.size())
        return bad_input(fmt::format("drawn again, {} posts come out, of which {} are among the {} of the set",
                                     drawn.posts.size(), same, sample.posts.size()),
                         sample.set.name,
                         "it was changed by hand, or what the strata are made by changed since");
    if (context.json)
        context.print(ordered_json{
            {"name", sample.set.name}, {"size", same}, {"seed", sample.design.seed}, {"same", true}});
    else
        fmt::print(context.out, "{:>8}  {:<16} the same posts, drawn again\n", same, sample.set.name);
    return {};
}

/// The whole chain of top-ups: a sample is what its seed gives only if the one before it is.
Status run_check(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(auto first, read_sample(study, arguments.positional[0]));
    std::optional<Sample> sample(std::move(first));
    while (sample) {
        AXIAL_ASSIGN(auto before, sample_before(study, *sample));
        AXIAL_TRY(check_one(context, arguments, study, *sample, before));
        sample = std::move(before);
    }
    return {};
}

/// Which sample stands for which part of its frame, for estimates (docs/sampling.md): with strata, also which
/// posts are in each.
void add_posts(ordered_json& provenance, const corpus::sampling::Frame& frame,
               const std::vector<StoredPost>& posts) {
    auto& strata = provenance["allocated"];
    if (strata.size() < 2)
        return;
    std::map<std::string, std::vector<std::string>> keys;
    for (const auto& post : posts)
        keys[frame.strata()[post.stratum]].push_back(post.key);
    for (auto& stratum : strata) {
        auto& own = keys[stratum["stratum"].get<std::string>()];
        std::sort(own.begin(), own.end());
        stratum["posts"] = own;
    }
}

std::string in_words(const Design& design, const Drawn& drawn, const std::string& before) {
    auto words = fmt::format("{} of {}", drawn.plan.size, drawn.plan.population);
    if (design.unit == Unit::thread)
        words += fmt::format(" threads ({} posts)", drawn.posts.size());
    words += " at random";
    if (!design.by.empty())
        words += " by " + design.by;
    if (design.per_stratum)
        words += ", each by itself";
    else if (design.allocation != corpus::sampling::Allocation::proportional)
        words += fmt::format(" ({})", name_of(design.allocation));
    return words + fmt::format(", seed {}", design.seed) + (before.empty() ? "" : ", more to " + before);
}

Result<corpus::Set> freeze(Context& context, corpus::Study& study, SampleSource& source, const Drawn& drawn,
                           const corpus::NewSet& started, ordered_json rest) {
    corpus::Set made;
    corpus::Sets sets(study);
    AXIAL_TRY(corpus::Store(study).transaction([&]() -> Status {
        if (source.freeze) {
            AXIAL_ASSIGN(const auto frame, sets.create(*source.freeze));
            source.origin = {{"frame", frame.uuid}};
        }
        AXIAL_ASSIGN(const auto posts, store_drawn(context, study, source, drawn.posts));
        auto wanted = started;
        for (const auto& post : posts)
            wanted.posts.push_back(post.row);
        auto provenance = source.origin;
        provenance.update(rest);
        add_posts(provenance, source.frame, posts);
        wanted.provenance = provenance.dump();
        AXIAL_ASSIGN(made, sets.create(wanted));
        return {};
    }));
    return made;
}

Status check_arguments(const Context& context, const Arguments& arguments) {
    const bool frame = arguments.has("from") || arguments.has("query");
    if (arguments.has("top-up") && frame)
        return fail(usage("a top-up has the frame of the sample before: leave --from and --query out"));
    if (context.corpus && arguments.has("from"))
        return fail(usage("--from is of a study, not of a corpus: say --query QUERY"));
    if (!arguments.has("top-up") && !frame)
        return fail(usage("say what to draw from: --from SET or --query QUERY"));
    if (!context.corpus && (arguments.has("allow-missing") || arguments.has("shard-timeout")))
        return fail(usage("--allow-missing and --shard-timeout go with --corpus"));
    return {};
}

Status run_draw(Context& context, const Arguments& arguments) {
    AXIAL_TRY(check_arguments(context, arguments));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    std::optional<Sample> before;
    if (arguments.has("top-up")) {
        AXIAL_ASSIGN(before, read_sample(study, arguments.get("top-up")));
    }
    AXIAL_ASSIGN(auto design, sample_design(arguments, before ? std::optional(before->design) : std::nullopt));
    AXIAL_ASSIGN(auto source,
                 sample_source(context, arguments, study, before ? &before->provenance : nullptr, design.by));
    const Urn urn(source.frame, design.unit, design.seed);
    ordered_json rest;
    if (arguments.has("pilot")) {
        AXIAL_ASSIGN(auto pilot, read_pilot(study, urn, arguments.get("pilot"), arguments.get("answer")));
        design.deviations.merge(pilot.deviations); // what is given by hand holds
        rest["pilot"] = {{"round", pilot.round},
                         {"answer", arguments.get("answer")},
                         {"posts", pilot.posts},
                         {"outside", pilot.outside}};
    }
    AXIAL_ASSIGN(const auto drawn, urn.draw(design, before ? before->posts : Hashes()));
    if (arguments.has("dry-run")) {
        print_plan(context, design, drawn.plan);
        return {};
    }
    if (before)
        rest["tops_up"] = before->set.uuid;
    rest.update(to_json(design, drawn.plan));
    corpus::NewSet wanted;
    wanted.name = arguments.positional[0];
    wanted.step = "sample";
    wanted.parent = source.parent;
    wanted.detail = in_words(design, drawn, before ? before->set.name : "");
    AXIAL_ASSIGN(const auto set, freeze(context, study, source, drawn, wanted, std::move(rest)));
    if (context.json)
        context.print(ordered_json{{"name", set.name},
                                   {"size", set.size},
                                   {"seed", design.seed},
                                   {"units", drawn.plan.size},
                                   {"frame", drawn.plan.population}});
    else
        fmt::print(context.out, "{:>8}  {:<16} {}\n", set.size, set.name, set.detail);
    return {};
}

Status run_sample(Context& context, const Arguments& arguments) {
    if (!arguments.has("check"))
        return run_draw(context, arguments);
    for (const auto& [name, values] : arguments.options)
        if (name != "check" && name != "allow-missing" && name != "shard-timeout")
            return fail(usage("--check draws as the sample was drawn: leave --" + name + " out"));
    return run_check(context, arguments);
}

} // namespace

const Command sample_command{
    "sample",
    "NAME",
    "draw a seeded, stratified random sample, or more to one",
    sample_options(),
    run_sample,
    "A sample is the head of an order that the seed and the posts' names decide, so the same seed draws the\n"
    "same posts on any machine, and a larger sample holds the smaller one. With --corpus FILE it is drawn\n"
    "from the shards that FILE lists, and just the posts that were drawn are fetched into the study.\n"
    "The formulas are in docs/sampling.md."};

} // namespace axial::cli
