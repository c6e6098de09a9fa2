// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/words.h"

#include "corpus/index/query_parser.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace axial::coding_ui {
namespace {

QDateTime to_date_time(Time time) {
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
}

/// The words that a text must have in it, wherever they stand in the query.
void collect_words(const corpus::index::Query& query, QStringList& terms) {
    using Kind = corpus::index::Query::Kind;
    if (query.kind == Kind::none_of)
        return;
    const bool in_text = query.field && query.field->type == corpus::index::FieldType::text &&
                         query.field != &corpus::index::field_named("quote");
    if (in_text && (query.kind == Kind::words || query.kind == Kind::prefix) && query.text.size() > 1)
        terms << QString::fromStdString(query.text);
    for (const auto& child : query.children)
        collect_words(child, terms);
}

QString discussion_word(const std::string& kind) {
    if (kind == "pull")
        return QStringLiteral("PR");
    return QString::fromStdString(kind);
}

} // namespace

QString iso_date(Time time) {
    return to_date_time(time).toString(QStringLiteral("yyyy-MM-dd"));
}

QString long_date(Time time) {
    return QLocale::c().toString(to_date_time(time), QStringLiteral("d MMM yyyy, HH:mm"));
}

QString counted(qint64 number, const QString& one, const QString& many) {
    return QStringLiteral("%1 %2").arg(number).arg(number == 1 ? one : many);
}

QString place_of(const corpus::Thread& thread) {
    const QString site = QString::fromStdString(thread.site);
    if (thread.source == "github")
        return QStringLiteral("GitHub %1").arg(discussion_word(thread.kind));
    if (thread.source == "hub")
        return QStringLiteral("Hub %1").arg(thread.kind == "pull" ? QStringLiteral("PR")
                                                                  : QStringLiteral("discussion"));
    if (site.startsWith(QLatin1StringView("discuss.huggingface")))
        return QStringLiteral("Hugging Face forum");
    if (site.startsWith(QLatin1StringView("discuss.pytorch")))
        return QStringLiteral("PyTorch forum");
    if (site.startsWith(QLatin1StringView("stackoverflow")))
        return QStringLiteral("Stack Overflow");
    return site.isEmpty() ? QString::fromStdString(thread.source) : site;
}

QString shown_author(const corpus::Author& author) {
    if (author.name && !author.name->empty())
        return one_line(*author.name);
    if (author.id && !author.id->empty())
        return one_line(*author.id);
    return QStringLiteral("deleted user");
}

QStringList highlight_terms(const QString& query) {
    QStringList terms;
    if (const auto tree = corpus::index::parse_query(query.toStdString()))
        collect_words(*tree, terms);
    terms.removeDuplicates();
    return terms;
}

QString one_line(const std::string& text) {
    return QString::fromStdString(text).simplified();
}

} // namespace axial::coding_ui
