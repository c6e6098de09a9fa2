// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/query_parser.h"

#include "corpus/index/characters.h"
#include "corpus/index/query_leaves.h"
#include "corpus/index/tokenizer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

namespace axial::corpus::index {
namespace {

constexpr const Field& text_field = field_named("text");
constexpr const Field& thread_field = field_named("thread");

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool ends_word(char c) {
    return is_blank(c) || c == '(' || c == ')' || c == '"';
}

class Parser {
public:
    Parser(std::string_view text, Time at) : text_(text), now_(at) {}

    Result<Query> parse() {
        skip_blanks();
        if (at_end())
            return Query{};
        AXIAL_ASSIGN(Query query, any_of(text_field));
        if (!at_end())
            return error(at_, "\")\" without \"(\"", "put brackets that you search for in quotes");
        return query;
    }

private:
    bool at_end() const { return at_ >= text_.size(); }
    char peek() const { return at_end() ? '\0' : text_[at_]; }
    void skip_blanks() {
        while (!at_end() && is_blank(text_[at_]))
            ++at_;
    }

    std::size_t column(std::size_t byte) const {
        std::size_t column = 1;
        for (std::size_t i = 0; i < byte && i < text_.size(); ++i)
            column += (static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80;
        return column;
    }

    tl::unexpected<Error> error(std::size_t byte, std::string what, std::string hint = {}) const {
        return bad_input(std::move(what), fmt::format("column {}", column(byte)), std::move(hint));
    }
    tl::unexpected<Error> error(std::size_t byte, Error found) const {
        found.where = fmt::format("column {}", column(byte));
        return fail(std::move(found));
    }

    /// The word at the cursor, without moving it.
    std::string_view word() const {
        std::size_t end = at_;
        while (end < text_.size() && !ends_word(text_[end]))
            ++end;
        return text_.substr(at_, end - at_);
    }

    bool take(std::string_view keyword) {
        if (word() != keyword || peek_after(keyword.size()) == '"')
            return false;
        at_ += keyword.size();
        skip_blanks();
        return true;
    }
    char peek_after(std::size_t length) const {
        return at_ + length < text_.size() ? text_[at_ + length] : '\0';
    }

    Result<Query> any_of(const Field& field) {
        Query any{.kind = Query::Kind::any_of, .column = column(at_)};
        do {
            if (at_end() || peek() == ')')
                return error(std::min(at_, text_.size()), "something to search for is missing here",
                             any.children.empty() ? "" : "OR stands between two words");
            AXIAL_ASSIGN(Query child, all_of(field));
            any.children.push_back(std::move(child));
        } while (take("OR"));
        if (any.children.size() == 1)
            return std::move(any.children.front());
        return any;
    }

    Result<Query> all_of(const Field& field) {
        Query all{.kind = Query::Kind::all_of, .column = column(at_)};
        while (true) {
            if (word() == "AND" || word() == "OR")
                return error(at_, fmt::format("{} stands between two words", word()),
                             "in quotes it is a word like any other");
            AXIAL_ASSIGN(Query child, negated(field));
            all.children.push_back(std::move(child));
            const std::size_t before = at_;
            const bool joined = take("AND");
            if (at_end() || peek() == ')') {
                if (joined)
                    return error(before, "AND stands between two words");
                break;
            }
            if (!joined && word() == "OR")
                break;
        }
        return group(std::move(all));
    }

    /// Two sources cannot both hold, so repeating a field of one value means either of them.
    static Query group(Query all) {
        std::vector<Query> grouped;
        for (Query& child : all.children) {
            const bool groupable = child.kind == Query::Kind::value && child.field->single;
            const auto same = std::find_if(grouped.begin(), grouped.end(), [&](const Query& other) {
                return groupable && other.field == child.field &&
                       (other.kind == Query::Kind::value || other.kind == Query::Kind::any_of);
            });
            if (same == grouped.end()) {
                grouped.push_back(std::move(child));
                continue;
            }
            if (same->kind == Query::Kind::value) {
                Query any{.kind = Query::Kind::any_of, .field = same->field, .column = same->column};
                any.children.push_back(std::move(*same));
                *same = std::move(any);
            }
            same->children.push_back(std::move(child));
        }
        if (grouped.size() == 1)
            return std::move(grouped.front());
        all.children = std::move(grouped);
        return all;
    }

    Result<Query> negated(const Field& field) {
        const std::size_t start = at_;
        bool negative = take("NOT");
        if (!negative && peek() == '-' && peek_after(1) != '-') {
            negative = true;
            ++at_;
            if (at_end() || is_blank(peek()) || peek() == ')')
                return error(start, "\"-\" excludes what follows it, and nothing does",
                             "write -word without a blank");
        }
        if (!negative)
            return near(field);
        if (at_end() || peek() == ')')
            return error(start, "NOT excludes what follows it, and nothing does");
        AXIAL_TRY(deeper(start));
        AXIAL_ASSIGN(Query child, negated(field));
        --depth_;
        Query none{.kind = Query::Kind::none_of, .column = column(start)};
        none.children.push_back(std::move(child));
        return none;
    }

    Status deeper(std::size_t at) {
        if (++depth_ > deepest_query)
            return error(at, fmt::format("more than {} brackets inside each other", deepest_query));
        return {};
    }

    Result<Query> near(const Field& field) {
        AXIAL_ASSIGN(Query first, primary(field));
        while (true) {
            const std::size_t start = at_;
            const std::string_view keyword = word();
            if (keyword != "NEAR" && !keyword.starts_with("NEAR/"))
                return first;
            AXIAL_ASSIGN(const int distance, near_distance(keyword));
            at_ += keyword.size();
            skip_blanks();
            if (at_end() || peek() == ')')
                return error(start, "NEAR stands between two words");
            AXIAL_ASSIGN(Query second, primary(field));
            AXIAL_ASSIGN(first, join_near(std::move(first), std::move(second), distance, start));
        }
    }

    Result<int> near_distance(std::string_view keyword) const {
        if (keyword == "NEAR")
            return 10;
        const std::string_view digits = keyword.substr(5);
        int distance = 0;
        const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), distance);
        if (fault != std::errc() || end != digits.data() + digits.size() || distance < 1 || distance > 50)
            return error(at_, fmt::format("\"{}\" is not NEAR/ and a number from 1 to 50", keyword));
        return distance;
    }

