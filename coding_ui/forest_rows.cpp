// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/forest_plot.h"
#include "coding_ui/values.h"
#include "coding_ui/words.h"

/// What the forest plot of a round shows, in words and figures.
namespace axial::coding_ui {
namespace {

using agreement::Figure;
using agreement::Summary;

/// "alpha (MASI)" for "Alpha (MASI)"; names of people stay as they are.
QString in_a_line(QString statistic) {
    statistic.remove(QStringLiteral("Krippendorff’s "));
    if (statistic.startsWith(QLatin1StringView("Alpha")) || statistic.startsWith(QLatin1StringView("Unit")))
        statistic[0] = statistic[0].toLower();
    return statistic;
}

ForestRow heading(const QString& words) {
    ForestRow row;
    row.name = words;
    row.heading = true;
    return row;
}

QString what_it_is_of(const Summary& summary, const QString& unit, const QString& units) {
    const QString judged =
        summary.raters == 2
            ? QStringLiteral("both coders")
            : QStringLiteral("two or more of %1")
                  .arg(counted(summary.raters, QStringLiteral("coder"), QStringLiteral("coders")));
    QString words = QStringLiteral("%1 judged by %2").arg(counted(summary.pairable_units, unit, units), judged);
    if (summary.missing > 0)
        words += QStringLiteral(", %1 missing")
                     .arg(counted(summary.missing, QStringLiteral("cell"), QStringLiteral("cells")));
    return words;
}

/// What the units of a level are called; stretches lie on a line of characters.
std::pair<QString, QString> units_of(codebooks::UnitLevel level) {
    switch (level) {
    case codebooks::UnitLevel::thread:
        return {QStringLiteral("thread"), QStringLiteral("threads")};
    case codebooks::UnitLevel::post:
        return {QStringLiteral("post"), QStringLiteral("posts")};
    case codebooks::UnitLevel::sentence:
        return {QStringLiteral("sentence"), QStringLiteral("sentences")};
    case codebooks::UnitLevel::token:
        return {QStringLiteral("word"), QStringLiteral("words")};
    case codebooks::UnitLevel::span:
    case codebooks::UnitLevel::character:
        break;
    }
    return {QStringLiteral("character"), QStringLiteral("characters")};
}

/// "Cohen’s kappa 0.701, 95 % interval 0.610 to 0.790, standard error 0.046. 118 posts with …"
QString full_words(const QString& statistic, const Summary& summary, const std::string& name,
                   const QString& of) {
    QString words = QStringLiteral("%1: %2").arg(statistic, full_figure_words(summary.get(name)));
    if (const auto interval = interval_of(summary, name))
        words +=
            QStringLiteral(", 95 % interval %1 to %2").arg(decimal(interval->first), decimal(interval->second));
    if (const Figure error = error_of(summary, name); error.defined())
        words += QStringLiteral(", standard error %1").arg(decimal(error.value()));
    return QStringLiteral("%1. %2.").arg(words, of);
}

ForestRow row_of(const QString& label, const QString& statistic, const Summary& summary,
                 const std::string& name, const QString& of) {
    ForestRow row;
    row.name = label;
    row.value = summary.get(name);
    row.interval = interval_of(summary, name);
    row.detail = full_words(statistic, summary, name, of);
    return row;
}

QString posts_of(const Summary& summary) {
    return what_it_is_of(summary, QStringLiteral("post"), QStringLiteral("posts"));
}

QString uses_of(const codebooks::CategoryAgreement& category) {
    QStringList uses;
    for (const auto& [coder, times] : category.applied)
        uses << QStringLiteral("%1 %2").arg(to_qt(coder)).arg(times);
    return uses.join(QStringLiteral(", "));
}

void add_levels(std::vector<ForestRow>& rows, const codebooks::RoundAgreement& round) {
    if (round.levels.empty())
        return;
    rows.push_back(heading(QStringLiteral("By size of the unit")));
    for (const auto& level : round.levels) {
        const QString name = to_qt(codebooks::name_of(level.level));
        QString label = name;
        if (!label.isEmpty())
            label[0] = label[0].toUpper();
        QString of = QStringLiteral("Unit: %1; over %2").arg(to_qt(level.unit), to_qt(level.universe));
        if (!level.missing_rule.empty())
            of += QStringLiteral("; %1").arg(to_qt(level.missing_rule));
        const auto [unit, units] = units_of(level.level);
        of += QStringLiteral(". %1").arg(what_it_is_of(level.summary, unit, units));
        rows.push_back(row_of(QStringLiteral("%1 · %2").arg(label, in_a_line(statistic_name(level.headline))),
                              QStringLiteral("%1, %2").arg(label, in_a_line(statistic_name(level.headline))),
                              level.summary, level.headline, of));
    }
}

} // namespace

std::vector<ForestRow> forest_rows(const codebooks::RoundAgreement& round) {
    std::vector<ForestRow> rows;
    rows.push_back(heading(QStringLiteral("All posts")));
    for (const auto& name : shown_statistics(round))
        rows.push_back(
            row_of(statistic_name(name), statistic_name(name), round.overall, name, posts_of(round.overall)));
    add_levels(rows, round);
    const auto leading = leading_statistic(round.kind);
    if (!round.by_source.empty())
        rows.push_back(heading(QStringLiteral("By source · %1").arg(statistic_name(leading))));
    for (const auto& [source, summary] : round.by_source)
        rows.push_back(row_of(to_qt(source),
                              QStringLiteral("%1, %2").arg(to_qt(source), in_a_line(statistic_name(leading))),
                              summary, leading, posts_of(summary)));
    if (!round.by_category.empty())
        rows.push_back(heading(round.kind == codebooks::Codebook::Kind::question
                                   ? QStringLiteral("By answer · alpha against the rest")
                                   : QStringLiteral("By code · alpha, applied or not")));
    for (const auto& category : round.by_category) {
        const QString name = one_line(category.name.empty() ? category.id : category.name);
        rows.push_back(
            row_of(name, QStringLiteral("%1, alpha").arg(name), category.summary, "alpha_nominal",
                   QStringLiteral("Given by %1; %2").arg(uses_of(category), posts_of(category.summary))));
        rows.back().category = category.id;
    }
    return rows;
}

} // namespace axial::coding_ui
