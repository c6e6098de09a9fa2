// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/models.h"

#include "corpus/database.h"
#include "corpus/store_rows.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace axial::corpus {
namespace {

constexpr const char* model_columns = "SELECT id, key, platform, path, revision, scanned_at, config_rule, "
                                      "paper_rule, clauses, load_files, coverage "
                                      "FROM models ";

Model read_model(SQLite::Statement& row) {
    Model model;
    model.row = row.getColumn(0).getInt64();
    model.key = row.getColumn(1).getString();
    model.platform = row.getColumn(2).getString();
    model.path = row.getColumn(3).getString();
    model.revision = row.getColumn(4).getString();
    model.scanned_at = rows::time_from(row.getColumn(5));
    model.config_rule = row.getColumn(6).getInt() != 0;
    model.paper_rule = row.getColumn(7).getInt() != 0;
    model.clauses = row.getColumn(8).getString();
    model.load_files = row.getColumn(9).getString();
    model.coverage = row.getColumn(10).getString();
    return model;
}

void insert_findings(SQLite::Database& database, RowId model, const std::vector<Finding>& findings) {
    SQLite::Statement insert(
        database, "INSERT INTO findings (model_id, tool, tool_version, rule, cwes, level, file, line, "
                  "end_line, message, reach, suppressed, fingerprint) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const auto& finding : findings) {
        insert.bind(1, model);
        insert.bind(2, clean_utf8(finding.tool));
        insert.bind(3, clean_utf8(finding.tool_version));
        insert.bind(4, clean_utf8(finding.rule));
        insert.bind(5, nlohmann::json(finding.cwes).dump());
        insert.bind(6, finding.level);
        insert.bind(7, clean_utf8(finding.file));
        insert.bind(8, finding.line);
        insert.bind(9, finding.end_line);
        insert.bind(10, clean_utf8(finding.message));
        insert.bind(11, finding.reach);
        insert.bind(12, finding.suppressed ? 1 : 0);
        insert.bind(13, clean_utf8(finding.fingerprint));
        insert.exec();
        insert.reset();
    }
}

std::vector<int> read_cwes(const SQLite::Column& column) {
    return nlohmann::json::parse(column.getString()).get<std::vector<int>>();
}

std::vector<std::pair<int, std::int64_t>> most_frequent_first(const std::map<int, std::int64_t>& counts) {
    std::vector<std::pair<int, std::int64_t>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return sorted;
}

} // namespace

Models::Models(Study& study) : study_(&study) {
}

Result<RowId> Models::put(const Model& model, const std::vector<Finding>& findings) {
    return guarded([&]() -> Result<RowId> {
        auto& database = study_->database();
        Transaction transaction(database);
        SQLite::Statement remove(database, "DELETE FROM models WHERE key = ? COLLATE NOCASE");
        remove.bind(1, model.key);
        remove.exec();
        SQLite::Statement insert(
            database, "INSERT INTO models (key, platform, path, revision, scanned_at, config_rule, "
                      "paper_rule, clauses, load_files, coverage) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.bind(1, model.key);
        insert.bind(2, model.platform);
        insert.bind(3, model.path);
        insert.bind(4, model.revision);
        insert.bind(5, rows::to_row(model.scanned_at));
        insert.bind(6, model.config_rule ? 1 : 0);
        insert.bind(7, model.paper_rule ? 1 : 0);
        insert.bind(8, model.clauses);
        insert.bind(9, model.load_files);
        insert.bind(10, model.coverage);
        insert.exec();
        const RowId row = database.getLastInsertRowid();
        insert_findings(database, row, findings);
        transaction.commit();
        return row;
    });
}

Result<std::vector<Model>> Models::all() const {
    return guarded([&]() -> Result<std::vector<Model>> {
        SQLite::Statement rows(study_->database(), std::string(model_columns) + "ORDER BY key");
        std::vector<Model> models;
        while (rows.executeStep())
            models.push_back(read_model(rows));
        return models;
    });
}

Result<std::optional<Model>> Models::get(std::string_view key) const {
    return guarded([&]() -> Result<std::optional<Model>> {
        SQLite::Statement row(study_->database(), std::string(model_columns) + "WHERE key = ? COLLATE NOCASE");
        row.bind(1, std::string(key));
        return row.executeStep() ? std::optional(read_model(row)) : std::nullopt;
    });
}

Result<std::vector<Finding>> Models::findings_of(RowId model) const {
    return guarded([&]() -> Result<std::vector<Finding>> {
        SQLite::Statement rows(
            study_->database(),
            "SELECT tool, tool_version, rule, cwes, level, file, line, end_line, message, reach, "
            "suppressed, fingerprint FROM findings WHERE model_id = ? ORDER BY file, line, rule, id");
        rows.bind(1, model);
        std::vector<Finding> findings;
        while (rows.executeStep())
            findings.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(),
                                rows.getColumn(2).getString(), read_cwes(rows.getColumn(3)),
                                rows.getColumn(4).getString(), rows.getColumn(5).getString(),
                                rows.getColumn(6).getInt(), rows.getColumn(7).getInt(),
                                rows.getColumn(8).getString(), rows.getColumn(9).getString(),
                                rows.getColumn(10).getInt() != 0, rows.getColumn(11).getString()});
        return findings;
    });
}