    Result<Query> join_near(Query first, Query second, int distance, std::size_t start) const {
        const auto single = [](const Query& query) {
            if (query.kind != Query::Kind::words)
                return false;
            const auto chunks = chunks_of(query.text);
            const auto asked = std::count_if(chunks[0].compounds.begin(), chunks[0].compounds.end(),
                                             [](const Compound& c) { return c.required; });
            return chunks.size() == 1 && (chunks[0].parts.size() == 1 || asked == 1);
        };
        const bool going_on = first.kind == Query::Kind::near && first.distance == distance;
        if ((!going_on && !single(first)) || !single(second))
            return error(start, "NEAR joins single words", "the same n where there are more than two of them");
        if (first.field != second.field)
            return error(start, "NEAR joins words of one field",
                         fmt::format("{}:(a NEAR b)", second.field->name));
        if (!going_on) {
            Query near{
                .kind = Query::Kind::near, .field = first.field, .distance = distance, .column = first.column};
            near.children.push_back(std::move(first));
            first = std::move(near);
        }
        first.children.push_back(std::move(second));
        return first;
    }

    Result<Query> primary(const Field& field) {
        if (++terms_ > most_terms)
            return error(at_, fmt::format("more than {} words and filters", most_terms));
        if (peek() == '(')
            return bracketed(field);
        if (peek() == '"')
            return quoted(field);
        const std::size_t start = at_;
        AXIAL_ASSIGN(const Field* named, field_prefix());
        if (named == nullptr)
            return plain(field, start);
        if (at_end() || is_blank(peek()) || peek() == ')')
            return error(start, fmt::format("{}: needs a value", named->name), std::string(named->example));
        if (peek() == '(' && named == &thread_field)
            return in_thread(start);
        if (peek() == '(')
            return bracketed(*named);
        if (peek() == '"')
            return quoted(*named);
        return plain(*named, at_);
    }

