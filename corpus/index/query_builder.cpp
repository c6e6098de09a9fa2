// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/query_builder.h"

#include "corpus/index/expansions.h"
#include "corpus/index/phrases.h"
#include "corpus/index/slots.h"
#include "corpus/index/thread_scope.h"
#include "corpus/index/tokenizer.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::corpus::index {
namespace {

using XQuery = Xapian::Query;

/// Filters narrow a result, they do not rank it.
XQuery unweighted(const XQuery& query) {
    return {XQuery::OP_SCALE_WEIGHT, query, 0.0};
}

XQuery joined(XQuery::op how, const std::vector<XQuery>& queries, Xapian::termcount window = 0) {
    return queries.size() == 1 ? queries[0] : XQuery(how, queries.begin(), queries.end(), window);
}

XQuery term(const Field& field, const std::string& text) {
    return XQuery(std::string(field.prefix) + text);
}

/// The same asked of each field that `field` stands for; one term in several fields weighs as one term.
template <typename Make>
XQuery in_each(const Field& field, XQuery::op how, Make make) {
    std::vector<XQuery> queries;
    for (const Field* each : searched_fields(field))
        queries.push_back(make(*each));
    if (how != XQuery::OP_SYNONYM)
        return joined(how, queries);
    // Xapian estimates how rare a synonym is from two at a time, in an order that differs between shards;
    // nested, the order is one, and so are the weights.
    XQuery nested = queries.back();
    for (auto each = queries.rbegin() + 1; each != queries.rend(); ++each)
        nested = XQuery(XQuery::OP_SYNONYM, *each, nested);
    return nested;
}

/// Those of `query` that have each of the identifiers in the case that it was typed in.
XQuery as_written(const XQuery& query, const Field& field, const std::vector<std::string>& identifiers) {
    if (identifiers.empty())
        return query;
    std::vector<XQuery> all;
    for (const std::string& identifier : identifiers) {
        std::vector<XQuery> either;
        for (const Field* each : searched_fields(field))
            either.emplace_back(written_term(*each, identifier));
        all.push_back(joined(XQuery::OP_OR, either));
    }
    return {XQuery::OP_FILTER, query, joined(XQuery::OP_AND, all)};
}

} // namespace

Error unknown_fact(const Query& query) {
    return {Fault::input, fmt::format("{}: is known to a study only", query.field->name),
            fmt::format("column {}", query.column), "leave it out here, or search within a study"};
}

Error fact_error(const Query& query, Error error) {
    if (error.fault == Fault::input) {
        error.what += fmt::format(": \"{}\"", query.text);
        error.where = fmt::format("column {}", query.column);
    }
    return error;
}

XQuery QueryBuilder::words(const Query& query) {
    const Phrase phrase = phrase_of(query.text);
    return as_written(words(query, phrase), *query.field, phrase.written);
}

XQuery QueryBuilder::words(const Query& query, const Phrase& phrase) {
    if (phrase.stemmable && !query.exact)
        return in_each(*query.field, XQuery::OP_SYNONYM, [&](const Field& field) {
            if (!is_stemmed(field))
                return term(field, phrase.terms[0]);
            return XQuery(std::string("Z").append(field.prefix).append(stems_.of(phrase.terms[0])));
        });
    if (phrase.terms.size() == 1 && phrase.required.empty())
        return in_each(*query.field, XQuery::OP_SYNONYM,
                       [&](const Field& field) { return term(field, phrase.terms[0]); });
    return in_each(*query.field, XQuery::OP_OR, [&](const Field& field) {
        std::vector<XQuery> terms, required;
        for (const std::string& text : phrase.terms)
            terms.push_back(term(field, text));
        const XQuery row = joined(XQuery::OP_PHRASE, terms, static_cast<Xapian::termcount>(terms.size()));
        if (phrase.required.empty())
            return row;
        for (const std::string& text : phrase.required)
            required.push_back(term(field, text));
        return XQuery(XQuery::OP_FILTER, row, joined(XQuery::OP_AND, required));
    });
}

XQuery QueryBuilder::near(const Query& query) const {
    std::vector<Phrase> phrases;
    std::vector<std::string> written;
    for (const Query& child : query.children) {
        phrases.push_back(phrase_of(child.text));
        written.insert(written.end(), phrases.back().written.begin(), phrases.back().written.end());
    }
    const XQuery together = in_each(*query.field, XQuery::OP_OR, [&](const Field& field) {
        std::vector<XQuery> terms;
        for (const Phrase& phrase : phrases)
            terms.push_back(term(field, phrase.terms[0]));
        const auto window = static_cast<Xapian::termcount>(query.distance) + terms.size() - 1;
        return joined(XQuery::OP_NEAR, terms, static_cast<Xapian::termcount>(window));
    });
    return as_written(together, *query.field, written);
}

