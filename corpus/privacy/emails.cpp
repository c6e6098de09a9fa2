// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/privacy/emails.h"

#include "corpus/text/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

namespace axial::corpus::privacy {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t longest_local = 64;
constexpr std::size_t longest_domain = 253;
constexpr std::size_t longest_line = 400; ///< how far back a line is read for the command that it begins with

/// Without these, `x@y.transpose` and `model@v2.final` would be addresses. Two letters: the countries'.
constexpr std::array domains{
    "academy"sv,    "aero"sv,       "africa"sv,   "agency"sv,      "app"sv,       "asia"sv,     "berlin"sv,
    "bio"sv,        "biz"sv,        "blog"sv,     "cat"sv,         "cloud"sv,     "club"sv,     "codes"sv,
    "com"sv,        "company"sv,    "coop"sv,     "design"sv,      "dev"sv,       "digital"sv,  "eco"sv,
    "edu"sv,        "email"sv,      "engineer"sv, "engineering"sv, "example"sv,   "expert"sv,   "foundation"sv,
    "fun"sv,        "global"sv,     "gmbh"sv,     "gov"sv,         "group"sv,     "guru"sv,     "health"sv,
    "host"sv,       "icu"sv,        "info"sv,     "ink"sv,         "institute"sv, "int"sv,      "invalid"sv,
    "jobs"sv,       "lan"sv,        "life"sv,     "link"sv,        "live"sv,      "local"sv,    "localdomain"sv,
    "london"sv,     "ltd"sv,        "media"sv,    "mil"sv,         "mobi"sv,      "museum"sv,   "name"sv,
    "net"sv,        "network"sv,    "ninja"sv,    "nyc"sv,         "one"sv,       "online"sv,   "org"sv,
    "page"sv,       "paris"sv,      "pro"sv,      "pub"sv,         "research"sv,  "rocks"sv,    "run"sv,
    "school"sv,     "science"sv,    "services"sv, "shop"sv,        "site"sv,      "software"sv, "solutions"sv,
    "space"sv,      "store"sv,      "studio"sv,   "swiss"sv,       "systems"sv,   "team"sv,     "tech"sv,
    "technology"sv, "tel"sv,        "test"sv,     "today"sv,       "tokyo"sv,     "tools"sv,    "top"sv,
    "travel"sv,     "university"sv, "vip"sv,      "website"sv,     "wiki"sv,      "work"sv,     "works"sv,
    "world"sv,      "xyz"sv,        "zone"sv};
static_assert(std::ranges::is_sorted(domains));

constexpr std::string_view countries =
    " ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz "
    "ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk "
    "fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir "
    "is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk "
    "ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl "
    "pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc "
    "td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw ";
/// Countries that are better known as the ends of file names: only below a second-level domain.
constexpr std::array file_ends{"md"sv, "py"sv, "sh"sv};

bool is_local(char c) {
    return utf8::is_alnum(c) || c == '.' || c == '_' || c == '+' || c == '-' || c == '%';
}
bool ends_token(char c) {
    return utf8::is_blank(c) || std::string_view("\"'<>()[]{}|,;`").find(c) != std::string_view::npos;
}

bool is_top_level(std::string_view label) {
    const bool mixed = utf8::lower(label.front()) == label.front() &&
                       std::ranges::any_of(label, [](char c) { return utf8::lower(c) != c; });
    if (mixed) // as in `q@k.mT`
        return false;
    const auto lower = utf8::lower(label);
    if (lower.size() == 2)
        return countries.find(" " + lower + " ") != std::string_view::npos;
    return std::ranges::binary_search(domains, std::string_view(lower));
}

/// Where the domain that begins at `begin` ends; `begin` where there is none.
std::size_t domain_end(std::string_view text, std::size_t begin) {
    std::size_t at = begin, last = begin, labels = 0;
    bool is_version = false;
    while (at < text.size() && at - begin <= longest_domain) {
        std::size_t end = at;
        while (end < text.size() && (utf8::is_alnum(text[end]) || text[end] == '-'))
            ++end;
        while (end > at && text[end - 1] == '-')
            --end;
        if (end == at || text[at] == '-')
            break;
        const auto label = text.substr(at, end - at);
        if (labels == 1 && utf8::is_digit(label.front())) { // 1.2.3, v2.0
            auto first = text.substr(begin, at - 1 - begin);
            if (first.starts_with('v'))
                first.remove_prefix(1);
            is_version = std::ranges::all_of(first, utf8::is_digit);
        }
        last = at;
        at = end;
        ++labels;
        if (at + 1 >= text.size() || text[at] != '.' || !utf8::is_alnum(text[at + 1]))
            break;
        ++at;
    }
    const auto top = text.substr(last, at - last);
    if (labels < 2 || is_version || top.empty() || !is_top_level(top))
        return begin;
    if (labels == 2 && std::ranges::find(file_ends, utf8::lower(top)) != file_ends.end())
        return begin;
    return at;
}

/// Whether the text before is a URL that has got as far as its host: then what comes is who logs in there.
bool is_login_of_url(std::string_view text, std::size_t local) {
    std::size_t token = local;
    while (token > 0 && local - token < longest_line && !ends_token(text[token - 1]))
        --token;
    const auto before = text.substr(token, local - token);
    const auto scheme = before.rfind("://");
    return scheme != std::string_view::npos &&
           before.find_first_of("/?#", scheme + 3) == std::string_view::npos;
}

/// Whether nothing but options and their values is in these words: "-i key.pem -p 22 ".
bool only_options(std::string_view words) {
    bool value_may_follow = false;
    for (std::size_t at = 0; at < words.size();) {
        if (utf8::is_blank(words[at])) {
            ++at;
            continue;
        }
        if (words[at] != '-' && !value_may_follow)
            return false;
        value_may_follow = words[at] == '-';
        while (at < words.size() && !utf8::is_blank(words[at]))
            ++at;
    }
    return true;
}

bool is_login_of_command(std::string_view text, std::size_t local) {
    std::size_t line = local;
    while (line > 0 && local - line < longest_line && text[line - 1] != '\n')
        --line;
    const auto before = text.substr(line, local - line);
    for (const auto command : {"ssh "sv, "sftp "sv, "ssh-copy-id "sv, "sshfs "sv})
        if (const auto at = before.rfind(command); at != std::string_view::npos)
            if (only_options(before.substr(at + command.size())))
                return true;
    return false;
}

std::optional<Stretch> email_at(std::string_view text, std::size_t at) {
    const std::size_t end = domain_end(text, at + 1);
    if (end == at + 1)
        return std::nullopt;
    std::size_t begin = at;
    while (begin > 0 && at - begin < longest_local && is_local(text[begin - 1]))
        --begin;
    while (begin < at && !utf8::is_alnum(text[begin]) && text[begin] != '_')
        ++begin;
    const auto local = text.substr(begin, at - begin);
    if (local.empty() || local == "git" || local == "hg")
        return std::nullopt;
    if (begin > 0 && (text[begin - 1] == '/' || text[begin - 1] == '@'))
        return std::nullopt;
    if (end < text.size()) {
        const char next = text[end];
        const bool place_follows = next == ':' && end + 1 < text.size() &&
                                   (utf8::is_alnum(text[end + 1]) || text[end + 1] == '/' ||
                                    text[end + 1] == '~' || text[end + 1] == '.');
        if (next == '(' || next == '_' || next == '@' || place_follows)
            return std::nullopt;
    }
    if (is_login_of_url(text, begin) || is_login_of_command(text, begin))
        return std::nullopt;
    return Stretch{begin, end, "e-mail"};
}

} // namespace

std::vector<Stretch> find_emails(std::string_view text) {
    std::vector<Stretch> found;
    for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1))
        if (const auto email = email_at(text, at); email && (found.empty() || found.back().end <= email->begin))
            found.push_back(*email);
    return found;
}

} // namespace axial::corpus::privacy
