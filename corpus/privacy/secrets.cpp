// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/privacy/secrets.h"

#include "corpus/privacy/secret_forms.h"
#include "corpus/text/utf8.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace axial::corpus::privacy {
namespace {

using namespace std::string_view_literals;
constexpr auto npos = std::string_view::npos;

/// Fewer different characters than this are a placeholder: "ghp_xxxxxxxx", "sk-000000".
constexpr std::size_t fewest_characters = 7;

bool is_hex(char c) {
    return utf8::is_digit(c) || (utf8::lower(c) >= 'a' && utf8::lower(c) <= 'f');
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_in(Alphabet alphabet, char c) {
    switch (alphabet) {
    case Alphabet::alnum:
        return utf8::is_alnum(c);
    case Alphabet::upper:
        return is_upper(c) || utf8::is_digit(c);
    case Alphabet::hex:
        return is_hex(c);
    case Alphabet::word:
        return utf8::is_alnum(c) || c == '_';
    case Alphabet::url:
        return utf8::is_alnum(c) || c == '_' || c == '-';
    case Alphabet::path:
        break;
    }
    return utf8::is_alnum(c) || c == '_' || c == '-' || c == '/';
}
bool is_base64(char c) {
    return utf8::is_alnum(c) || std::string_view("+/_-.~=").find(c) != npos;
}

std::size_t different_characters(std::string_view value) {
    std::array<bool, 256> seen{};
    std::size_t different = 0;
    for (const unsigned char c : value)
        different += !std::exchange(seen[c], true);
    return different;
}

/// Longer than any secret but a web token: what is past it is not looked at, so that time stays linear.
constexpr std::size_t longest_value = 400;
constexpr std::size_t longest_token_part = 2048;

std::size_t while_in(std::string_view text, std::size_t at, auto accept, std::size_t most = longest_value) {
    const std::size_t stop = std::min(text.size(), at + most);
    while (at < stop && accept(text[at]))
        ++at;
    return at;
}

/// Shannon's entropy in bits a character.
double entropy(std::string_view value) {
    std::array<double, 256> times{};
    for (const unsigned char c : value)
        ++times[c];
    double bits = 0;
    for (const double n : times)
        if (n > 0)
            bits -= n / static_cast<double>(value.size()) * std::log2(n / static_cast<double>(value.size()));
    return bits;
}

/// What a generator made rather than a person: not a word, an identifier, a path or a placeholder.
bool looks_random(std::string_view value) {
    constexpr std::size_t least = 20, least_hex = 32, most = 256;
    constexpr double least_bits = 3.5, least_bits_hex = 3.0;
    if (value.size() < least || value.size() > most)
        return false;
    if (value.size() >= least_hex && std::ranges::all_of(value, is_hex))
        return entropy(value) >= least_bits_hex && std::ranges::any_of(value, utf8::is_digit);
    const auto digits = std::ranges::count_if(value, utf8::is_digit);
    return digits >= 3 && std::ranges::any_of(value, is_upper) &&
           std::ranges::any_of(value, [](char c) { return c >= 'a' && c <= 'z'; }) &&
           std::ranges::count(value, '.') == 0 && std::ranges::count(value, '/') <= 3 &&
           entropy(value) >= least_bits;
}

std::optional<Stretch> form_at(std::string_view text, std::size_t at) {
    for (const auto& form : secret_forms) {
        if (text[at] != form.prefix.front() || !text.substr(at).starts_with(form.prefix))
            continue;
        const std::size_t begin = at + form.prefix.size();
        std::size_t end = while_in(text, begin, [&](char c) { return is_in(form.alphabet, c); });
        while (end > begin && (text[end - 1] == '-' || text[end - 1] == '/'))
            --end;
        const auto length = end - begin;
        const bool word_goes_on = end < text.size() && (utf8::is_alnum(text[end]) || text[end] == '_');
        if (length < form.least || (form.most > 0 && length > form.most) || word_goes_on ||
            different_characters(text.substr(begin, length)) < fewest_characters)
            continue;
        return Stretch{at, end, form.what};
    }
    return std::nullopt;
}

/// Three parts in base64, the first two JSON objects ('{"' is "eyJ").
std::optional<Stretch> web_token_at(std::string_view text, std::size_t at) {
    constexpr std::size_t least = 10;
    if (!text.substr(at).starts_with("eyJ"))
        return std::nullopt;
    const auto in_part = [](char c) { return is_in(Alphabet::url, c); };
    const auto first = while_in(text, at, in_part, longest_token_part);
    if (first - at < least || !text.substr(std::min(first, text.size())).starts_with(".eyJ"))
        return std::nullopt;
    const auto second = while_in(text, first + 1, in_part, longest_token_part);
    if (second - first < least || second >= text.size() || text[second] != '.')
        return std::nullopt;
    const auto end = while_in(text, second + 1, in_part, longest_token_part);
    return end - second < least ? std::nullopt : std::optional(Stretch{at, end, "JSON web token"});
}

std::optional<Stretch> private_key_at(std::string_view text, std::size_t at) {
    constexpr auto opening = "-----BEGIN "sv, closing = "-----END "sv, dashes = "-----"sv;
    constexpr std::size_t longest_title = 40, longest_key = 32'768;
    if (!text.substr(at).starts_with(opening))
        return std::nullopt;
    const auto title_end = text.find(dashes, at + opening.size());
    if (title_end == npos || title_end - at > longest_title + opening.size() ||
        text.substr(at, title_end - at).find("PRIVATE KEY") == npos)
        return std::nullopt;
    const auto body = title_end + dashes.size();
    const auto footer = text.substr(0, std::min(text.size(), body + longest_key)).find(closing, body);
    if (footer != npos) {
        const auto footer_end = text.find(dashes, footer + closing.size());
        if (footer_end != npos && footer_end - footer < longest_title + closing.size())
            return Stretch{at, footer_end + dashes.size(), "private key"};
    }
    // Cut off: as far as it looks like one.
    auto end = body;
    while (end < text.size() && (is_base64(text[end]) || utf8::is_blank(text[end]) || text[end] == '\\'))
        ++end;
    while (end > body && utf8::is_blank(text[end - 1]))
        --end;
    return end - body < 32 ? std::nullopt : std::optional(Stretch{at, end, "private key"});
}

bool is_placeholder(std::string_view password) {
    const auto lower = utf8::lower(password);
    for (const auto word : {"password"sv, "passwd"sv, "pass"sv, "pwd"sv, "secret"sv, "token"sv, "changeme"sv,
                            "your"sv, "xxx"sv, "***"sv, "..."sv, "example"sv})
        if (lower == word || (word.size() >= 3 && lower.starts_with(word) && lower.size() > word.size() &&
                              !utf8::is_digit(lower.back())))
            return true;
    const bool is_constant = std::ranges::all_of(
        password, [](char c) { return is_upper(c) || c == '_'; }); // as in https://USER:PASS_WORD@host
    return is_constant || std::string_view("<{[$%*").find(password.front()) != npos;
}

/// The password in scheme://user:password@host; `at` is where "://" begins.
std::optional<Stretch> url_password_at(std::string_view text, std::size_t at) {
    constexpr std::size_t longest = 300;
    if (at == 0 || !utf8::is_alnum(text[at - 1]))
        return std::nullopt;
    const auto begin = at + 3;
    const auto end = while_in(text, begin, [](char c) {
        return c != '/' && c != '?' && c != '#' && !utf8::is_blank(c) && c != '"' && c != '\'' && c != '`';
    });
    const auto login = text.substr(begin, std::min(end - begin, longest));
    const auto sign = login.rfind('@');
    const auto colon = login.find(':');
    if (sign == npos || colon == npos || colon + 1 >= sign || sign + 1 >= login.size())
        return std::nullopt;
    const auto password = login.substr(colon + 1, sign - colon - 1);
    if (is_placeholder(password))
        return std::nullopt;
    return Stretch{begin + colon + 1, begin + sign, "password in a URL"};
}

/// What stands after a name, a sign and maybe quotes: `token: "…"`. Empty where there is none.
Stretch value_after(std::string_view text, std::size_t at) {
    constexpr auto between = " \t\"'`\\"sv;
    const auto begin = while_in(text, at, [&](char c) { return between.find(c) != npos; });
    auto end = while_in(text, begin, is_base64);
    while (end > begin && (text[end - 1] == '.' || text[end - 1] == '-'))
        --end;
    return begin - at > 6 ? Stretch{} : Stretch{begin, end, {}};
}

/// "Authorization: Bearer VALUE"; `at` is the colon or equals sign.
std::optional<Stretch> header_value_at(std::string_view text, std::size_t at, std::string_view name) {
    if (!name.ends_with("authorization"))
        return std::nullopt;
    auto value = value_after(text, at + 1);
    const auto scheme = utf8::lower(text.substr(value.begin, value.end - value.begin));
    if (scheme != "bearer" && scheme != "token" && scheme != "basic")
        return std::nullopt;
    value = value_after(text, value.end);
    const auto token = text.substr(value.begin, value.end - value.begin);
    if (token.size() < 12 || different_characters(token) < fewest_characters ||
        std::ranges::none_of(token, utf8::is_digit) || is_placeholder(token))
        return std::nullopt;
    return Stretch{value.begin, value.end, "authorization"};
}

/// `api_key=VALUE`, `"token": "VALUE"`; `at` is the colon or equals sign.
std::optional<Stretch> named_value_at(std::string_view text, std::size_t at) {
    constexpr std::size_t longest_name = 60;
    std::size_t end = at;
    while (end > 0 && at - end < 3 && std::string_view(" \"'").find(text[end - 1]) != npos)
        --end;
    std::size_t begin = end;
    while (begin > 0 && end - begin < longest_name && is_in(Alphabet::url, text[begin - 1]))
        --begin;
    const auto name = utf8::lower(text.substr(begin, end - begin));
    if (const auto header = header_value_at(text, at, name))
        return header;
    for (const auto last : {"token"sv, "secret"sv, "api_key"sv, "apikey"sv, "api-key"sv, "access_key"sv,
                            "accesskey"sv, "secret_key"sv, "auth_key"sv, "password"sv, "passwd"sv}) {
        if (!name.ends_with(last))
            continue;
        const auto value = value_after(text, at + 1);
        const bool is_call = value.end < text.size() && (text[value.end] == '(' || text[value.end] == '[');
        if (is_call || !looks_random(text.substr(value.begin, value.end - value.begin)))
            return std::nullopt;
        return Stretch{value.begin, value.end, "named secret"};
    }
    return std::nullopt;
}

} // namespace

std::vector<Stretch> find_secrets(std::string_view text) {
    std::vector<Stretch> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        std::optional<Stretch> secret;
        if (c == ':' || c == '=') {
            secret = text.substr(at).starts_with("://") ? url_password_at(text, at) : named_value_at(text, at);
        } else if (c == '-') {
            secret = private_key_at(text, at);
        } else if (utf8::is_ascii_alpha(c) && (at == 0 || !is_in(Alphabet::word, text[at - 1]))) {
            secret = c == 'e' ? web_token_at(text, at) : form_at(text, at);
        }
        if (!secret)
            continue;
        at = secret->end - 1;
        found.push_back(*secret);
    }
    return found;
}

} // namespace axial::corpus::privacy
