// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/round_agreement.h"

#include "corpus/database.h"
#include "corpus/sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace axial::codebooks {
namespace {

using agreement::BootstrapOptions;
using agreement::ReliabilityData;
using agreement::SetData;

/// A post of the round's set.
struct Unit {
    std::string post, source;
};

/// The figures may be had only now: they tell about all coders at once.
Status check_unsealed(const Round& round) {
    if (Rounds::unsealed(round))
        return {};
    return bad_input("the round is blind and open", round.name,
                     fmt::format("close it first with \"axial round close {}\"", round.name));
}

Result<std::vector<Unit>> units_of(corpus::Study& study, const Round& round) {
    AXIAL_ASSIGN(const auto set, corpus::Sets(study).get(round.set));
    return corpus::guarded([&]() -> Result<std::vector<Unit>> {
        SQLite::Statement query(study.database(), "SELECT p.key, p.source FROM set_posts s JOIN posts p "
                                                  "ON p.id = s.post_id WHERE s.set_id = ? "
                                                  "ORDER BY p.created_at, p.key");
        query.bind(1, set.row);
        std::vector<Unit> units;
        while (query.executeStep())
            units.push_back({query.getColumn(0).getString(), query.getColumn(1).getString()});
        return units;
    });
}

/// Column of each coder of the round.
std::unordered_map<std::string, std::size_t> columns_of(const Round& round) {
    std::unordered_map<std::string, std::size_t> columns;
    for (std::size_t i = 0; i < round.coders.size(); ++i)
        columns.emplace(round.coders[i], i);
    return columns;
}

template <typename Cell>
using Rows = std::unordered_map<std::string, std::vector<std::optional<Cell>>>;

template <typename Cell>
std::vector<std::optional<Cell>> row_of(const Rows<Cell>& rows, const Unit& unit, std::size_t raters) {
    const auto found = rows.find(unit.post);
    return found == rows.end() ? std::vector<std::optional<Cell>>(raters) : found->second;
}

void agree_on_answers(RoundAgreement& result, const std::vector<Unit>& units, const Rows<std::string>& rows) {
    const std::size_t raters = result.raters.size();
    ReliabilityData all(result.categories);
    std::map<std::string, ReliabilityData> by_source;
    for (const auto& unit : units) {
        const auto row = row_of(rows, unit, raters);
        all.add_unit(row);
        by_source.try_emplace(unit.source, result.categories).first->second.add_unit(row);
    }
    result.overall = agreement::nominal_summary(all, result.bootstrap);
    for (const auto& [source, data] : by_source)
        result.by_source.emplace(source, agreement::nominal_summary(data, result.bootstrap));
    for (auto& category : result.by_category) {
        ReliabilityData binary({"0", "1"});
        for (const auto& unit : units) {
            auto row = row_of(rows, unit, raters);
            for (std::size_t rater = 0; rater < raters; ++rater) {
                if (!row[rater])
                    continue;
                const bool given = *row[rater] == category.id;
                category.applied[result.raters[rater]] += given ? 1 : 0;
                row[rater] = given ? "1" : "0";
            }
            binary.add_unit(row);
        }
        category.summary = agreement::nominal_summary(binary, result.bootstrap);
    }
}

void agree_on_codes(RoundAgreement& result, const std::vector<Unit>& units, const Rows<SetData::Codes>& rows) {
    const std::size_t raters = result.raters.size();
    SetData all;
    std::map<std::string, SetData> by_source;
    for (const auto& unit : units) {
        const auto found = rows.find(unit.post);
        if (found == rows.end())
            continue; // nobody has come to it
        all.add_unit(found->second);
        by_source[unit.source].add_unit(found->second);
        for (auto& category : result.by_category)
            for (std::size_t rater = 0; rater < raters; ++rater)
                category.applied[result.raters[rater]] +=
                    found->second[rater] && found->second[rater]->contains(category.id) ? 1 : 0;
    }
    result.overall = agreement::set_summary(all);
    for (const auto& [source, data] : by_source)
        result.by_source.emplace(source, agreement::set_summary(data));
    for (auto& category : result.by_category)
        category.summary = agreement::nominal_summary(all.code(category.id), result.bootstrap);
}

Result<Rows<std::string>> answers_of(const Rounds& rounds, const Round& round) {
    AXIAL_ASSIGN(const auto votes, rounds.votes(round, Viewer{}));
    const auto columns = columns_of(round);
    Rows<std::string> rows;
    for (const auto& vote : votes) {
        auto& row = rows.try_emplace(vote.post, round.coders.size()).first->second;
        if (const auto column = columns.find(vote.coder); column != columns.end())
            row[column->second] = vote.answer;
    }
    return rows;
}

Result<Rows<SetData::Codes>> code_sets_of(const Rounds& rounds, const Round& round, const Codebook& codebook) {
    std::unordered_map<std::string, std::string> ids;
    for (const auto& code : codebook.codes)
        ids.emplace(code.uuid, code.id);
    Rows<SetData::Codes> rows;
    const auto cell = [&](const std::string& post, std::size_t column) -> SetData::Codes& {
        auto& there = rows.try_emplace(post, round.coders.size()).first->second[column];
        return there ? *there : there.emplace();
    };
    for (std::size_t column = 0; column < round.coders.size(); ++column) {
        AXIAL_ASSIGN(const auto finished, rounds.finished(round, round.coders[column]));
        for (const auto& post : finished)
            cell(post, column);
    }
    AXIAL_ASSIGN(const auto codings, rounds.codings(round, Viewer{}));
    const auto columns = columns_of(round);
    for (const auto& coding : codings)
        if (const auto column = columns.find(coding.coder); column != columns.end())
            if (const auto id = ids.find(coding.code); id != ids.end())
                cell(coding.post, column->second).insert(id->second);
    return rows;
}

void name_categories(RoundAgreement& result, const Codebook& codebook) {
    const auto add = [&](const std::string& id, const std::string& name) {
        result.categories.push_back(id);
        auto& category = result.by_category.emplace_back();
        category.id = id;
        category.name = name;
        for (const auto& rater : result.raters)
            category.applied[rater] = 0;
    };
    for (const auto& answer : codebook.answers)
        add(answer.id, answer.name);
    for (const auto& code : codebook.codes)
        if (code.codable)
            add(code.id, code.name);
}

} // namespace

Result<RoundAgreement> agreement_of(corpus::Study& study, const Round& round,
                                    const BootstrapOptions& bootstrap) {
    AXIAL_TRY(check_unsealed(round));
    AXIAL_ASSIGN(const auto codebook, Codebooks(study).get(round.codebook));
    AXIAL_ASSIGN(const auto units, units_of(study, round));
    RoundAgreement result;
    result.round = round;
    result.kind = codebook.kind;
    result.raters = round.coders;
    result.bootstrap = bootstrap;
    name_categories(result, codebook);
    const Rounds rounds(study);
    if (codebook.kind == Codebook::Kind::question) {
        result.universe = fmt::format("all {} posts of the set {}", units.size(), round.set);
        result.missing_rule = "a cell is missing where the coder has not answered";
        AXIAL_ASSIGN(const auto rows, answers_of(rounds, round));
        agree_on_answers(result, units, rows);
    } else {
        AXIAL_ASSIGN(const auto rows, code_sets_of(rounds, round, codebook));
        agree_on_codes(result, units, rows);
        result.universe =
            fmt::format("the {} of {} posts of the set {} that at least one coder finished or coded",
                        result.overall.units, units.size(), round.set);
        result.missing_rule = "a cell is missing where the coder neither coded nor finished the post";
    }
    return result;
}

} // namespace axial::codebooks
