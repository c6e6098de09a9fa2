// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/recoding.h"

#include "codebooks/codebook.h"
#include "codebooks/journal.h"
#include "corpus/database.h"
#include "corpus/store_rows.h"

namespace axial::codebooks {
namespace {

using corpus::guarded;
using nlohmann::json;

// `o` is the code that was applied, `k` the one that it counts for. What a merge brought was agreed to when the
// codes were merged: only what changed later than that is to be looked at.
constexpr const char* queue_select =
    "SELECT c.uuid, c.event, c.round, c.coder, c.post, k.uuid, c.code, c.quote, k.name, k.meaning, c.revision, "
    "c.begin_at, c.end_at, c.at, k.split_into, changed.kind, changed.coder, changed.at FROM codings c "
    "JOIN codes o ON o.target = 'code:' || c.code "
    "JOIN code_places place ON place.code = c.code JOIN codes k ON k.target = 'code:' || place.stands_for "
    "JOIN events changed ON changed.uuid = k.meaning "
    "WHERE k.meaning > max(CASE c.meaning WHEN '' THEN c.event ELSE c.meaning END, "
    "CASE place.stands_for WHEN c.code THEN '' ELSE o.merged_at END) ";

ToRecode read(SQLite::Statement& row) {
    ToRecode waiting;
    auto& coding = waiting.coding;
    int i = 0;
    for (auto* field : {&coding.uuid, &coding.event, &coding.round, &coding.coder, &coding.post, &coding.code,
                        &coding.applied_code, &coding.quote, &waiting.code_name, &coding.meaning})
        *field = row.getColumn(i++).getString();
    coding.revision = row.getColumn(i++).getInt();
    coding.begin = row.getColumn(i++).getUInt();
    coding.end = row.getColumn(i++).getUInt();
    coding.at = corpus::rows::time_from(row.getColumn(i++));
    waiting.split_into = json::parse(row.getColumn(i++).getString()).get<std::vector<std::string>>();
    waiting.change =
        row.getColumn(i++).getString() == row_of(EventKind::code_split).name ? "split" : "redefined";
    waiting.by = row.getColumn(i++).getString();
    waiting.at = corpus::rows::time_from(row.getColumn(i));
    return waiting;
}

} // namespace

Result<std::vector<ToRecode>> recode_queue(corpus::Study& study, std::string_view codebook,
                                           std::string_view coder) {
    return guarded([&]() -> Result<std::vector<ToRecode>> {
        SQLite::Statement query(
            study.database(),
            std::string(queue_select) +
                "AND k.codebook = ? AND c.coder = ? ORDER BY k.position, k.uuid, c.post, c.begin_at");
        query.bind(1, std::string(codebook));
        query.bind(2, std::string(coder));
        std::vector<ToRecode> queue;
        while (query.executeStep())
            queue.push_back(read(query));
        return queue;
    });
}

Status recode(corpus::Study& study, std::string_view uuid, std::string_view coder, std::string_view code) {
    return guarded([&]() -> Status {
        SQLite::Statement query(study.database(), std::string(queue_select) + "AND c.target = 'coding:' || ?");
        query.bind(1, std::string(uuid));
        if (!query.executeStep())
            return bad_input("no such coding waits to be looked at", std::string(uuid),
                             "\"axial recode list\" shows those that do");
        const auto waiting = read(query);
        if (waiting.coding.coder != coder)
            return bad_input("the coding is another coder's", std::string(uuid),
                             "only " + waiting.coding.coder + " can recode it");
        json payload{{"meaning", waiting.coding.meaning}};
        if (!waiting.coding.round.empty())
            payload["round"] = waiting.coding.round;
        if (!code.empty() && code != waiting.coding.code) {
            SQLite::Statement target(study.database(),
                                     "SELECT k.meaning FROM codes k JOIN code_places place ON "
                                     "place.code = k.uuid AND place.stands_for = k.uuid WHERE "
                                     "k.target = 'code:' || ? AND k.codable = 1 AND k.retired = 0");
            target.bind(1, std::string(code));
            if (!target.executeStep())
                return bad_input("no such code that may be applied", std::string(code));
            SQLite::Statement closed(study.database(), "SELECT name FROM rounds WHERE uuid = ? AND closed = 1");
            closed.bind(1, waiting.coding.round);
            if (closed.executeStep())
                return bad_input("the round is closed", closed.getColumn(0).getString(),
                                 "its codes stay; open a new round to code again");
            payload["code"] = std::string(code);
            payload["meaning"] = target.getColumn(0).getString();
        }
        AXIAL_TRY(Journal(study).append(Event{{},
                                              {},
                                              std::string(coder),
                                              EventKind::coding_reviewed,
                                              "coding:" + std::string(uuid),
                                              std::move(payload)}));
        return {};
    });
}

} // namespace axial::codebooks
