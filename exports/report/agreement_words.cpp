// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/agreement_reading.h"
#include "exports/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace axial::exports {
namespace {

using codebooks::Codebook;
using codebooks::RoundAgreement;

bool is_question(const RoundAgreement& agreement) {
    return agreement.kind == Codebook::Kind::question;
}

std::string missing_of(const RoundAgreement& agreement) {
    const auto missing = agreement.overall.missing;
    const auto rule = without_stop(agreement.missing_rule);
    if (missing == 0)
        return "none (" + rule + ")";
    return count(missing, "cell", "cells") + " (" + rule + "); " +
           "units judged by fewer than two coders take no part";
}

/// "The answers are Include, Exclude and Unsure", or how many codes there are.
std::string categories_of(const RoundAgreement& agreement) {
    constexpr std::size_t listed = 8;
    const auto number = static_cast<std::int64_t>(agreement.by_category.size());
    const auto what =
        is_question(agreement) ? count(number, "answer", "answers") : count(number, "code", "codes");
    if (!is_question(agreement) || agreement.by_category.size() > listed)
        return what + " declared in the codebook";
    std::vector<std::string> names;
    for (const auto& category : agreement.by_category)
        names.push_back("“" + category.name + "”");
    return what + " declared in the codebook (" + joined(names) + ")";
}

std::string coefficients_of(const RoundAgreement& agreement) {
    const bool two = agreement.raters.size() == 2;
    if (is_question(agreement))
        return two ? "percent agreement, Cohen’s kappa, Krippendorff’s alpha (nominal), Gwet’s AC1 and the "
                     "Brennan–Prediger coefficient"
                   : "pairwise percent agreement, Fleiss’ and Conger’s kappa, Krippendorff’s alpha (nominal), "
                     "Gwet’s AC1 and the Brennan–Prediger coefficient";
    return "percent agreement of equal sets and Krippendorff’s alpha for sets with the MASI distance (beside "
           "it: "
           "Jaccard distance, and equal or not), and for each code, applied or not, " +
           std::string(two ? "Cohen’s kappa" : "Fleiss’ kappa") + ", Gwet’s AC1 and nominal alpha";
}

std::string below_the_post(const RoundAgreement& agreement) {
    if (is_question(agreement) || agreement.levels.empty())
        return {};
    return " Below the post we computed alpha (MASI) over sentences, Krippendorff’s unitizing alpha over "
           "stretches, and " +
           std::string(agreement.raters.size() == 2 ? "Cohen’s" : "the mean pairwise") +
           " kappa over words and characters.";
}

std::string intervals_of(const RoundAgreement& agreement) {
    const auto& bootstrap = agreement.options.bootstrap;
    if (bootstrap.replicates == 0)
        return " No intervals were computed.";
    auto text = fmt::format(" Confidence intervals (95 %) are BCa bootstrap intervals that draw {} with "
                            "replacement ({} replicates, seed {})",
                            agreement.options.resample_threads ? "whole threads" : "posts",
                            count(bootstrap.replicates), bootstrap.seed);
    const auto& rows = agreement.by_category;
    if (interval_of(agreement.overall, "cohen_kappa") ||
        std::any_of(rows.begin(), rows.end(),
                    [](const auto& row) { return interval_of(row.summary, "cohen_kappa").has_value(); }))
        text += "; that of Cohen’s kappa is analytic (Fleiss, Cohen and Everitt 1969) and takes posts as "
                "independent";
    return text + ".";
}

} // namespace

std::optional<Interval> interval_of(const agreement::Summary& summary, std::string_view figure) {
    const auto low = summary.get(std::string(figure) + "_ci95_low");
    const auto high = summary.get(std::string(figure) + "_ci95_high");
    if (!low.defined() || !high.defined())
        return std::nullopt;
    return Interval{low.value(), high.value()};
}

std::string words_of(const Interval& interval) {
    return decimal(interval.first) + " to " + decimal(interval.second);
}

std::string percent_of(const agreement::Figure& share) {
    return share.defined() ? fmt::format("{:.1f} %", 100 * share.value()) : "undefined: " + share.reason();
}

