// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/round_agreement.h"

#include "codebooks/round_data.h"
#include "codebooks/round_levels.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace axial::codebooks {
namespace {

using agreement::ReliabilityData;
using agreement::SetData;

/// Answers of some posts as a table.
class AnswerTable {
public:
    explicit AnswerTable(const std::vector<std::string>& answers) : data_(answers) {}
    void add(const RoundPost& post) {
        data_.add_unit(post.answers());
        threads_.push_back(post.thread);
    }
    [[nodiscard]] agreement::Summary summary(const AgreementOptions& options) const {
        return agreement::ratings_summary(data_, ratings_options(options, threads_));
    }

private:
    ReliabilityData data_;
    std::vector<corpus::RowId> threads_;
};

/// Sets of codes of some posts.
class CodeTable {
public:
    void add(const RoundPost& post) {
        data_.add_unit(post.cells);
        threads_.push_back(post.thread);
    }
    [[nodiscard]] agreement::Summary summary(const AgreementOptions& options) const {
        return agreement::set_summary(data_, ratings_options(options, threads_));
    }

private:
    SetData data_;
    std::vector<corpus::RowId> threads_;
};

template <typename Table>
void add_figures(RoundAgreement& result, const RoundData& data, const Table& empty) {
    Table all = empty;
    std::map<std::string, Table> by_source;
    for (const auto& post : data.posts) {
        if (!data.is_question() && post.judged_by() == 0)
            continue; // nobody has come to it
        all.add(post);
        by_source.try_emplace(post.source, empty).first->second.add(post);
    }
    result.overall = all.summary(result.options);
    for (const auto& [source, table] : by_source)
        result.by_source.emplace(source, table.summary(result.options));
}

/// One answer or code against the rest.
CategoryAgreement of_category(const RoundData& data, const std::string& id, const AgreementOptions& options) {
    CategoryAgreement category;
    category.id = id;
    category.name = data.names.at(id);
    for (const auto& coder : data.round.coders)
        category.applied[coder] = 0;
    std::vector<corpus::RowId> threads;
    for (const auto& post : data.posts) {
        if (!data.is_question() && post.judged_by() == 0)
            continue;
        threads.push_back(post.thread);
        for (std::size_t rater = 0; rater < data.raters(); ++rater)
            if (const auto& cell = post.cells[rater])
                category.applied[data.round.coders[rater]] += cell->contains(id) ? 1 : 0;
    }
    category.summary =
        agreement::ratings_summary(one_against_rest(data, id), ratings_options(options, threads));
    return category;
}

RoundAgreement agreement_in(const RoundData& data, const AgreementOptions& options) {
    RoundAgreement result;
    result.round = data.round;
    result.kind = data.codebook.kind;
    result.raters = data.round.coders;
    result.categories = data.categories;
    result.options = options;
    if (data.is_question()) {
        add_figures(result, data, AnswerTable(data.categories));
        result.universe = fmt::format("all {} posts of the set {}", data.posts.size(), data.round.set);
        result.missing_rule = "a cell is missing where the coder has not answered";
    } else {
        add_figures(result, data, CodeTable());
        result.universe =
            fmt::format("the {} of {} posts of the set {} that at least one coder finished or coded",
                        result.overall.units, data.posts.size(), data.round.set);
        result.missing_rule = "a cell is missing where the coder neither coded nor finished the post";
    }
    for (const auto& id : data.categories)
        result.by_category.push_back(of_category(data, id, options));
    return result;
}

} // namespace

std::string_view name_of(UnitLevel level) {
    switch (level) {
    case UnitLevel::thread:
        return "thread";
    case UnitLevel::post:
        return "post";
    case UnitLevel::sentence:
        return "sentence";
    case UnitLevel::span:
        return "span";
    case UnitLevel::token:
        return "token";
    case UnitLevel::character:
        return "character";
    }
    return "";
}

std::string_view name_of(Universe universe) {
    switch (universe) {
    case Universe::all:
        return "all";
    case Universe::coded:
        return "coded";
    case Universe::prose:
        return "prose";
    }
    return "";
}

Result<RoundAgreement> agreement_of(corpus::Study& study, const Round& round, const AgreementOptions& options) {
    AXIAL_ASSIGN(const auto data, read_round(study, round));
    return agreement_in(data, options);
}

Result<RoundAgreement> agreement_at_levels(corpus::Study& study, const Round& round,
                                           const AgreementOptions& options) {
    AXIAL_ASSIGN(const auto data, read_round(study, round));
    auto result = agreement_in(data, options);
    AXIAL_ASSIGN(result.levels, levels_of(study, data, result, options));
    return result;
}

} // namespace axial::codebooks
