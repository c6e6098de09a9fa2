// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/figure_writer.h"

#include "agreement/gwet_variance.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace axial::agreement {
namespace {

/// Operations that one coefficient, and all of a run together, may cost over replicates and jackknife.
constexpr std::size_t budget_of_one = 200'000'000;
constexpr std::size_t budget_of_all = 400'000'000;
/// Operations for the derivatives of all coefficients.
constexpr std::size_t budget_of_gwet = 60'000'000;
constexpr const char* too_many = "not computed: too many categories";

/// "alpha_category_ci95_low:K": what belongs to a figure is told before the category, whose name may hold
/// anything.
std::string companion(const std::string& name, const std::string& suffix) {
    const auto colon = name.find(':');
    return name.substr(0, colon) + suffix + (colon == std::string::npos ? std::string() : name.substr(colon));
}

bool is_cohen(const NamedCoefficient& which) {
    return which.kind == Coefficient::cohen;
}

} // namespace

FigureWriter::FigureWriter(Summary& summary, const Totals& totals,
                           const std::vector<std::size_t>& pattern_of_unit,
                           const std::vector<std::size_t>& clusters, const BootstrapOptions& options)
    : summary_(summary),
      totals_(totals),
      at_(totals.layout(), totals.plan(), totals.sums()),
      pattern_of_unit_(pattern_of_unit),
      clusters_(clusters),
      options_(options) {
}

void FigureWriter::add(std::string name, Figure figure) {
    if (figure.defined() && !std::isfinite(figure.value()))
        figure = Figure::undefined("the values are too large");
    summary_.figures.push_back({std::move(name), std::move(figure)});
}

void FigureWriter::add_alone(const NamedCoefficient& which) {
    add(which.name, estimate(at_, which));
}

void FigureWriter::add(const NamedCoefficient& which) {
    if (!is_cohen(which)) // the Cohen family brings its own estimate and analytic interval
        add_alone(which);
    const Figure value = estimate(at_, which);
    const Figure later = Figure::undefined(value.defined() ? std::string(too_many) : value.reason());
    const std::string kind = is_cohen(which) ? "_bca95" : "_ci95";
    if (value.defined())
        slots_.push_back({which, summary_.figures.size()});
    add(companion(which.name, kind + "_low"), later);
    add(companion(which.name, kind + "_high"), later);
    add(companion(which.name, "_se_jackknife"), later);
    if (which.has_gwet_error())
        add_gwet(which);
}

void FigureWriter::add_gwet(const NamedCoefficient& which) {
    const auto sums = which.sums(totals_.layout());
    LinearisedError error;
    const std::size_t cost = sums.size() * std::max<std::size_t>(1, which.cost(totals_));
    if (spent_on_gwet_ + cost <= budget_of_gwet) {
        spent_on_gwet_ += cost;
        error = gwet_error(
            totals_, [&](const auto& at) { return detail::evaluate(at, which); }, sums,
            which.kind == Coefficient::alpha_nominal || which.kind == Coefficient::alpha_level);
    } else {
        error.se = error.low = error.high = Figure::undefined(too_many);
    }
    add(companion(which.name, "_se_gwet"), error.se);
    add(companion(which.name, "_gwet95_low"), error.low);
    add(companion(which.name, "_gwet95_high"), error.high);
}

std::vector<bool> FigureWriter::affordable() const {
    const std::size_t rounds =
        static_cast<std::size_t>(std::max(0, options_.replicates)) + totals_.rated().multiplicities.size();
    std::vector<bool> chosen;
    std::size_t spent = 0;
    for (const auto& slot : slots_) {
        const std::size_t cost = slot.which.cost(totals_) * rounds;
        const bool takes = cost <= budget_of_one && spent + cost <= budget_of_all;
        chosen.push_back(takes);
        spent += takes ? cost : 0;
    }
    return chosen;
}