std::string capitalised(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::string without_stop(std::string sentence) {
    while (!sentence.empty() && sentence.back() == '.')
        sentence.pop_back();
    return sentence;
}

std::string amount(double number) {
    const auto whole = std::llround(number);
    if (std::abs(number - static_cast<double>(whole)) < 1e-9)
        return count(whole);
    return fmt::format("{:.1f}", number);
}

std::string leading_figure(Codebook::Kind kind) {
    return kind == Codebook::Kind::question ? "alpha_nominal" : "alpha_masi";
}

std::string title_of(std::string_view figure, Codebook::Kind kind) {
    static constexpr std::pair<std::string_view, std::string_view> titles[] = {
        {"full_agreement", "All coders agree"},
        {"cohen_kappa", "Cohen’s kappa"},
        {"conger_kappa", "Conger’s kappa"},
        {"fleiss_kappa", "Fleiss’ kappa"},
        {"scott_pi", "Scott’s pi"},
        {"gwet_ac1", "Gwet’s AC1"},
        {"brennan_prediger", "Brennan–Prediger"},
        {"alpha_nominal", "Krippendorff’s alpha"},
        {"alpha_masi", "Krippendorff’s alpha (MASI)"},
        {"alpha_jaccard", "Krippendorff’s alpha (Jaccard)"},
        {"alpha_set_nominal", "Krippendorff’s alpha (equal or not)"},
        {"pooled_kappa", "Kappa pooled over codes"},
        {"alpha_binary_micro", "Alpha over all posts and codes"},
        {"u_alpha", "Unitizing alpha (codes and gaps)"},
        {"bar_u_alpha", "Unitizing alpha (coded or not)"},
        {"cu_alpha", "Unitizing alpha (where both coded)"},
        {"span_f1", "F1 of matched stretches"},
        {"token_kappa", "Kappa over words"},
        {"char_kappa", "Kappa over characters"},
    };
    if (figure == "percent_agreement")
        return kind == Codebook::Kind::question ? "Percent, same answer" : "Percent, same set";
    for (const auto& [known, title] : titles)
        if (known == figure)
            return std::string(title);
    return std::string(figure);
}

std::string drawn_of(const RoundAgreement& agreement) {
    if (agreement.options.bootstrap.replicates == 0)
        return "nothing, as none were asked for";
    if (agreement.overall.clusters > 0)
        return count(agreement.overall.clusters, "thread", "threads");
    return agreement.options.resample_threads ? "threads" : count(agreement.overall.units, "post", "posts");
}

std::string scope_of(const RoundAgreement& agreement) {
    const auto& all = agreement.overall;
    auto text = fmt::format("{}, {}, {}. Units: {}. Missing: {}. Intervals draw {}: BCa bootstrap, {} "
                            "replicates, seed {}",
                            count(all.units, "post", "posts"), count(all.raters, "coder", "coders"),
                            count(all.pairable_values, "pairable value", "pairable values"),
                            without_stop(agreement.universe), missing_of(agreement), drawn_of(agreement),
                            count(agreement.options.bootstrap.replicates), agreement.options.bootstrap.seed);
    if (all.undefined_replicates > 0)
        text += fmt::format(", of which {} without a value were left out", count(all.undefined_replicates));
    return text + ".";
}

std::string methods_of(const RoundAgreement& agreement) {
    const auto& all = agreement.overall;
    const auto coders = static_cast<std::int64_t>(agreement.raters.size());
    return fmt::format(
        "{} {} {} of the set “{}”{}, with {}; {} were judged by at least two coders. The unit is "
        "the post; {}. As agreement we report {}.{}{}",
        capitalised(count(coders, "coder", "coders")),
        is_question(agreement) ? "answered one question about" : "coded", count(all.units, "post", "posts"),
        agreement.round.set, agreement.round.blind ? ", without seeing each other’s decisions" : "",
        categories_of(agreement), count(all.pairable_units, "post", "posts"),
        without_stop(agreement.missing_rule), coefficients_of(agreement), below_the_post(agreement),
        intervals_of(agreement));
}

} // namespace axial::exports
