// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/query_leaves.h"

#include "corpus/index/query_parser.h"
#include "corpus/index/query_ranges.h"
#include "corpus/index/tokenizer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace axial::corpus::index {
namespace {

constexpr const Field& thread_field = field_named("thread");
constexpr const Field& is_field = field_named("is");
constexpr const Field& has_field = field_named("has");

/// A field that names its values itself knows no others.
template <std::size_t N>
Status check_listed(const Query& query, const std::string_view (&values)[N]) {
    if (std::find(std::begin(values), std::end(values), query.text) != std::end(values))
        return {};
    return bad_input(fmt::format("{}: knows no \"{}\"", query.field->name, query.text), {},
                     fmt::format("one of {}", fmt::join(values, ", ")));
}

Result<Query> words(Query query) {
    query.kind = Query::Kind::words;
    std::size_t parts = 0;
    for (const Chunk& chunk : chunks_of(query.text))
        parts += chunk.parts.size();
    if (parts == 0)
        return bad_input(fmt::format("\"{}\" has no word to search for", query.text), {},
                         "words have letters or digits");
    if (parts > longest_phrase)
        return bad_input(fmt::format("a phrase of {} words", parts), {},
                         fmt::format("at most {}", longest_phrase));
    return query;
}

Result<Query> value(Query query) {
    query.kind = Query::Kind::value;
    query.text = fold_term(query.text);
    if (query.text.empty())
        return bad_input(fmt::format("{}: needs a value", query.field->name), {},
                         std::string(query.field->example));
    if (query.field == &is_field)
        AXIAL_TRY(check_listed(query, marks));
    if (query.field == &has_field)
        AXIAL_TRY(check_listed(query, contents));
    return query;
}

/// The name as it was typed: the study knows its names.
Result<Query> fact(Query query) {
    query.kind = Query::Kind::fact;
    if (query.text.empty())
        return bad_input(fmt::format("{}: needs a value", query.field->name), {},
                         std::string(query.field->example));
    if (!query.exact && query.text.find('*') != std::string::npos)
        return bad_input(fmt::format("{}: takes whole names, not a wildcard *", query.field->name), {},
                         std::string(query.field->example));
    return query;
}

/// A * at the beginning or within a word.
Result<Query> pattern(Query query) {
    query.kind = Query::Kind::pattern;
    std::string folded;
    std::size_t letters = 0;
    for (std::size_t at = 0; at <= query.text.size();) {
        const std::size_t star = std::min(query.text.find('*', at), query.text.size());
        const std::string piece = fold_term(std::string_view(query.text).substr(at, star - at));
        if (query.field->type == FieldType::text &&
            std::any_of(piece.begin(), piece.end(),
                        [](char c) { return static_cast<unsigned char>(c) >= 0x80; }) &&
            !chunks_of(piece).empty() && chunks_of(piece)[0].kind == Chunk::Kind::run)
            return bad_input("text without blanks takes no wildcard *", {}, "any part of it is found as it is");
        letters += piece.size();
        folded += piece;
        if (star < query.text.size() && !folded.ends_with('*'))
            folded += '*';
        at = star + 1;
    }
    query.text = std::move(folded);
    if (letters < 2)
        return bad_input("a wildcard * needs two letters beside it");
    return query;
}

Result<Query> wildcard(Query query) {
    if (query.field == &thread_field)
        return bad_input("thread: takes a whole key, not a wildcard *", {}, std::string(query.field->example));
    if (query.text.find('*') + 1 != query.text.size())
        return pattern(std::move(query));
    query.text.pop_back();
    query.kind = Query::Kind::prefix;
    const auto chunks = chunks_of(query.text);
    if (query.field->type == FieldType::text) {
        if (chunks.size() > 1)
            return bad_input("a wildcard * ends one word, and this is several", {},
                             "leave a blank between them");
        // Any substring of text without blanks is found as it is.
        if (chunks.size() == 1 && chunks[0].kind == Chunk::Kind::run)
            return words(std::move(query));
    }
    query.text = fold_term(query.text);
    if (query.text.size() < 2 || (query.field->type == FieldType::text && chunks.empty()))
        return bad_input("a wildcard * needs two letters before it");
    return query;
}

} // namespace

Result<Query> make_leaf(const Field& field, std::string_view text, bool exact, Time at) {
    Query query{.field = &field, .text = std::string(text), .exact = exact};
    if (field.type == FieldType::date || field.type == FieldType::number) {
        AXIAL_ASSIGN(const RangeBounds bounds, parse_range(field, text, at));
        query.kind = Query::Kind::range;
        query.low = bounds.low;
        query.high = bounds.high;
        return query;
    }
    if (field.type == FieldType::fact)
        return fact(std::move(query));
    if (!exact && text.find('*') != std::string_view::npos)
        return wildcard(std::move(query));
    return field.type == FieldType::boolean ? value(std::move(query)) : words(std::move(query));
}

} // namespace axial::corpus::index
