// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/sources.h"
#include "coding_ui/values.h"

#include <QDate>
#include <QRegularExpression>
#include <algorithm>

/// From what a form holds to a command line, and from the log back to a form.
namespace axial::coding_ui {
namespace {

using Kind = SourceField::Kind;

QStringList values_in(const QString& value) {
    QStringList values;
    for (const QString& line : value.split(QLatin1Char('\n')))
        if (const QString each = line.trimmed(); !each.isEmpty())
            values << each;
    return values;
}

/// What is wrong with one field; empty: nothing.
QString problem(const SourceField& field, const QString& value) {
    if (value.trimmed().isEmpty())
        return field.required ? QStringLiteral("This is needed.") : QString();
    if (field.kind == Kind::date && !QDate::fromString(value, Qt::ISODate).isValid())
        return QStringLiteral("Write a date as YYYY-MM-DD.");
    if (field.kind == Kind::number) {
        bool is_number = false;
        const int number = value.toInt(&is_number);
        if (!is_number || number < 0 || number > field.most)
            return QStringLiteral("A whole number from 0 to %1.").arg(field.most);
    }
    if (field.pattern.isEmpty())
        return {};
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(field.pattern));
    for (const QString& each : values_in(value))
        if (!pattern.match(each).hasMatch())
            return field.kind == Kind::lines ? QStringLiteral("%1: %2").arg(each, field.wanted) : field.wanted;
    return {};
}

QString labels_of(const Source& source, const QStringList& options) {
    QStringList labels;
    for (const auto& field : source.fields)
        if (options.contains(field.option))
            labels << QStringLiteral("“%1”").arg(field.label);
    return labels.join(QStringLiteral(", "));
}

void add_arguments(const SourceField& field, const QString& value, QStringList& words) {
    const QStringList values = values_in(value);
    const QString flag = QStringLiteral("--") + field.option;
    if (values.isEmpty() || (field.kind == Kind::choice && values.front() == field.choices.front()))
        return;
    // As one word: a value may begin with a dash.
    if (field.kind == Kind::on_off)
        words << flag;
    else if (field.kind == Kind::marks)
        words << flag + QLatin1Char('=') + values.join(QLatin1Char(','));
    else
        for (const QString& each : values)
            words << flag + QLatin1Char('=') + each;
}

const SourceField* field_of(const Source& source, const QString& option) {
    const auto found = std::find_if(source.fields.begin(), source.fields.end(),
                                    [&](const SourceField& each) { return each.option == option; });
    return found == source.fields.end() ? nullptr : &*found;
}

void set_value(const Source& source, const QString& option, const QString& value, SourceValues& values) {
    const SourceField* field = field_of(source, option);
    if (!field || value.isEmpty())
        return;
    QString& there = values[option];
    if (field->kind == Kind::lines && !there.isEmpty())
        there += QLatin1Char('\n') + value;
    else if (field->kind == Kind::date)
        there = value.left(10);
    else if (option == QLatin1StringView("created")) // "*" or days; the log has them with times
        there = QString(value).remove(QRegularExpression(QStringLiteral("T[\\d:.]+Z")));
    else if (field->kind == Kind::marks)
        there = QString(value).replace(QLatin1Char(','), QLatin1Char('\n'));
    else
        there = value;
}

/// A run's query is "words key:value key:value full": what stands before the first key is searched for.
void read_query(const Source& source, QString query, SourceValues& values) {
    QStringList without;
    for (const auto* part : {u"events", u"reviews"})
        if (const QString word = QStringLiteral(" without %1").arg(QString::fromUtf16(part));
            query.contains(word)) {
            query.remove(word);
            without << QString::fromUtf16(part);
        }
    set_value(source, QStringLiteral("without"), without.join(QLatin1Char(',')), values);
    for (const auto* name : {u"full", u"revisions"}) {
        const QString word = QString::fromUtf16(name);
        if (query != word && !query.endsWith(QLatin1Char(' ') + word))
            continue;
        set_value(source, word, QStringLiteral("1"), values);
        query.chop(word.size());
        query = query.trimmed();
    }
    static const QRegularExpression key(
        QStringLiteral("(?:^| )(q|repo|since|until|created|tagged|intitle|category|tag|in|type):"));
    QString option = QStringLiteral("query");
    qsizetype begin = 0;
    for (auto each = key.globalMatch(query); each.hasNext();) {
        const auto match = each.next();
        set_value(source, option, query.mid(begin, match.capturedStart() - begin).trimmed(), values);
        option = match.captured(1) == QLatin1Char('q') ? QStringLiteral("query") : match.captured(1);
        begin = match.capturedEnd();
    }
    set_value(source, option, query.mid(begin).trimmed(), values);
}

} // namespace

QMap<QString, QString> problems(const Source& source, const SourceValues& values) {
    QMap<QString, QString> found;
    for (const auto* fields : {&source.fields, &common_fields()})
        for (const auto& field : *fields)
            if (const QString wrong = problem(field, values.value(field.option)); !wrong.isEmpty())
                found[field.option] = wrong;
    QStringList given;
    for (const QString& option : source.at_most_one)
        if (!values.value(option).trimmed().isEmpty())
            given << option;
    if (given.size() > 1)
        found[given.back()] = QStringLiteral("Only one of %1.").arg(labels_of(source, source.at_most_one));
    const bool none = std::all_of(source.one_of.begin(), source.one_of.end(), [&](const QString& option) {
        return values.value(option).trimmed().isEmpty();
    });
    if (none && !source.one_of.isEmpty())
        found[source.one_of.front()] =
            QStringLiteral("One of %1 is needed.").arg(labels_of(source, source.one_of));
    return found;
}

QStringList arguments_of(const Source& source, const SourceValues& values) {
    QStringList words = source.command.split(QLatin1Char(' '));
    for (const auto* fields : {&source.fields, &common_fields()})
        for (const auto& field : *fields)
            add_arguments(field, values.value(field.option), words);
    return words;
}

QString shell_line(const QStringList& words) {
    static const QRegularExpression plain(QStringLiteral("^[\\w./:=@,+-]+$"));
    QStringList quoted{QStringLiteral("axial")};
    for (QString word : words)
        quoted << (plain.match(word).hasMatch()
                       ? word
                       : QLatin1Char('\'') + word.replace(QLatin1Char('\''), QLatin1StringView("'\\''")) +
                             QLatin1Char('\''));
    return quoted.join(QLatin1Char(' '));
}

SourceValues values_of(const Source& source, const corpus::Run& run) {
    SourceValues values;
    QString query = to_qt(run.query);
    if (query.startsWith(QLatin1StringView("all topics")) ||
        query.startsWith(QLatin1StringView("all questions")))
        query = query.section(QLatin1Char(' '), 2);
    if (query.startsWith(QLatin1StringView("new posts"))) {
        set_value(source, QStringLiteral("posts"), QStringLiteral("1"), values);
        query = query.section(QLatin1Char(' '), 2);
    }
    read_query(source, query, values);
    const QString container = to_qt(run.container), endpoint = to_qt(run.endpoint);
    if (field_of(source, QStringLiteral("site")))
        set_value(source, QStringLiteral("site"), container, values);
    else if (run.command == "collect github")
        set_value(source, QStringLiteral("repo"), container, values);
    const QString usual = source.endpoint.isEmpty() ? QStringLiteral("https://") + container : source.endpoint;
    if (!endpoint.isEmpty() && !endpoint.startsWith(usual))
        values[QStringLiteral("endpoint")] = endpoint;
    return values;
}

} // namespace axial::coding_ui
