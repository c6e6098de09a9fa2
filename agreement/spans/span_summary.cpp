// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/span_summary.h"

#include "agreement/spans/alpha_u_2004.h"
#include "agreement/spans/positions.h"
#include "agreement/spans/u_alpha.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <unordered_set>

namespace axial::agreement {
namespace {

/// A name for the whole or, with a category, for it.
struct Name {
    std::string stem, suffix;
    [[nodiscard]] std::string with(const char* what) const { return stem + what + suffix; }
};

class Composer {
public:
    Composer(const SpanData& data, const SpanOptions& options) : data_(data), options_(options) {}

    std::vector<NamedFigure> figures;
    std::int64_t undefined_replicates = 0;

    void alpha_u_2004() {
        const AlphaU2004 alpha = agreement::alpha_u_2004(data_, options_.universe);
        const auto add_all = [&](const AlphaU2004::Category& part, const std::string& suffix) {
            add("alpha_u_2004" + suffix, part.alpha);
            add("alpha_u_2004_Do" + suffix, part.observed);
            add("alpha_u_2004_De" + suffix, part.expected);
        };
        add_all(alpha.all, "");
        for (std::size_t k = 0; k < alpha.categories.size(); ++k)
            add_all(alpha.categories[k], of(k));
    }

    void u_alpha() {
        const UAlpha family(data_, options_.universe);
        std::vector<Name> names{{"u_alpha", ""}, {"bar_u_alpha", ""}, {"cu_alpha", ""}, {"cu_coverage", ""}};
        for (std::size_t k = 0; k < data_.categories().size(); ++k)
            names.push_back({"k_u_alpha", of(k)});
        const auto intervals = intervals_of(family.sums());
        for (std::size_t i = 0; i < names.size(); ++i)
            add_with(names[i], family.figure(i), intervals, i);
    }

    void positions() {
        using Measure = PositionAgreement::Measure;
        constexpr auto measures = static_cast<std::size_t>(Measure::count);
        constexpr std::array<const char*, measures> names{"percent_agreement", "kappa",
                                                          "fleiss_kappa",      "positive_agreement",
                                                          "union_agreement",   "alpha_binary"};
        const PositionAgreement agreement(data_, options_.universe);
        const auto intervals = intervals_of(agreement.sums());
        const bool several = data_.categories().size() > 1;
        for (std::size_t scope = 0; scope < (several ? 2 + data_.categories().size() : 1); ++scope)
            for (std::size_t i = 0; i < measures; ++i) {
                const auto measure = static_cast<Measure>(i);
                const Figure figure = scope == 0   ? agreement.pooled(measure)
                                      : scope == 1 ? agreement.any(measure)
                                                   : agreement.of(scope - 2, measure);
                const std::string stem = scope == 1 ? "char_any_" : "char_";
                add_with({stem + names[i], scope < 2 ? "" : of(scope - 2)}, figure, intervals,
                         scope * measures + i);
            }
    }

    void matching() {
        OverlapOptions options = options_.overlap;
        options.same_category = true;
        const OverlapMatching matching(data_, options, options_.universe);
        const auto intervals = intervals_of(matching.sums());
        add_with({"span_f1", ""}, matching.f1(), intervals, 0);
        if (data_.raters() == 2 && !matching.pairs().empty()) {
            const SpanMatches& pair = matching.pairs().front();
            add("span_matched", static_cast<double>(pair.matched));
            add("span_only_first", static_cast<double>(pair.only_first));
            add("span_only_second", static_cast<double>(pair.only_second));
            add("span_precision", pair.precision());
            add("span_recall", pair.recall());
        }
        for (std::size_t k = 0; k < data_.categories().size(); ++k)
            add_with({"span_f1", of(k)}, matching.f1(k), intervals, 1 + k);
        OverlapOptions any = options;
        any.same_category = false;
        add_matching("span_any_code_f1", any);
        OverlapOptions exact = options;
        exact.threshold = 1;
        add_matching("span_exact_f1", exact);
    }

private:
    void add(std::string name, Figure figure) { figures.push_back({std::move(name), std::move(figure)}); }
    [[nodiscard]] std::string of(std::size_t category) const { return ":" + data_.categories()[category]; }

    void add_matching(const char* name, const OverlapOptions& options) {
        const OverlapMatching matching(data_, options, options_.universe);
        add_with({name, ""}, matching.f1(), intervals_of(matching.sums()), 0);
    }

    [[nodiscard]] std::vector<Interval> intervals_of(const AdditiveStatistics& sums) const {
        return options_.bootstrap.replicates > 0 ? bootstrap(sums, options_.bootstrap)
                                                 : std::vector<Interval>();
    }

    void add_with(const Name& name, Figure figure, const std::vector<Interval>& intervals, std::size_t index) {
        add(name.with(""), std::move(figure));
        if (index >= intervals.size())
            return;
        const Interval& interval = intervals[index];
        add(name.with("_ci95_low"), interval.low);
        add(name.with("_ci95_high"), interval.high);
        add(name.with("_se_jackknife"), interval.jackknife_se);
        undefined_replicates = std::max(undefined_replicates, interval.undefined_replicates);
    }

    const SpanData& data_;
    const SpanOptions& options_;
};

/// Of numbers that are not negative; the largest there is, where it is larger.
std::int64_t product(std::int64_t a, std::int64_t b) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    return b > 0 && a > most / b ? most : a * b;
}

} // namespace

SpanSummary span_summary(const SpanData& data, const SpanOptions& options) {
    SpanSummary result;
    const Universe& universe = options.universe;
    result.spans = static_cast<std::int64_t>(data.spans().size());
    result.repeated = data.repeated();
    result.length = data.length();
    result.universe_length = universe.count_before(data.end()) - universe.count_before(data.begin());
    result.universe = universe.name();
    std::unordered_set<std::size_t> clusters;
    for (const Document& document : data.documents())
        clusters.insert(document.cluster);
    result.documents = std::max<std::int64_t>(1, static_cast<std::int64_t>(data.documents().size()));
    result.clusters = std::max<std::int64_t>(1, static_cast<std::int64_t>(clusters.size()));
    Composer composer(data, options);
    if (options.u_alpha)
        composer.u_alpha();
    if (options.alpha_u_2004)
        composer.alpha_u_2004();
    if (options.positions)
        composer.positions();
    if (options.matching)
        composer.matching();
    Summary& summary = result.summary;
    summary.units = result.universe_length;
    summary.raters = static_cast<std::int64_t>(data.raters());
    if (summary.raters >= 2) {
        summary.pairable_units = summary.units;
        summary.pairable_values = product(summary.units, summary.raters);
    }
    summary.undefined_replicates = composer.undefined_replicates;
    summary.figures = std::move(composer.figures);
    return result;
}

Summary segmentation_summary(const std::vector<Masses>& raters) {
    const SegmentationAgreement agreement = segmentation_agreement(raters);
    Summary summary;
    if (!raters.empty() && !masses_error(raters))
        summary.units = std::accumulate(raters[0].begin(), raters[0].end(), std::int64_t{0});
    summary.raters = static_cast<std::int64_t>(raters.size());
    if (raters.size() >= 2) {
        summary.pairable_units = summary.units;
        summary.pairable_values = product(summary.units, summary.raters);
    }
    summary.figures = {{"boundary_similarity", agreement.boundary_similarity},
                       {"segmentation_similarity", agreement.segmentation_similarity}};
    return summary;
}

} // namespace axial::agreement
