// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/agreement_words.h"

#include "coding_ui/values.h"
#include "coding_ui/words.h"

#include <algorithm>

namespace axial::coding_ui {
namespace {

using agreement::Figure;
using agreement::Summary;
using codebooks::Codebook;
using codebooks::Difference;

const Figure* find(const Summary& summary, const std::string& name) {
    for (const auto& named : summary.figures)
        if (named.name == name)
            return &named.figure;
    return nullptr;
}

QString coders_that(std::int64_t raters, const QString& what) {
    return raters == 2 ? QStringLiteral("two coders %1").arg(what)
                       : QStringLiteral("%1 coders %2").arg(raters).arg(what);
}

} // namespace

QString decimal(double value) {
    const QString digits = QString::number(value < 0 ? -value : value, 'f', 3);
    const bool negative = value < 0 && digits != QLatin1StringView("0.000");
    return negative ? QStringLiteral("−%1").arg(digits) : digits;
}

QString figure_words(const Figure& figure) {
    return figure.defined() ? decimal(figure.value()) : QStringLiteral("undefined");
}

QString full_figure_words(const Figure& figure) {
    return figure.defined() ? decimal(figure.value())
                            : QStringLiteral("undefined: %1").arg(to_qt(figure.reason()));
}

QString statistic_name(std::string_view name) {
    static const std::pair<std::string_view, const char16_t*> names[] = {
        {"percent_agreement", u"Percent agreement"},
        {"full_agreement", u"All coders agree"},
        {"cohen_kappa", u"Cohen’s kappa"},
        {"conger_kappa", u"Conger’s kappa"},
        {"fleiss_kappa", u"Fleiss’ kappa"},
        {"scott_pi", u"Scott’s pi"},
        {"pooled_kappa", u"Pooled kappa"},
        {"light_kappa", u"Light’s kappa"},
        {"brennan_prediger", u"Brennan–Prediger"},
        {"gwet_ac1", u"Gwet’s AC1"},
        {"alpha_nominal", u"Krippendorff’s alpha"},
        {"alpha_masi", u"Alpha (MASI)"},
        {"alpha_jaccard", u"Alpha (Jaccard)"},
        {"alpha_set_nominal", u"Alpha (equal sets)"},
        {"u_alpha", u"Unitizing alpha"},
        {"bar_u_alpha", u"Unit/gap alpha"},
        {"cu_alpha", u"Alpha where both coded"},
        {"gamma", u"Gamma"},
        {"boundary_similarity", u"Boundary similarity"},
        {"char_kappa", u"kappa"},
        {"token_kappa", u"kappa"},
        {"f1", u"F1 of matched stretches"},
    };
    for (const auto& [known, words] : names)
        if (known == name)
            return QString::fromUtf16(words);
    return to_qt(name).replace(QLatin1Char('_'), QLatin1Char(' '));
}

std::optional<Interval> interval_of(const Summary& summary, const std::string& name) {
    for (const auto* kind : {"_ci95_", "_bca95_", "_gwet95_"}) {
        const Figure* low = find(summary, name + kind + "low");
        const Figure* high = find(summary, name + kind + "high");
        if (low && high && low->defined() && high->defined())
            return Interval{low->value(), high->value()};
    }
    return std::nullopt;
}

Figure error_of(const Summary& summary, const std::string& name) {
    for (const auto* kind : {"_se", "_se_jackknife", "_se_gwet"})
        if (const Figure* error = find(summary, name + kind); error && error->defined())
            return *error;
    return Figure::undefined("not computed");
}

std::string leading_statistic(Codebook::Kind kind) {
    return kind == Codebook::Kind::question ? "alpha_nominal" : "alpha_masi";
}

std::vector<std::string> shown_statistics(const codebooks::RoundAgreement& round) {
    const bool two = round.raters.size() == 2;
    std::vector<std::string> wanted;
    if (round.kind == Codebook::Kind::codes)
        wanted = {"percent_agreement", "alpha_masi", "alpha_jaccard", "alpha_set_nominal"};
    else if (two)
        wanted = {"percent_agreement", "alpha_nominal", "cohen_kappa",
                  "gwet_ac1",          "scott_pi",      "brennan_prediger"};
    else
        wanted = {"percent_agreement", "full_agreement", "alpha_nominal",   "fleiss_kappa",
                  "conger_kappa",      "gwet_ac1",       "brennan_prediger"};
    if (round.kind == Codebook::Kind::codes && two)
        wanted.emplace_back("pooled_kappa");
    std::erase_if(wanted, [&](const std::string& name) { return !find(round.overall, name); });
    return wanted;
}

QString plain_reading(const codebooks::RoundAgreement& round) {
    const bool question = round.kind == Codebook::Kind::question;
    const auto name = leading_statistic(round.kind);
    const Figure figure = round.overall.get(name), percent = round.overall.get("percent_agreement");
    const QString units =
        counted(round.overall.pairable_units, QStringLiteral("post"), QStringLiteral("posts"));
    const QString coders =
        coders_that(round.overall.raters, question ? QStringLiteral("answered") : QStringLiteral("coded"));
    const QString coefficient = question ? QStringLiteral("Krippendorff’s alpha")
                                         : QStringLiteral("Krippendorff’s alpha (MASI, sets of codes)");
    if (!figure.defined())
        return QStringLiteral("%1 is undefined over %2 that %3: %4.")
            .arg(coefficient, units, coders, to_qt(figure.reason()));
    QString words = QStringLiteral("%1 is %2").arg(coefficient, decimal(figure.value()));
    if (const auto interval = interval_of(round.overall, name))
        words += QStringLiteral(" (95\u00a0% interval %1 to %2)")
                     .arg(decimal(interval->first), decimal(interval->second));
    words += QStringLiteral(" over %1 that %2").arg(units, coders);
    if (percent.defined())
        words +=
            QStringLiteral("; they %1 in %2\u00a0% of %3")
                .arg(question ? QStringLiteral("give the same answer") : QStringLiteral("apply the same codes"))
                .arg(100 * percent.value(), 0, 'f', 1)
                .arg(round.overall.raters == 2 ? QStringLiteral("them") : QStringLiteral("pairs"));
    return words + QLatin1Char('.');
}

QString scope_words(const codebooks::RoundAgreement& round) {
    QString words = QStringLiteral("Units: %1. ").arg(to_qt(round.universe));
    const auto missing = round.overall.missing;
    if (missing == 0)
        return words + QStringLiteral("Nothing is missing.");
    const QString rule = to_qt(round.missing_rule), usual = QStringLiteral("a cell is missing ");
    words += counted(missing, QStringLiteral("cell is missing"), QStringLiteral("cells are missing"));
    return words + (rule.startsWith(usual) ? QStringLiteral(", %1.").arg(rule.mid(usual.size()))
                                           : QStringLiteral(": %1.").arg(rule));
}

QString word_of(Difference difference) {
    switch (difference) {
    case Difference::answer:
        return QStringLiteral("answer");
    case Difference::omission:
        return QStringLiteral("omission");
    case Difference::code:
        return QStringLiteral("code");
    case Difference::boundary:
        return QStringLiteral("boundary");
    case Difference::both:
        return QStringLiteral("code and boundary");
    }
    return {};
}

QString meaning_of(Difference difference) {
    switch (difference) {
    case Difference::answer:
        return QStringLiteral("other answers to the question");
    case Difference::omission:
        return QStringLiteral("one coded what the other left alone");
    case Difference::code:
        return QStringLiteral("the same stretch or post, another code");
    case Difference::boundary:
        return QStringLiteral("the same code, another extent");
    case Difference::both:
        return QStringLiteral("overlapping stretches, another code and another extent");
    }
    return {};
}

QString trend_words(const codebooks::RoundDiagnosis& diagnosis) {
    const Figure& p = diagnosis.drift_p;
    if (!p.defined())
        return QStringLiteral("The test for a trend is undefined: %1.").arg(to_qt(p.reason()));
    const QString value =
        p.value() < 0.001 ? QStringLiteral("p < 0.001") : QStringLiteral("p = %1").arg(decimal(p.value()));
    return p.value() < 0.05 ? QStringLiteral("Agreement changes over time (%1).").arg(value)
                            : QStringLiteral("No trend over time can be shown (%1).").arg(value);
}

QString said_by(const std::vector<std::string>& raters, const std::vector<std::string>& values) {
    QStringList said;
    for (std::size_t i = 0; i < raters.size() && i < values.size(); ++i)
        said << QStringLiteral("%1: %2").arg(to_qt(raters[i]), values[i].empty() ? QStringLiteral("not judged")
                                                                                 : one_line(values[i]));
    return said.join(QStringLiteral(" · "));
}

} // namespace axial::coding_ui
