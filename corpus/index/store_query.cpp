// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/store_query.h"

#include "corpus/index/expansions.h"
#include "corpus/index/query_builder.h"
#include "corpus/index/slots.h"
#include "corpus/index/tokenizer.h"
#include "corpus/store_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace axial::corpus::index {
namespace {

using Kind = Query::Kind;

constexpr std::size_t most_remembered = 20'000;

struct Column {
    std::string_view field, sql;
    bool of_thread = false;
};

/// What a post does not say of itself, its thread says for it.
constexpr Column columns[] = {
    {"source", "p.source"},
    {"site", "p.site"},
    {"repo", "p.container"},
    {"role", "p.author_role"},
    {"kind", "p.kind"},
    {"state", "CASE WHEN p.state = '' THEN t.state ELSE p.state END", true},
    {"tag", "CASE WHEN p.tags = '[]' THEN t.tags ELSE p.tags END", true},
    {"lang", "p.language"},
};

struct Mark {
    std::string_view name, sql;
    bool of_thread = false;
};
constexpr Mark marks_as_sql[] = {
    {"hidden", "p.visibility = 'hidden'"},
    {"deleted", "p.visibility = 'deleted'"},
    {"gone", "p.visibility = 'gone'"},
    {"edited", "p.revision > 1"},
    {"accepted", "CASE WHEN p.state = '' THEN t.state ELSE p.state END = 'accepted'", true},
    {"bot", "p.author_kind = 'bot'"},
    {"root", "(p.key = t.key OR p.title <> '')", true},
};

/// Kinds of spans that are one value of `has:`; "text" is none of them.
constexpr std::pair<std::string_view, std::string_view> spans_as_sql[] = {
    {"code", "'code_block', 'inline_code'"},
    {"quote", "'quote'"},
    {"link", "'link'"},
    {"image", "'image'"},
    {"list", "'list_item'"},
    {"heading", "'heading'"},
    {"mention", "'mention'"},
    {"reference", "'reference'"}};

/// Puts together what a query says, parameters in the order of the text.
class Conditions {
public:
    explicit Conditions(const Facts& facts) : facts_(facts) {}

    Result<StoreQuery> of(const Query& query) {
        AXIAL_ASSIGN(out_.where, part(query));
        return std::move(out_);
    }

private:
    /// Balanced: SQLite bounds how deep conditions nest.
    static std::string joined(const std::vector<std::string>& parts, std::string_view word, std::size_t from,
                              std::size_t to) {
        if (to - from == 1)
            return parts[from];
        const std::size_t middle = from + (to - from) / 2;
        return fmt::format("({} {} {})", joined(parts, word, from, middle), word,
                           joined(parts, word, middle, to));
    }

    Result<std::string> all(const std::vector<Query>& queries, std::string_view word) {
        std::vector<std::string> parts;
        for (const Query& query : queries) {
            AXIAL_ASSIGN(auto one, part(query));
            parts.push_back(std::move(one));
        }
        return joined(parts, word, 0, parts.size());
    }

    std::string holds(std::string_view column) {
        out_.parameters.emplace_back(static_cast<std::int64_t>(out_.tests.size() - 1));
        return fmt::format("axial_holds(?, {})", column);
    }

    std::string listed(const std::vector<std::string>& any) {
        return any.empty() ? "0" : joined(any, "OR", 0, any.size());
    }

    std::string mark(const ValueTest& test) {
        std::vector<std::string> any;
        for (const Mark& each : marks_as_sql)
            if (test.fits_value(each.name)) {
                any.emplace_back(each.sql);
                out_.threads = out_.threads || each.of_thread;
            }
        return listed(any);
    }

    std::string content(const ValueTest& test) {
        std::vector<std::string> any;
        if (test.fits_value("text"))
            any.emplace_back("r.text <> ''");
        for (const auto& [name, kinds] : spans_as_sql)
            if (test.fits_value(name))
                any.push_back(fmt::format(
                    "EXISTS (SELECT 1 FROM json_each(r.spans) s WHERE json_extract(s.value, '$[2]') IN ({}))",
                    kinds));
        out_.revisions = true;
        return listed(any);
    }

    std::string value(const Query& query) {
        if (query.field->slot == thread_slot) {
            out_.parameters.emplace_back(hex_of(thread_value(query.text)));
            return "p.thread_id IN (SELECT id FROM threads WHERE axial_thread(key) = ?)";
        }
        if (query.field == &field_named("is"))
            return mark(ValueTest(query));
        if (query.field == &field_named("has"))
            return content(ValueTest(query));
        out_.tests.emplace_back(query);
        if (query.field == &field_named("author"))
            return fmt::format("({} OR {})", holds("p.author_id"), holds("p.author_name"));
        const auto* column = std::find_if(std::begin(columns), std::end(columns),
                                          [&](const Column& c) { return c.field == query.field->name; });
        out_.threads = out_.threads || column->of_thread;
        return holds(column->sql);
    }

    /// A post without a score is outside of every range.
    std::string range(const Query& query) {
        out_.parameters.emplace_back(query.low);
        out_.parameters.emplace_back(query.high);
        if (query.field->slot == order_slot)
            return "p.created_at BETWEEN ? AND ?";
        if (query.field->slot == score_slot)
            return "(p.score IS NOT NULL AND p.score BETWEEN ? AND ?)";
        out_.revisions = true;
        return "axial_length(r.text) BETWEEN ? AND ?";
    }

