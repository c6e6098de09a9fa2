// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/agreement/text.h"

#include "cli/agreement/figure_lines.h"
#include "cli/command.h"
#include "corpus/time.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace axial::cli {
namespace {

using agreement::Summary;

/// What is shown of a level beside its headline.
std::vector<std::string> beside(codebooks::UnitLevel level) {
    using codebooks::UnitLevel;
    switch (level) {
    case UnitLevel::thread:
    case UnitLevel::post:
    case UnitLevel::sentence:
        return {"percent_agreement"};
    case UnitLevel::span:
        return {"u_alpha", "bar_u_alpha", "cu_alpha", "cu_coverage", "span_f1", "gamma"};
    case UnitLevel::token:
        return {"token_percent_agreement", "token_alpha_binary", "token_positive_agreement"};
    case UnitLevel::character:
        return {"char_percent_agreement", "char_alpha_binary", "char_positive_agreement"};
    }
    return {};
}

void print_levels(std::ostream& out, const codebooks::RoundAgreement& round) {
    out << fmt::format("\n  {} {:>8}  {:<26} {:>7}  {}\n", padded("unit", 12), "units", "figure", "value",
                       "95 %");
    for (const auto& level : round.levels) {
        const auto line = [&](std::string_view first, std::string_view units, const std::string& name) {
            const auto figure = level.summary.get(name);
            out << fmt::format("  {} {:>8}  {:<26} {:>7}  {}\n", padded(first, 12), units, name,
                               in_a_cell(figure),
                               figure.defined() ? interval_of(level.summary, name) : figure.reason());
        };
        line(codebooks::name_of(level.level), fmt::format("{}", level.summary.units), level.headline);
        for (const auto& name : beside(level.level))
            if (name != level.headline && level.summary.get(name).reason() != "not computed")
                line("", "", name);
    }
}

void print_splits(std::ostream& out, std::string_view what, const std::optional<codebooks::Splits>& splits) {
    if (splits)
        out << fmt::format("  {}: {} alike; {} omissions, {} other codes, {} boundaries, {} both\n", what,
                           splits->agreements, splits->omission, splits->code, splits->boundary, splits->both);
}

void print_drift(std::ostream& out, const codebooks::RoundDiagnosis& diagnosis) {
    if (diagnosis.drift.size() < 2) {
        out << "\n  drift: " << diagnosis.drift_p.reason() << '\n';
        return;
    }
    constexpr std::size_t width = 44; // of two times
    out << fmt::format("\n  {} {:>6} {:>8} {:>7}  {}\n", padded("decided", width), "units", "percent", "alpha",
                       "95 %");
    for (const auto& window : diagnosis.drift)
        out << fmt::format("  {} {:>6} {:>8} {:>7}  {}\n",
                           padded(format_time(window.from) + " to " + format_time(window.to), width),
                           window.units, in_a_cell(window.percent), in_a_cell(window.alpha),
                           window.low.defined()
                               ? fmt::format("[{}, {}]", in_a_cell(window.low), in_a_cell(window.high))
                               : std::string());
    if (diagnosis.drift_p.defined())
        out << fmt::format("  test of a trend: p = {:.3f}\n", diagnosis.drift_p.value());
}

void print_disagreements(std::ostream& out, const codebooks::RoundAgreement& round,
                         const codebooks::RoundDiagnosis& diagnosis, std::size_t most) {
    const auto& all = diagnosis.disagreements;
    if (all.empty())
        return;
    out << fmt::format("\n  disagreements, {} of {}\n", std::min(most, all.size()), all.size());
    for (std::size_t i = 0; i < std::min(most, all.size()); ++i) {
        std::vector<std::string> values;
        for (std::size_t coder = 0; coder < round.raters.size(); ++coder)
            if (!all[i].values[coder].empty())
                values.push_back(fmt::format("{}: {}", round.raters[coder], all[i].values[coder]));
        out << fmt::format("  {} {}  {}\n", padded(codebooks::name_of(all[i].difference), 9),
                           padded(plain(all[i].post), 32), plain(fmt::format("{}", fmt::join(values, " | "))));
    }
}

} // namespace

void print_tests(std::ostream& out, const std::vector<ChanceTest>& tests) {
    for (const auto& [statistic, test] : tests)
        if (test.p.defined())
            out << fmt::format("  {} {:>7}  {} of {} permutations reach {}; chance gives {}\n",
                               padded("p of " + statistic, 26), fmt::format("{:.4f}", test.p.value()),
                               test.at_least, test.permutations, in_a_cell(test.observed),
                               in_a_cell(test.permuted_mean));
        else
            out << fmt::format("  {}       -  undefined: {}\n", padded("p of " + statistic, 26),
                               test.p.reason());
}

void print_calculation(std::ostream& out, const UnitsFile& file, const Calculation& calculation, bool by_name) {
    const Summary& summary = calculation.summary;
    out << fmt::format("{} coder{} ({}); units: {}", file.raters.size(), file.raters.size() == 1 ? "" : "s",
                       fmt::join(file.raters, ", "), calculation.universe);
    if (file.kind == UnitsFile::Kind::ratings)
        out << fmt::format("; {} categories ({}), {} level", file.ratings.categories().size(),
                           file.ratings.categories_declared() ? "declared" : "met",
                           agreement::name_of(summary.level));
    if (file.kind == UnitsFile::Kind::ratings || file.kind == UnitsFile::Kind::sets)
        out << fmt::format("\n{} units rated by two or more ({} values), {} cells missing",
                           summary.pairable_units, summary.pairable_values, summary.missing);
    out << '\n';
    if (!summary.missing_rule.empty())
        out << "Missing: " << summary.missing_rule << '\n';
    if (summary.clusters > 0)
        out << fmt::format("Intervals are over {} clusters ({})\n", summary.clusters, file.cluster_name);
    by_name ? print_by_name(out, summary) : print_figures(out, summary);
    print_tests(out, calculation.tests);
    print_warnings(out, summary.warnings);
    print_warnings(out, file.notes);
}

