// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/statistics.h"

#include "agreement/chance.h"
#include "agreement/nominal.h"

#include <algorithm>

namespace axial::agreement {
namespace {

Summary counts_of(const ReliabilityData& data, const Nominal& nominal) {
    Summary summary;
    summary.units = static_cast<std::int64_t>(data.units());
    summary.raters = static_cast<std::int64_t>(data.raters());
    summary.pairable_units = nominal.pairable_units();
    summary.pairable_values = nominal.pairable_values();
    summary.missing = nominal.missing();
    return summary;
}

void add_cohen(Summary& summary, const ReliabilityData& data, const Nominal& nominal) {
    const Figure none = Figure::undefined(detail::needs_two);
    const CohenKappa cohen = data.raters() == 2
                                 ? nominal.cohen(0, 1)
                                 : CohenKappa{0, none, none, none, none, none, none, none, none, none};
    for (auto& named : std::vector<NamedFigure>{{"cohen_kappa", cohen.kappa},
                                                {"cohen_kappa_ci95_low", cohen.ci95_low},
                                                {"cohen_kappa_ci95_high", cohen.ci95_high},
                                                {"cohen_kappa_se", cohen.se},
                                                {"cohen_kappa_se0", cohen.se0},
                                                {"cohen_kappa_z", cohen.z},
                                                {"cohen_kappa_pe", cohen.expected},
                                                {"cohen_kappa_max", cohen.max}})
        summary.figures.push_back(std::move(named));
}

} // namespace

Figure Summary::get(std::string_view name) const {
    const auto found = std::find_if(figures.begin(), figures.end(),
                                    [name](const NamedFigure& named) { return named.name == name; });
    return found == figures.end() ? Figure::undefined("not computed") : found->figure;
}

Summary nominal_summary(const ReliabilityData& data, const BootstrapOptions& options) {
    const Nominal nominal(data);
    Summary summary = counts_of(data, nominal);
    const Interval interval = bootstrap(nominal.alpha_sums(), options).front();
    summary.undefined_replicates = interval.undefined_replicates;
    const auto add = [&](std::string name, Figure figure) {
        summary.figures.push_back({std::move(name), std::move(figure)});
    };
    add("percent_agreement", nominal.percent_agreement());
    add("full_agreement", nominal.full_agreement());
    add_cohen(summary, data, nominal);
    add("scott_pi", nominal.scott_pi());
    add("fleiss_kappa", nominal.fleiss_kappa());
    add("conger_kappa", nominal.conger_kappa());
    add("light_kappa", nominal.light_kappa());
    add("brennan_prediger", nominal.brennan_prediger());
    add("gwet_ac1", nominal.gwet_ac1());
    add("alpha_nominal", nominal.alpha());
    add("alpha_nominal_ci95_low", interval.low);
    add("alpha_nominal_ci95_high", interval.high);
    add("alpha_nominal_se_jackknife", interval.jackknife_se);
    add("alpha_nominal_Do", nominal.alpha_observed());
    add("alpha_nominal_De", nominal.alpha_expected());
    add("prevalence_index", nominal.prevalence_index());
    add("bias_index", nominal.bias_index());
    for (std::size_t k = 0; k < data.categories().size(); ++k)
        add("alpha_category:" + data.categories()[k], nominal.alpha_category(k));
    for (std::size_t k = 0; k < data.categories().size(); ++k)
        add("fleiss_category_kappa:" + data.categories()[k], nominal.fleiss_category_kappa(k));
    return summary;
}

Summary set_summary(const SetData& data) {
    const Nominal nominal(data.table());
    Summary summary = counts_of(data.table(), nominal);
    summary.figures = {{"percent_agreement", nominal.percent_agreement()},
                       {"full_agreement", nominal.full_agreement()},
                       {"alpha_set_nominal", nominal.alpha()},
                       {"alpha_jaccard", alpha_jaccard(data)},
                       {"alpha_masi", alpha_masi(data)}};
    return summary;
}

} // namespace axial::agreement
