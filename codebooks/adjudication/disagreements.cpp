// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/adjudication/disagreements.h"

#include "corpus/database.h"
#include "corpus/store_rows.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace axial::codebooks::adjudication {
namespace {

using corpus::guarded;

constexpr std::array<std::string_view, 6> names{"none", "answer", "missing", "code", "boundary", "both"};

using Extent = std::pair<std::uint32_t, std::uint32_t>;
/// With the unit and the other post of a relation: what a coding is about.
using Extents = std::set<std::tuple<std::uint32_t, std::uint32_t, std::string, std::string>>;
using Codes = std::set<std::string>;

Extents extents_of(const std::vector<Coding>& codings) {
    Extents extents;
    for (const auto& coding : codings)
        extents.emplace(coding.begin, coding.end, coding.unit, coding.to);
    return extents;
}

Codes codes_of(const std::vector<Coding>& codings) {
    Codes codes;
    for (const auto& coding : codings)
        codes.insert(coding.code);
    return codes;
}

/// Everything that two coders must have alike: a relation to another post, or a code of the thread, is not the
/// same as one of the post.
auto whole_of(const std::vector<Coding>& codings) {
    std::set<std::tuple<std::string, Extent, std::string, std::string>> whole;
    for (const auto& coding : codings)
        whole.emplace(coding.code, Extent(coding.begin, coding.end), coding.unit, coding.to);
    return whole;
}

Kind kind_between(const std::vector<Coding>& a, const std::vector<Coding>& b) {
    if (whole_of(a) == whole_of(b))
        return Kind::none;
    if (a.empty() || b.empty())
        return Kind::missing;
    const bool same_extents = extents_of(a) == extents_of(b), same_codes = codes_of(a) == codes_of(b);
    if (same_extents && same_codes)
        return Kind::boundary; // the same codes, about other units or to other posts
    return same_extents ? Kind::code : same_codes ? Kind::boundary : Kind::both;
}

/// The gravest of what any two of the judges differ in.
void compare_judges(Item& item) {
    static const std::vector<Coding> nothing;
    std::size_t pairs = 0, apart = 0;
    for (std::size_t i = 0; i < item.judges.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto &a = item.judges[i], &b = item.judges[j];
            auto kind = Kind::none;
            if (item.what == "vote") {
                kind = item.answers.at(a) == item.answers.at(b) ? Kind::none : Kind::answer;
            } else {
                const auto mine = item.codings.find(a), theirs = item.codings.find(b);
                kind = kind_between(mine == item.codings.end() ? nothing : mine->second,
                                    theirs == item.codings.end() ? nothing : theirs->second);
            }
            ++pairs;
            apart += kind != Kind::none ? 1 : 0;
            item.kind = std::max(item.kind, kind);
        }
    item.disagreement = pairs == 0 ? 0 : static_cast<double>(apart) / static_cast<double>(pairs);
}

Result<std::vector<Item>> vote_items(const Rounds& rounds, const Round& round) {
    AXIAL_ASSIGN(const auto votes, rounds.votes(round, {}));
    std::map<std::string, Item> items;
    for (const auto& vote : votes) {
        auto& item = items[vote.post];
        item.post = vote.post;
        item.what = "vote";
        item.answers[vote.coder] = vote.answer;
    }
    std::vector<Item> list;
    for (auto& [post, item] : items) {
        for (const auto& coder : round.coders)
            if (item.answers.contains(coder))
                item.judges.push_back(coder);
        list.push_back(std::move(item));
    }
    return list;
}

/// Cuts the codings of one post into items. `codings` are in the order of where they begin.
std::vector<Item> pieces(const std::string& post, const std::vector<Coding>& codings) {
    std::vector<Item> items;
    Item whole;
    std::uint32_t reach = 0;
    int revision = 0;
    for (const auto& coding : codings) {
        if (coding.unit != "span") {
            whole.post = post;
            whole.what = "post";
            whole.codings[coding.coder].push_back(coding);
            continue;
        }
        if (items.empty() || coding.begin >= reach || coding.revision != revision) {
            items.emplace_back();
            items.back().post = post;
            reach = 0;
        }
        reach = std::max(reach, coding.end);
        revision = coding.revision;
        auto& item = items.back();
        const auto name = "span:" + coding.uuid;
        item.what = item.what.empty() ? name : std::min(item.what, name);
        item.codings[coding.coder].push_back(coding);
    }
    if (!whole.codings.empty())
        items.insert(items.begin(), std::move(whole));
    return items;
}

Result<std::vector<Item>> coding_items(const Rounds& rounds, const Round& round) {
    std::map<std::string, std::vector<std::string>> judges;
    for (const auto& coder : round.coders) {
        AXIAL_ASSIGN(const auto finished, rounds.finished(round, coder));
        for (const auto& post : finished)
            judges[post].push_back(coder);
    }
    AXIAL_ASSIGN(auto codings, rounds.codings(round, {}));
    std::erase_if(codings, [&](const Coding& coding) {
        return std::find(round.coders.begin(), round.coders.end(), coding.coder) == round.coders.end();
    });
    std::stable_sort(codings.begin(), codings.end(), [](const Coding& a, const Coding& b) {
        return std::tuple(std::string_view(a.post), a.revision, a.begin) <
               std::tuple(std::string_view(b.post), b.revision, b.begin);
    });
    std::vector<Item> items;
    for (std::size_t first = 0; first < codings.size();) {
        auto last = first;
        while (last < codings.size() && codings[last].post == codings[first].post)
            ++last;
        for (auto& item : pieces(codings[first].post, {codings.begin() + static_cast<std::ptrdiff_t>(first),
                                                       codings.begin() + static_cast<std::ptrdiff_t>(last)})) {
            item.judges = judges[item.post];
            items.push_back(std::move(item));
        }
        first = last;
    }
    return items;
}

std::vector<SettledCode> settled_codes(const std::string& text) {
    std::vector<SettledCode> codes;
    for (const auto& entry : nlohmann::json::parse(text))
        codes.push_back({entry.value("code", ""), entry.value("revision", 1), entry.value("begin", 0U),
                         entry.value("end", 0U), entry.value("quote", ""), entry.value("unit", ""),
                         entry.value("to", "")});
    return codes;
}

Status add_settlements(corpus::Study& study, const Round& round, std::vector<Item>& items) {
    return guarded([&]() -> Status {
        std::map<std::pair<std::string, std::string>, Settlement> settled;
        SQLite::Statement query(study.database(),
                                "SELECT post, what, event, coder, rule, outcome, answer, reason, "
                                "note, codings, decided_from, at FROM settled WHERE round = ?");
        query.bind(1, round.uuid);
        while (query.executeStep()) {
            auto& one = settled[{query.getColumn(0).getString(), query.getColumn(1).getString()}];
            int i = 2;
            for (auto* field :
                 {&one.event, &one.coder, &one.rule, &one.outcome, &one.answer, &one.reason, &one.note})
                *field = query.getColumn(i++).getString();
            one.codings = settled_codes(query.getColumn(i++).getString());
            one.from = nlohmann::json::parse(query.getColumn(i++).getString()).get<std::vector<std::string>>();
            one.at = corpus::rows::time_from(query.getColumn(i));
        }
        for (auto& item : items)
            if (const auto found = settled.find({item.post, item.what}); found != settled.end())
                item.settlement = found->second;
        return {};
    });
}

} // namespace

