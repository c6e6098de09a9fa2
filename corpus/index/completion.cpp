// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/completion.h"

#include "corpus/index/characters.h"
#include "corpus/text/utf8.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace axial::corpus::index {
namespace {

constexpr std::string_view times[] = {"today",      "yesterday",  "this-week", "last-week",
                                      "this-month", "last-month", "this-year", "last-year",
                                      "7d",         "3m",         "1y"};

bool ends_word(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '(' || c == ')' || c == '"';
}

std::size_t byte_of(std::string_view text, std::size_t code_points) {
    std::size_t at = 0;
    while (at < text.size() && code_points > 0) {
        ++at;
        while (at < text.size() && utf8::is_continuation(text[at]))
            ++at;
        --code_points;
    }
    return at;
}

std::size_t code_point_of(std::string_view text, std::size_t byte) {
    return static_cast<std::size_t>(std::count_if(text.begin(),
                                                  text.begin() + static_cast<std::ptrdiff_t>(byte),
                                                  [](char c) { return !utf8::is_continuation(c); }));
}

/// Where the cursor stands: in which word or phrase, of which field.
struct Place {
    std::size_t begin = 0; ///< of the word or the opening quotation mark; bytes
    const Field* field = nullptr;
    bool quoted = false;
};

const Field* field_before(std::string_view word) {
    while (word.starts_with('-') && !word.starts_with("--"))
        word.remove_prefix(1);
    const auto colon = word.find(':');
    return colon == std::string_view::npos ? nullptr : find_field(ascii_lower(word.substr(0, colon)));
}

/// Reads the query up to the cursor: brackets and quotation marks, and what field they belong to.
Place place_in(std::string_view text) {
    Place place;
    std::vector<const Field*> brackets{nullptr};
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (place.quoted) {
            if (c == '"')
                place = {at + 1, brackets.back(), false};
            continue;
        }
        if (!ends_word(c))
            continue;
        const Field* named = field_before(text.substr(place.begin, at - place.begin));
        const Field* field = named != nullptr ? named : brackets.back();
        if (c == '"') {
            place = {at, field, true};
            continue;
        }
        if (c == '(')
            brackets.push_back(field);
        else if (c == ')' && brackets.size() > 1)
            brackets.pop_back();
        place = {at + 1, brackets.back(), false};
    }
    return place;
}

/// The value as the query language takes it; nothing for one that cannot be typed.
std::string typed(std::string_view value) {
    const bool plain = !value.empty() && std::none_of(value.begin(), value.end(), [](char c) {
        return ends_word(c) || c == '*' || static_cast<unsigned char>(c) < ' ';
    });
    if (plain)
        return std::string(value);
    if (value.empty() || value.find('"') != std::string_view::npos)
        return {};
    return '"' + std::string(value) + '"';
}

class Completer {
public:
    Completer(const KnownValues& values, std::size_t limit) : values_(values), limit_(limit) {}

    void add_fields(std::string_view prefix) {
        for (const std::string_view name : complete(prefix)) {
            if (found.size() == limit_)
                return;
            found.push_back({std::string(name) + ":", std::string(name), std::string(find_field(name)->help)});
        }
    }

    void add_values(const Field& field, std::string_view prefix) {
        if (&field == find_field("is"))
            return add_listed(marks, prefix);
        if (&field == find_field("has"))
            return add_listed(contents, prefix);
        if (field.type == FieldType::date)
            return add_listed(times, prefix);
        const bool listed = field.type == FieldType::boolean || field.type == FieldType::fact;
        if (!listed || !values_ || found.size() >= limit_)
            return;
        for (const auto& known : values_(field, prefix, limit_ - found.size()))
            if (auto text = typed(known.value); !text.empty() && found.size() < limit_)
                found.push_back({std::move(text), known.value, {}, known.posts});
    }

    std::vector<Suggestion> found;

private:
    void add_listed(std::span<const std::string_view> names, std::string_view prefix) {
        const std::string start = ascii_lower(prefix);
        for (const std::string_view name : names)
            if (name.starts_with(start) && found.size() < limit_)
                found.push_back({std::string(name), std::string(name)});
    }

    const KnownValues& values_;
    std::size_t limit_;
};

} // namespace

Completion complete_query(std::string_view query, std::size_t cursor, const KnownValues& values,
                          std::size_t limit) {
    const std::size_t at = byte_of(query, cursor);
    const Place place = place_in(query.substr(0, at));
    std::size_t begin = place.begin, end = at;
    Completer completer(values, limit);
    if (place.quoted) {
        const auto close = query.find('"', at);
        end = close == std::string_view::npos ? at : close + 1;
        if (place.field != nullptr)
            completer.add_values(*place.field, query.substr(begin + 1, at - begin - 1));
    } else {
        while (end < query.size() && !ends_word(query[end]))
            ++end;
        if (query.substr(begin, at - begin).starts_with('-') && query.substr(begin, 2) != "--")
            ++begin;
        const std::string_view word = query.substr(begin, at - begin);
        if (const Field* named = field_before(word)) {
            begin += word.find(':') + 1;
            if (begin == end && end < query.size() && query[end] == '"') // field:|"…"
                return {};
            completer.add_values(*named, query.substr(begin, at - begin));
        } else {
            if (place.field != nullptr)
                completer.add_values(*place.field, word);
            completer.add_fields(word);
            // A field that is named already keeps its value.
            if (const auto colon = query.substr(at, end - at).find(':'); colon != std::string_view::npos)
                end = at + colon + 1;
        }
    }
    return {code_point_of(query, begin), code_point_of(query, end), std::move(completer.found)};
}

} // namespace axial::corpus::index
