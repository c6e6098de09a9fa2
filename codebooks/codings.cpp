// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/code_places.h"
#include "codebooks/codebook.h"
#include "codebooks/coding_checks.h"
#include "codebooks/coding_rows.h"
#include "codebooks/journal.h"
#include "codebooks/round_checks.h"
#include "codebooks/rounds.h"
#include "codebooks/sealing.h"
#include "corpus/database.h"
#include "corpus/store.h"
#include "corpus/store_rows.h"
#include "corpus/text/text_offsets.h"
#include "corpus/uuid.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::codebooks {
namespace {

using corpus::guarded;
using nlohmann::json;

std::string coding_select() {
    return fmt::format(
        "SELECT c.uuid, c.event, c.round, c.coder, c.post, {}, c.code, c.unit, c.to_post, "
        "c.certainty, c.meaning, c.quote, {}, c.begin_at, c.end_at, c.weight, c.at FROM codings c ",
        coding_code, coding_revision);
}

/// Of the markup that the post's current text was made of.
std::string body_hash(SQLite::Database& database, const corpus::Post& post) {
    SQLite::Statement query(database, "SELECT body_sha256 FROM revisions WHERE post_id = ? AND number = ?");
    query.bind(1, post.row);
    query.bind(2, post.revision);
    return query.executeStep() ? query.getColumn(0).getString() : std::string();
}

Coding read_coding(SQLite::Statement& row) {
    Coding coding;
    int i = 0;
    for (auto* field :
         {&coding.uuid, &coding.event, &coding.round, &coding.coder, &coding.post, &coding.code,
          &coding.applied_code, &coding.unit, &coding.to, &coding.certainty, &coding.meaning, &coding.quote})
        *field = row.getColumn(i++).getString();
    coding.revision = row.getColumn(i++).getInt();
    coding.begin = row.getColumn(i++).getUInt();
    coding.end = row.getColumn(i++).getUInt();
    coding.weight = row.getColumn(i++).getInt();
    coding.at = corpus::rows::time_from(row.getColumn(i++));
    return coding;
}

std::vector<Coding> read_codings(SQLite::Statement& query) {
    std::vector<Coding> codings;
    while (query.executeStep())
        codings.push_back(read_coding(query));
    return codings;
}

/// Widens the span to graphemes and cuts its quote; a span outside the text is an error.
Status anchor(const corpus::Post& post, Coding& coding) {
    coding.revision = post.revision;
    if (coding.whole_post())
        return {};
    const corpus::TextOffsets offsets(post.body.text);
    if (coding.begin >= coding.end || coding.end > offsets.length())
        return bad_input(fmt::format("the span {}-{} lies outside the text of {} characters", coding.begin,
                                     coding.end, offsets.length()),
                         post.key);
    const auto [begin, end] = corpus::snap_to_graphemes(post.body.text, coding.begin, coding.end);
    coding.begin = static_cast<std::uint32_t>(begin);
    coding.end = static_cast<std::uint32_t>(end);
    coding.quote = std::string(offsets.slice(begin, end));
    return {};
}

/// Which event said what the code means, now.
std::string meaning_of(SQLite::Database& database, const std::string& code) {
    SQLite::Statement query(database, "SELECT meaning FROM codes WHERE target = 'code:' || ?");
    query.bind(1, code);
    return query.executeStep() ? query.getColumn(0).getString() : std::string();
}

json payload_of(const Coding& coding, const std::string& body) {
    json payload{{"round", coding.round}, {"post", coding.post},      {"revision", coding.revision},
                 {"body", body},          {"begin", coding.begin},    {"end", coding.end},
                 {"code", coding.code},   {"quote", coding.quote},    {"sha256", sha256(coding.quote)},
                 {"unit", coding.unit},   {"meaning", coding.meaning}};
    if (!coding.to.empty())
        payload["to"] = coding.to;
    if (coding.weight >= 0)
        payload["weight"] = coding.weight;
    if (!coding.certainty.empty())
        payload["certainty"] = coding.certainty;
    return payload;
}

std::optional<Coding> same_coding(SQLite::Database& database, const Coding& coding) {
    SQLite::Statement query(database,
                            coding_select() +
                                "WHERE c.post = ? AND c.begin_at = ? AND c.end_at = ? AND c.code = ? AND "
                                "c.coder = ? AND c.round = ? AND c.unit = ? AND c.to_post = ? AND ? = " +
                                coding_revision);
    query.bind(1, coding.post);
    query.bind(2, coding.begin);
    query.bind(3, coding.end);
    query.bind(4, coding.code);
    query.bind(5, coding.coder);
    query.bind(6, coding.round);
    query.bind(7, coding.unit);
    query.bind(8, coding.to);
    query.bind(9, coding.revision);
    if (!query.executeStep())
        return std::nullopt;
    return read_coding(query);
}

} // namespace

