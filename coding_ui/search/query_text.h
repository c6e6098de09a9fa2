// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>
#include <vector>

/// A query as the text that somebody types: where its filters stand and how one is added or taken out again,
/// with the rest left as it was typed. Places are UTF-16 units.
namespace axial::coding_ui {

/// `field:value` that every hit must fulfil: not excluded, not in brackets, not one side of an OR.
struct QueryFilter {
    QString field, value; ///< the value without its quotation marks
    qsizetype begin = 0, end = 0;
};

[[nodiscard]] std::vector<QueryFilter> filters_of(const QString& query);
[[nodiscard]] bool has_filter(const QString& query, const QString& field, const QString& value);
/// With the filter at its end; as it is where it has it already.
[[nodiscard]] QString with_filter(const QString& query, const QString& field, const QString& value);
[[nodiscard]] QString without_filter(const QString& query, const QString& field, const QString& value);
[[nodiscard]] QString without_field(const QString& query, const QString& field);

/// The unit at which a column (code points from 1) begins; the end where there is no such column.
[[nodiscard]] qsizetype unit_of_column(const QString& query, int column);
[[nodiscard]] int column_of_unit(const QString& query, qsizetype unit);
/// How many units from `unit` on belong together: a word or a quoted phrase, at least one.
[[nodiscard]] qsizetype word_length(const QString& query, qsizetype unit);
/// The number in "column 12"; 0 where there is none.
[[nodiscard]] int column_in(const std::string& where);

/// First and last month ("2024-05") that the query's one `date:` filter lets through; empty: open or none.
struct MonthRange {
    QString first, last;
    [[nodiscard]] bool is_open() const { return first.isEmpty() && last.isEmpty(); }
    [[nodiscard]] bool contains(const QString& month) const {
        return (first.isEmpty() || month >= first) && (last.isEmpty() || month <= last);
    }
};
[[nodiscard]] MonthRange months_of(const QString& query);
/// The query with these months and no other date; two empty ones: any date.
[[nodiscard]] QString with_months(const QString& query, const QString& first, const QString& last);

} // namespace axial::coding_ui
