// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/searching/search_output.h"

#include "corpus/post_json.h"
#include "corpus/text/utf8.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace axial::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t widest_value = 40; ///< of a facet, in characters
constexpr std::int64_t longest_bar = 50; ///< of the histogram
constexpr std::size_t most_months = 120; ///< drawn one by one; more are drawn by year

/// A hit between brackets of the terminal's own, or between nothing where it is no terminal.
std::string marked(const std::string& text, bool terminal) {
    std::string line;
    for (const char c : text) {
        if (c == '\x02' || c == '\x03')
            line += terminal ? (c == '\x02' ? "\x1b[1m" : "\x1b[0m") : "";
        else
            line += c;
    }
    return line;
}

/// Without what a terminal would obey, but for our own marks.
std::string plain_but_marks(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return (c < ' ' && c != 2 && c != 3) || c == 0x7F; },
        ' ');
    return text;
}

std::string without_marks(std::string text) {
    std::erase_if(text, [](char c) { return c == '\x02' || c == '\x03'; });
    return text;
}

std::string cut(const std::string& text) {
    const auto shown = plain(text);
    if (corpus::utf8::count(shown) <= widest_value)
        return shown;
    std::size_t end = 0;
    for (std::size_t i = 0; i < widest_value - 1; ++i)
        do
            ++end;
        while (end < shown.size() && (static_cast<unsigned char>(shown[end]) & 0xC0) == 0x80);
    return shown.substr(0, end) + "…";
}

std::string padded(const std::string& text, std::size_t width) {
    const auto has = corpus::utf8::count(text);
    return text + std::string(has < width ? width - has : 0, ' ');
}

void print_facet(Context& context, const corpus::Facet& facet) {
    fmt::print(context.out, "\n{}\n", facet.field);
    for (const auto& value : facet.values)
        fmt::print(context.out, "  {} {:>8}\n", padded(cut(value.value), widest_value), value.posts);
    if (facet.others > 0)
        fmt::print(context.out, "  and {} more\n", facet.others);
}

/// Months without posts between others have a line, too: a gap is to be seen.
std::vector<corpus::FacetValue> without_gaps(const std::vector<corpus::FacetValue>& months) {
    std::vector<corpus::FacetValue> all;
    const auto number = [](const std::string& month) {
        return std::stoi(month.substr(0, 4)) * 12 + std::stoi(month.substr(5, 2)) - 1;
    };
    for (const auto& month : months) {
        if (month.value.size() != 7)
            continue;
        const int at = number(month.value);
        for (int next = all.empty() ? at : number(all.back().value) + 1; next < at; ++next)
            all.push_back({fmt::format("{:04}-{:02}", next / 12, next % 12 + 1), 0});
        all.push_back(month);
    }
    return all;
}

std::vector<corpus::FacetValue> by_year(const std::vector<corpus::FacetValue>& months) {
    std::vector<corpus::FacetValue> years;
    for (const auto& month : months) {
        const auto year = month.value.substr(0, 4);
        if (years.empty() || years.back().value != year)
            years.push_back({year, 0});
        years.back().posts += month.posts;
    }
    return years;
}

void print_histogram(Context& context, const corpus::Facet& months) {
    auto bars = without_gaps(months.values);
    if (bars.size() > most_months)
        bars = by_year(bars);
    std::int64_t most = 1;
    for (const auto& bar : bars)
        most = std::max(most, bar.posts);
    fmt::print(context.out, "\n");
    for (const auto& bar : bars) {
        std::string drawn;
        for (std::int64_t i = (bar.posts * longest_bar + most - 1) / most; i > 0; --i)
            drawn += "█";
        fmt::print(context.out, "  {:<7} {:>7} {}\n", bar.value, bar.posts, drawn);
    }
}

void print_json(Context& context, const corpus::SearchRequest& request, const corpus::SearchAnswer& answer) {
    if (!request.count_only && request.facets.empty() && answer.suggestion.empty())
        return;
    ordered_json line{{"count", answer.count}};
    for (const auto& facet : answer.facets) {
        auto values = ordered_json::array();
        for (const auto& value : facet.values)
            values.push_back({{"value", value.value}, {"posts", value.posts}});
        line["facets"][facet.field] = {{"values", values}, {"others", facet.others}};
    }
    if (!answer.suggestion.empty())
        line["suggestion"] = answer.suggestion;
    context.print(line);
}

} // namespace

void print_hit(Context& context, const corpus::Post& post, const corpus::Hit& hit) {
    if (context.json) {
        auto line = post_json(post);
        line["snippet"] = hit.snippet;
        line["weight"] = hit.weight;
        if (hit.in_thread > 1)
            line["hits_in_thread"] = hit.in_thread;
        context.print(line);
        return;
    }
    const auto& author = post.author.name ? post.author.name : post.author.id;
    const auto title = hit.title.empty() ? (post.title.empty() ? post.thread_title : post.title) : hit.title;
    fmt::print(context.out, "{}  {}/{}  {}  {}{}\n    {}\n", format_date(post.created_at), post.source,
               plain(post.container), plain(author.value_or("(author unknown)")),
               context.may_mark ? marked(plain_but_marks(title), true) : plain(without_marks(title)),
               hit.in_thread > 1 ? fmt::format("  ({} posts)", hit.in_thread) : "",
               marked(hit.snippet, context.may_mark));
}

void print_summary(Context& context, const corpus::SearchRequest& request, const corpus::SearchAnswer& answer,
                   bool histogram) {
    if (context.json) {
        print_json(context, request, answer);
        return;
    }
    const auto* what = request.by_thread ? "thread" : "post";
    fmt::print(context.out, "{} {}{}", answer.count, what, answer.count == 1 ? "" : "s");
    const auto shown = static_cast<std::int64_t>(answer.hits.size());
    if (!request.count_only && request.offset > 0 && shown > 0)
        fmt::print(context.out, ", {} to {} shown", request.offset + 1,
                   static_cast<std::int64_t>(request.offset) + shown);
    else if (!request.count_only && shown < answer.count)
        fmt::print(context.out, ", {} shown", shown);
    fmt::print(context.out, "\n");
    if (!answer.suggestion.empty())
        fmt::print(context.out, "did you mean: {}\n", plain(answer.suggestion));
    for (const auto& facet : answer.facets)
        if (!histogram || facet.field != "month")
            print_facet(context, facet);
        else
            print_histogram(context, facet);
}

} // namespace axial::cli