Result<FindingCounts> Models::count_findings(RowId model) const {
    return guarded([&]() -> Result<FindingCounts> {
        SQLite::Statement rows(study_->database(),
                               "SELECT level, reach, suppressed, cwes, count(*) FROM findings "
                               "WHERE model_id = ? GROUP BY level, reach, suppressed, cwes");
        rows.bind(1, model);
        FindingCounts counts;
        std::map<int, std::int64_t> cwes;
        while (rows.executeStep()) {
            const std::string level = rows.getColumn(0).getString(), reach = rows.getColumn(1).getString();
            const std::int64_t many = rows.getColumn(4).getInt64();
            if (rows.getColumn(2).getInt() != 0) {
                counts.suppressed += many;
                continue;
            }
            (level == "error"     ? counts.errors
             : level == "warning" ? counts.warnings
             : level == "note"    ? counts.notes
                                  : counts.none) += many;
            counts.reachable += reach == "import" || reach == "deferred" ? many : 0;
            for (const int cwe : read_cwes(rows.getColumn(3)))
                cwes[cwe] += many;
        }
        counts.cwes = most_frequent_first(cwes);
        return counts;
    });
}

Status Models::put_mentions(RowId post, const std::vector<Mention>& mentions) {
    return guarded([&]() -> Status {
        auto& database = study_->database();
        Transaction transaction(database);
        SQLite::Statement remove(database, "DELETE FROM mentions WHERE post_id = ?");
        remove.bind(1, post);
        remove.exec();
        SQLite::Statement insert(database,
                                 "INSERT INTO mentions (post_id, revision, begin_at, end_at, model, kind, "
                                 "confidence, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        for (const auto& mention : mentions) {
            if (mention.post != post)
                return bad_input("a mention of another post", std::to_string(mention.post));
            insert.bind(1, post);
            insert.bind(2, mention.revision);
            insert.bind(3, static_cast<std::int64_t>(mention.begin));
            insert.bind(4, static_cast<std::int64_t>(mention.end));
            insert.bind(5, mention.model);
            insert.bind(6, mention.kind);
            insert.bind(7, mention.confidence);
            insert.bind(8, clean_utf8(mention.evidence));
            insert.exec();
            insert.reset();
        }
        transaction.commit();
        return {};
    });
}

Result<std::vector<Mention>> Models::mentions_of(RowId post) const {
    return guarded([&]() -> Result<std::vector<Mention>> {
        SQLite::Statement rows(study_->database(),
                               "SELECT revision, begin_at, end_at, model, kind, confidence, evidence "
                               "FROM mentions WHERE post_id = ? ORDER BY begin_at, end_at, id");
        rows.bind(1, post);
        std::vector<Mention> mentions;
        while (rows.executeStep())
            mentions.push_back({post, rows.getColumn(0).getInt(), rows.getColumn(1).getUInt(),
                                rows.getColumn(2).getUInt(), rows.getColumn(3).getString(),
                                rows.getColumn(4).getString(), rows.getColumn(5).getDouble(),
                                rows.getColumn(6).getString()});
        return mentions;
    });
}

Result<std::vector<MentionCounts>> Models::count_mentions(const std::vector<RowId>& kept,
                                                          double min_confidence) const {
    return guarded([&]() -> Result<std::vector<MentionCounts>> {
        SQLite::Statement rows(
            study_->database(),
            "SELECT lower(m.model), m.model, count(*), m.post_id, p.thread_id FROM mentions m "
            "JOIN posts p ON p.id = m.post_id WHERE m.confidence >= ? "
            "GROUP BY m.model, m.post_id ORDER BY lower(m.model)");
        rows.bind(1, min_confidence);
        struct Tally {
            std::map<std::string, std::int64_t> spellings;
            std::set<RowId> posts, threads;
        };
        std::map<std::string, Tally> tallies;
        while (rows.executeStep()) {
            auto& tally = tallies[rows.getColumn(0).getString()];
            tally.spellings[rows.getColumn(1).getString()] += rows.getColumn(2).getInt64();
            tally.posts.insert(rows.getColumn(3).getInt64());
            tally.threads.insert(rows.getColumn(4).getInt64());
        }
        const std::set<RowId> chosen(kept.begin(), kept.end());
        std::vector<MentionCounts> counts;
        for (const auto& [folded, tally] : tallies) {
            const auto common =
                std::max_element(tally.spellings.begin(), tally.spellings.end(),
                                 [](const auto& a, const auto& b) { return a.second < b.second; });
            const auto in_set = std::count_if(tally.posts.begin(), tally.posts.end(),
                                              [&](RowId post) { return chosen.contains(post); });
            counts.push_back({common->first, static_cast<std::int64_t>(tally.posts.size()),
                              static_cast<std::int64_t>(tally.threads.size()), in_set});
        }
        return counts;
    });
}

} // namespace axial::corpus
