// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/search_facts.h"

#include "codebooks/codebook.h"
#include "codebooks/sealing.h"
#include "corpus/database.h"
#include "corpus/index/fields.h"
#include "corpus/index/tokenizer.h"
#include "corpus/sets.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace axial::codebooks {
namespace {

using corpus::guarded;
using corpus::RowId;
using corpus::index::Field;
using corpus::index::field_named;
using corpus::index::fold_term;

constexpr const Field& set_field = field_named("set");
constexpr const Field& round_field = field_named("round");
constexpr const Field& coded_field = field_named("coded");
constexpr const Field& applied_field = field_named("code-applied");
constexpr std::string_view anybody = "any";
constexpr std::size_t most_named = 30;

/// The one of `names` that is meant, or an error with those there are.
Result<std::string> pick(const std::vector<std::string>& names, std::string_view value, std::string_view what,
                         std::string_view if_none) {
    if (std::find(names.begin(), names.end(), value) != names.end())
        return std::string(value);
    const std::string folded = fold_term(value);
    std::vector<std::string> alike;
    std::copy_if(names.begin(), names.end(), std::back_inserter(alike),
                 [&](const std::string& name) { return fold_term(name) == folded; });
    if (alike.size() == 1)
        return alike[0];
    if (alike.size() > 1)
        return bad_input(fmt::format("several {}s have that name but for case", what), std::string(value),
                         fmt::format("there are: {}", fmt::join(alike, ", ")));
    if (names.empty())
        return bad_input(fmt::format("no such {}", what), std::string(value), std::string(if_none));
    const std::vector<std::string> some(names.begin(), names.begin() + std::min(names.size(), most_named));
    return bad_input(
        fmt::format("no such {}", what), std::string(value),
        fmt::format("there are: {}{}", fmt::join(some, ", "), names.size() > some.size() ? ", …" : ""));
}

std::vector<RowId> rows_of(SQLite::Statement& query) {
    std::vector<RowId> rows;
    while (query.executeStep())
        rows.push_back(query.getColumn(0).getInt64());
    return rows;
}

Result<std::vector<RowId>> posts_of_set(corpus::Study& study, std::string_view value) {
    const corpus::Sets sets(study);
    AXIAL_ASSIGN(const auto all, sets.all());
    std::vector<std::string> names;
    for (const auto& set : all)
        names.push_back(set.name);
    AXIAL_ASSIGN(const auto name, pick(names, value, "set", R"(make one with "axial set new")"));
    AXIAL_ASSIGN(const auto set, sets.get(name));
    return guarded([&]() -> Result<std::vector<RowId>> {
        SQLite::Statement query(study.database(), "SELECT post_id FROM set_posts WHERE set_id = ?");
        query.bind(1, set.row);
        return rows_of(query);
    });
}

Result<std::vector<RowId>> posts_of_round(corpus::Study& study, std::string_view value) {
    const Rounds rounds(study);
    AXIAL_ASSIGN(const auto all, rounds.all());
    std::vector<std::string> names;
    for (const auto& round : all)
        names.push_back(round.name);
    AXIAL_ASSIGN(const auto name, pick(names, value, "round", R"(open one with "axial round new")"));
    AXIAL_ASSIGN(const auto round, rounds.get(name));
    return posts_of_set(study, round.set);
}

/// Everybody who takes part in a round or was added as a coder: known to all, whatever is sealed.
Result<std::vector<std::string>> coders_of(corpus::Study& study) {
    return guarded([&]() -> Result<std::vector<std::string>> {
        SQLite::Statement query(study.database(),
                                "SELECT name FROM coders UNION "
                                "SELECT c.value FROM rounds r, json_each(r.coders) c ORDER BY 1");
        std::vector<std::string> names;
        while (query.executeStep())
            names.push_back(query.getColumn(0).getString());
        return names;
    });
}

Result<std::vector<RowId>> posts_coded_by(corpus::Study& study, const Viewer& viewer, std::string_view value) {
    AXIAL_ASSIGN(const auto coders, coders_of(study));
    const bool any = value == anybody && std::find(coders.begin(), coders.end(), value) == coders.end();
    std::string name;
    if (!any) {
        auto names = coders;
        names.emplace_back(anybody);
        AXIAL_ASSIGN(name, pick(names, value, "coder", {}));
    }
    return guarded([&]() -> Result<std::vector<RowId>> {
        SQLite::Statement query(study.database(),
                                "SELECT DISTINCT p.id FROM codings c JOIN posts p ON p.key = c.post WHERE "
                                "(:any OR c.coder = :coder) AND " +
                                    visible_rows("c"));
        query.bind(":any", any ? 1 : 0);
        query.bind(":coder", name);
        bind_viewer(query, viewer);
        return rows_of(query);
    });
}

struct NamedCode {
    std::string uuid, id, parent, codebook;
    std::string stands_for; ///< id of the code that it was merged into; empty: none
};

Result<std::vector<NamedCode>> codes_of(corpus::Study& study) {
    AXIAL_ASSIGN(const auto books, Codebooks(study).all());
    std::vector<NamedCode> codes;
    for (const auto& book : books)
        for (const auto& code : book.codes)
            codes.push_back({code.uuid, code.id, code.parent, book.id, {}});
    for (const auto& book : books)
        for (const auto& code : book.merged)
            for (const auto& into : book.codes)
                if (into.uuid == code.stands_for)
                    codes.push_back({into.uuid, code.id, {}, book.id, into.id});
    return codes;
}

/// UUIDs of the code that is meant and of all below it. A code that was merged stands for the one that it went
/// into.
Result<std::set<std::string>> meant_codes(const std::vector<NamedCode>& codes, std::string_view value) {
    std::set<std::string> distinct;
    for (const auto& code : codes) {
        distinct.insert(code.id);
        if (value.find('/') != std::string_view::npos)
            distinct.insert(code.codebook + "/" + code.id);
    }
    const std::vector<std::string> names(distinct.begin(), distinct.end());
    AXIAL_ASSIGN(const auto name, pick(names, value, "code", R"(add some with "axial codebook import")"));
    std::set<std::string> meant;
    std::set<std::pair<std::string, std::string>> reached; // (codebook, id)
    for (const auto& code : codes)
        if (code.id == name || code.codebook + "/" + code.id == name)
            reached.emplace(code.codebook, code.stands_for.empty() ? code.id : code.stands_for);
    for (bool grown = true; grown;) {
        grown = false;
        for (const auto& code : codes)
            if (reached.contains({code.codebook, code.parent}))
                grown = reached.emplace(code.codebook, code.id).second || grown;
    }
    for (const auto& code : codes)
        if (reached.contains({code.codebook, code.id}))
            meant.insert(code.uuid);
    return meant;
}

Result<std::vector<RowId>> posts_with_code(corpus::Study& study, const Viewer& viewer, std::string_view value) {
    AXIAL_ASSIGN(const auto codes, codes_of(study));
    AXIAL_ASSIGN(const auto meant, meant_codes(codes, value));
    return guarded([&]() -> Result<std::vector<RowId>> {
        SQLite::Statement query(study.database(),
                                "SELECT DISTINCT p.id FROM codings c JOIN posts p ON p.key = c.post WHERE "
                                "c.code IN (SELECT code FROM code_places WHERE stands_for = :code) AND " +
                                    visible_rows("c"));
        std::set<RowId> found;
        for (const auto& code : meant) {
            query.bind(":code", code);
            bind_viewer(query, viewer);
            const auto rows = rows_of(query);
            found.insert(rows.begin(), rows.end());
            query.reset();
        }
        return std::vector<RowId>(found.begin(), found.end());
    });
}

using corpus::index::KnownValue;

Result<std::vector<KnownValue>> names_of(corpus::Study& study, const Field& field) {
    std::vector<KnownValue> names;
    if (&field == &set_field) {
        AXIAL_ASSIGN(const auto all, corpus::Sets(study).all());
        for (const auto& set : all)
            names.push_back({set.name, set.size});
    } else if (&field == &round_field) {
        AXIAL_ASSIGN(const auto all, Rounds(study).all());
        for (const auto& round : all)
            names.push_back({round.name});
    } else if (&field == &coded_field) {
        AXIAL_ASSIGN(const auto all, coders_of(study));
        names.push_back({std::string(anybody)});
        for (const auto& coder : all)
            if (coder != anybody)
                names.push_back({coder});
    } else if (&field == &applied_field) {
        AXIAL_ASSIGN(const auto codes, codes_of(study));
        std::set<std::string> distinct;
        for (const auto& code : codes)
            if (distinct.insert(code.id).second)
                names.push_back({code.id});
    }
    return names;
}

} // namespace

corpus::index::KnownValues known_facts(corpus::Study& study) {
    return [&study](const Field& field, std::string_view prefix, std::size_t limit) {
        std::vector<KnownValue> fitting;
        const auto names = names_of(study, field);
        if (!names)
            return fitting;
        const std::string start = fold_term(prefix);
        for (const auto& name : *names)
            if (fitting.size() < limit && fold_term(name.value).starts_with(start))
                fitting.push_back(name);
        return fitting;
    };
}

corpus::Facts facts_of(corpus::Study& study, Viewer viewer) {
    return [&study, viewer = std::move(viewer)](const Field& field,
                                                std::string_view value) -> Result<std::vector<RowId>> {
        if (&field == &set_field)
            return posts_of_set(study, value);
        if (&field == &round_field)
            return posts_of_round(study, value);
        if (&field == &coded_field)
            return posts_coded_by(study, viewer, value);
        if (&field == &applied_field)
            return posts_with_code(study, viewer, value);
        return bad_input("the study does not answer for this field", std::string(field.name));
    };
}

} // namespace axial::codebooks
