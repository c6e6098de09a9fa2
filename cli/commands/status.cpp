// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/agreement/json.h"
#include "cli/commands/commands.h"
#include "codebooks/round_agreement.h"
#include "codebooks/rounds.h"
#include "corpus/sets.h"
#include "corpus/store.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

using nlohmann::ordered_json;

std::string figure_text(const agreement::Figure& figure) {
    return figure.defined() ? fmt::format("{:.2f}", figure.value()) : "undefined";
}

/// The figure that a round is quoted by: kappa and alpha for a question, set-valued alpha for a codebook.
struct Headline {
    std::string text;
    ordered_json json;
};

Result<Headline> headline(corpus::Study& study, const codebooks::Round& round) {
    if (!codebooks::Rounds::unsealed(round))
        return Headline{"sealed until it is closed", ordered_json{{"sealed", true}}};
    AXIAL_ASSIGN(const auto agreement, codebooks::agreement_of(study, round));
    const auto& all = agreement.overall;
    if (agreement.kind == codebooks::Codebook::Kind::codes)
        return Headline{fmt::format("alpha over sets of codes (MASI) {} [{}, {}], {} posts",
                                    figure_text(all.get("alpha_masi")),
                                    figure_text(all.get("alpha_masi_ci95_low")),
                                    figure_text(all.get("alpha_masi_ci95_high")), all.units),
                        {{"alpha_set_nominal", figure_json(all.get("alpha_set_nominal"))},
                         {"alpha_masi", figure_json(all.get("alpha_masi"))}}};
    return Headline{fmt::format("kappa {}, alpha {} [{}, {}], {} posts", figure_text(all.get("cohen_kappa")),
                                figure_text(all.get("alpha_nominal")),
                                figure_text(all.get("alpha_nominal_ci95_low")),
                                figure_text(all.get("alpha_nominal_ci95_high")), all.units),
                    {{"cohen_kappa", figure_json(all.get("cohen_kappa"))},
                     {"alpha_nominal", figure_json(all.get("alpha_nominal"))}}};
}

std::string sources_of(const std::map<std::string, std::int64_t>& counts) {
    std::vector<std::string> parts;
    for (const auto& [source, number] : counts)
        parts.push_back(fmt::format("{} {}", source, number));
    return fmt::format("{}", fmt::join(parts, ", "));
}

Status run_status(Context& context, const Arguments&) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    const corpus::Sets sets(study);
    AXIAL_ASSIGN(const auto counts, corpus::Store(study).counts());
    AXIAL_ASSIGN(const auto all_sets, sets.all());
    AXIAL_ASSIGN(const auto rounds, codebooks::Rounds(study).all());
    auto json = ordered_json{{"study", study.name()},         {"threads", counts.threads},
                             {"posts", counts.posts},         {"by_source", counts.by_source},
                             {"sets", ordered_json::array()}, {"rounds", ordered_json::array()}};
    std::string text = fmt::format("{}: {} posts in {} threads ({})\n", study.name(), counts.posts,
                                   counts.threads, sources_of(counts.by_source));
    if (!all_sets.empty())
        text += "sets\n";
    for (const auto& set : all_sets) {
        AXIAL_ASSIGN(const auto by_source, sets.by_source(set));
        json["sets"].push_back({{"name", set.name},
                                {"size", set.size},
                                {"parent", set.parent},
                                {"detail", set.detail},
                                {"by_source", by_source}});
        text += fmt::format("{:>8}  {:<14} {}\n", set.size, set.name, set.detail);
    }
    if (!rounds.empty())
        text += "rounds\n";
    for (const auto& round : rounds) {
        AXIAL_ASSIGN(const auto figures, headline(study, round));
        json["rounds"].push_back({{"name", round.name}, {"closed", round.closed}, {"agreement", figures.json}});
        text += fmt::format("{:>8}  {:<14} {} by {}: {}\n", round.closed ? "closed" : "open", round.name,
                            round.codebook, fmt::join(round.coders, ", "), figures.text);
    }
    if (context.json)
        context.print(json);
    else
        context.out << text;
    return {};
}

} // namespace

const Command status_command{
    "status", "", "where the study stands: posts, sets, rounds, agreement", {}, run_status};

} // namespace axial::cli
