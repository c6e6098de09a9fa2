// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/chance.h"
#include "agreement/cohen.h"
#include "agreement/figure_writer.h"
#include "agreement/gwet_variance.h"
#include "agreement/nominal.h"
#include "agreement/pairs.h"
#include "agreement/ratings_warnings.h"
#include "agreement/statistics.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace axial::agreement {
namespace {

constexpr std::size_t weighted_up_to = 256;
constexpr std::size_t levels_up_to = 2048;
constexpr std::size_t categories_with_intervals = 64;
constexpr std::size_t raters_of_light = 8;   ///< with an interval
constexpr std::size_t raters_in_pairs = 128; ///< their pairs grow with the square
constexpr const char* too_many_raters = "not computed: too many coders for all their pairs";

constexpr Level fixed_levels[] = {Level::interval, Level::ratio, Level::circular, Level::bipolar};

/// One table on its way to a summary.
class RatingsSummary {
public:
    RatingsSummary(const ReliabilityData& all, const RatingsOptions& options);
    Summary take();

private:
    TotalsPlan plan();
    void plan_weights(TotalsPlan& plan);
    void plan_levels(TotalsPlan& plan);
    void add_agreement();
    void add_cohen(std::size_t family);
    void add_kappas(std::size_t family);
    void add_light();
    void add_alpha(Level level, std::size_t index);
    void add_levels();
    void add_categories();
    void add_two_raters();
    [[nodiscard]] std::string suffix(std::size_t family) const;
    [[nodiscard]] std::size_t q() const { return table_.data.categories().size(); }

