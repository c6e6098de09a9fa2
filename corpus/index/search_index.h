// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"
#include "corpus/result.h"
#include "corpus/store.h"
#include "corpus/study.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus {

enum class Sort { relevance, date }; ///< date: newest first

struct SearchRequest {
    std::string query; ///< in the language of docs/search.md; empty: every post
    std::size_t offset = 0;
    std::size_t limit = 50;
    Sort sort = Sort::relevance;
    bool count_only = false;
    std::vector<RowId> within = {}; ///< only these posts, if any are named (a set); any order
};

struct Hit {
    RowId post = 0;
    double weight = 0;
    std::string snippet; ///< plain text around the first hits, one line; hits between \x02 and \x03
};

struct SearchAnswer {
    std::int64_t count = 0; ///< exact
    std::vector<Hit> hits;
};

/// How the index stands to the store.
struct IndexState {
    bool usable = false;     ///< there, of this version and of this study
    std::string reason;      ///< why not, in words
    std::int64_t change = 0; ///< last stored change that is indexed
    std::int64_t posts = 0;
};

/// The full-text index of a study (Xapian), a copy of the store that can be deleted at any time. Not tied to
/// the Study's write lock: Xapian's own lock allows one writer. One thread at a time per object.
class SearchIndex {
public:
    /// Reads the study's posts through its connection; the study must outlive the index.
    explicit SearchIndex(Study& study);
    SearchIndex(SearchIndex&&) noexcept;
    ~SearchIndex();

    [[nodiscard]] IndexState state() const;

    /// Indexes what the store has and the index lacks; makes the index anew if it is missing, of another
    /// version or of another study. Calls `progress(done, total)` now and then. Commits as it goes, so that it
    /// can be stopped.
    [[nodiscard]] Status update(const std::function<void(std::int64_t, std::int64_t)>& progress = {},
                                std::stop_token stop = {});
    /// Makes it anew beside the old one, which serves until the new one is complete and stays if this is
    /// stopped.
    [[nodiscard]] Status rebuild(const std::function<void(std::int64_t, std::int64_t)>& progress = {},
                                 std::stop_token stop = {});

    /// Fails with the column for a query that does not parse, and with "run axial index" where there is no
    /// index.
    [[nodiscard]] Result<SearchAnswer> search(const SearchRequest& request) const;
    /// The rows of all hits, in no particular order; for making sets.
    [[nodiscard]] Result<std::vector<RowId>> matches(std::string_view query) const;

    /// What index and store disagree on, at most `limit` lines: posts missing, outdated or unknown. For
    /// `verify`.
    [[nodiscard]] Result<std::vector<std::string>> differences(std::size_t limit) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace axial::corpus
