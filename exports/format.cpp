// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"

#include "corpus/text/canonical_text.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::exports {
namespace {

constexpr std::string_view ellipsis = "…";

/// Byte where the next code point begins.
std::size_t next(std::string_view text, std::size_t at) {
    do
        ++at;
    while (at < text.size() && corpus::utf8::is_continuation(text[at]));
    return at;
}

/// From U+1100 on, three and four byte sequences are mostly wide; a caption may be a little short, never too
/// long.
std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size(); at = next(text, at))
        columns += static_cast<unsigned char>(text[at]) >= 0xE3 ? 2 : 1;
    return columns;
}

/// Bytes of the longest beginning of `text` that takes at most `columns`.
std::size_t fitting(std::string_view text, std::size_t columns) {
    std::size_t at = 0;
    std::size_t used = 0;
    while (at < text.size()) {
        const auto following = next(text, at);
        used += columns_of(text.substr(at, following - at));
        if (used > columns)
            break;
        at = following;
    }
    return at;
}

} // namespace

std::string count(std::int64_t number) {
    std::string digits = std::to_string(number < 0 ? -number : number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return number < 0 ? "−" + digits : digits;
}

std::string count(std::int64_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count(number), number == 1 ? one : many);
}

std::string share(std::int64_t part, std::int64_t whole) {
    return count(part) + " / " + count(whole);
}

std::string percent(std::int64_t part, std::int64_t whole) {
    if (whole == 0)
        return "–";
    return fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string decimal(double value) {
    const auto digits = fmt::format("{:.3f}", value < 0 ? -value : value);
    return value < 0 && digits != "0.000" ? "−" + digits : digits;
}

std::string figure(const agreement::Figure& figure) {
    return figure.defined() ? decimal(figure.value()) : "undefined: " + figure.reason();
}

std::size_t length(std::string_view utf8) {
    return corpus::utf8::count(utf8);
}

std::string shortened(std::string_view utf8, std::size_t longest) {
    std::size_t at = 0;
    for (std::size_t points = 0; points < longest && at < utf8.size(); ++points)
        at = next(utf8, at);
    if (at >= utf8.size())
        return std::string(utf8);
    const auto blank = utf8.substr(0, at).find_last_of(" \n");
    if (blank != std::string_view::npos && blank > at - at / 5)
        at = blank;
    return std::string(utf8.substr(0, at)) + std::string(ellipsis);
}

std::vector<std::string> wrapped(std::string_view utf8, std::size_t columns, std::size_t lines) {
    const std::string folded = corpus::fold_white_space(utf8);
    std::string_view rest = folded;
    std::vector<std::string> out;
    while (!rest.empty() && out.size() < lines) {
        auto end = fitting(rest, columns);
        const bool last = out.size() + 1 == lines;
        if (end < rest.size() && last) {
            out.push_back(std::string(rest.substr(0, fitting(rest, columns - 1))) + std::string(ellipsis));
            break;
        }
        auto skip = end;
        if (end < rest.size()) {
            const auto blank = rest.substr(0, end + 1).find_last_of(' ');
            if (blank != std::string_view::npos && blank > 0) {
                end = blank;
                skip = blank + 1;
            }
        }
        if (end == 0) // a single character wider than the line
            end = skip = next(rest, 0);
        out.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(skip, rest.size()));
    }
    return out;
}

} // namespace axial::exports
