// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/search_terms.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace axial::collectors {
namespace {

constexpr std::size_t most_characters = 256; ///< without qualifiers and operators
constexpr int most_operators = 5;
constexpr std::size_t longest_query = 4000; ///< bytes, all in all
constexpr std::chrono::milliseconds between_searches{2000};
constexpr Time first_day{std::chrono::sys_days{std::chrono::year{2008} / 1 / 1}}; ///< GitHub is not older

struct Word {
    std::string text;
    std::string qualifier; ///< the name before a colon; empty: a plain word
};

/// Words apart by blanks and brackets; quotes hold together what is between them.
std::vector<Word> words_of(const std::string& query) {
    std::vector<Word> words;
    std::string word;
    bool quoted = false;
    const auto finish = [&] {
        if (word.empty())
            return;
        const auto colon = word.find(':');
        std::string name = word.substr(0, colon == std::string::npos ? 0 : colon);
        if (name.starts_with('-'))
            name.erase(0, 1);
        const bool is_name = !name.empty() && std::ranges::all_of(name, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
        });
        words.push_back({word, is_name ? name : ""});
        word.clear();
    };
    for (const char c : query) {
        if (c == '"')
            quoted = !quoted;
        if (!quoted && (c == ' ' || c == '(' || c == ')'))
            finish();
        else
            word.push_back(c);
    }
    finish();
    return words;
}

bool is_operator(const Word& word) {
    return word.text == "AND" || word.text == "OR" || word.text == "NOT";
}

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Status refuse(std::string what, std::string hint) {
    return fail({Fault::usage, std::move(what), {}, std::move(hint)});
}

Status check_fields(const std::string& in) {
    for (std::size_t begin = 0; begin < in.size();) {
        const auto end = std::min(in.find(',', begin), in.size());
        const auto field = in.substr(begin, end - begin);
        if (field != "title" && field != "body" && field != "comments")
            return refuse("--in does not know \"" + field + '"',
                          "write title, body or comments, apart by commas");
        begin = end + 1;
    }
    return {};
}

} // namespace

Status check_github_search(const GithubSearchRequest& request) {
    AXIAL_TRY(check_fields(request.in));
    const auto words = words_of(request.query);
    if (words.empty())
        return refuse("what is to be searched for?", "give --query WORDS");
    if (request.from && request.to && *request.from > *request.to)
        return refuse("--created ends before it begins", "write A..B, the earlier date first");
    std::size_t characters = 0;
    int operators = 0;
    for (const auto& word : words) {
        if (is_operator(word))
            ++operators;
        else if (word.qualifier.empty())
            characters += characters_in(word.text) + (characters == 0 ? 0 : 1);
        for (const auto& [name, option] :
             {std::pair{"created", "--created A..B"}, std::pair{"in", "--in FIELDS"}})
            if (word.qualifier == name)
                return refuse(fmt::format("the query says \"{}\"", word.text), fmt::format("write {}", option));
        for (const char* type : {"is:issue", "is:pr", "is:pull-request", "type:issue", "type:pr"})
            if (word.text == type)
                return refuse(fmt::format("the query says \"{}\"", word.text),
                              "write --type issue, pr or both");
    }
    if (characters > most_characters)
        return refuse(fmt::format("the query has {} characters besides its qualifiers, GitHub takes {}",
                                  characters, most_characters),
                      "search for fewer words, or in several searches");
    if (operators > most_operators)
        return refuse(
            fmt::format("the query has {} of AND, OR and NOT, GitHub takes {}", operators, most_operators),
            "make several searches of it");
    if (request.query.size() > longest_query)
        return refuse("the query is too long for an address", "name fewer qualifiers");
    if (std::ranges::count(request.query, '"') % 2 != 0 ||
        std::ranges::count(request.query, '(') != std::ranges::count(request.query, ')'))
        return refuse("the query opens a quote or a bracket that it does not close", "close it");
    return {};
}

namespace github {

using std::chrono::floor;
using std::chrono::seconds;

std::pair<Window, Window> Window::halves() const {
    const Time middle = floor<seconds>(from + (to - from) / 2);
    return {{from, middle}, {middle + seconds{1}, to}};
}

std::string Window::text() const {
    return format_time(from) + ".." + format_time(to);
}

std::string Term::within(const Window& window) const {
    return fmt::format("{} created:{}{}{}", text, window.text(),
                       updated_since.empty() ? "" : " updated:>=", updated_since);
}

std::vector<Term> terms_of(const GithubSearchRequest& request) {
    const auto words = words_of(request.query);
    const bool has_choice = std::ranges::any_of(words, [](const Word& word) { return word.text == "OR"; });
    std::string text = has_choice ? "(" + request.query + ")" : request.query;
    if (!request.in.empty())
        text += " in:" + request.in;
    std::vector<Term> terms;
    if (request.issues)
        terms.push_back({text + " is:issue", {}});
    if (request.pulls)
        terms.push_back({text + " is:pull-request", {}});
    return terms;
}

std::string name_of(const Term& term, const GithubSearchRequest& request) {
    return fmt::format("{} created:{}..{}", term.text, request.from ? format_time(*request.from) : "*",
                       request.to ? format_time(*request.to) : "*");
}

Window whole_window(const GithubSearchRequest& request, Time end) {
    const Time from = floor<seconds>(request.from.value_or(first_day));
    return {from, std::max<Time>(from, floor<seconds>(request.to.value_or(end)))};
}

std::string search_address(const GithubSearchRequest& request, const Term& term, const Window& window,
                           int page_size) {
    return fmt::format("{}/search/issues?q={}&sort=created&order=asc&per_page={}", request.endpoint,
                       percent_encode(term.within(window)), page_size);
}

} // namespace github

Manners github_search_manners(const std::string& endpoint) {
    Manners manners = usual_manners();
    const auto url = parse_url(endpoint);
    if (url && url->is_loopback())
        return manners;
    manners.pause = [usual = manners.pause](const HttpResponse& response, Time time) {
        const bool is_search = header(response.headers, "x-ratelimit-resource") == "search";
        const auto pause = usual(response, time);
        return is_search ? std::max(pause, between_searches) : pause;
    };
    return manners;
}

} // namespace axial::collectors
