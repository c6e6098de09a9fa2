// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "codebooks/rounds.h"

#include <fmt/ostream.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <cmath>
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
    {"overlap", "K", "give each post to K of the coders, as many posts to each; to all where none is given"},
    {"calibration", "N", "N posts that all code first; the others wait for \"axial round release\""},
    {"gate", "ALPHA", "Krippendorff's alpha over the calibration that releases the others; between 0 and 1"},
    {"seed", "N",
     "of the order in which each coder gets the posts, and of who gets which; 1 where none is given"},
};

constexpr Option release_options[] = {
    {"note", "TEXT", "why to go on although alpha is below the gate"},
    {"dry-run", "", "only say how far the coders agree over the calibration, once all have done it"},
    {"coder", "NAME", "who decides it; \"owner\" where none is named"},
};
constexpr Option pause_options[] = {
    {"note", "TEXT", "why, for the history"},
    {"coder", "NAME", "who decides it; \"owner\" where none is named"},
};
constexpr Option status_options[] = {
    {"coder", "NAME", "who asks: in blind rounds that are open only their own times are shown"},
};

constexpr Option by_option[] = {{"coder", "NAME", "who decides it; \"owner\" where none is named"}};

std::string state_of(const Round& round) {
    return fmt::format("{}{}{}{}", round.closed ? "closed" : "open", round.blind ? ", blind" : "",
                       round.paused && !round.closed ? ", paused" : "",
                       round.released ? "" : fmt::format(", calibration of {} posts", round.calibration));
}

ordered_json to_json(const Round& round) {
    return {{"round", round.name},
            {"uuid", round.uuid},
            {"codebook", round.codebook},
            {"set", round.set},
            {"blind", round.blind},
            {"closed", round.closed},
            {"paused", round.paused},
            {"seed", round.seed},
            {"overlap", round.overlap == 0 ? static_cast<int>(round.coders.size()) : round.overlap},
            {"calibration", round.calibration},
            {"gate", round.gate_permille / 1000.0},
            {"released", round.released},
            {"opened_at", format_time(round.opened_at)},
            {"closed_at", round.closed ? ordered_json(format_time(round.closed_at)) : ordered_json(nullptr)}};
}

