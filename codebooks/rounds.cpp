// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/rounds.h"

#include "codebooks/assignment.h"
#include "codebooks/codebook.h"
#include "codebooks/journal.h"
#include "codebooks/round_checks.h"
#include "codebooks/sealing.h"
#include "corpus/database.h"
#include "corpus/sets.h"
#include "corpus/store.h"
#include "corpus/store_rows.h"
#include "corpus/uuid.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace axial::codebooks {
namespace {

using corpus::guarded;
using nlohmann::json;

constexpr const char* round_select =
    // A set that came from another study may go by another name here; one that has not come is not found.
    "SELECT uuid, name, codebook, CASE set_uuid WHEN '' THEN set_name ELSE coalesce((SELECT s.name FROM sets s "
    "WHERE s.uuid = set_uuid), set_uuid) END, coders, blind, closed, seed, opened_at, closed_at, overlap, "
    "calibration, "
    "gate_permille, released, paused FROM rounds ";

Round read_round(SQLite::Statement& row) {
    Round round;
    int i = 0;
    for (auto* field : {&round.uuid, &round.name, &round.codebook, &round.set})
        *field = row.getColumn(i++).getString();
    round.coders = json::parse(row.getColumn(i++).getString()).get<std::vector<std::string>>();
    round.blind = row.getColumn(i++).getInt() != 0;
    round.closed = row.getColumn(i++).getInt() != 0;
    round.seed = static_cast<std::uint64_t>(row.getColumn(i++).getInt64());
    round.opened_at = corpus::rows::time_from(row.getColumn(i++));
    round.closed_at = corpus::rows::time_from(row.getColumn(i++));
    for (auto* number : {&round.overlap, &round.calibration, &round.gate_permille})
        *number = row.getColumn(i++).getInt();
    round.released = row.getColumn(i++).getInt() != 0;
    round.paused = row.getColumn(i++).getInt() != 0;
    return round;
}

Status check_new(corpus::Study& study, const Round& round, const std::vector<Round>& there) {
    if (round.name.empty())
        return bad_input("a round needs a name");
    for (const auto& other : there)
        if (other.name == round.name)
            return bad_input("there is a round of that name already", round.name, "choose another name");
    if (round.coders.empty())
        return bad_input("a round needs coders", round.name, "name them: --coders ada,ben");
    const std::set<std::string> distinct(round.coders.begin(), round.coders.end());
    if (distinct.size() != round.coders.size() || distinct.contains(""))
        return bad_input("a coder is named twice or has no name", round.name);
    if (round.overlap < 0 || round.overlap > static_cast<int>(round.coders.size()))
        return bad_input(
            fmt::format("{} coders cannot share a post among {}", round.overlap, round.coders.size()),
            round.name, "--overlap is at most the number of coders");
    if (round.calibration < 0 || round.gate_permille < 0 || round.gate_permille > 1000)
        return bad_input("a calibration has posts, and its gate is between 0 and 1", round.name);
    if (round.gate_permille > 0 && round.calibration == 0)
        return bad_input("a gate needs a calibration to pass", round.name,
                         "say of how many posts: --calibration N");
    AXIAL_TRY(Codebooks(study).get(round.codebook));
    AXIAL_TRY(corpus::Sets(study).get(round.set));
    return {};
}

/// Coders who are not in the study yet join it with their first round.
Result<std::vector<Event>> joining(corpus::Study& study, const std::vector<std::string>& coders,
                                   std::string_view by) {
    std::vector<Event> events;
    SQLite::Statement query(study.database(), "SELECT 1 FROM coders WHERE name = ?");
    for (const auto& coder : coders) {
        query.bind(1, coder);
        if (!query.executeStep())
            events.push_back(
                {{}, {}, std::string(by), EventKind::coder_added, "coder:" + coder, {{"name", coder}}});
        query.reset();
    }
    return events;
}

} // namespace

Result<Round> Rounds::open(const Round& round, std::string_view by) {
    return guarded([&]() -> Result<Round> {
        AXIAL_ASSIGN(const auto there, all());
        AXIAL_TRY(check_new(*study_, round, there));
        AXIAL_ASSIGN(const auto set, corpus::Sets(*study_).get(round.set));
        AXIAL_ASSIGN(auto events, joining(*study_, round.coders, by));
        const auto uuid = uuid7(now());
        events.push_back({{},
                          {},
                          std::string(by),
                          EventKind::round_opened,
                          "round:" + uuid,
                          {{"name", round.name},
                           {"codebook", round.codebook},
                           {"set", round.set},
                           {"set_uuid", set.uuid},
                           {"coders", round.coders},
                           {"blind", round.blind},
                           {"seed", static_cast<std::int64_t>(round.seed)},
                           {"overlap", round.overlap},
                           {"calibration", round.calibration},
                           {"gate_permille", round.gate_permille}}});
        AXIAL_TRY(Journal(*study_).append(std::move(events)));
        return get(uuid);
    });
}

