// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sampling/sample_options.h"

#include "codebooks/codebook.h"
#include "codebooks/rounds.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace axial::cli {
namespace {

using corpus::sampling::Allocation;
using corpus::sampling::Design;
using corpus::sampling::Precision;
using corpus::sampling::Unit;

constexpr Option options[] = {
    {"from", "SET", "the set to draw from: the frame"},
    {"query", "QUERY", "or all posts that match (and are in --from): frozen as the set NAME.frame"},
    {"unit", "post|thread", "draw posts, or whole threads with those of their posts that are in the frame"},
    {"size", "N", "how many; with --top-up, those drawn before included"},
    {"margin", "E", "or as many as it takes to know a share within E, such as 0.05"},
    {"confidence", "C", "with --margin: how surely (0.95)"},
    {"share", "P", "with --margin: the share that is expected (0.5, which takes most)"},
    {"seed", "N", "the same seed draws the same; 1 where none is given"},
    {"by", "FIELDS",
     "strata: source, site, container, kind, language, state, year, month, tag:NAME, or several joined by "
     "commas"},
    {"allocation", "proportional|equal|neyman", "how strata share the sample; proportional where not given"},
    {"per-stratum", "", "--size or --margin hold for each stratum"},
    {"least", "N", "so many of each stratum, if it has them"},
    {"pilot", "ROUND", "neyman: how much posts differ, from the answers in this round"},
    {"answer", "ANSWER", "with --pilot: the answer whose share is to be known"},
    {"deviation", "STRATUM=S", "neyman: a stratum's standard deviation", true},
    {"top-up", "SET", "draw more to this sample: what it has stays in"},
    {"dry-run", "", "show the strata and what would be drawn, and change nothing"},
    {"check", "", "draw the sample NAME again and compare"},
    {"allow-missing", "", "with --corpus: draw without the shards that cannot be used, and record that"},
    {"shard-timeout", "SECONDS", "with --corpus: how long one answer of a shard may take (30)"},
};

Error usage(std::string what) {
    return {Fault::usage, std::move(what), {}, {}};
}

Status read_size(const Arguments& arguments, Design& design) {
    if (arguments.has("size") == arguments.has("margin"))
        return fail(usage("say how many: --size N or --margin E"));
    if (!arguments.has("margin") && (arguments.has("confidence") || arguments.has("share")))
        return fail(usage("--confidence and --share go with --margin"));
    design.precision.reset();
    design.size = 0;
    if (arguments.has("size")) {
        AXIAL_ASSIGN(design.size, arguments.number("size", 0, 1, 100'000'000));
        return {};
    }
    Precision precision;
    AXIAL_ASSIGN(precision.margin, arguments.decimal("margin", precision.margin, 0, 100));
    AXIAL_ASSIGN(precision.confidence, arguments.decimal("confidence", precision.confidence, 0, 100));
    AXIAL_ASSIGN(precision.share, arguments.decimal("share", precision.share, 0, 1));
    AXIAL_TRY(corpus::sampling::sample_size(precision, std::nullopt)); // values out of range, before work
    design.precision = precision;
    return {};
}

Status read_deviations(const Arguments& arguments, Design& design) {
    for (const auto& given : arguments.all("deviation")) {
        const auto sign = given.rfind('=');
        double value = -1;
        const char* end = given.data() + given.size();
        if (sign != std::string::npos) {
            const auto read = std::from_chars(given.data() + sign + 1, end, value);
            if (read.ec != std::errc{} || read.ptr != end)
                value = -1;
        }
        if (!(value >= 0 && value <= 1e100))
            return fail({Fault::usage, "--deviation is STRATUM=NUMBER, the number from 0 up", given, {}});
        design.deviations[given.substr(0, sign)] = value;
    }
    return {};
}

/// What a top-up may not change: the order that units are drawn in, and what the strata of the first were.
Status keep(const Design& before, const Design& design, const Arguments& arguments) {
    if (arguments.has("seed") && design.seed != before.seed)
        return fail(usage(fmt::format("a top-up has the seed of the sample before, {}", before.seed)));
    if (arguments.has("unit") && design.unit != before.unit)
        return fail(usage(fmt::format("the sample before is of {}s", name_of(before.unit))));
    if (!before.by.empty() && design.by != before.by)
        return fail(usage("the sample before was drawn by other strata: " + before.by));
    return {};
}

} // namespace

std::span<const Option> sample_options() {
    return options;
}

