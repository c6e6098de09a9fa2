// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/ratings_warnings.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace axial::agreement {
namespace {

constexpr std::size_t names_shown = 5;
constexpr double far_apart = 0.2;
constexpr double dominant = 0.9;
constexpr std::int64_t too_rare = 5;

std::string quoted(const std::string& label) {
    return "'" + (label.size() > 60 ? label.substr(0, 60) + "…" : label) + "'";
}

std::string listed(const std::vector<std::string>& items) {
    std::string text;
    for (std::size_t i = 0; i < std::min(items.size(), names_shown); ++i)
        text += (i == 0 ? "" : ", ") + items[i];
    if (items.size() > names_shown)
        text += " and " + std::to_string(items.size() - names_shown) + " more";
    return text;
}

std::string two_digits(double number) {
    const auto hundredths = std::llround(std::abs(number) * 100);
    const auto rest = std::to_string(hundredths % 100);
    return (number < 0 && hundredths > 0 ? "-" : "") + std::to_string(hundredths / 100) + "." +
           (rest.size() == 1 ? "0" : "") + rest;
}

std::vector<std::int64_t> ratings_by_category(const ReliabilityData& data) {
    std::vector<std::int64_t> counts(data.categories().size());
    for (std::size_t unit = 0; unit < data.units(); ++unit)
        for (std::size_t rater = 0; rater < data.raters(); ++rater)
            if (const auto k = data.at(unit, rater); k != ReliabilityData::missing)
                ++counts[static_cast<std::size_t>(k)];
    return counts;
}

void warn_of_prevalence(Summary& summary, const ReliabilityData& data,
                        const std::vector<std::int64_t>& counts) {
    const auto all = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    if (all == 0)
        return;
    const auto commonest = std::max_element(counts.begin(), counts.end());
    const double share = static_cast<double>(*commonest) / static_cast<double>(all);
    const std::string prevails =
        std::to_string(std::llround(share * 100)) + " % of the ratings are " +
        quoted(data.categories()[static_cast<std::size_t>(commonest - counts.begin())]);
    const bool two = data.raters() == 2;
    const Figure kappa = summary.get(two ? "cohen_kappa" : "fleiss_kappa");
    const Figure ac1 = summary.get("gwet_ac1");
    if (kappa.defined() && ac1.defined() && std::abs(kappa.value() - ac1.value()) > far_apart)
        summary.warnings.push_back((two ? "Cohen's kappa (" : "Fleiss' kappa (") + two_digits(kappa.value()) +
                                   ") and AC1 (" + two_digits(ac1.value()) + ") are far apart: " + prevails +
                                   ", and kappa falls where one category prevails");
    else if (share >= dominant)
        summary.warnings.push_back(prevails + ": coefficients that correct for chance rest on few units");
}

} // namespace

std::string description(const Scale& scale) {
    switch (scale.source) {
    case Scale::Source::declared_scores:
        return "declared scores";
    case Scale::Source::numeric_labels:
        return "the numbers that the labels are";
    case Scale::Source::declared_order:
        return "ranks in declared order";
    case Scale::Source::text_order:
        return "ranks in the order of the labels as text";
    case Scale::Source::none:
        break;
    }
    return {};
}

void add_warnings(Summary& summary, const ReliabilityData& data, const Scale& scale) {
    std::vector<std::string> undeclared;
    for (const auto& category : data.undeclared())
        undeclared.push_back(quoted(category));
    if (!undeclared.empty())
        summary.warnings.push_back("values that were not declared: " + listed(undeclared));
    if (scale.source == Scale::Source::text_order)
        summary.warnings.emplace_back("the categories were not declared: their order is that of the text");
    const auto counts = ratings_by_category(data);
    warn_of_prevalence(summary, data, counts);
    std::vector<std::string> rare;
    for (std::size_t k = 0; k < counts.size(); ++k)
        if (counts[k] < too_rare)
            rare.push_back(quoted(data.categories()[k]) + " (" + std::to_string(counts[k]) + ")");
    if (!rare.empty())
        summary.warnings.push_back("too rare to judge, with fewer than 5 ratings: " + listed(rare));
}

} // namespace axial::agreement