Result<Round> Rounds::close(std::string_view name, std::string_view by) {
    AXIAL_ASSIGN(const auto round, get(name));
    if (round.closed)
        return bad_input("the round is closed already", round.name);
    AXIAL_TRY(Journal(*study_).append(
        Event{{}, {}, std::string(by), EventKind::round_closed, "round:" + round.uuid, json::object()}));
    return get(round.uuid);
}

Result<std::vector<Round>> Rounds::all() const {
    return guarded([&]() -> Result<std::vector<Round>> {
        SQLite::Statement query(study_->database(), std::string(round_select) + "ORDER BY opened_at, uuid");
        std::vector<Round> rounds;
        while (query.executeStep())
            rounds.push_back(read_round(query));
        return rounds;
    });
}

Result<Round> Rounds::get(std::string_view name) const {
    AXIAL_ASSIGN(const auto rounds, all());
    std::string names;
    for (const auto& round : rounds) {
        if (round.name == name || round.uuid == name)
            return round;
        names += (names.empty() ? "" : ", ") + round.name;
    }
    return bad_input("no such round", std::string(name),
                     names.empty() ? R"(open one with "axial round new")" : "there are: " + names);
}

Result<std::vector<std::string>> Rounds::worklist(const Round& round, std::string_view coder) const {
    AXIAL_ASSIGN(const auto assignment, assignment_of(*study_, round));
    auto keys = assignment.of(coder);
    const auto& first = assignment.calibration();
    const auto seed = corpus::draw_place(coder, round.seed);
    std::sort(keys.begin(), keys.end(), [&](const std::string& a, const std::string& b) {
        return std::tuple(!first.contains(a), corpus::draw_place(a, seed), std::string_view(a)) <
               std::tuple(!first.contains(b), corpus::draw_place(b, seed), std::string_view(b));
    });
    return keys;
}

Result<std::vector<Progress>> Rounds::progress(const Round& round) const {
    AXIAL_ASSIGN(const auto set, corpus::Sets(*study_).get(round.set));
    std::optional<Assignment> assignment;
    if (!Assignment::is_everything(round)) {
        AXIAL_ASSIGN(assignment, assignment_of(*study_, round));
    }
    return guarded([&]() -> Result<std::vector<Progress>> {
        std::vector<Progress> progress;
        SQLite::Statement query(
            study_->database(),
            "SELECT count(*) FROM (SELECT post FROM votes WHERE round = ?1 AND coder = ?2 UNION "
            "SELECT post FROM finished WHERE round = ?1 AND coder = ?2 UNION "
            "SELECT post FROM codings WHERE round = ?1 AND coder = ?2)");
        for (const auto& coder : round.coders) {
            query.bind(1, round.uuid);
            query.bind(2, coder);
            query.executeStep();
            const auto of = assignment ? static_cast<std::int64_t>(assignment->of(coder).size()) : set.size;
            progress.push_back({coder, query.getColumn(0).getInt64(), of});
            query.reset();
        }
        return progress;
    });
}

Result<Vote> Rounds::vote(const Round& round, const Vote& vote) {
    return guarded([&]() -> Result<Vote> {
        AXIAL_TRY(check_may_decide(*study_, round, vote.coder, vote.post));
        AXIAL_ASSIGN(const auto codebook, Codebooks(*study_).get(round.codebook));
        AXIAL_TRY(check_answer(codebook, vote));
        AXIAL_ASSIGN(const auto event,
                     Journal(*study_).append(Event{{},
                                                   vote.at,
                                                   vote.coder,
                                                   EventKind::vote_cast,
                                                   "vote:" + round.uuid + ":" + vote.coder + ":" + vote.post,
                                                   {{"round", round.uuid},
                                                    {"post", vote.post},
                                                    {"answer", vote.answer},
                                                    {"reason", vote.reason},
                                                    {"note", corpus::clean_utf8(vote.note)},
                                                    {"milliseconds", vote.milliseconds}}}));
        Vote cast = vote;
        cast.event = event.uuid;
        cast.round = round.uuid;
        cast.at = event.at;
        return cast;
    });
}

Result<std::vector<Vote>> Rounds::votes(const Round& round, const Viewer& viewer) const {
    return guarded([&]() -> Result<std::vector<Vote>> {
        SQLite::Statement query(
            study_->database(),
            "SELECT event, round, coder, post, answer, reason, note, at, milliseconds FROM votes v "
            "WHERE v.round = :round AND " +
                visible_rows("v") + " ORDER BY post, coder");
        query.bind(":round", round.uuid);
        bind_viewer(query, viewer);
        std::vector<Vote> votes;
        while (query.executeStep()) {
            Vote vote;
            int i = 0;
            for (auto* field :
                 {&vote.event, &vote.round, &vote.coder, &vote.post, &vote.answer, &vote.reason, &vote.note})
                *field = query.getColumn(i++).getString();
            vote.at = corpus::rows::time_from(query.getColumn(i++));
            vote.milliseconds = query.getColumn(i).getInt64();
            votes.push_back(std::move(vote));
        }
        return votes;
    });
}

} // namespace axial::codebooks
