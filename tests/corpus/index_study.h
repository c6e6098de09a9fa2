// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/search_index.h"
#include "tests/support/shared_material.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus::tests {

inline Time day(std::string_view text) {
    return *parse_time(text);
}

/// A small study to search in: one thread, posts added one by one, named by their native id.
class IndexedStudy {
public:
    IndexedStudy() : study_(*Study::create(folder_ / "study", "search")), store_(study_), index_(study_) {
        IncomingThread thread;
        thread.source = "github";
        thread.site = "github.com";
        thread.container = "HuggingFace/transformers";
        thread.kind = "issue";
        thread.native_id = "1";
        thread.title = "a thread";
        thread.state = "open";
        thread_ = store_.put(thread)->first;
    }

    static IncomingPost post(const std::string& id, const std::string& body) {
        IncomingPost post;
        post.kind = "comment";
        post.native_id = id;
        post.body = body;
        post.markup = Markup::markdown;
        post.dialect = Dialect::github;
        post.author.id = "someone";
        post.created_at = day("2024-05-01");
        return post;
    }

    void add(const std::string& id, const std::string& body) { put(post(id, body)); }
    void put(const IncomingPost& post) {
        const auto stored = store_.put(thread_, post);
        ASSERT_TRUE(stored) << stored.error().line();
    }

    void update() {
        const auto done = index_.update();
        ASSERT_TRUE(done) << done.error().line();
    }

    std::string id(RowId row) const { return (*store_.post(row))->native_id; }

    /// Native ids of all hits, sorted and joined by blanks; or the error.
    std::string found(const std::string& query) const {
        const auto rows = index_.matches(query);
        if (!rows)
            return rows.error().line();
        std::vector<std::string> ids;
        for (const RowId row : *rows)
            ids.push_back(id(row));
        std::sort(ids.begin(), ids.end());
        std::string line;
        for (const auto& one : ids)
            line += (line.empty() ? "" : " ") + one;
        return line;
    }

    std::string snippet(const std::string& query) const {
        const auto answer = index_.search({.query = query});
        if (!answer)
            return answer.error().line();
        return answer->hits.empty() ? "(no hit)" : answer->hits[0].snippet;
    }

    Study& study() { return study_; }
    Store& store() { return store_; }
    SearchIndex& index() { return index_; }
    RowId thread() const { return thread_; }

private:
    axial::tests::TemporaryFolder folder_;
    Study study_;
    Store store_;
    SearchIndex index_;
    RowId thread_ = 0;
};

} // namespace axial::corpus::tests