void print_round(std::ostream& out, const codebooks::RoundAgreement& round, bool by_name) {
    const bool question = round.kind == codebooks::Codebook::Kind::question;
    out << fmt::format(
        "Round {} ({}), coders {}\nUnits: {}; {} cells missing ({}); {} units with two or more coders\n",
        round.round.name, round.round.codebook, fmt::join(round.raters, ", "), round.universe,
        round.overall.missing, round.missing_rule, round.overall.pairable_units);
    if (round.overall.clusters > 0)
        out << fmt::format("Intervals draw {} threads, since posts of one thread are not independent\n",
                           round.overall.clusters);
    by_name ? print_by_name(out, round.overall) : print_figures(out, round.overall);
    print_warnings(out, round.overall.warnings);
    if (!round.levels.empty())
        print_levels(out, round);
    Rows sources;
    for (const auto& [source, summary] : round.by_source)
        sources.emplace_back(source, &summary);
    print_rows(out, question ? "by source" : "by source (alpha: MASI)", sources);
    Rows categories;
    for (const auto& category : round.by_category)
        categories.emplace_back(category.id, &category.summary);
    print_rows(out, question ? "by answer" : "by code", categories);
}

void print_diagnosis(std::ostream& out, const codebooks::RoundAgreement& round,
                     const codebooks::RoundDiagnosis& diagnosis, std::size_t most) {
    out << fmt::format("\n  {} {:>6} {:>8} {:>7} {:>7}\n", padded("coders", 26), "units", "percent", "kappa",
                       "alpha");
    for (const auto& pair : diagnosis.pairs)
        out << fmt::format("  {} {:>6} {:>8} {:>7} {:>7}\n",
                           padded(round.raters[pair.first] + ", " + round.raters[pair.second], 26), pair.units,
                           in_a_cell(pair.percent), in_a_cell(pair.kappa), in_a_cell(pair.alpha));
    if (round.raters.size() > 2)
        for (std::size_t i = 0; i < diagnosis.without_coder.size(); ++i)
            out << fmt::format("  without {} {:>26}\n", padded(round.raters[i], 24),
                               in_a_cell(diagnosis.without_coder[i]));
    if (!diagnosis.confused.empty())
        out << "\n  taken for each other\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(diagnosis.confused.size(), 8); ++i) {
        const auto& pair = diagnosis.confused[i];
        const auto& names = diagnosis.coincidences.names;
        out << fmt::format("  {:>6.1f} {:>5.1f} %  {} / {}\n", pair.count, 100 * pair.share, names[pair.first],
                           names[pair.second]);
    }
    if (diagnosis.posts || diagnosis.spans)
        out << '\n';
    print_splits(out, "posts", diagnosis.posts);
    print_splits(out, "stretches", diagnosis.spans);
    print_drift(out, diagnosis);
    print_disagreements(out, round, diagnosis, most);
}

void print_comparison(std::ostream& out, const Comparison& comparison) {
    out << fmt::format("Rounds {} and {}, {}; {}\n\n  {} {:>8} {:>8} {:>11}  {}\n", comparison.first,
                       comparison.second, comparison.units, comparison.method, padded("", 26), comparison.first,
                       comparison.second, "difference", "95 %");
    const int first = std::max<int>(8, static_cast<int>(comparison.first.size()));
    const int second = std::max<int>(8, static_cast<int>(comparison.second.size()));
    for (const auto& row : comparison.rows) {
        const auto& found = row.difference;
        out << fmt::format("  {} {:>{}} {:>{}} {:>11}  {}\n", padded(row.statistic, 26), in_a_cell(row.first),
                           first, in_a_cell(row.second), second, in_a_cell(found.difference),
                           found.low.defined()
                               ? fmt::format("[{}, {}]", in_a_cell(found.low), in_a_cell(found.high))
                           : found.difference.defined() ? found.low.reason()
                                                        : found.difference.reason());
    }
}

void print_benchmarks(std::ostream& out, const std::vector<Benchmarked>& found,
                      const agreement::BenchmarkScale& scale) {
    out << fmt::format("\n  {} {:>7} {:>8} {:>8}  {}\n", padded("on the scale of " + scale.name, 26), "p",
                       "p >= .667", "p >= .8", "best class with 95 % probability (the estimate alone says)");
    for (const auto& [name, benchmark, at_least_667, at_least_800] : found) {
        double reached = 0;
        for (const auto& row : benchmark.rows)
            if (row.name == benchmark.verdict)
                reached = row.cumulative;
        out << fmt::format("  {} {:>7.3f} {:>9} {:>8}  {} ({})\n", padded(name, 26), reached,
                           in_a_cell(at_least_667), in_a_cell(at_least_800), benchmark.verdict,
                           benchmark.point_verdict);
    }
}

} // namespace axial::cli