/// "12 s", "3 min"
std::string spell(std::int64_t milliseconds) {
    return milliseconds < 120'000 ? fmt::format("{} s", (milliseconds + 500) / 1000)
                                  : fmt::format("{} min", (milliseconds + 30'000) / 60'000);
}

Status print_round(Context& context, corpus::Study& study, const Round& round, const std::string& viewer) {
    const codebooks::Rounds rounds(study);
    AXIAL_ASSIGN(const auto progress, rounds.progress(round));
    AXIAL_ASSIGN(const auto times, rounds.median_times(round, {viewer}));
    if (context.json) {
        auto coders = ordered_json::array();
        for (const auto& coder : progress) {
            coders.push_back({{"coder", coder.coder}, {"done", coder.done}, {"of", coder.of}});
            if (const auto time = times.find(coder.coder); time != times.end())
                coders.back()["median_milliseconds"] = time->second;
        }
        auto line = to_json(round);
        line["coders"] = std::move(coders);
        context.print(line);
        return {};
    }
    fmt::print(context.out, "{} ({}): {} about {}\n", round.name, state_of(round), round.codebook, round.set);
    for (const auto& coder : progress) {
        const auto time = times.find(coder.coder);
        fmt::print(context.out, "  {:<12} {} of {} posts{}\n", coder.coder, coder.done, coder.of,
                   time == times.end() ? "" : ", half of them within " + spell(time->second));
    }
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
    AXIAL_ASSIGN(const auto overlap,
                 arguments.number("overlap", 0, 1, static_cast<std::int64_t>(coders.size())));
    AXIAL_ASSIGN(const auto calibration, arguments.number("calibration", 0, 1, 1'000'000));
    AXIAL_ASSIGN(const auto gate, arguments.decimal("gate", 0, 0, 1));
    round.overlap = static_cast<int>(overlap);
    round.calibration = static_cast<int>(calibration);
    round.gate_permille = static_cast<int>(std::lround(gate * 1000));
    AXIAL_ASSIGN(const auto opened, codebooks::Rounds(study).open(round, "owner"));
    return print_round(context, study, opened, {});
}

Status run_status(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    const codebooks::Rounds rounds(study);
    if (!arguments.positional.empty()) {
        AXIAL_ASSIGN(const auto round, rounds.get(arguments.positional[0]));
        return print_round(context, study, round, arguments.get("coder"));
    }
    AXIAL_ASSIGN(const auto all, rounds.all());
    if (all.empty() && !context.json)
        context.out << "no rounds yet: open one with \"axial round new\"\n";
    for (const auto& round : all)
        AXIAL_TRY(print_round(context, study, round, arguments.get("coder")));
    return {};
}

Status run_close(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    AXIAL_ASSIGN(const auto round,
                 codebooks::Rounds(study).close(arguments.positional[0], arguments.get("coder", "owner")));
    return print_round(context, study, round, {});
}

Status run_release(Context& context, const Arguments& arguments) {
    const bool dry = arguments.has("dry-run");
    AXIAL_ASSIGN(auto study, context.open_study(dry ? corpus::Study::Mode::read : corpus::Study::Mode::write));
    codebooks::Rounds rounds(study);
    AXIAL_ASSIGN(const auto round, rounds.get(arguments.positional[0]));
    codebooks::Calibration result;
    if (dry) {
        AXIAL_ASSIGN(result, rounds.calibration(round));
    } else {
        AXIAL_ASSIGN(result,
                     rounds.release(round.uuid, arguments.get("coder", "owner"), arguments.get("note")));
    }
    if (context.json) {
        context.print(
            ordered_json{{"round", round.name},
                         {"released", !dry},
                         {"items", result.items},
                         {"alpha", result.alpha ? ordered_json(*result.alpha) : ordered_json(nullptr)},
                         {"gate", round.gate_permille / 1000.0},
                         {"passed", result.passed},
                         {"waiting", result.waiting}});
        return {};
    }
    if (!result.waiting.empty())
        fmt::print(context.out, "{}: waits for {} to decide about all {} posts of the calibration\n",
                   round.name, fmt::join(result.waiting, ", "), result.items);
    else
        fmt::print(context.out, "{}: alpha is {} over {} posts, the gate {:.3f}: {}\n", round.name,
                   result.alpha ? fmt::format("{:.3f}", *result.alpha) : "undefined", result.items,
                   round.gate_permille / 1000.0,
                   !dry            ? "released"
                   : result.passed ? "it may be released"
                                   : "not yet");
    return {};
}

Status run_pause(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    AXIAL_ASSIGN(const auto round,
                 codebooks::Rounds(study).pause(arguments.positional[0], arguments.get("coder", "owner"),
                                                arguments.get("note")));
    return print_round(context, study, round, {});
}

Status run_resume(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    AXIAL_ASSIGN(const auto round,
                 codebooks::Rounds(study).resume(arguments.positional[0], arguments.get("coder", "owner")));
    return print_round(context, study, round, {});
}

} // namespace

const Command round_new_command{"round new", "NAME",
                                "ask coders one question, or to apply one codebook, about one set", new_options,
                                run_new};
const Command round_status_command{"round status", "[NAME]", "how far each coder has got", status_options,
                                   run_status};
const Command round_close_command{
    "round close", "NAME", "end a round; a blind one can be compared from then on", by_option, run_close};
const Command round_release_command{
    "round release",
    "NAME",
    "let coders go on behind the calibration",
    release_options,
    run_release,
    "Of a blind round that is open, this one figure may be had, once every coder has "
    "decided about all posts\nof the calibration; nobody's answers are shown."};
const Command round_pause_command{"round pause", "NAME", "let nobody decide for a while", pause_options,
                                  run_pause};
const Command round_resume_command{"round resume", "NAME", "go on after a pause", by_option, run_resume};

} // namespace axial::cli
