// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/index_files.h"

#include "corpus/database.h"
#include "corpus/index/documents.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace axial::corpus::index {
namespace {

constexpr auto version_key = "axial.version";
constexpr auto study_key = "axial.study";
constexpr auto change_key = "axial.change";
constexpr std::int64_t batch_posts = 1000; // Xapian writes fastest in small batches; research in the README
constexpr std::size_t batch_bytes = 8u << 20;

class Follower {
public:
    Follower(Study& study, Xapian::WritableDatabase& database, const Progress& progress, std::int64_t total)
        : study_(study),
          database_(database),
          progress_(progress),
          total_(total),
          change_(stamp_of(database).change),
          held_(RowMap::of_live(database)) {}

    Status add(const Post& post) {
        AXIAL_TRY(numbered(post.row));
        Xapian::Document document = maker_.document(post);
        document.add_value(row_slot, row_value(post.row));
        const auto known = added_.emplace(post.row, held_.document(post.row)).first;
        if (known->second != 0)
            database_.replace_document(known->second, document);
        else
            known->second = database_.add_document(document);
        change_ = post.change;
        bytes_ += post.body.text.size();
        ++done_;
        if (++waiting_ >= batch_posts || bytes_ >= batch_bytes)
            commit();
        return {};
    }

    void commit() {
        if (waiting_ == 0)
            return;
        set_stamp(database_, study_.uuid(), change_);
        database_.commit();
        waiting_ = 0;
        bytes_ = 0;
        if (progress_)
            progress_(done_, std::max(done_, total_));
    }

private:
    Study& study_;
    Xapian::WritableDatabase& database_;
    const Progress& progress_;
    std::int64_t total_, change_, done_ = 0, waiting_ = 0;
    std::size_t bytes_ = 0;
    DocumentMaker maker_;
    const RowMap held_;
    std::unordered_map<RowId, Xapian::docid> added_;
};

std::int64_t change_in(const std::string& data) {
    std::int64_t change = -1;
    std::from_chars(data.data(), data.data() + data.size(), change);
    return change;
}

} // namespace

Stamp stamp_of(const Xapian::Database& database) {
    const std::string change = database.get_metadata(change_key);
    return {database.get_metadata(version_key), database.get_metadata(study_key),
            change.empty() ? 0 : change_in(change)};
}

void set_stamp(Xapian::WritableDatabase& database, const std::string& study, std::int64_t change) {
    database.set_metadata(version_key, std::to_string(index_version));
    database.set_metadata(study_key, study);
    database.set_metadata(change_key, std::to_string(change));
}

std::string unfit_reason(const Stamp& stamp, const Study& study, std::int64_t last_change) {
    if (stamp.version != std::to_string(index_version))
        return stamp.version.empty() ? "the index was never finished"
                                     : "the index is of another version of Axial";
    if (stamp.study != study.uuid())
        return "the index is of another study";
    if (stamp.change > last_change)
        return "the index knows changes that the study does not have";
    return {};
}

Status numbered(RowId row) {
    if (row >= 1 && row <= most_rows)
        return {};
    return bad_input("a study of more than 250 million posts cannot be indexed", fmt::format("post {}", row),
                     "make shards of it: \"axial shard build\"");
}

Result<std::int64_t> changes_after(Study& study, std::int64_t change) {
    return guarded([&]() -> Result<std::int64_t> {
        SQLite::Statement query(study.database(), "SELECT count(*) FROM posts WHERE change > ?");
        query.bind(1, change);
        query.executeStep();
        return query.getColumn(0).getInt64();
    });
}

Status follow(Study& study, const Store& store, Xapian::WritableDatabase& database, const Progress& progress,
              std::stop_token stop) {
    const std::string where = study.index_path().string();
    return xapian_guarded(where, [&]() -> Status {
        const std::int64_t from = stamp_of(database).change;
        AXIAL_ASSIGN(const std::int64_t total, changes_after(study, from));
        Follower follower(study, database, progress, total);
        Status status;
        AXIAL_TRY(store.for_each_change(from, [&](const Post& post) {
            if (stop.stop_requested())
                status = cancelled();
            else // Xapian's exceptions must not pass through the store
                status = xapian_guarded(where, [&] { return follower.add(post); });
            return status.has_value();
        }));
        if (!status && status.error().fault != Fault::cancelled)
            return status;
        follower.commit();
        return status;
    });
}

Result<std::vector<std::string>> compare(const OpenIndex& index, const Store& store, std::size_t limit) {
    std::vector<std::string> lines;
    std::vector<RowId> known;
    Status status;
    AXIAL_TRY(store.for_each_change(0, [&](const Post& post) {
        status = xapian_guarded("index", [&]() -> Status {
            known.push_back(post.row);
            const auto document = index.document(post.row);
            if (!document) {
                lines.push_back(fmt::format("{}: not in the index", post.key));
                return {};
            }
            const std::string data = document->get_data();
            if (data != document_data(post))
                lines.push_back(
                    change_in(data) == post.change
                        ? fmt::format("{}: the index has another text of change {}", post.key, post.change)
                        : fmt::format("{}: indexed as of change {}, stored as of change {}", post.key,
                                      change_in(data), post.change));
            return {};
        });
        return status.has_value() && lines.size() < limit;
    }));
    AXIAL_TRY(status);
    if (lines.size() >= limit)
        return lines;
    std::sort(known.begin(), known.end());
    index.for_each_row([&](RowId row) {
        if (!std::binary_search(known.begin(), known.end(), row))
            lines.push_back(fmt::format("document {}: in the index, but not in the study", row));
        return lines.size() < limit;
    });
    return lines;
}

} // namespace axial::corpus::index
