// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "codebooks/carry_over.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <map>

namespace axial::cli {
namespace {

using codebooks::Carried;
using nlohmann::ordered_json;

constexpr Option list_options[] = {{"coder", "NAME", "whose codings"}};
constexpr Option accept_options[] = {
    {"coder", "NAME", "whose codings"},
    {"all", "", "all whose words are still there, unchanged or moved; the others one by one"},
};

Result<std::string> coder_of(const Arguments& arguments) {
    if (!arguments.has("coder"))
        return fail({Fault::usage, "say whose codings: --coder NAME", {}, {}});
    return arguments.get("coder");
}

Status run_list(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto coder, coder_of(arguments));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto list, codebooks::carried_codings(study, coder));
    std::map<std::string_view, std::int64_t> counts;
    for (const auto& [coding, revision, place] : list) {
        ++counts[codebooks::name_of(place.carried)];
        if (context.json) {
            context.print(ordered_json{{"coding", coding.uuid},
                                       {"post", coding.post},
                                       {"carried", std::string(codebooks::name_of(place.carried))},
                                       {"from",
                                        {{"revision", coding.revision},
                                         {"begin", coding.begin},
                                         {"end", coding.end},
                                         {"quote", coding.quote}}},
                                       {"to",
                                        {{"revision", revision},
                                         {"begin", place.begin},
                                         {"end", place.end},
                                         {"quote", place.quote}}}});
            continue;
        }
        fmt::print(context.out, "{}  {}  {}\n    was: {}\n", coding.uuid, codebooks::name_of(place.carried),
                   coding.post, plain(coding.quote));
        if (place.carried == Carried::changed)
            fmt::print(context.out, "    now: {}\n", plain(place.quote));
    }
    if (!context.json) {
        fmt::print(context.err, "{} codings of {} are about an earlier text", list.size(), coder);
        for (const auto& [name, n] : counts)
            fmt::print(context.err, ", {} {}", n, name);
        context.err << '\n';
    }
    return {};
}

Status run_accept(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto coder, coder_of(arguments));
    if (arguments.has("all") != arguments.positional.empty())
        return fail({Fault::usage, "name codings, or say --all", {}, {}});
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    auto codings = arguments.positional;
    if (codings.empty()) {
        AXIAL_ASSIGN(const auto list, codebooks::carried_codings(study, coder));
        for (const auto& each : list)
            if (each.place.carried == Carried::unchanged || each.place.carried == Carried::moved)
                codings.push_back(each.coding.uuid);
    }
    std::int64_t done = 0;
    for (const auto& coding : codings) {
        const auto carried = codebooks::accept_carried(study, coding, coder);
        if (!carried && !arguments.has("all"))
            return fail(carried.error());
        done += carried ? 1 : 0;
    }
    const auto left = static_cast<std::int64_t>(codings.size()) - done;
    if (context.json)
        context.print(ordered_json{{"carried", done}, {"in_closed_rounds", left}});
    else
        fmt::print(context.out, "carried over: {}{}\n", done,
                   left == 0 ? "" : fmt::format("; {} stay, their rounds are closed", left));
    return {};
}

} // namespace

const Command carry_list_command{
    "carry list",
    "",
    "list codings of texts that were edited since",
    list_options,
    run_list,
    "unchanged: the same words at the same place. moved: elsewhere. changed: other words "
    "between the same\nneighbours. lost: nowhere."};
const Command carry_accept_command{"carry accept", "[CODING]…", "put codings where they are in the new text",
                                   accept_options, run_accept};

} // namespace axial::cli
