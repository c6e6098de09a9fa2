// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/report/agreement_reading.h"

#include "agreement/inference/benchmark.h"
#include "exports/format.h"
#include "exports/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace axial::exports {
namespace {

using agreement::Figure;
using codebooks::RoundAgreement;

bool is_question(const RoundAgreement& agreement) {
    return agreement.kind == codebooks::Codebook::Kind::question;
}

std::string percent_sentence(const RoundAgreement& agreement) {
    const auto& all = agreement.overall;
    const auto percent = all.get("percent_agreement");
    if (!percent.defined())
        return "How often the coders agree cannot be said: " + percent.reason() + ".";
    const bool question = is_question(agreement);
    if (all.raters == 2)
        return fmt::format("The two coders {} {} of the {} that both judged.",
                           question ? "gave the same answer on" : "applied exactly the same codes to",
                           percent_of(percent), count(all.pairable_units, "post", "posts"));
    return fmt::format("Pairs of the {} coders {} in {} of the cases, over the {} that at least two judged.",
                       count(all.raters), question ? "gave the same answer" : "applied exactly the same codes",
                       percent_of(percent), count(all.pairable_units, "post", "posts"));
}

std::string interval_sentence(const Interval& interval) {
    const auto range = "from " + decimal(interval.first) + " to " + decimal(interval.second);
    if (interval.first == interval.second)
        return fmt::format("Its bootstrap has no spread ({}), since no sample of these posts gives another "
                           "value; that is no evidence about other posts.",
                           range);
    if (interval.first >= firm)
        return fmt::format("Its 95 % interval, {}, lies above 0.800, where Krippendorff allows conclusions.",
                           range);
    if (interval.first >= tentative)
        return fmt::format(
            "Its 95 % interval, {}, lies above 0.667, where Krippendorff allows tentative conclusions at best.",
            range);
    if (interval.second < tentative)
        return fmt::format(
            "Its 95 % interval, {}, lies below 0.667, the least Krippendorff asks for even tentative "
            "conclusions.",
            range);
    return fmt::format(
        "Its 95 % interval, {}, includes values below 0.667, the least Krippendorff asks for even "
        "tentative conclusions: the data do not show that this level is reached.",
        range);
}

/// "0.23"; no more exact than two digits, and never a certainty.
std::string probability_of(const Figure& figure) {
    if (figure.value() < 0.01)
        return "below 0.01";
    return figure.value() > 0.99 ? "above 0.99" : fmt::format("{:.2f}", figure.value());
}

/// The law is normal around the estimate: Gwet's probabilistic benchmarking.
std::string probability_sentence(const RoundAgreement& agreement) {
    const auto name = leading_figure(agreement.kind);
    const auto alpha = agreement.overall.get(name);
    const auto error = agreement.overall.get(name + "_se_jackknife");
    if (!alpha.defined() || !error.defined() || error.value() <= 0)
        return {}; // without variation there is no law to speak of
    const auto least = agreement::probability_at_least(alpha, error, tentative);
    const auto well = agreement::probability_at_least(alpha, error, firm);
    if (!least.defined() || !well.defined())
        return {};
    return fmt::format(" If the true alpha lies around the estimate by a normal law with the jackknife’s "
                       "standard error ({}), the probability that it reaches 0.667 is {}, and 0.800, {}.",
                       decimal(error.value()), probability_of(least), probability_of(well));
}

std::string prevalence_sentence(const RoundAgreement& agreement) {
    const auto& all = agreement.overall;
    const bool two = all.raters == 2;
    const auto kappa = all.get(two ? "cohen_kappa" : "fleiss_kappa");
    const auto ac1 = all.get("gwet_ac1");
    const auto uniform = all.get("brennan_prediger");
    if (!kappa.defined() || !ac1.defined() || !uniform.defined())
        return "Kappa cannot be set against AC1 and Brennan–Prediger, since one of them is undefined.";
    const auto gap = std::max(std::abs(ac1.value() - kappa.value()), std::abs(uniform.value() - kappa.value()));
    const auto both =
        fmt::format("AC1 ({}) and Brennan–Prediger ({})", decimal(ac1.value()), decimal(uniform.value()));
    const auto against = (two ? "Cohen’s kappa (" : "Fleiss’ kappa (") + decimal(kappa.value()) + ")";
    if (gap < 0.05)
        return both + " lie within 0.05 of " + against +
               ": how unevenly the answers were given makes little difference here.";
    return both + " differ from " + against + " by up to " + decimal(gap) +
           ": they expect other agreement by chance where answers are given unevenly, so these data do not "
           "give "
           "one figure whatever the coefficient.";
}

std::string distances_sentence(const RoundAgreement& agreement) {
    const auto equal = agreement.overall.get("alpha_set_nominal");
    const auto jaccard = agreement.overall.get("alpha_jaccard");
    const auto masi = agreement.overall.get("alpha_masi");
    if (!equal.defined() || !jaccard.defined() || !masi.defined())
        return "The alphas of sets of codes cannot be set side by side, since one of them is undefined.";
    return fmt::format(
        "Alpha is {} where only equal sets of codes count as agreement, {} where overlapping sets "
        "count in part (Jaccard), and {} where they count for less than that (MASI).",
        decimal(equal.value()), decimal(jaccard.value()), decimal(masi.value()));
}

struct Levels {
    int above_firm = 0, above = 0, below = 0, open = 0, without_spread = 0, undefined = 0;
};

Levels levels_in(const RoundAgreement& agreement) {
    Levels levels;
    for (const auto& category : agreement.by_category) {
        const auto interval = interval_of(category.summary, "alpha_nominal");
        if (!category.summary.get("alpha_nominal").defined() || !interval)
            ++levels.undefined;
        else if (interval->first == interval->second)
            ++levels.without_spread;
        else if (interval->first >= firm)
            ++levels.above_firm;
        else if (interval->first >= tentative)
            ++levels.above;
        else if (interval->second < tentative)
            ++levels.below;
        else
            ++levels.open;
    }
    return levels;
}

} // namespace

