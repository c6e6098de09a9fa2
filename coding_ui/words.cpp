// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/words.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

namespace axial::coding_ui {
namespace {

QDateTime to_date_time(Time time) {
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
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
    static const QRegularExpression token(QStringLiteral(R"re((-?)(?:(\w+):)?(?:"([^"]+)"|([^\s"()]+)))re"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    static const QStringList operators{QStringLiteral("AND"),  QStringLiteral("OR"),  QStringLiteral("NOT"),
                                       QStringLiteral("NEAR"), QStringLiteral("ADJ"), QStringLiteral("XOR")};
    static const QStringList text_fields{QString(), QStringLiteral("prose"), QStringLiteral("code"),
                                         QStringLiteral("title"), QStringLiteral("text")};
    QStringList terms;
    bool negated = false;
    for (auto match = token.globalMatch(query); match.hasNext();) {
        const auto part = match.next();
        QString word = part.captured(3).isEmpty() ? part.captured(4) : part.captured(3);
        if (operators.contains(word)) {
            negated = word == QLatin1StringView("NOT");
            continue;
        }
        word.remove(QLatin1Char('*'));
        const bool wanted = part.captured(1).isEmpty() && !negated && text_fields.contains(part.captured(2));
        if (wanted && word.size() > 1)
            terms << word;
        negated = false;
    }
    terms.removeDuplicates();
    return terms;
}

QString one_line(const std::string& text) {
    return QString::fromStdString(text).simplified();
}

} // namespace axial::coding_ui
