// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// How figures and texts look in a report.
namespace axial::exports {

/// "12,345".
[[nodiscard]] std::string count(std::int64_t number);
/// "12 posts", "1 post".
[[nodiscard]] std::string count(std::int64_t number, std::string_view one, std::string_view many);
/// "12 / 40".
[[nodiscard]] std::string share(std::int64_t part, std::int64_t whole);
/// "30.0 %"; an en dash where there is nothing to divide by.
[[nodiscard]] std::string percent(std::int64_t part, std::int64_t whole);
/// Three decimals with a true minus sign, or "undefined: reason".
[[nodiscard]] std::string figure(const agreement::Figure& figure);
[[nodiscard]] std::string decimal(double value);

/// Code points, not bytes.
[[nodiscard]] std::size_t length(std::string_view utf8);
/// At most `longest` code points, cut at a blank where one is near, with an ellipsis where something was cut.
[[nodiscard]] std::string shortened(std::string_view utf8, std::size_t longest);
/// Lines of at most `columns` columns (East Asian characters count two); what does not fit into `lines` lines
/// ends in an ellipsis. White space is folded.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view utf8, std::size_t columns, std::size_t lines);

} // namespace axial::exports