    Result<std::string> fact(const Query& query) {
        if (!facts_)
            return fail(unknown_fact(query));
        auto rows = facts_(*query.field, query.text);
        if (!rows)
            return fail(fact_error(query, std::move(rows).error()));
        out_.parameters.emplace_back(fmt::format("[{}]", fmt::join(*rows, ",")));
        return "p.id IN (SELECT value FROM json_each(?))";
    }

    Result<std::string> in_thread(const Query& query) {
        const bool threads = std::exchange(out_.threads, true),
                   revisions = std::exchange(out_.revisions, false);
        AXIAL_ASSIGN(const auto inner, part(query.children[0]));
        auto condition = fmt::format("p.thread_id IN (SELECT id FROM threads WHERE axial_thread(key) IN "
                                     "(SELECT axial_thread(t.key) FROM {} WHERE {}))",
                                     out_.from(true), inner);
        out_.threads = threads;
        out_.revisions = revisions;
        return condition;
    }

    static std::string hex_of(std::string_view bytes) {
        std::string hex;
        for (const unsigned char byte : bytes)
            hex += fmt::format("{:02x}", byte);
        return hex;
    }

    Result<std::string> part(const Query& query) {
        switch (query.kind) {
        case Kind::value:
        case Kind::prefix:
        case Kind::pattern:
            return value(query);
        case Kind::range:
            return range(query);
        case Kind::fact:
            return fact(query);
        case Kind::all_of:
            return all(query.children, "AND");
        case Kind::any_of:
            return all(query.children, "OR");
        case Kind::none_of: {
            AXIAL_ASSIGN(const auto unwanted, part(query.children[0]));
            return fmt::format("NOT ({})", unwanted);
        }
        case Kind::in_thread:
            return in_thread(query);
        case Kind::everything:
        case Kind::words:
        case Kind::near:
            break;
        }
        return std::string("1");
    }

    const Facts& facts_;
    StoreQuery out_;
};

} // namespace

bool needs_no_text(const Query& query) {
    if (query.kind == Kind::words || query.kind == Kind::near)
        return false;
    if ((query.kind == Kind::prefix || query.kind == Kind::pattern) && query.field->type == FieldType::text)
        return false;
    return std::all_of(query.children.begin(), query.children.end(), needs_no_text);
}

namespace {

/// Looks at few posts, or at none closely.
bool is_bounded(const Query& query) {
    const auto bounded = [](const Query& child) { return is_bounded(child); };
    const auto& all = query.children;
    switch (query.kind) {
    case Kind::everything:
    case Kind::fact:
        return true;
    case Kind::range:
        return query.field->slot == order_slot;
    case Kind::all_of:
        return std::any_of(all.begin(), all.end(), bounded);
    case Kind::any_of:
        return std::all_of(all.begin(), all.end(), bounded);
    default:
        return false;
    }
}

/// Asks for what lies in other tables than that of posts.
bool looks_far(const Query& query) {
    if (query.kind == Kind::in_thread)
        return true;
    if (query.field != nullptr && (query.field->slot == len_slot || query.field->slot == thread_slot ||
                                   query.field == &field_named("has")))
        return true;
    return std::any_of(query.children.begin(), query.children.end(), looks_far);
}

} // namespace

bool is_fast_in_tables(const Query& query) {
    return needs_no_text(query) && is_bounded(query) && !looks_far(query);
}

bool ValueTest::fits_value(std::string_view value) const {
    const std::string term = fold_term(value);
    if (term.empty())
        return false;
    if (query_->kind == Kind::value)
        return term == query_->text;
    // The index looks no wildcard up among terms that begin so.
    if ((term[0] >= 'A' && term[0] <= 'Z') || term[0] == '=')
        return false;
    return query_->kind == Kind::prefix ? term.starts_with(query_->text) : fits(term, query_->text);
}

bool ValueTest::asked(const std::string& stored) const {
    if (query_->field == &field_named("lang")) {
        const auto dash = stored.find('-');
        return fits_value(stored.empty() ? unknown_language : std::string_view(stored)) ||
               (dash != std::string::npos && fits_value(std::string_view(stored).substr(0, dash)));
    }
    if (query_->field != &field_named("tag"))
        return fits_value(stored);
    const auto tags = rows::strings_from(stored);
    return std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) { return fits_value(tag); });
}

bool ValueTest::holds(std::string_view stored) {
    if (any_yet_ && stored == last_)
        return last_holds_;
    last_ = stored;
    any_yet_ = true;
    if (const auto known = known_.find(last_); known != known_.end())
        return last_holds_ = known->second;
    if (known_.size() >= most_remembered)
        known_.clear();
    last_holds_ = asked(last_);
    known_.emplace(last_, last_holds_);
    return last_holds_;
}

std::string StoreQuery::from(bool with_threads) const {
    std::string tables = "posts p";
    if (with_threads || threads)
        tables += " JOIN threads t ON t.id = p.thread_id";
    if (revisions)
        tables += " JOIN revisions r ON r.post_id = p.id AND r.number = p.revision";
    return tables;
}

void StoreQuery::bind(SQLite::Statement& statement, int first) const {
    for (const Parameter& parameter : parameters) {
        if (const auto* number = std::get_if<std::int64_t>(&parameter))
            statement.bind(first++, *number);
        else
            statement.bindNoCopy(first++, std::get<std::string>(parameter));
    }
}

Result<StoreQuery> store_query(const Query& query, const Facts& facts) {
    return Conditions(facts).of(query);
}

void narrow(StoreQuery& query, const std::vector<RowId>& rows) {
    query.where = fmt::format("({}) AND p.id IN (SELECT value FROM json_each(?))", query.where);
    query.parameters.emplace_back(fmt::format("[{}]", fmt::join(rows, ",")));
}

} // namespace axial::corpus::index
