// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/saturation.h"

#include "cli/commands/commands.h"

#include <fmt/ostream.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

using nlohmann::ordered_json;

constexpr Option options[] = {
    {"base", "N", "posts whose codes are the yardstick; 20 where none is given"},
    {"run", "N", "posts in a row that are looked at for new codes; 10 where none is given"},
    {"threshold", "SHARE", "reached when a run brings at most this share of the base's codes; 0.05"},
};

Status run_saturation(Context& context, const Arguments& arguments) {
    codebooks::SaturationOptions wanted;
    AXIAL_ASSIGN(wanted.base, arguments.number("base", wanted.base, 1, 1'000'000));
    AXIAL_ASSIGN(wanted.run, arguments.number("run", wanted.run, 1, 1'000'000));
    AXIAL_ASSIGN(wanted.threshold, arguments.decimal("threshold", wanted.threshold, 0, 1));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto round, codebooks::Rounds(study).get(arguments.positional[0]));
    AXIAL_ASSIGN(const auto found, codebooks::saturation_of(study, round, wanted));
    if (context.json) {
        auto steps = ordered_json::array();
        for (const auto& step : found.steps)
            steps.push_back({{"post", step.post},
                             {"at", format_time(step.at)},
                             {"new", step.new_codes},
                             {"codes", step.codes}});
        context.print(ordered_json{
            {"round", round.name},
            {"base", wanted.base},
            {"run", wanted.run},
            {"threshold", wanted.threshold},
            {"base_codes", found.base_codes},
            {"last_share", found.last_share ? ordered_json(*found.last_share) : ordered_json(nullptr)},
            {"reached_at", found.reached_at ? ordered_json(*found.reached_at) : ordered_json(nullptr)},
            {"steps", steps}});
        return {};
    }
    std::int64_t posts = 0;
    for (const auto& step : found.steps) {
        ++posts;
        if (!step.new_codes.empty())
            fmt::print(context.out, "{:>6}  {:>4} codes  + {}\n", posts, step.codes,
                       plain(fmt::format("{}", fmt::join(step.new_codes, ", "))));
    }
    fmt::print(context.out, "{} posts, {} codes; {} of them in the first {} posts\n", posts,
               found.steps.empty() ? 0 : found.steps.back().codes, found.base_codes,
               std::min(posts, wanted.base));
    if (!found.last_share)
        fmt::print(context.out, "too few posts to tell: {} and a run of {} are needed\n", wanted.base,
                   wanted.run);
    else
        fmt::print(context.out, "the last run of {} posts brought {:.0f} % new codes; saturation {}\n",
                   wanted.run, 100 * *found.last_share,
                   found.reached_at
                       ? fmt::format("was reached at {}+{} (<= {:g} %)", *found.reached_at - wanted.run,
                                     wanted.run, 100 * wanted.threshold)
                       : std::string("is not reached"));
    return {};
}

} // namespace

const Command saturation_command{"saturation",
                                 "ROUND",
                                 "whether more posts still bring new codes",
                                 options,
                                 run_saturation,
                                 "Guest, Namey and Chen (2020), PLOS ONE 15(5): new codes in a run of posts, "
                                 "divided by the distinct codes of the\n"
                                 "base. Posts are taken in the order in which the round came to them, over all "
                                 "of its coders. They used bases of 4 to 6\n"
                                 "and runs of 2 or 3 interviews; a post holds less than an interview."};

} // namespace axial::cli