    const RatingsOptions& options_;
    Summary summary_;
    PreparedTable table_;
    Scale scale_;
    std::string fault_of_weights_;
    std::optional<Weights> custom_;
    std::vector<std::pair<Level, std::string>> left_out_; ///< levels, with the reason
    Totals totals_;
    std::vector<std::size_t> clusters_;
    FigureWriter writer_;
};

RatingsSummary::RatingsSummary(const ReliabilityData& all, const RatingsOptions& options)
    : options_(options),
      table_(all, summary_),
      scale_(scale_of(table_.data, options.scores, options.level != Level::nominal)),
      totals_(table_.patterns, q(), table_.data.raters(), plan()),
      clusters_(clusters_for(summary_, table_.data, options)),
      writer_(summary_, totals_, table_.pattern_of_unit, clusters_, options.bootstrap) {
    summary_.level = options.level;
    summary_.scale = options.only_nominal ? std::string() : description(scale_);
}

std::string RatingsSummary::suffix(std::size_t family) const {
    return family == 0 ? std::string() : "_" + std::string(name_of(totals_.plan().weights[family].family()));
}

void RatingsSummary::plan_weights(TotalsPlan& plan) {
    if (!options_.weights.empty()) {
        fault_of_weights_ = q() > weighted_up_to ? "not computed: too many categories"
                                                 : fault_of_matrix(options_.weights, table_.data.categories());
        if (fault_of_weights_.empty())
            custom_ = Weights::custom(options_.weights);
    }
    if (scale_.ordered() && q() >= 2 && q() <= weighted_up_to)
        for (const WeightFamily family : weight_families)
            if (family != WeightFamily::ratio || scale_.low() >= 0)
                plan.weights.push_back(Weights::of(family, scale_));
    if (custom_)
        plan.weights.push_back(*custom_);
}

void RatingsSummary::plan_levels(TotalsPlan& plan) {
    const auto reason = [&](Level level) {
        return q() > levels_up_to ? std::string("not computed: too many categories")
                                  : obstacle(level, scale_, table_.data.categories());
    };
    if (const auto ordinal = reason(Level::ordinal); !ordinal.empty())
        left_out_.emplace_back(Level::ordinal, ordinal);
    else
        plan.ranks = scale_.ranks;
    for (const Level level : fixed_levels) {
        if (auto why = reason(level); !why.empty())
            left_out_.emplace_back(level, std::move(why));
        else
            plan.distances.emplace_back(level, scale_);
    }
    if (custom_)
        plan.distances.emplace_back(*custom_);
    else if (!fault_of_weights_.empty())
        left_out_.emplace_back(Level::custom, fault_of_weights_);
}

TotalsPlan RatingsSummary::plan() {
    TotalsPlan plan;
    plan.weights.push_back(Weights::identity(q()));
    const std::size_t raters = table_.data.raters();
    plan.rater_pairs = raters == 2 || (raters <= raters_of_light && q() <= weighted_up_to);
    if (!options_.only_nominal) {
        plan_weights(plan);
        plan_levels(plan);
    }
    return plan;
}

void RatingsSummary::add_agreement() {
    writer_.add({"percent_agreement", Coefficient::percent});
    writer_.add({"full_agreement", Coefficient::full});
}

void RatingsSummary::add_cohen(std::size_t family) {
    const std::string name = "cohen_kappa" + suffix(family);
    const bool two = table_.data.raters() == 2;
    const CohenKappa cohen =
        two ? cohen_kappa(PairTable(table_.patterns, q(), 0, 1), totals_.plan().weights[family])
            : CohenKappa::undefined(0, detail::needs_two);
    writer_.add(name, cohen.kappa);
    writer_.add(name + "_ci95_low", cohen.ci95_low);
    writer_.add(name + "_ci95_high", cohen.ci95_high);
    writer_.add(name + "_se", cohen.se);
    writer_.add(name + "_se0", cohen.se0);
    writer_.add(name + "_z", cohen.z);
    writer_.add(name + "_pe", cohen.expected);
    if (family == 0)
        writer_.add(name + "_max", cohen.max);
    if (two)
        writer_.add({name, Coefficient::cohen, family});
}

void RatingsSummary::add_kappas(std::size_t family) {
    const std::string end = suffix(family);
    if (family != 0)
        writer_.add({"percent_agreement" + end, Coefficient::percent, family});
    add_cohen(family);
    writer_.add({"scott_pi" + end, Coefficient::scott, family});
    writer_.add({"fleiss_kappa" + end, Coefficient::fleiss, family});
    if (family == 0) {
        const Figure error = fleiss_null_error(table_.patterns, totals_);
        const Figure kappa = estimate(totals_, {"", Coefficient::fleiss});
        writer_.add("fleiss_kappa_se0", error);
        writer_.add("fleiss_kappa_z", !error.defined()   ? error
                                      : !kappa.defined() ? kappa
                                      : error.value() < detail::tolerance
                                          ? Figure::undefined("the standard error under chance is 0")
                                          : Figure(kappa.value() / error.value()));
    }
    writer_.add({"conger_kappa" + end, Coefficient::conger, family});
    if (family == 0)
        add_light();
    writer_.add({"brennan_prediger" + end, Coefficient::brennan_prediger, family});
    writer_.add({family == 0 ? "gwet_ac1" : "gwet_ac2" + end, Coefficient::gwet, family});
}

void RatingsSummary::add_light() {
    const NamedCoefficient light{"light_kappa", Coefficient::light};
    const std::size_t raters = table_.data.raters();
    const Figure kappa = raters > raters_in_pairs ? Figure::undefined(too_many_raters)
                                                  : light_kappa(table_.patterns, q(), raters);
    if (kappa.defined() && totals_.layout().pairs > 0)
        writer_.add(light);
    else
        writer_.add(light.name, kappa);
}

void RatingsSummary::add_alpha(Level level, std::size_t index) {
    const std::string name = "alpha_" + std::string(name_of(level));
    const detail::Coefficients<double> at(totals_.layout(), totals_.plan(), totals_.sums());
    const Coefficient kind = level == Level::nominal   ? Coefficient::alpha_nominal
                             : level == Level::ordinal ? Coefficient::alpha_ordinal
                                                       : Coefficient::alpha_level;
    const auto parts = level == Level::nominal   ? at.nominal_parts()
                       : level == Level::ordinal ? at.ordinal_parts()
                                                 : at.level_parts(index);
    writer_.add({name, kind, index});
    const bool none = parts.values < 2;
    const Figure undefined = Figure::undefined(detail::no_pairs);
    writer_.add(name + "_Do", none ? undefined : Figure(parts.observed));
    writer_.add(name + "_De", none ? undefined : Figure(parts.expected * parts.values / (parts.values - 1.0)));
}

void RatingsSummary::add_levels() {
    add_alpha(Level::nominal, 0);
    if (totals_.layout().ranks > 0)
        add_alpha(Level::ordinal, 0);
    for (std::size_t i = 0; i < totals_.plan().distances.size(); ++i)
        add_alpha(totals_.plan().distances[i].level(), i);
    for (const auto& [level, reason] : left_out_)
        writer_.add("alpha_" + std::string(name_of(level)), Figure::undefined(reason));
}

void RatingsSummary::add_categories() {
    const bool resampled = q() <= categories_with_intervals;
    const auto add_each = [&](const std::string& name, Coefficient kind) {
        for (std::size_t k = 0; k < q(); ++k) {
            const NamedCoefficient which{name + ":" + table_.data.categories()[k], kind, k};
            resampled ? writer_.add(which) : writer_.add_alone(which);
        }
    };
    add_each("alpha_category", Coefficient::alpha_category);
    add_each("fleiss_category_kappa", Coefficient::fleiss_category);
    if (table_.data.raters() != 2)
        return;
    add_each("positive_agreement", Coefficient::positive_agreement);
    add_each("negative_agreement", Coefficient::negative_agreement);
    for (std::size_t k = 0; k < q(); ++k)
        writer_.add_alone({"f1:" + table_.data.categories()[k], Coefficient::positive_agreement, k});
}

void RatingsSummary::add_two_raters() {
    const Nominal nominal(table_.data);
    writer_.add("holsti", table_.data.raters() > raters_in_pairs ? Figure::undefined(too_many_raters)
                                                                 : holsti(table_.data));
    writer_.add("prevalence_index", nominal.prevalence_index());
    writer_.add("bias_index", nominal.bias_index());
}

Summary RatingsSummary::take() {
    add_agreement();
    add_kappas(0);
    add_levels();
    add_two_raters();
    add_categories();
    for (std::size_t family = 1; family < totals_.plan().weights.size(); ++family)
        add_kappas(family);
    writer_.finish();
    if (!fault_of_weights_.empty())
        summary_.warnings.push_back(fault_of_weights_);
    add_warnings(summary_, table_.data, scale_);
    return std::move(summary_);
}

} // namespace

Figure Summary::get(std::string_view name) const {
    const auto found = std::find_if(figures.begin(), figures.end(),
                                    [name](const NamedFigure& named) { return named.name == name; });
    return found == figures.end() ? Figure::undefined("not computed") : found->figure;
}

Summary ratings_summary(const ReliabilityData& data, const RatingsOptions& options) {
    return RatingsSummary(data, options).take();
}

Summary nominal_summary(const ReliabilityData& data, const BootstrapOptions& options) {
    RatingsOptions nominal;
    nominal.only_nominal = true;
    nominal.bootstrap = options;
    return ratings_summary(data, nominal);
}

} // namespace axial::agreement
