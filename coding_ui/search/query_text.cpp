// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/search/query_text.h"

#include <QRegularExpression>
#include <algorithm>
#include <string_view>

namespace axial::coding_ui {
namespace {

/// A stretch of the query outside brackets: a word, a phrase, `field:value`, or a whole bracket.
struct Part {
    qsizetype begin = 0, end = 0;
    bool bracket = false; ///< has one in it
};

std::vector<Part> parts_of(const QString& query) {
    std::vector<Part> parts;
    qsizetype at = 0;
    while (at < query.size()) {
        if (query[at].isSpace()) {
            ++at;
            continue;
        }
        Part part{at, at, false};
        int depth = 0;
        bool quoted = false;
        for (; at < query.size(); ++at) {
            const QChar c = query[at];
            if (c == QLatin1Char('"'))
                quoted = !quoted;
            else if (!quoted && c == QLatin1Char('(')) {
                ++depth;
                part.bracket = true;
            } else if (!quoted && c == QLatin1Char(')'))
                --depth;
            else if (!quoted && depth <= 0 && c.isSpace())
                break;
        }
        part.end = at;
        parts.push_back(part);
    }
    return parts;
}

QStringView view_of(const QString& query, const Part& part) {
    return QStringView(query).mid(part.begin, part.end - part.begin);
}

bool has_alternatives(const QString& query) {
    const auto parts = parts_of(query);
    return std::any_of(parts.begin(), parts.end(),
                       [&](const Part& part) { return view_of(query, part) == QLatin1StringView("OR"); });
}

QString quoted(const QString& value) {
    static const QRegularExpression plain(QStringLiteral("^[^\\s\"():*<>=-][^\\s\"():*]*$"));
    if (plain.match(value).hasMatch() && !value.contains(QStringLiteral("..")))
        return value;
    return QStringLiteral("\"%1\"").arg(QString(value).remove(QLatin1Char('"')));
}

QString joined(const QString& query, const QString& filter) {
    const QString before = query.trimmed();
    if (before.isEmpty())
        return filter;
    return (has_alternatives(before) ? QStringLiteral("(%1) %2") : QStringLiteral("%1 %2")).arg(before, filter);
}

QString without(const QString& query, const std::vector<QueryFilter>& filters) {
    QString rest = query;
    for (auto filter = filters.rbegin(); filter != filters.rend(); ++filter) {
        qsizetype end = filter->end;
        while (end < rest.size() && rest[end].isSpace())
            ++end;
        rest.remove(filter->begin, end - filter->begin);
    }
    return rest.trimmed();
}

bool same(const QString& a, const QString& b) {
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

std::vector<QueryFilter> filters_of(const QString& query) {
    std::vector<QueryFilter> filters;
    if (has_alternatives(query))
        return filters;
    static const QRegularExpression form(QStringLiteral("^([A-Za-z][A-Za-z-]*):(.+)$"));
    bool excluded = false;
    for (const Part& part : parts_of(query)) {
        const QString words = view_of(query, part).toString();
        if (const auto match = form.match(words); !excluded && !part.bracket && match.hasMatch()) {
            QString value = match.captured(2);
            if (value.size() > 1 && value.startsWith(QLatin1Char('"')) && value.endsWith(QLatin1Char('"')))
                value = value.mid(1, value.size() - 2);
            filters.push_back({match.captured(1).toLower(), value, part.begin, part.end});
        }
        excluded = words == QLatin1StringView("NOT");
    }
    return filters;
}

bool has_filter(const QString& query, const QString& field, const QString& value) {
    const auto filters = filters_of(query);
    return std::any_of(filters.begin(), filters.end(),
                       [&](const QueryFilter& each) { return each.field == field && same(each.value, value); });
}

QString with_filter(const QString& query, const QString& field, const QString& value) {
    if (has_filter(query, field, value))
        return query;
    return joined(query, QStringLiteral("%1:%2").arg(field, quoted(value)));
}

QString without_filter(const QString& query, const QString& field, const QString& value) {
    auto filters = filters_of(query);
    std::erase_if(filters, [&](const QueryFilter& each) {
        return each.field != field || !same(each.value, QString(value).remove(QLatin1Char('"')));
    });
    return without(query, filters);
}

QString without_field(const QString& query, const QString& field) {
    auto filters = filters_of(query);
    std::erase_if(filters, [&](const QueryFilter& each) { return each.field != field; });
    return without(query, filters);
}

qsizetype unit_of_column(const QString& query, int column) {
    qsizetype unit = 0;
    for (int i = 1; i < column && unit < query.size(); ++i)
        unit += query[unit].isHighSurrogate() && unit + 1 < query.size() ? 2 : 1;
    return unit;
}

int column_of_unit(const QString& query, qsizetype unit) {
    return static_cast<int>(QStringView(query).left(unit).toUcs4().size()) + 1;
}

qsizetype word_length(const QString& query, qsizetype unit) {
    qsizetype end = unit;
    bool in_quotes = false;
    for (; end < query.size(); ++end) {
        if (query[end] == QLatin1Char('"'))
            in_quotes = !in_quotes;
        else if (!in_quotes && end > unit &&
                 (query[end].isSpace() || query[end] == QLatin1Char('(') || query[end] == QLatin1Char(')')))
            break;
    }
    return std::max<qsizetype>(1, end - unit);
}

int column_in(const std::string& where) {
    constexpr std::string_view word = "column ";
    if (where.compare(0, word.size(), word) != 0)
        return 0;
    return QString::fromStdString(where.substr(word.size())).toInt();
}

MonthRange months_of(const QString& query) {
    static const QRegularExpression form(
        QStringLiteral("^(\\d{4})(?:-(\\d\\d))?(?:-\\d\\d)?(?:\\.\\.(\\d{4})(?:-(\\d\\d))?(?:-\\d\\d)?)?$"));
    const auto filters = filters_of(query);
    const auto of_date = [](const QueryFilter& each) { return each.field == QLatin1StringView("date"); };
    const auto found = std::find_if(filters.begin(), filters.end(), of_date);
    if (found == filters.end() || std::count_if(filters.begin(), filters.end(), of_date) > 1)
        return {};
    const auto match = form.match(found->value);
    if (!match.hasMatch())
        return {};
    const auto month = [&](int year, int number, const char16_t* otherwise) {
        const QString given = match.captured(number);
        return QStringLiteral("%1-%2").arg(match.captured(year),
                                           given.isEmpty() ? QString::fromUtf16(otherwise) : given);
    };
    const bool ranged = !match.captured(3).isEmpty();
    return {month(1, 2, u"01"), ranged ? month(3, 4, u"12") : month(1, 2, u"12")};
}

QString with_months(const QString& query, const QString& first, const QString& last) {
    const QString rest = without_field(query, QStringLiteral("date"));
    if (first.isEmpty() && last.isEmpty())
        return rest;
    return joined(rest, first == last ? QStringLiteral("date:%1").arg(first)
                                      : QStringLiteral("date:%1..%2").arg(first, last));
}

} // namespace axial::coding_ui
