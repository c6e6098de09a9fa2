// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/agreement/calculator.h"

#include "agreement/spans/gamma_summary.h"
#include "agreement/spans/span_summary.h"

#include <fmt/format.h>

#include <array>

namespace axial::cli {
namespace {

using agreement::NominalStatistic;

agreement::RatingsOptions ratings_options(const UnitsFile& file, const CalculatorOptions& options) {
    agreement::RatingsOptions wanted;
    wanted.bootstrap = options.bootstrap;
    wanted.scores = file.scores;
    wanted.weights = file.weights;
    wanted.clusters = file.clusters;
    wanted.only_nominal = options.only_nominal && file.weights.empty();
    if (const auto level = agreement::level_named(file.level))
        wanted.level = *level;
    return wanted;
}

/// Figures over units of which gamma is not asked for are not slowed down by it, unless there are few.
bool wants_gamma(const UnitsFile& file, const CalculatorOptions& options) {
    constexpr std::size_t few = 200;
    return options.gamma || file.subkind == "gamma" ||
           (file.subkind.empty() && file.spans->spans().size() <= few);
}

void add_gamma(agreement::Summary& summary, const UnitsFile& file, const CalculatorOptions& options) {
    agreement::GammaOptions wanted;
    wanted.alpha = file.gamma.alpha;
    wanted.beta = file.gamma.beta;
    wanted.delta_empty = file.gamma.delta_empty;
    wanted.precision = options.gamma_precision;
    wanted.seed = options.bootstrap.seed;
    agreement::add_gamma(summary, *file.spans, wanted, options.bootstrap.stop);
}

Calculation of_spans(const UnitsFile& file, const CalculatorOptions& options) {
    agreement::SpanOptions wanted;
    wanted.bootstrap = options.bootstrap;
    wanted.overlap.threshold = options.overlap;
    auto found = agreement::span_summary(*file.spans, wanted);
    Calculation result;
    result.summary = std::move(found.summary);
    result.universe = fmt::format("all {} positions of the continuum [{}, {}), {} spans", found.length,
                                  file.spans->begin(), file.spans->end(), found.spans);
    if (found.repeated > 0)
        result.summary.warnings.push_back(
            fmt::format("{} spans were given a second time by the same coder and count once", found.repeated));
    if (wants_gamma(file, options))
        add_gamma(result.summary, file, options);
    return result;
}

} // namespace

std::vector<ChanceTest> chance_tests(const agreement::ReliabilityData& data, int permutations,
                                     const agreement::BootstrapOptions& drawing) {
    if (permutations == 0)
        return {};
    struct Named {
        NominalStatistic statistic;
        const char* name;
    };
    constexpr std::array many{Named{NominalStatistic::percent_agreement, "percent_agreement"},
                              Named{NominalStatistic::alpha_nominal, "alpha_nominal"},
                              Named{NominalStatistic::fleiss_kappa, "fleiss_kappa"}};
    constexpr std::array two{many[0], many[1], Named{NominalStatistic::cohen_kappa, "cohen_kappa"}};
    const auto& named = data.raters() == 2 ? two : many;
    std::vector<NominalStatistic> statistics;
    for (const auto& each : named)
        statistics.push_back(each.statistic);
    const auto tests =
        agreement::permutation_tests(data, statistics, {permutations, drawing.seed, {}, drawing.stop});
    std::vector<ChanceTest> result;
    for (std::size_t i = 0; i < tests.size(); ++i)
        result.push_back({named[i].name, tests[i]});
    return result;
}

Result<Calculation> calculate(const UnitsFile& file, const CalculatorOptions& options) {
    Calculation result;
    switch (file.kind) {
    case UnitsFile::Kind::ratings:
        result.summary = agreement::ratings_summary(file.ratings, ratings_options(file, options));
        result.tests = chance_tests(file.ratings, options.permutations, options.bootstrap);
        break;
    case UnitsFile::Kind::sets:
        result.summary = agreement::set_summary(file.sets, ratings_options(file, options));
        result.tests = chance_tests(file.sets.table(), options.permutations, options.bootstrap);
        break;
    case UnitsFile::Kind::spans:
        result = of_spans(file, options);
        break;
    case UnitsFile::Kind::masses:
        result.summary = agreement::segmentation_summary(file.masses);
        result.universe = "all potential boundaries of the text";
        break;
    }
    if (options.bootstrap.stop.stop_requested())
        return cancelled();
    if (result.universe.empty())
        result.universe = fmt::format("all {} units of the file", file.units.size());
    return result;
}

} // namespace axial::cli
