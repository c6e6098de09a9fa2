// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/privacy/people.h"

#include "corpus/text/utf8.h"

#include <algorithm>
#include <array>

namespace axial::corpus::privacy {
namespace {

using namespace std::string_view_literals;

/// Words after an @ that belong to a language or a tool. Who is called so is not replaced in prose.
constexpr std::array not_people{"abstractmethod"sv,
                                "author"sv,
                                "autowired"sv,
                                "before"sv,
                                "cached_property"sv,
                                "classmethod"sv,
                                "click"sv,
                                "component"sv,
                                "cuda"sv,
                                "dataclass"sv,
                                "deprecated"sv,
                                "font-face"sv,
                                "functools"sv,
                                "import"sv,
                                "include"sv,
                                "jit"sv,
                                "keyframes"sv,
                                "latest"sv,
                                "lru_cache"sv,
                                "main"sv,
                                "master"sv,
                                "media"sv,
                                "njit"sv,
                                "numba"sv,
                                "override"sv,
                                "param"sv,
                                "property"sv,
                                "pytest"sv,
                                "register"sv,
                                "return"sv,
                                "returns"sv,
                                "see"sv,
                                "since"sv,
                                "staticmethod"sv,
                                "test"sv,
                                "tf"sv,
                                "throws"sv,
                                "todo"sv,
                                "torch"sv,
                                "triton"sv,
                                "tool"sv,
                                "wraps"sv};

/// First parts of paths that are pages of the site and not accounts.
constexpr std::array pages{
    "about"sv,       "apps"sv,       "blog"sv,          "changelog"sv, "codespaces"sv,
    "collections"sv, "contact"sv,    "customers"sv,     "dashboard"sv, "discussions"sv,
    "docs"sv,        "enterprise"sv, "events"sv,        "explore"sv,   "features"sv,
    "issues"sv,      "jobs"sv,       "join"sv,          "login"sv,     "marketplace"sv,
    "new"sv,         "news"sv,       "notifications"sv, "orgs"sv,      "pricing"sv,
    "privacy"sv,     "pulls"sv,      "readme"sv,        "search"sv,    "security"sv,
    "settings"sv,    "site"sv,       "sponsors"sv,      "terms"sv,     "terms-of-service"sv,
    "topics"sv,      "trending"sv,   "welcome"sv};

bool in_name(char c) {
    return utf8::is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '%' ||
           static_cast<unsigned char>(c) >= 0x80;
}

std::size_t name_end(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    while (end < text.size() && in_name(text[end]))
        ++end;
    while (end > begin && (text[end - 1] == '.' || text[end - 1] == '%'))
        --end;
    return end;
}

/// The account in a path that is nothing but an account.
void add_root(std::string_view text, std::size_t path, std::vector<Stretch>& found) {
    const auto end = name_end(text, path);
    const auto name = utf8::lower(text.substr(path, end - path));
    const bool path_goes_on = end + 1 < text.size() && text[end] == '/' && in_name(text[end + 1]);
    if (end > path && !path_goes_on && std::ranges::find(pages, std::string_view(name)) == pages.end())
        found.push_back({path, end, "profile"});
}

/// The account after /u/ or /users/, and the slug of its name after its number.
void add_below(std::string_view text, std::size_t path, std::vector<Stretch>& found) {
    for (const auto folder : {"u/"sv, "users/"sv, "user/"sv}) {
        if (!text.substr(path).starts_with(folder))
            continue;
        std::size_t begin = path + folder.size(), end = name_end(text, begin);
        const bool numbered =
            end > begin && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                       text.begin() + static_cast<std::ptrdiff_t>(end), utf8::is_digit);
        if (numbered && end < text.size() && text[end] == '/') // 22656/jon-skeet
            end = std::max(end, name_end(text, end + 1));
        if (end > begin)
            found.push_back({begin, end, "profile"});
        return;
    }
}

} // namespace

bool is_of_a_person(std::string_view text, std::size_t begin, std::size_t end) {
    auto name = text.substr(begin, end - begin);
    if (name.starts_with('@'))
        name.remove_prefix(1);
    if (name.empty() || name.find('/') != std::string_view::npos)
        return false;
    const char next = end < text.size() ? text[end] : ' ';
    const char after = end + 1 < text.size() ? text[end + 1] : ' ';
    const bool is_code =
        next == '(' || next == '/' || ((next == '.' || next == ':') && (utf8::is_alnum(after) || after == '_'));
    return !is_code &&
           std::ranges::find(not_people, utf8::lower(name.substr(0, name.find('.')))) == not_people.end();
}

std::optional<Stretch> find_named_in_event(std::string_view text) {
    for (const auto field : {"assignee: "sv, "requested_reviewer: "sv}) {
        if (!text.starts_with(field))
            continue;
        const auto name = text.substr(field.size());
        if (!name.empty() && std::ranges::all_of(name, [](char c) { return utf8::is_alnum(c) || c == '-'; }))
            return Stretch{field.size(), text.size(), "account"};
    }
    return std::nullopt;
}

std::vector<Stretch> find_profile_names(std::string_view text) {
    std::vector<Stretch> found;
    for (auto at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3)) {
        const auto host_end = text.find('/', at + 3);
        if (host_end == std::string_view::npos)
            break;
        const auto host = utf8::lower(text.substr(at + 3, host_end - at - 3));
        if (host.find_first_of(" \t\n\"'<>()[]") != std::string::npos)
            continue;
        if (host == "github.com" || host == "www.github.com")
            add_root(text, host_end + 1, found);
        else
            add_below(text, host_end + 1, found);
    }
    return found;
}

} // namespace axial::corpus::privacy