Result<Coding> Rounds::apply(const NewCoding& wanted) {
    return guarded([&]() -> Result<Coding> {
        std::optional<Round> round;
        if (!wanted.round.empty()) {
            AXIAL_ASSIGN(round, get(wanted.round));
            AXIAL_TRY(check_may_decide(*study_, *round, wanted.coder, wanted.post));
        }
        AXIAL_TRY(check_use(wanted));
        AXIAL_TRY(check_code(*study_, wanted.code, round ? &*round : nullptr));
        AXIAL_ASSIGN(const auto post, corpus::Store(*study_).post(wanted.post));
        if (!post)
            return bad_input("no such post in this study", wanted.post);
        Coding coding;
        coding.round = round ? round->uuid : std::string();
        coding.coder = wanted.coder;
        coding.post = wanted.post;
        coding.code = wanted.code;
        coding.begin = wanted.begin;
        coding.end = wanted.end;
        coding.to = wanted.to;
        coding.weight = wanted.weight;
        coding.certainty = wanted.certainty;
        coding.unit = !wanted.unit.empty() ? wanted.unit : coding.whole_post() ? "post" : "span";
        AXIAL_TRY(anchor(*post, coding));
        if (auto there = same_coding(study_->database(), coding))
            return std::move(*there);
        AXIAL_TRY(check_unit(study_->database(), coding));
        coding.uuid = uuid7(now());
        coding.meaning = meaning_of(study_->database(), coding.code);
        AXIAL_ASSIGN(const auto event,
                     Journal(*study_).append(Event{{},
                                                   {},
                                                   coding.coder,
                                                   EventKind::coding_applied,
                                                   "coding:" + coding.uuid,
                                                   payload_of(coding, body_hash(study_->database(), *post))}));
        coding.applied_code = coding.code;
        coding.event = event.uuid;
        coding.at = event.at;
        return coding;
    });
}

Status Rounds::remove(std::string_view coding, std::string_view coder) {
    return guarded([&]() -> Status {
        SQLite::Statement query(study_->database(), coding_select() + "WHERE c.target = ?");
        query.bind(1, "coding:" + std::string(coding));
        if (!query.executeStep())
            return bad_input("no such coding", std::string(coding));
        const auto there = read_coding(query);
        if (there.coder != coder)
            return bad_input("the coding is another coder's", std::string(coding),
                             "only " + there.coder + " can remove it");
        if (!there.round.empty()) {
            AXIAL_ASSIGN(const auto round, get(there.round));
            if (round.closed)
                return bad_input("the round is closed", round.name);
        }
        AXIAL_TRY(Journal(*study_).append(Event{{},
                                                {},
                                                std::string(coder),
                                                EventKind::coding_removed,
                                                "coding:" + std::string(coding),
                                                json::object()}));
        return {};
    });
}

Status Rounds::amend(std::string_view coding, std::string_view coder, int weight, std::string_view certainty) {
    return guarded([&]() -> Status {
        SQLite::Statement query(study_->database(), coding_select() + "WHERE c.target = 'coding:' || ?");
        query.bind(1, std::string(coding));
        if (!query.executeStep())
            return bad_input("no such coding", std::string(coding));
        auto there = read_coding(query);
        if (there.coder != coder)
            return bad_input("the coding is another coder's", std::string(coding),
                             "only " + there.coder + " can change it");
        AXIAL_TRY(check_use({there.round, there.coder, there.post, there.code, there.begin, there.end,
                             there.unit, there.to, weight, std::string(certainty)}));
        json payload{{"weight", weight}, {"certainty", std::string(certainty)}};
        if (!there.round.empty()) {
            AXIAL_ASSIGN(const auto round, get(there.round));
            AXIAL_TRY(check_may_decide(*study_, round, coder, there.post));
            payload["round"] = there.round;
        }
        AXIAL_TRY(Journal(*study_).append(Event{{},
                                                {},
                                                std::string(coder),
                                                EventKind::coding_amended,
                                                "coding:" + std::string(coding),
                                                std::move(payload)}));
        return {};
    });
}