std::string_view name_of(Kind kind) {
    return names.at(static_cast<std::size_t>(kind));
}

std::vector<std::string> Item::decisions() const {
    std::vector<std::string> all;
    for (const auto& [coder, answer] : answers)
        all.push_back(coder + ": " + answer);
    for (const auto& [coder, theirs] : codings)
        for (const auto& coding : theirs)
            all.push_back(coding.uuid);
    std::sort(all.begin(), all.end());
    return all;
}

bool Item::open() const {
    return disputed() && (!settlement || settlement->outcome == "deferred" || outdated());
}

std::pair<std::string, std::string> Item::code_pair() const {
    if (kind != Kind::code && kind != Kind::both)
        return {};
    Codes codes;
    for (const auto& [coder, theirs] : codings)
        codes.merge(codes_of(theirs));
    return codes.size() == 2 ? std::pair(*codes.begin(), *codes.rbegin())
                             : std::pair<std::string, std::string>();
}

Result<std::vector<Item>> items_of(corpus::Study& study, const Round& round) {
    if (!round.closed)
        return bad_input(round.blind ? "the round is blind and open" : "the round is open", round.name,
                         fmt::format("close it first with \"axial round close {}\"", round.name));
    AXIAL_ASSIGN(const auto codebook, Codebooks(study).get(round.codebook));
    const Rounds rounds(study);
    AXIAL_ASSIGN(auto items, codebook.kind == Codebook::Kind::question ? vote_items(rounds, round)
                                                                       : coding_items(rounds, round));
    for (auto& item : items)
        compare_judges(item);
    AXIAL_TRY(add_settlements(study, round, items));
    return items;
}

} // namespace axial::codebooks::adjudication