    /// Takes "field:" if one stands here; nullptr if this is a plain word.
    Result<const Field*> field_prefix() {
        const std::string_view here = word();
        const std::size_t colon = here.find(':');
        const std::string_view name = here.substr(0, colon);
        const bool named =
            colon != std::string_view::npos && colon > 0 && std::all_of(name.begin(), name.end(), [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
            });
        if (!named || here.substr(colon).starts_with("::") || here.substr(colon).starts_with("://"))
            return nullptr;
        const Field* field = find_field(ascii_lower(name));
        if (field != nullptr) {
            at_ += colon + 1;
            return field;
        }
        if (name.find('-') != std::string_view::npos) // x-forwarded-for:1, --device:0
            return nullptr;
        // "RuntimeError: no such file" pasted from a log has a word here, not a field.
        if (colon + 1 == here.size() &&
            (at_ + here.size() == text_.size() || is_blank(text_[at_ + here.size()])))
            return nullptr;
        std::vector<std::string_view> names;
        std::transform(std::begin(fields), std::end(fields), std::back_inserter(names),
                       [](const Field& f) { return f.name; });
        return error(
            at_, fmt::format("there is no field \"{}\"", name),
            fmt::format("fields are {}; put the words in quotes to search for them", fmt::join(names, ", ")));
    }

    Result<Query> bracketed(const Field& field) {
        const std::size_t start = at_++;
        AXIAL_TRY(deeper(start));
        skip_blanks();
        if (peek() == ')')
            return error(start, "nothing between the brackets", "put brackets that you search for in quotes");
        AXIAL_ASSIGN(Query query, any_of(field));
        if (peek() != ')')
            return error(start, "\"(\" without \")\"", "put brackets that you search for in quotes");
        ++at_;
        --depth_;
        skip_blanks();
        return query;
    }

    /// What is asked of some post of a thread is a query of its own.
    Result<Query> in_thread(std::size_t start) {
        AXIAL_ASSIGN(Query inner, bracketed(text_field));
        Query scope{.kind = Query::Kind::in_thread, .field = &thread_field, .column = column(start)};
        scope.children.push_back(std::move(inner));
        return scope;
    }

    Result<Query> quoted(const Field& field) {
        const std::size_t start = at_;
        const std::size_t close = text_.find('"', at_ + 1);
        if (close == std::string_view::npos)
            return error(start, "a quotation mark without its second one", "close the phrase with \"");
        const std::string_view inside = text_.substr(at_ + 1, close - at_ - 1);
        at_ = close + 1;
        skip_blanks();
        return leaf(field, inside, start, true);
    }

    Result<Query> plain(const Field& field, std::size_t start) {
        const std::string_view here = word();
        at_ += here.size();
        skip_blanks();
        return leaf(field, here, start, false);
    }

    Result<Query> leaf(const Field& field, std::string_view text, std::size_t start, bool exact) const {
        auto query = make_leaf(field, text, exact, now_);
        if (!query)
            return error(start, std::move(query).error());
        query->column = column(start);
        return query;
    }

    std::string_view text_;
    Time now_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::size_t terms_ = 0;
};

} // namespace

Result<Query> parse_query(std::string_view text, Time at) {
    if (text.size() > longest_query)
        return bad_input(fmt::format("the query has {} bytes", text.size()),
                         fmt::format("column {}", longest_query),
                         fmt::format("at most {}; make a set in steps instead", longest_query));
    return Parser(text, at).parse();
}

} // namespace axial::corpus::index