Status Rounds::finish(const Round& round, std::string_view coder, std::string_view post,
                      std::int64_t milliseconds) {
    return guarded([&]() -> Status {
        AXIAL_TRY(check_may_decide(*study_, round, coder, post));
        SQLite::Statement query(study_->database(),
                                "SELECT 1 FROM codings WHERE round = ? AND coder = ? AND post = ?");
        query.bind(1, round.uuid);
        query.bind(2, std::string(coder));
        query.bind(3, std::string(post));
        const bool nothing = !query.executeStep();
        AXIAL_TRY(Journal(*study_).append(
            Event{{},
                  {},
                  std::string(coder),
                  EventKind::post_finished,
                  "finished:" + round.uuid + ":" + std::string(coder) + ":" + std::string(post),
                  {{"round", round.uuid},
                   {"post", std::string(post)},
                   {"nothing", nothing},
                   {"milliseconds", milliseconds}}}));
        return {};
    });
}

Result<Memo> Rounds::write_memo(std::string_view coder, std::string_view about, std::string_view text) {
    if (about.empty())
        return bad_input("a memo is about something");
    AXIAL_ASSIGN(const auto event, Journal(*study_).append(Event{
                                       {},
                                       {},
                                       std::string(coder),
                                       EventKind::memo_written,
                                       "memo:" + std::string(coder) + ":" + std::string(about),
                                       {{"about", std::string(about)}, {"text", corpus::clean_utf8(text)}}}));
    return Memo{event.uuid, std::string(coder), std::string(about), event.payload.value("text", ""), event.at};
}

Result<std::vector<Coding>> Rounds::codings_of(std::string_view post, const Viewer& viewer) const {
    return guarded([&]() -> Result<std::vector<Coding>> {
        SQLite::Statement query(study_->database(), coding_select() + "WHERE c.post = :post AND " +
                                                        visible_rows("c") +
                                                        " ORDER BY c.begin_at, c.end_at DESC, c.event");
        query.bind(":post", std::string(post));
        bind_viewer(query, viewer);
        return read_codings(query);
    });
}

Result<std::vector<Coding>> Rounds::codings(const Round& round, const Viewer& viewer) const {
    return guarded([&]() -> Result<std::vector<Coding>> {
        SQLite::Statement query(study_->database(), coding_select() + "WHERE c.round = :round AND " +
                                                        visible_rows("c") +
                                                        " ORDER BY c.post, c.begin_at, c.end_at DESC, c.coder");
        query.bind(":round", round.uuid);
        bind_viewer(query, viewer);
        return read_codings(query);
    });
}

Result<std::vector<std::string>> Rounds::finished(const Round& round, std::string_view coder) const {
    return guarded([&]() -> Result<std::vector<std::string>> {
        SQLite::Statement query(study_->database(),
                                "SELECT post FROM finished WHERE round = ?1 AND coder = ?2 UNION "
                                "SELECT post FROM codings WHERE round = ?1 AND coder = ?2 ORDER BY post");
        query.bind(1, round.uuid);
        query.bind(2, std::string(coder));
        std::vector<std::string> posts;
        while (query.executeStep())
            posts.push_back(query.getColumn(0).getString());
        return posts;
    });
}

Result<std::optional<Memo>> Rounds::memo(std::string_view about, const Viewer& viewer) const {
    return guarded([&]() -> Result<std::optional<Memo>> {
        // One's own memo first; another's only where it may be seen.
        SQLite::Statement query(study_->database(), "SELECT event, coder, about, text, at FROM memos m WHERE "
                                                    "m.about = :about AND " +
                                                        visible_memos("m") +
                                                        " ORDER BY m.coder <> :viewer, m.event DESC LIMIT 1");
        query.bind(":about", std::string(about));
        bind_viewer(query, viewer);
        if (!query.executeStep())
            return std::optional<Memo>();
        return std::optional(Memo{query.getColumn(0).getString(), query.getColumn(1).getString(),
                                  query.getColumn(2).getString(), query.getColumn(3).getString(),
                                  corpus::rows::time_from(query.getColumn(4))});
    });
}

Result<std::map<std::string, std::int64_t>> Rounds::code_counts(const Viewer& viewer) const {
    return guarded([&]() -> Result<std::map<std::string, std::int64_t>> {
        SQLite::Statement query(study_->database(),
                                fmt::format("SELECT {}, count(*) FROM codings c WHERE {} GROUP BY 1",
                                            coding_code, visible_rows("c")));
        bind_viewer(query, viewer);
        std::map<std::string, std::int64_t> counts;
        while (query.executeStep())
            counts[query.getColumn(0).getString()] = query.getColumn(1).getInt64();
        return counts;
    });
}

} // namespace axial::codebooks
