// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "codebooks/rounds.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <cstdint>

namespace axial::cli {
namespace {

using codebooks::Round;
using nlohmann::ordered_json;

constexpr Option new_options[] = {
    {"codebook", "ID", "the question or codebook (needed)"},
    {"set", "NAME", "the posts (needed)"},
    {"coders", "A,B,…", "who takes part (needed)"},
    {"open", "", "let coders see each other's decisions; a round is blind otherwise"},
    {"seed", "N", "of the order in which each coder gets the posts; 1 where none is given"},
};

constexpr Option by_option[] = {{"coder", "NAME", "who decides it; \"owner\" where none is named"}};

std::string state_of(const Round& round) {
    return fmt::format("{}{}", round.closed ? "closed" : "open", round.blind ? ", blind" : "");
}

Status print_round(Context& context, corpus::Study& study, const Round& round) {
    AXIAL_ASSIGN(const auto progress, codebooks::Rounds(study).progress(round));
    if (context.json) {
        auto coders = ordered_json::array();
        for (const auto& coder : progress)
            coders.push_back({{"coder", coder.coder}, {"done", coder.done}, {"of", coder.of}});
        context.print(ordered_json{
            {"round", round.name},
            {"uuid", round.uuid},
            {"codebook", round.codebook},
            {"set", round.set},
            {"blind", round.blind},
            {"closed", round.closed},
            {"seed", round.seed},
            {"opened_at", format_time(round.opened_at)},
            {"closed_at", round.closed ? ordered_json(format_time(round.closed_at)) : ordered_json(nullptr)},
            {"coders", coders}});
        return {};
    }
    fmt::print(context.out, "{} ({}): {} about {}\n", round.name, state_of(round), round.codebook, round.set);
    for (const auto& coder : progress)
        fmt::print(context.out, "  {:<12} {} of {} posts\n", coder.coder, coder.done, coder.of);
    return {};
}

Status run_new(Context& context, const Arguments& arguments) {
    if (!arguments.has("codebook") || !arguments.has("set") || !arguments.has("coders"))
        return fail({Fault::usage, "--codebook, --set and --coders are needed", {}, {}});
    AXIAL_ASSIGN(const auto coders, arguments.list("coders"));
    AXIAL_ASSIGN(const auto seed, arguments.number("seed", 1, 0, INT64_MAX));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    Round round;
    round.name = arguments.positional[0];
    round.codebook = arguments.get("codebook");
    round.set = arguments.get("set");
    round.coders = coders;
    round.blind = !arguments.has("open");
    round.seed = static_cast<std::uint64_t>(seed);
    AXIAL_ASSIGN(const auto opened, codebooks::Rounds(study).open(round, "owner"));
    return print_round(context, study, opened);
}

Status run_status(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    const codebooks::Rounds rounds(study);
    if (!arguments.positional.empty()) {
        AXIAL_ASSIGN(const auto round, rounds.get(arguments.positional[0]));
        return print_round(context, study, round);
    }
    AXIAL_ASSIGN(const auto all, rounds.all());
    if (all.empty() && !context.json)
        context.out << "no rounds yet: open one with \"axial round new\"\n";
    for (const auto& round : all)
        AXIAL_TRY(print_round(context, study, round));
    return {};
}

Status run_close(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    AXIAL_ASSIGN(const auto round,
                 codebooks::Rounds(study).close(arguments.positional[0], arguments.get("coder", "owner")));
    return print_round(context, study, round);
}

} // namespace

const Command round_new_command{"round new", "NAME",
                                "ask coders one question, or to apply one codebook, about one set", new_options,
                                run_new};
const Command round_status_command{"round status", "[NAME]", "how far each coder has got", {}, run_status};
const Command round_close_command{
    "round close", "NAME", "end a round; a blind one can be compared from then on", by_option, run_close};

} // namespace axial::cli
