// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/chance.h"
#include "agreement/cohen.h"
#include "agreement/figure_writer.h"
#include "agreement/pairs.h"
#include "agreement/sets.h"
#include "agreement/statistics.h"

#include <string>
#include <utility>
#include <vector>

namespace axial::agreement {
namespace {

constexpr std::size_t sets_up_to = 8192;

/// The rows of a table of sets with every set replaced by whether it holds one code.
class CodePatterns {
public:
    CodePatterns(const std::vector<Pattern>& sets, std::size_t raters)
        : sets_(sets),
          raters_(raters),
          cells_(sets.size() * raters),
          patterns_(sets.size()) {}

    const std::vector<Pattern>& of(const std::vector<bool>& holds) {
        for (std::size_t i = 0; i < sets_.size(); ++i) {
            std::int32_t* row = cells_.data() + i * raters_;
            std::int32_t applied = 0;
            for (std::size_t rater = 0; rater < raters_; ++rater) {
                const std::int32_t set = sets_[i].ratings[rater];
                row[rater] = set;
                if (set != ReliabilityData::missing)
                    applied += row[rater] = holds[static_cast<std::size_t>(set)] ? 1 : 0;
            }
            Pattern& pattern = patterns_[i];
            pattern = {row, sets_[i].units, sets_[i].rated, {}};
            if (applied < pattern.rated)
                pattern.counts.emplace_back(0, pattern.rated - applied);
            if (applied > 0)
                pattern.counts.emplace_back(1, applied);
        }
        return patterns_;
    }

private:
    const std::vector<Pattern>& sets_;
    std::size_t raters_;
    std::vector<std::int32_t> cells_;
    std::vector<Pattern> patterns_;
};

/// Mean over the codes for which a figure is defined, and how many it is not defined for.
struct MacroMean {
    double sum = 0;
    int defined = 0, undefined = 0;
    void add(const Figure& figure) {
        figure.defined() ? ++defined : ++undefined;
        sum += figure.defined() ? figure.value() : 0.0;
    }
    [[nodiscard]] Figure mean() const {
        return defined > 0 ? Figure(sum / defined) : Figure::undefined("undefined for every code");
    }
};

/// The figures of single codes and those over all of them.
class CodeFigures {
public:
    CodeFigures(FigureWriter& writer, const SetData& data, const PreparedTable& table)
        : writer_(writer),
          data_(data),
          table_(table) {
        plan_.weights.push_back(Weights::identity(2));
        plan_.rater_pairs = table.data.raters() == 2;
    }

    void add() {
        CodePatterns patterns(table_.patterns, table_.data.raters());
        for (const auto& code : data_.codes()) {
            std::vector<bool> holds;
            for (const auto& set : data_.values())
                holds.push_back(set.contains(code));
            add_code(code, patterns.of(holds));
        }
        add_overall();
    }

private:
    void add_code(const std::string& code, const std::vector<Pattern>& patterns) {
        const Totals totals(patterns, 2, table_.data.raters(), plan_);
        cells_.resize(totals.sums().size());
        for (std::size_t i = 0; i < cells_.size(); ++i)
            cells_[i] += totals.sums()[i];
        layout_ = totals.layout();
        const Figure alpha = estimate(totals, {"", Coefficient::alpha_nominal});
        alphas_.add(alpha);
        writer_.add("alpha_binary_code:" + code, alpha);
        if (!plan_.rater_pairs) {
            writer_.add("cohen_binary_code:" + code, Figure::undefined(detail::needs_two));
            return;
        }
        const CohenKappa cohen = cohen_kappa(PairTable(patterns, 2, 0, 1), plan_.weights.front());
        kappas_.add(cohen.kappa);
        if (cohen.units > 0) {
            ++tables_;
            observed_ += cohen.observed.value();
            expected_ += cohen.expected.value();
        }
        const Figure positive = estimate(totals, {"", Coefficient::positive_agreement, 1});
        writer_.add("cohen_binary_code:" + code, cohen.kappa);
        writer_.add("positive_agreement:" + code, positive);
        writer_.add("negative_agreement:" + code, estimate(totals, {"", Coefficient::negative_agreement, 1}));
        writer_.add("f1:" + code, positive);
    }

    void add_overall() {
        writer_.add("alpha_binary_macro", alphas_.mean());
        writer_.add("alpha_binary_macro_undefined_codes", alphas_.undefined);
        writer_.add("alpha_binary_micro", micro());
        if (!plan_.rater_pairs) {
            for (const char* name : {"cohen_binary_macro", "pooled_kappa"})
                writer_.add(name, Figure::undefined(detail::needs_two));
            return;
        }
        writer_.add("cohen_binary_macro", kappas_.mean());
        writer_.add("cohen_binary_macro_undefined_codes", kappas_.undefined);
        writer_.add("pooled_kappa", tables_ == 0
                                        ? Figure::undefined("no code was applied by coders who share a unit")
                                        : detail::beyond_chance(observed_ / tables_, expected_ / tables_));
    }

    [[nodiscard]] Figure micro() const {
        if (cells_.empty())
            return Figure::undefined("no code was applied");
        const detail::Coefficients<double> at(layout_, plan_, cells_);
        const auto alpha = at.alpha(at.nominal_parts());
        return alpha.reason != nullptr ? Figure::undefined(alpha.reason) : Figure(alpha.number);
    }

    FigureWriter& writer_;
    const SetData& data_;
    const PreparedTable& table_;
    TotalsPlan plan_;
    Layout layout_;
    std::vector<double> cells_; ///< the sums of all codes added up
    MacroMean alphas_, kappas_;
    int tables_ = 0;
    double observed_ = 0, expected_ = 0;
};

void add_of_two(FigureWriter& writer, const SetData& data, const PreparedTable& table) {
    const bool two = table.data.raters() == 2;
    const std::size_t q = table.data.categories().size();
    writer.add("cohen_kappa", two ? cohen_kappa(PairTable(table.patterns, q, 0, 1), Weights::identity(q)).kappa
                                  : Figure::undefined(detail::needs_two));
    writer.add("cohen_kappa_hamming", hamming_kappa(data));
}

} // namespace

Summary set_summary(const SetData& data, const RatingsOptions& options) {
    Summary summary;
    const PreparedTable table(data.table(), summary);
    const std::size_t q = table.data.categories().size();
    TotalsPlan plan;
    plan.weights.push_back(Weights::identity(q));
    const bool few = q <= sets_up_to;
    if (few)
        plan.distances = {LevelDistance(q, set_distance(data, SetDistance::jaccard)),
                          LevelDistance(q, set_distance(data, SetDistance::masi))};
    const Totals totals(table.patterns, q, table.data.raters(), plan);
    const auto clusters = clusters_for(summary, table.data, options);
    FigureWriter writer(summary, totals, table.pattern_of_unit, clusters, options.bootstrap);
    writer.add({"percent_agreement", Coefficient::percent});
    writer.add({"full_agreement", Coefficient::full});
    writer.add({"alpha_set_nominal", Coefficient::alpha_nominal});
    for (std::size_t i = 0; i < 2; ++i) {
        const std::string name = i == 0 ? "alpha_jaccard" : "alpha_masi";
        if (few)
            writer.add({name, Coefficient::alpha_level, i});
        else
            writer.add(name, Figure::undefined("not computed: too many different sets"));
    }
    add_of_two(writer, data, table);
    CodeFigures(writer, data, table).add();
    writer.finish();
    return summary;
}

} // namespace axial::agreement