Result<XQuery> QueryBuilder::wildcard(const Query& query) const {
    const auto pattern = query.kind == Query::Kind::prefix ? query.text + "*" : query.text;
    std::vector<XQuery> queries;
    for (const Field* field : searched_fields(*query.field)) {
        // Spelt out rather than left to OP_WILDCARD, which each shard would weigh by its own counts.
        auto words = expand(database_, field->prefix, pattern, surroundings_.limits);
        if (!words) {
            return bad_input(
                fmt::format("{}:{} stands for more than {} words", query.field->name, pattern, most_expansions),
                fmt::format("column {}", query.column), "type more letters beside the *");
        }
        std::vector<XQuery> terms(words->begin(), words->end());
        if (!terms.empty())
            queries.push_back(
                joined(query.field->type == FieldType::text ? XQuery::OP_SYNONYM : XQuery::OP_OR, terms));
    }
    if (queries.empty())
        return XQuery(XQuery::MatchNothing);
    const XQuery either = joined(XQuery::OP_OR, queries);
    return query.field->type == FieldType::text ? either : unweighted(either);
}

Result<XQuery> QueryBuilder::in_thread(const Query& query) {
    AXIAL_ASSIGN(XQuery inner, part(query.children[0]));
    if (surroundings_.visible)
        inner = surroundings_.visible(inner);
    if (surroundings_.reach == Reach::local && surroundings_.limits.any())
        inner =
            XQuery(XQuery::OP_FILTER, inner, XQuery((new Watch(Deadline(surroundings_.limits)))->release()));
    auto scope = in_their_threads(database_, inner, surroundings_.reach);
    if (!scope)
        scope.error().where = fmt::format("column {}", query.column);
    return scope;
}

Result<std::vector<XQuery>> QueryBuilder::build_all(const std::vector<Query>& queries) {
    std::vector<XQuery> built;
    for (const Query& query : queries) {
        AXIAL_ASSIGN(XQuery one, part(query));
        built.push_back(std::move(one));
    }
    return built;
}

Result<XQuery> QueryBuilder::fact(const Query& query) const {
    if (!surroundings_.facts)
        return fail(unknown_fact(query));
    auto posts = surroundings_.facts(*query.field, query.text);
    if (!posts)
        return fail(fact_error(query, std::move(posts).error()));
    return unweighted(*posts);
}

Result<XQuery> QueryBuilder::all_of(const Query& query) {
    std::vector<Query> wanted, unwanted;
    for (const Query& child : query.children) {
        if (child.kind == Query::Kind::none_of)
            unwanted.push_back(child.children[0]);
        else
            wanted.push_back(child);
    }
    AXIAL_ASSIGN(const auto positive, build_all(wanted));
    AXIAL_ASSIGN(const auto negative, build_all(unwanted));
    const XQuery all = positive.empty() ? XQuery::MatchAll : joined(XQuery::OP_AND, positive);
    if (negative.empty())
        return all;
    return XQuery(XQuery::OP_AND_NOT, all, joined(XQuery::OP_OR, negative));
}

Result<XQuery> QueryBuilder::build(const Query& query) {
    try {
        return part(query);
    } catch (const Interrupted& interrupted) {
        return interruption(interrupted, surroundings_.limits);
    }
}

Result<XQuery> QueryBuilder::part(const Query& query) {
    switch (query.kind) {
    case Query::Kind::everything:
        return XQuery::MatchAll;
    case Query::Kind::words:
        return words(query);
    case Query::Kind::prefix:
    case Query::Kind::pattern:
        return wildcard(query);
    case Query::Kind::in_thread:
        return in_thread(query);
    case Query::Kind::near:
        return near(query);
    case Query::Kind::value:
        if (query.field->slot == thread_slot)
            return unweighted(XQuery(thread_term(thread_value(query.text))));
        return unweighted(term(*query.field, query.text));
    case Query::Kind::range: // posts without a value have "", which lies below every bound
        if (query.field->slot == order_slot)
            return XQuery(XQuery::OP_VALUE_RANGE, order_slot, order_low(query.low), order_high(query.high));
        return XQuery(XQuery::OP_VALUE_RANGE, query.field->slot, slot_value(query.low), slot_value(query.high));
    case Query::Kind::fact:
        return fact(query);
    case Query::Kind::all_of:
        return all_of(query);
    case Query::Kind::any_of: {
        AXIAL_ASSIGN(const auto either, build_all(query.children));
        return joined(XQuery::OP_OR, either);
    }
    case Query::Kind::none_of: {
        AXIAL_ASSIGN(const XQuery unwanted, part(query.children[0]));
        return XQuery(XQuery::OP_AND_NOT, XQuery::MatchAll, unwanted);
    }
    }
    return XQuery::MatchNothing;
}

} // namespace axial::corpus::index
