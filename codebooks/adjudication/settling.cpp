// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/adjudication/settling.h"

#include "codebooks/code_changes.h"
#include "codebooks/journal.h"
#include "corpus/database.h"
#include "corpus/text/canonical_text.h"
#include "corpus/text/text_offsets.h"
#include "corpus/uuid.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

namespace axial::codebooks::adjudication {
namespace {

using corpus::guarded;
using nlohmann::json;
using How = Wanted::How;

SettledCode code_of(const Coding& coding) {
    return {coding.code, coding.revision, coding.begin, coding.end, coding.quote, coding.unit, coding.to};
}

std::vector<Coding> all_of(const Item& item) {
    std::vector<Coding> all;
    for (const auto& [coder, codings] : item.codings)
        all.insert(all.end(), codings.begin(), codings.end());
    return all;
}

std::vector<SettledCode> distinct(const std::vector<Coding>& codings) {
    std::vector<SettledCode> codes;
    for (const auto& coding : codings)
        if (const auto code = code_of(coding); std::find(codes.begin(), codes.end(), code) == codes.end())
            codes.push_back(code);
    return codes;
}

/// Cuts the quote of an extent out of the text that was coded.
Result<std::string> quote_of(corpus::Study& study, const std::string& post, const SettledCode& code) {
    SQLite::Statement query(study.database(),
                            "SELECT r.text FROM posts p JOIN revisions r ON r.post_id = p.id WHERE "
                            "p.key = ? AND r.number = ?");
    query.bind(1, post);
    query.bind(2, code.revision);
    if (!query.executeStep())
        return bad_input("the text that was coded is not in this study", post, "collect or merge it first");
    const auto text = query.getColumn(0).getString();
    const corpus::TextOffsets offsets(text);
    return std::string(offsets.slice(code.begin, code.end));
}

/// One code on all of, or on what is common to, the extents that were coded.
Result<SettledCode> one_extent(corpus::Study& study, const Item& item, const std::string& code, bool common) {
    const auto all = all_of(item);
    SettledCode settled{code, all.front().revision, 0, 0, {}, all.front().unit, all.front().to};
    if (item.what == "post") {
        for (const auto& coding : all)
            if (coding.unit != settled.unit || coding.to != settled.to)
                return bad_input("these codes are about different things, a thread, a post or other posts",
                                 item.post, "take one coder's, or keep all");
        return settled;
    }
    settled.begin = common ? 0 : std::numeric_limits<std::uint32_t>::max();
    settled.end = common ? std::numeric_limits<std::uint32_t>::max() : 0;
    for (const auto& coding : all) {
        settled.begin = common ? std::max(settled.begin, coding.begin) : std::min(settled.begin, coding.begin);
        settled.end = common ? std::min(settled.end, coding.end) : std::max(settled.end, coding.end);
    }
    if (settled.begin >= settled.end)
        return bad_input("the extents have nothing in common", item.post, "join them, or take one coder's");
    AXIAL_ASSIGN(settled.quote, quote_of(study, item.post, settled));
    return settled;
}

Result<std::string> only_code(const Item& item) {
    std::set<std::string> codes;
    for (const auto& coding : all_of(item))
        codes.insert(coding.code);
    if (codes.size() == 1)
        return *codes.begin();
    return bad_input("several codes are in dispute here", item.post, "say which one counts: --code CODE");
}

Result<std::string> answer_called(const Codebook& codebook, const std::string& value) {
    std::string ids;
    for (const auto& answer : codebook.answers) {
        if (answer.id == value)
            return value;
        ids += (ids.empty() ? "" : ", ") + answer.id;
    }
    return bad_input("no such answer", value, "there are: " + ids);
}

Status take_vote(const Codebook& codebook, const Item& item, const Wanted& wanted, Settlement& settlement) {
    if (wanted.how == How::coder) {
        const auto found = item.answers.find(wanted.value);
        if (found == item.answers.end())
            return bad_input(fmt::format("\"{}\" gave no answer here", wanted.value), item.post);
        settlement.answer = found->second;
        settlement.outcome = wanted.value;
        return {};
    }
    if (wanted.how != How::answer)
        return bad_input("a question is settled with an answer or a coder's", item.post,
                         "--answer ID or --take CODER");
    AXIAL_ASSIGN(settlement.answer, answer_called(codebook, wanted.value));
    settlement.outcome = "answer";
    return {};
}

Status take_codings(corpus::Study& study, const Codebook& codebook, const Item& item, const Wanted& wanted,
                    Settlement& settlement) {
    switch (wanted.how) {
    case How::coder: {
        if (std::find(item.judges.begin(), item.judges.end(), wanted.value) == item.judges.end())
            return bad_input(fmt::format("\"{}\" has not judged the post", wanted.value), item.post);
        const auto found = item.codings.find(wanted.value);
        if (found != item.codings.end())
            settlement.codings = distinct(found->second);
        settlement.outcome = wanted.value;
        return {};
    }
    case How::all:
        settlement.codings = distinct(all_of(item));
        settlement.outcome = "all";
        return {};
    case How::join:
    case How::cut: {
        AXIAL_ASSIGN(const auto code, only_code(item));
        AXIAL_ASSIGN(const auto settled, one_extent(study, item, code, wanted.how == How::cut));
        settlement.codings = {settled};
        settlement.outcome = wanted.how == How::cut ? "cut" : "joined";
        return {};
    }
    case How::code: {
        AXIAL_ASSIGN(const auto code, find_code(codebook, wanted.value));
        if (!code.codable)
            return bad_input("this code is a heading; take one of the codes below it", code.name);
        AXIAL_ASSIGN(const auto settled, one_extent(study, item, code.uuid, false));
        settlement.codings = {settled};
        settlement.outcome = "code";
        return {};
    }
    case How::nothing:
        settlement.outcome = "nothing";
        return {};
    default:
        return bad_input("a codebook has no answers", item.post,
                         "take a coder's codes, or say which code counts");
    }
}

json to_json(corpus::Study& study, const Item& item, const std::vector<SettledCode>& codes) {
    auto list = json::array();
    for (const auto& code : codes) {
        SQLite::Statement query(study.database(),
                                "SELECT r.body_sha256 FROM posts p JOIN revisions r ON r.post_id = "
                                "p.id WHERE p.key = ? AND r.number = ?");
        query.bind(1, item.post);
        query.bind(2, code.revision);
        list.push_back({{"code", code.code},
                        {"revision", code.revision},
                        {"body", query.executeStep() ? query.getColumn(0).getString() : std::string()},
                        {"begin", code.begin},
                        {"end", code.end},
                        {"quote", code.quote},
                        {"sha256", sha256(code.quote)},
                        {"unit", code.unit},
                        {"to", code.to}});
    }
    return list;
}

Event event_of(corpus::Study& study, const Round& round, const Item& item, const Settlement& settlement,
               std::string_view by) {
    return {{},
            {},
            std::string(by),
            EventKind::disagreement_settled,
            "settled:" + round.uuid + ":" + item.post + ":" + item.what,
            {{"round", round.uuid},
             {"post", item.post},
             {"what", item.what},
             {"rule", settlement.rule},
             {"outcome", settlement.outcome},
             {"answer", settlement.answer},
             {"codings", to_json(study, item, settlement.codings)},
             {"from", item.decisions()},
             {"reason", corpus::clean_utf8(settlement.reason)},
             {"note", corpus::clean_utf8(settlement.note)}}};
}

/// What the rule makes of an item; nothing where it does not settle it.
std::optional<Settlement> by_rule(const Item& item, Rule rule) {
    Settlement settlement;
    settlement.rule = name_of(rule);
    const auto judges = item.judges.size();
    const auto enough = [&](std::size_t n) { return rule == Rule::majority ? 2 * n > judges : n == judges; };
    if (item.what == "vote") {
        std::map<std::string, std::size_t> counts;
        for (const auto& [coder, answer] : item.answers)
            if (enough(++counts[answer]))
                settlement.answer = answer;
        settlement.outcome = "answer";
        return settlement.answer.empty() ? std::nullopt : std::optional(settlement);
    }
    std::size_t without = 0;
    for (const auto& coder : item.judges)
        without += item.codings.contains(coder) ? 0 : 1;
    for (const auto& code : distinct(all_of(item))) {
        std::size_t with = 0;
        for (const auto& [coder, codings] : item.codings) {
            const auto theirs = distinct(codings);
            with += std::find(theirs.begin(), theirs.end(), code) != theirs.end() ? 1 : 0;
        }
        if (enough(with))
            settlement.codings.push_back(code);
    }
    settlement.outcome = settlement.codings.empty() ? "nothing" : "codes";
    const bool told = !settlement.codings.empty() || rule == Rule::unanimous || enough(without);
    return told ? std::optional(settlement) : std::nullopt;
}

} // namespace

std::string_view name_of(Rule rule) {
    return rule == Rule::majority ? "majority" : "unanimous";
}

Result<Settlement> settlement_of(corpus::Study& study, const Round& round, const Item& item,
                                 const Wanted& wanted) {
    return guarded([&]() -> Result<Settlement> {
        Settlement settlement;
        settlement.reason = wanted.reason;
        settlement.note = wanted.note;
        if (wanted.how == How::deferred) {
            settlement.outcome = "deferred";
            return settlement;
        }
        AXIAL_ASSIGN(const auto codebook, Codebooks(study).get(round.codebook));
        AXIAL_TRY(item.what == "vote" ? take_vote(codebook, item, wanted, settlement)
                                      : take_codings(study, codebook, item, wanted, settlement));
        return settlement;
    });
}

Result<Settlement> settle(corpus::Study& study, const Round& round, const Item& item, const Wanted& wanted,
                          std::string_view by) {
    return guarded([&]() -> Result<Settlement> {
        if (!round.closed)
            return bad_input("the round is open", round.name, "close it first");
        AXIAL_ASSIGN(auto settlement, settlement_of(study, round, item, wanted));
        AXIAL_ASSIGN(const auto event, Journal(study).append(event_of(study, round, item, settlement, by)));
        settlement.event = event.uuid;
        settlement.from = item.decisions();
        settlement.coder = event.coder;
        settlement.at = event.at;
        return settlement;
    });
}

Result<RuleResult> apply_rule(corpus::Study& study, const Round& round, Rule rule, std::string_view by,
                              bool dry_run) {
    return guarded([&]() -> Result<RuleResult> {
        AXIAL_ASSIGN(const auto items, items_of(study, round));
        RuleResult result;
        const auto batch = uuid7(now());
        std::vector<Event> events;
        for (const auto& item : items) {
            if (!item.open())
                continue;
            const auto settlement = by_rule(item, rule);
            ++(settlement ? result.settled : result.left);
            if (!settlement)
                continue;
            ++result.outcomes[settlement->answer.empty() ? settlement->outcome : settlement->answer];
            events.push_back(event_of(study, round, item, *settlement, by));
            events.back().payload["batch"] = batch;
        }
        if (dry_run || events.empty())
            return result;
        AXIAL_TRY(Journal(study).append(std::move(events)));
        result.batch = batch;
        return result;
    });
}

} // namespace axial::codebooks::adjudication
