// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/run_words.h"

#include "coding_ui/words.h"

#include <QLocale>
#include <algorithm>

namespace axial::coding_ui {
namespace {

std::int64_t number_in(const RunCounts& counts, const std::string& name) {
    const auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
}

/// "300 posts: 280 new, 15 changed, 5 unchanged, 0 skipped"
QString sum_line(const RunCounts& counts, const std::string& prefix, const QString& words) {
    const auto number = [&](const char* name) { return grouped(number_in(counts, prefix + name)); };
    return QStringLiteral("%1 %2: %3 new, %4 changed, %5 unchanged, %6 skipped")
        .arg(number("seen"), words, number("added"), number("changed"), number("unchanged"), number("skipped"));
}

bool is_in_sums(const std::string& name) {
    static const char* const summed[] = {"seen",    "added",    "changed",       "unchanged",
                                         "skipped", "requests", "waited_seconds"};
    const auto base = name.starts_with("threads_") ? name.substr(8) : name;
    return std::any_of(std::begin(summed), std::end(summed), [&](const char* each) { return base == each; });
}

} // namespace

QString grouped(qint64 number) {
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(number);
}

QString clock_words(qint64 seconds) {
    const auto two = [](qint64 number) { return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')); };
    const qint64 hours = seconds / 3600, minutes = seconds / 60 % 60;
    return hours > 0 ? QStringLiteral("%1:%2:%3").arg(grouped(hours), two(minutes), two(seconds % 60))
                     : QStringLiteral("%1:%2").arg(minutes).arg(two(seconds % 60));
}

QString progress_words(const RunProgress& progress) {
    QStringList words;
    if (progress.of > 0)
        words << QStringLiteral("%1 of %2").arg(grouped(progress.done), grouped(progress.of));
    words << QStringLiteral("%1 %2").arg(
        grouped(progress.posts), progress.posts == 1 ? QStringLiteral("post") : QStringLiteral("posts"));
    if (progress.rate)
        words << QStringLiteral("%1 a second").arg(*progress.rate, 0, 'f', *progress.rate < 10 ? 1 : 0);
    words << QStringLiteral("%1 %2").arg(grouped(progress.requests), progress.requests == 1
                                                                         ? QStringLiteral("request")
                                                                         : QStringLiteral("requests"));
    if (progress.seconds_left)
        words << QStringLiteral("%1 left").arg(clock_words(*progress.seconds_left));
    return words.join(QStringLiteral(" · "));
}

QString wait_words(const RunWait& wait, qint64 seconds_left) {
    const QString time =
        seconds_left < 120 ? QStringLiteral("%1 s").arg(seconds_left) : clock_words(seconds_left);
    const QString words = QStringLiteral("%1: %2").arg(wait.service, time);
    return wait.until.isEmpty() ? words : QStringLiteral("%1 until %2").arg(words, wait.until);
}

QStringList count_lines(const RunCounts& counts) {
    if (counts.empty())
        return {};
    QStringList lines{
        sum_line(counts, {}, QStringLiteral("posts")), sum_line(counts, "threads_", QStringLiteral("threads")),
        QStringLiteral("%1 requests, %2 waited")
            .arg(grouped(number_in(counts, "requests")), clock_words(number_in(counts, "waited_seconds")))};
    QStringList more;
    for (const auto& [name, number] : counts)
        if (number > 0 && !is_in_sums(name))
            more << QStringLiteral("%1 %2").arg(
                grouped(number), QString::fromStdString(name).replace(QLatin1Char('_'), QLatin1Char(' ')));
    if (!more.isEmpty())
        lines << more.join(QStringLiteral(", "));
    return lines;
}

QString plan_headline(const RunPlan& plan) {
    const bool open = std::any_of(plan.steps.begin(), plan.steps.end(),
                                  [](const RunPlan::Step& each) { return each.at_least; });
    return QStringLiteral("%1 %2 %3, %4")
        .arg(open ? QStringLiteral("At least") : QStringLiteral("About"), grouped(plan.requests),
             plan.requests == 1 ? QStringLiteral("request") : QStringLiteral("requests"),
             clock_words(plan.seconds));
}

QString query_words(const corpus::Query& query) {
    QString words = query.term.empty() ? QStringLiteral("everything") : one_line(query.term);
    if (!query.field.empty())
        words += QStringLiteral(" in %1").arg(one_line(query.field));
    if (query.from != Time{} || query.to != Time{})
        words += QStringLiteral(", %1..%2")
                     .arg(query.from == Time{} ? QString() : iso_date(query.from),
                          query.to == Time{} ? QString() : iso_date(query.to));
    QStringList outcome;
    if (query.hits >= 0)
        outcome << QStringLiteral("%1 hits").arg(grouped(query.hits));
    outcome << QStringLiteral("%1 read").arg(grouped(query.fetched));
    if (query.capped)
        outcome << QStringLiteral("capped: the service gives out no more");
    if (query.incomplete)
        outcome << QStringLiteral("incomplete, as the service says itself");
    return QStringLiteral("%1: %2").arg(words, outcome.join(QStringLiteral(", ")));
}

} // namespace axial::coding_ui