void FigureWriter::finish() {
    // What every sample has to add up, whatever is made of it.
    const std::size_t adding =
        totals_.layout().width() * static_cast<std::size_t>(std::max(1, options_.replicates));
    if (adding > 4 * budget_of_one)
        return;
    const auto chosen = affordable();
    std::vector<NamedCoefficient> coefficients;
    for (std::size_t i = 0; i < slots_.size(); ++i)
        if (chosen[i])
            coefficients.push_back(slots_[i].which);
    const auto intervals = intervals_of(totals_, coefficients, pattern_of_unit_, clusters_, options_);
    std::size_t next = 0;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        if (!chosen[i])
            continue;
        const Interval& interval = intervals[next++];
        const std::size_t place = slots_[i].place;
        summary_.figures[place].figure = interval.low;
        summary_.figures[place + 1].figure = interval.high;
        summary_.figures[place + 2].figure = interval.jackknife_se;
        const std::string& name = slots_[i].which.name;
        if (name == "alpha_masi" || name == "alpha_" + std::string(name_of(summary_.level)))
            summary_.undefined_replicates = interval.undefined_replicates;
    }
}

std::vector<std::size_t> dense(const std::vector<std::size_t>& clusters) {
    std::unordered_map<std::size_t, std::size_t> known;
    std::vector<std::size_t> result;
    result.reserve(clusters.size());
    for (const std::size_t cluster : clusters)
        result.push_back(known.try_emplace(cluster, known.size()).first->second);
    return result;
}

std::vector<std::size_t> clusters_for(Summary& summary, const ReliabilityData& data,
                                      const RatingsOptions& options) {
    if (options.clusters_not_used)
        summary.warnings.emplace_back("units lie in clusters that are not used: the intervals take units as "
                                      "independent and are too narrow if those of a cluster are alike");
    if (options.clusters.empty())
        return {};
    if (options.clusters.size() != data.units()) {
        summary.warnings.push_back("the clusters are not used: there are " +
                                   std::to_string(options.clusters.size()) + " for " +
                                   std::to_string(data.units()) + " units");
        return {};
    }
    const auto clusters = dense(options.clusters);
    summary.clusters = static_cast<std::int64_t>(*std::max_element(clusters.begin(), clusters.end()) + 1);
    if (summary.clusters < 10)
        summary.warnings.push_back("only " + std::to_string(summary.clusters) +
                                   " clusters: intervals over so few are rough");
    return clusters;
}

PreparedTable::PreparedTable(const ReliabilityData& all, Summary& summary) {
    std::vector<std::int64_t> ratings(all.raters(), 0);
    for (std::size_t unit = 0; unit < all.units(); ++unit)
        for (std::size_t rater = 0; rater < all.raters(); ++rater)
            ratings[rater] += all.at(unit, rater) != ReliabilityData::missing ? 1 : 0;
    std::vector<std::size_t> kept;
    for (std::size_t rater = 0; rater < ratings.size(); ++rater)
        if (ratings[rater] > 0)
            kept.push_back(rater);
    const bool all_idle = kept.empty();
    for (std::size_t rater = 0; rater < ratings.size() && !all_idle; ++rater)
        if (ratings[rater] == 0)
            summary.warnings.push_back("coder " + std::to_string(rater + 1) + " has no rating and is left out");
    data = all_idle || kept.size() == ratings.size() ? all : all.with_raters(kept);
    patterns = patterns_of(data, &pattern_of_unit);
    summary.units = static_cast<std::int64_t>(data.units());
    summary.raters = static_cast<std::int64_t>(data.raters());
    for (const auto& pattern : patterns) {
        summary.missing += pattern.units * (summary.raters - pattern.rated);
        summary.pairable_units += pattern.rated >= 2 ? pattern.units : 0;
        summary.pairable_values += pattern.rated >= 2 ? pattern.units * pattern.rated : 0;
    }
    if (summary.missing > 0)
        summary.missing_rule =
            std::to_string(summary.missing) + " of " + std::to_string(summary.units * summary.raters) +
            " cells have no rating; units with fewer than two ratings count for no agreement, and those with "
            "one only for the chance agreement of Fleiss, Conger and Gwet";
}

} // namespace axial::agreement
