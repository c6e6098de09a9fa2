// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/query_ranges.h"

#include "corpus/index/query_tree.h"
#include "corpus/time.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

namespace axial::corpus::index {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    if (text.starts_with('+'))
        text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || number >= no_bound ||
        number <= -no_bound)
        return std::nullopt;
    return number;
}

std::int64_t milliseconds(std::chrono::year_month_day day) {
    return Time(std::chrono::sys_days(day)).time_since_epoch().count();
}

constexpr std::int64_t one_day = 86'400'000;

RangeBounds whole_day(std::chrono::year_month_day day) {
    return {milliseconds(day), milliseconds(day) + one_day - 1};
}

/// A day of a month that is shorter than its own is the month's last: a month before 31 March is in February.
std::chrono::year_month_day existing(std::chrono::year_month_day day) {
    return day.ok() ? day : std::chrono::year_month_day(day.year() / day.month() / std::chrono::last);
}

/// "12h", "7d", "2w", "3m", "1y" before `at`: the hour's instant, or the whole day.
std::optional<RangeBounds> ago(std::string_view text, Time at) {
    using namespace std::chrono;
    if (text.size() < 2 || text.size() > 6)
        return std::nullopt;
    const auto number = whole_number(text.substr(0, text.size() - 1));
    if (!number || *number < 0 || text[0] == '+')
        return std::nullopt;
    const int n = static_cast<int>(*number);
    const year_month_day today(floor<days>(at));
    switch (text.back()) {
    case 'h': {
        const auto instant = (at - hours(n)).time_since_epoch().count();
        return RangeBounds{instant, instant};
    }
    case 'd':
        return whole_day(year_month_day(sys_days(today) - days(n)));
    case 'w':
        return whole_day(year_month_day(sys_days(today) - weeks(n)));
    case 'm':
        return whole_day(existing(today - months(n)));
    case 'y':
        if (n > 9999)
            return std::nullopt;
        return whole_day(existing(today - years(n)));
    default:
        return std::nullopt;
    }
}

/// "today", "last-month" and the like, as the time that they cover.
std::optional<RangeBounds> called(std::string_view text, Time at) {
    using namespace std::chrono;
    const sys_days day = floor<days>(at);
    const year_month_day today(day);
    const auto from_to = [](sys_days from, sys_days to) {
        return RangeBounds{milliseconds(year_month_day(from)), milliseconds(year_month_day(to)) - 1};
    };
    const sys_days monday = day - (weekday(day) - Monday);
    const sys_days first_of_month = today.year() / today.month() / 1,
                   first_of_year = today.year() / January / 1;
    const auto before = [](sys_days first, auto step) { return sys_days(year_month_day(first) - step); };
    const auto after = [](sys_days first, auto step) { return sys_days(year_month_day(first) + step); };
    if (text == "today")
        return from_to(day, day + days(1));
    if (text == "yesterday")
        return from_to(day - days(1), day);
    if (text == "this-week")
        return from_to(monday, monday + weeks(1));
    if (text == "last-week")
        return from_to(monday - weeks(1), monday);
    if (text == "this-month")
        return from_to(first_of_month, after(first_of_month, months(1)));
    if (text == "last-month")
        return from_to(before(first_of_month, months(1)), first_of_month);
    if (text == "this-year")
        return from_to(first_of_year, after(first_of_year, years(1)));
    if (text == "last-year")
        return from_to(before(first_of_year, years(1)), first_of_year);
    return std::nullopt;
}

/// "2024", "2024-05", "2024-05-01" or an instant as the time that it covers.
std::optional<RangeBounds> period(std::string_view text) {
    using namespace std::chrono;
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.size() == 4 && digits) {
        const year y{static_cast<int>(*whole_number(text))};
        return RangeBounds{milliseconds(y / January / 1), milliseconds((y + years(1)) / January / 1) - 1};
    }
    if (text.size() == 7 && text[4] == '-') {
        const auto start = parse_time(std::string(text) + "-01");
        if (!start)
            return std::nullopt;
        const year_month_day day(floor<days>(*start));
        return RangeBounds{milliseconds(day), milliseconds(day + months(1)) - 1};
    }
    const auto instant = parse_time(text);
    if (!instant)
        return std::nullopt;
    const std::int64_t start = instant->time_since_epoch().count();
    if (text.size() == 10)
        return RangeBounds{start, start + 86'400'000 - 1};
    return RangeBounds{start, start + (text.find('.') == std::string_view::npos ? 999 : 0)};
}

Result<RangeBounds> one(const Field& field, std::string_view text, Time at) {
    std::optional<RangeBounds> bounds;
    if (field.type == FieldType::date) {
        bounds = period(text);
        if (!bounds)
            bounds = called(text, at);
        if (!bounds)
            bounds = ago(text, at);
    } else if (const auto number = whole_number(text)) {
        bounds = RangeBounds{*number, *number};
    }
    if (bounds)
        return *bounds;
    if (field.type == FieldType::date)
        return bad_input(fmt::format("\"{}\" is not a date", text), {},
                         "write 2024, 2024-05-01, 7d, last-month or a range such as 2023-01..2024-06");
    return bad_input(fmt::format("\"{}\" is not a whole number", text), {}, "write 5, 1..10 or >=5");
}

} // namespace

Result<RangeBounds> parse_range(const Field& field, std::string_view text, Time at) {
    if (const std::size_t dots = text.find(".."); dots != std::string_view::npos) {
        const std::string_view from = text.substr(0, dots), to = text.substr(dots + 2);
        if (from.empty() && to.empty())
            return bad_input("a range needs at least one end", {}, std::string(field.example));
        RangeBounds bounds{-no_bound, no_bound};
        if (!from.empty()) {
            AXIAL_ASSIGN(const RangeBounds low, one(field, from, at));
            bounds.low = low.low;
        }
        if (!to.empty()) {
            AXIAL_ASSIGN(const RangeBounds high, one(field, to, at));
            bounds.high = high.high;
        }
        if (bounds.low > bounds.high)
            return bad_input(fmt::format("the range {} ends before it begins", text), {}, "swap its ends");
        return bounds;
    }
    const std::size_t sign = text.starts_with(">=") || text.starts_with("<=") ? 2
                             : text.starts_with('>') || text.starts_with('<') ? 1
                                                                              : 0;
    AXIAL_ASSIGN(const RangeBounds exact, one(field, text.substr(sign), at));
    if (sign == 0 && field.type == FieldType::date && ago(text, at))
        return RangeBounds{exact.low, no_bound}; // the last seven days
    if (sign == 0)
        return exact;
    if (text[0] == '>')
        return RangeBounds{sign == 2 ? exact.low : exact.high + 1, no_bound};
    return RangeBounds{-no_bound, sign == 2 ? exact.high : exact.low - 1};
}

} // namespace axial::corpus::index
