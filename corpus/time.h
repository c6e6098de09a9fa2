// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace axial {

/// All times are UTC with milliseconds, as Stack Exchange's dumps have them.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// RFC 3339 and its kin: "2024-05-22", "2024-05-22T10:00:00Z", "…T10:00:00.123+02:00"; without a zone it is
/// UTC.
[[nodiscard]] std::optional<Time> parse_time(std::string_view text);

/// "2024-05-22T10:00:00Z"; milliseconds only where they are not zero.
[[nodiscard]] std::string format_time(Time time);

/// "2024-05-22".
[[nodiscard]] std::string format_date(Time time);

[[nodiscard]] Time now();

} // namespace axial