std::string reading_of(const RoundAgreement& agreement) {
    const auto name = leading_figure(agreement.kind);
    const auto alpha = agreement.overall.get(name);
    auto text = percent_sentence(agreement);
    if (!alpha.defined())
        return text + " Corrected for chance there is no figure: " + alpha.reason() + ".";
    text +=
        fmt::format(" Corrected for chance, {} is {}.", title_of(name, agreement.kind), decimal(alpha.value()));
    if (const auto interval = interval_of(agreement.overall, name))
        return text + " " + interval_sentence(*interval);
    return text + " Without an interval it says nothing about other posts than these.";
}

std::string reading_of_coefficients(const RoundAgreement& agreement) {
    return (is_question(agreement) ? prevalence_sentence(agreement) : distances_sentence(agreement)) +
           probability_sentence(agreement);
}

std::string reading_of_categories(const RoundAgreement& agreement) {
    const auto number = static_cast<std::int64_t>(agreement.by_category.size());
    if (is_question(agreement) && number == 2)
        return "With two answers, one against the rest is the same for both: both rows repeat the round’s "
               "figures.";
    const auto levels = levels_in(agreement);
    std::vector<std::string> parts;
    const auto part = [&](int how_many, std::string_view what) {
        if (how_many > 0)
            parts.push_back(fmt::format("for {} {}", how_many, what));
    };
    part(levels.above_firm, "it lies above 0.800");
    part(levels.above, "it lies above 0.667");
    part(levels.below, "it lies below 0.667");
    part(levels.open,
         "it includes values on both sides of 0.667, so the data do not show whether that level is "
         "reached");
    part(levels.without_spread, "it has no spread, which is no evidence about other posts");
    part(levels.undefined, "there is none");
    if (parts.empty())
        return "There is nothing to compare.";
    std::string text;
    for (const auto& words : parts)
        text += (text.empty() ? "" : "; ") + words;
    return fmt::format(
        "The 95 % interval of alpha, for {}: {}.",
        is_question(agreement) ? count(number, "answer", "answers") : count(number, "code", "codes"), text);
}

std::string reading_of_sources(const RoundAgreement& agreement) {
    const auto name = leading_figure(agreement.kind);
    std::vector<std::pair<std::string, Interval>> known;
    for (const auto& [source, summary] : agreement.by_source)
        if (const auto interval = interval_of(summary, name))
            known.emplace_back(source, *interval);
    if (known.size() < 2)
        return "Fewer than two sources have an interval, so nothing can be said about differences between "
               "them.";
    std::vector<std::string> apart;
    for (const auto& [more, higher] : known)
        for (const auto& [less, lower] : known)
            if (higher.first > lower.second)
                apart.push_back(fmt::format("agreement is higher in {} ({}) than in {} ({})", more,
                                            words_of(higher), less, words_of(lower)));
    if (apart.empty())
        return "The intervals of alpha overlap between all sources that have one: the data do not show that "
               "agreement differs between them.";
    return "Where intervals of alpha do not overlap, " + joined(apart) + ".";
}

} // namespace axial::exports