Result<Design> sample_design(const Arguments& arguments, const std::optional<Design>& before) {
    Design design = before.value_or(Design{});
    AXIAL_TRY(read_size(arguments, design));
    AXIAL_ASSIGN(const auto seed,
                 arguments.number("seed", static_cast<std::int64_t>(design.seed), 0, INT64_MAX));
    design.seed = static_cast<std::uint64_t>(seed);
    if (arguments.has("unit")) {
        AXIAL_ASSIGN(const auto unit, arguments.one_of("unit", {"post", "thread"}));
        design.unit = unit == "thread" ? Unit::thread : Unit::post;
    }
    if (arguments.has("by"))
        design.by = arguments.get("by");
    if (arguments.has("allocation")) {
        AXIAL_ASSIGN(const auto name, arguments.one_of("allocation", {"proportional", "equal", "neyman"}));
        AXIAL_ASSIGN(design.allocation, corpus::sampling::allocation_named(name));
    }
    if (design.allocation != Allocation::neyman || arguments.has("pilot"))
        design.deviations.clear();
    if (arguments.has("per-stratum") && arguments.has("allocation"))
        return fail(usage("--per-stratum allocates nothing: leave --allocation out"));
    design.per_stratum = arguments.has("per-stratum") || (design.per_stratum && !arguments.has("allocation"));
    AXIAL_ASSIGN(design.least, arguments.number("least", design.least, 0, 100'000'000));
    if (arguments.has("pilot") != arguments.has("answer"))
        return fail(usage("--pilot ROUND and --answer ANSWER go together"));
    if (design.allocation != Allocation::neyman && (arguments.has("pilot") || arguments.has("deviation")))
        return fail(usage("--pilot and --deviation go with --allocation neyman"));
    if (design.by.empty() && (arguments.has("allocation") || arguments.has("least") || design.per_stratum))
        return fail(usage("strata are needed for that: --by FIELDS"));
    if (design.per_stratum && design.least > 0)
        return fail(usage("--per-stratum says already how many of each: leave --least out"));
    AXIAL_TRY(read_deviations(arguments, design));
    if (before)
        AXIAL_TRY(keep(*before, design, arguments));
    return design;
}

Result<Pilot> read_pilot(corpus::Study& study, const corpus::sampling::Urn& urn, const std::string& name,
                         const std::string& answer) {
    const codebooks::Rounds rounds(study);
    AXIAL_ASSIGN(const auto round, rounds.get(name));
    if (!round.closed)
        return bad_input("the round is still open", round.name,
                         "close it first: axial round close " + round.name);
    AXIAL_ASSIGN(const auto question, codebooks::Codebooks(study).get(round.codebook));
    const auto known = std::any_of(question.answers.begin(), question.answers.end(),
                                   [&](const codebooks::Answer& one) { return one.id == answer; });
    if (!known)
        return bad_input(fmt::format("\"{}\" is not an answer of this round", answer), round.name,
                         "name one with --answer; see: axial codebook show " + round.codebook);
    AXIAL_ASSIGN(const auto votes, rounds.votes(round, {}));
    std::map<std::uint64_t, std::pair<int, int>> by_post; // votes for the answer, votes
    std::unordered_set<std::uint64_t> posts;
    for (const auto& vote : votes) {
        const auto hash = corpus::sampling::key_hash(vote.post);
        auto& [given, all] = by_post[hash];
        given += vote.answer == answer ? 1 : 0;
        ++all;
        posts.insert(hash);
    }
    const auto strata = urn.strata_of(posts);
    std::map<std::string, std::pair<double, double>> sums;
    for (const auto& stratum : urn.strata())
        if (stratum.population > 0)
            sums[stratum.name] = {0, 0};
    Pilot pilot{{}, 0, 0, round.uuid};
    for (const auto& [hash, counts] : by_post) {
        const auto stratum = strata.find(hash);
        if (stratum == strata.end()) {
            ++pilot.outside;
            continue;
        }
        ++pilot.posts;
        auto& [given, all] = sums[stratum->second];
        given += static_cast<double>(counts.first) / counts.second;
        ++all;
    }
    if (pilot.posts == 0)
        return bad_input("no post of the round is in the frame", round.name,
                         "a pilot is a round about posts of the frame");
    for (const auto& [stratum, sum] : sums) {
        const double share = (sum.first + 1) / (sum.second + 2);
        pilot.deviations[stratum] = std::sqrt(share * (1 - share));
    }
    return pilot;
}

void print_plan(Context& context, const Design& design, const corpus::sampling::Plan& plan) {
    const auto unit = std::string(name_of(design.unit)) + "s";
    const auto margin = margin_of(plan, design.precision.value_or(Precision{}));
    if (context.json) {
        auto json = to_json(design, plan);
        json["margin"] = margin;
        context.print(json);
        return;
    }
    fmt::print(context.out, "{:>10} {:>10} {:>10}  {}\n", unit, "drawn", "weight", "stratum");
    for (const auto& stratum : plan.strata)
        fmt::print(context.out, "{:>10} {:>10} {:>10.4g}  {}{}\n", stratum.population, stratum.size,
                   stratum.weight(), plain(stratum.name),
                   stratum.drawn > 0 ? fmt::format(" ({} before)", stratum.drawn) : "");
    const auto precision = design.precision.value_or(Precision{});
    fmt::print(context.out,
               "{:>10} {:>10}             together; a share is known within {:.2f} points at {:g} %\n",
               plan.population, plan.size, 100 * margin, 100 * precision.confidence);
}

} // namespace axial::cli
