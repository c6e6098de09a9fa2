// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/query_tree.h"

#include "corpus/index/phrases.h"
#include "corpus/time.h"

#include <fmt/format.h>

namespace axial::corpus::index {
namespace {

std::string bound(const Field& field, std::int64_t value) {
    if (value == no_bound || value == -no_bound)
        return "any";
    return field.type == FieldType::date ? format_time(Time(std::chrono::milliseconds(value)))
                                         : std::to_string(value);
}

std::string line(const Query& query) {
    switch (query.kind) {
    case Query::Kind::everything:
        return "every post";
    case Query::Kind::words: {
        const bool written = !phrase_of(query.text).written.empty();
        return (query.exact ? fmt::format("{}: \"{}\"", query.field->name, query.text)
                            : fmt::format("{}: {}", query.field->name, query.text)) +
               (written ? " (in this case)" : "");
    }
    case Query::Kind::pattern:
        return fmt::format("{}{} {}", query.field->name, query.field->type == FieldType::text ? ":" : " =",
                           query.text);
    case Query::Kind::prefix:
        return fmt::format("{}{} {}…", query.field->name, query.field->type == FieldType::text ? ":" : " =",
                           query.text);
    case Query::Kind::near:
        return fmt::format("{}: within {} words", query.field->name, query.distance);
    case Query::Kind::value:
    case Query::Kind::fact:
        return fmt::format("{} = {}", query.field->name, query.text);
    case Query::Kind::range:
        return fmt::format("{} from {} to {}", query.field->name, bound(*query.field, query.low),
                           bound(*query.field, query.high));
    case Query::Kind::all_of:
        return "all of";
    case Query::Kind::any_of:
        return "any of";
    case Query::Kind::none_of:
        return "not";
    case Query::Kind::in_thread:
        return "threads in which any post has";
    }
    return {};
}

void append(std::string& out, const Query& query, std::size_t depth) {
    out += std::string(2 * depth, ' ') + line(query) + '\n';
    for (const Query& child : query.children)
        append(out, child, depth + 1);
}

} // namespace

std::string to_text(const Query& query) {
    std::string out;
    append(out, query, 0);
    return out;
}

} // namespace axial::corpus::index
