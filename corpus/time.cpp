// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/time.h"

#include <fmt/format.h>

namespace axial {
namespace {

/// Reads exactly `digits` digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    if (text.size() < digits)
        return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c)
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<std::chrono::milliseconds> take_fraction(std::string_view& text) {
    if (!take(text, '.'))
        return std::chrono::milliseconds{0};
    int value = 0;
    int digits = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        if (digits < 3)
            value = value * 10 + (text.front() - '0');
        ++digits;
        text.remove_prefix(1);
    }
    if (digits == 0)
        return std::nullopt;
    for (; digits < 3; ++digits)
        value *= 10;
    return std::chrono::milliseconds{value};
}

/// The zone as an offset from UTC; nothing at all means UTC.
std::optional<std::chrono::minutes> take_zone(std::string_view& text) {
    if (text.empty() || take(text, 'Z') || take(text, 'z'))
        return std::chrono::minutes{0};
    const bool east = take(text, '+');
    if (!east && !take(text, '-'))
        return std::nullopt;
    const auto hours = take_number(text, 2);
    take(text, ':');
    const auto minutes = take_number(text, 2);
    if (!hours || !minutes)
        return std::nullopt;
    const auto offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
    return east ? offset : -offset;
}

} // namespace

std::optional<Time> parse_time(std::string_view text) {
    using namespace std::chrono;
    const auto year_number = take_number(text, 4);
    if (!year_number || !take(text, '-'))
        return std::nullopt;
    const auto month_number = take_number(text, 2);
    if (!month_number || !take(text, '-'))
        return std::nullopt;
    const auto day_number = take_number(text, 2);
    if (!day_number)
        return std::nullopt;
    const year_month_day date{year{*year_number}, month{static_cast<unsigned>(*month_number)},
                              day{static_cast<unsigned>(*day_number)}};
    if (!date.ok())
        return std::nullopt;
    Time time = sys_days{date};
    if (text.empty())
        return time;
    if (!take(text, 'T') && !take(text, ' '))
        return std::nullopt;
    const auto hour = take_number(text, 2);
    if (!hour || !take(text, ':'))
        return std::nullopt;
    const auto minute = take_number(text, 2);
    if (!minute)
        return std::nullopt;
    std::optional<int> second = 0;
    std::optional<milliseconds> fraction = milliseconds{0};
    if (take(text, ':')) {
        second = take_number(text, 2);
        fraction = take_fraction(text);
    }
    if (!second || !fraction || *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    const auto zone = take_zone(text);
    if (!zone || !text.empty())
        return std::nullopt;
    return time + hours{*hour} + minutes{*minute} + seconds{*second} + *fraction - *zone;
}

std::string format_time(Time time) {
    using namespace std::chrono;
    const auto day_start = floor<days>(time);
    const year_month_day date{day_start};
    const hh_mm_ss clock{time - day_start};
    auto text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                            static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                            clock.hours().count(), clock.minutes().count(), clock.seconds().count());
    if (clock.subseconds().count() != 0)
        text += fmt::format(".{:03}", clock.subseconds().count());
    return text + "Z";
}

std::string format_date(Time time) {
    return format_time(time).substr(0, 10);
}

Time now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace axial
