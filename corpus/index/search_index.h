// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"
#include "corpus/result.h"
#include "corpus/store.h"
#include "corpus/study.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus {

namespace index {
struct Field;
}

enum class Sort { relevance, date }; ///< date: newest first

struct SearchRequest {
    std::string query; ///< in the language of docs/search.md; empty: every post
    std::size_t offset = 0;
    std::size_t limit = 50;
    Sort sort = Sort::relevance;
    bool count_only = false;
    std::optional<std::vector<RowId>> within =
        {}; ///< only these posts (a set), in any order; none if it is empty
    /// Key of a post: those that share its rarest words, most alike first, without it and its thread.
    std::string like = {};
    bool by_thread = false; ///< one hit a thread, its first in the order asked for
    /// Fields to count the values of: source, site, repo, author, kind, state, tag, lang, month, and code where
    /// the study answers for it. Exact.
    std::vector<std::string> facets = {};
    std::size_t facet_values = 20;           ///< values a facet, the most frequent ones; month: all
    std::chrono::milliseconds time_limit{0}; ///< zero: none. What takes longer fails, with a hint
    std::stop_token stop = {};
};

struct Hit {
    RowId post = 0;
    double weight = 0;
    std::string snippet;            ///< plain text around the first hits, one line; hits between \x02 and \x03
    std::int64_t in_thread = 1;     ///< hits of its thread; 1 unless grouped by thread
    std::string title = {};         ///< its thread's, one line, hits in its own title marked as in the snippet
    std::optional<Post> shown = {}; ///< the post that the snippet is of; none if it went since it was indexed
};

struct FacetValue {
    std::string value;
    std::int64_t posts = 0;
};

/// How the hits (posts, also where they are grouped) spread over a field's values.
struct Facet {
    std::string field;
    std::vector<FacetValue> values; ///< most frequent first, ties by value; "month": in order of time
    std::int64_t others = 0;        ///< distinct values beyond those listed
};

struct SearchAnswer {
    std::int64_t count = 0; ///< exact: posts, or threads where they are grouped
    std::vector<Hit> hits;
    std::vector<Facet> facets;   ///< in the order asked for
    std::string suggestion = {}; ///< the query with words spelt as the corpus spells them; empty: none
};

/// Answers for the fields that a study knows and its index does not (type `fact`: set, round, coded,
/// code-applied): the posts with that value. Fails for a value that does not exist, naming those that do.
using Facts = std::function<Result<std::vector<RowId>>(const index::Field& field, std::string_view value)>;

/// What the study counts hits by: the posts of each value of the facet ("code"), as far as the searcher may see
/// them; nothing for a facet that it does not know.
using FactValues =
    std::function<Result<std::optional<std::map<std::string, std::vector<RowId>>>>(std::string_view facet)>;

/// How the index stands to the store.
struct IndexState {
    bool usable = false;     ///< there, of this version and of this study
    std::string reason;      ///< why not, in words
    std::int64_t change = 0; ///< last stored change that is indexed
    std::int64_t posts = 0;
    std::int64_t shards = 0; ///< databases that it consists of
};

/// The full-text index of a study (Xapian), a copy of the store that can be deleted at any time. Not tied to
/// the Study's write lock: a lock of its own allows one writer. One thread at a time per object.
class SearchIndex {
public:
    /// Reads the study's posts through its connection; the study must outlive the index.
    explicit SearchIndex(Study& study);
    SearchIndex(SearchIndex&&) noexcept;
    ~SearchIndex();

    [[nodiscard]] IndexState state() const;

    /// Indexes what the store has and the index lacks; makes the index anew if it is missing, damaged, of
    /// another version or of another study. Calls `progress(done, total)` now and then. Commits as it goes, so
    /// that it can be stopped; much at a time is indexed on all cores beside the old index, and resumed if
    /// stopped.
    [[nodiscard]] Status update(const std::function<void(std::int64_t, std::int64_t)>& progress = {},
                                std::stop_token stop = {});
    /// Makes it anew beside the old one, on all cores. The old one serves until the new one is complete and
    /// stays if this is stopped; what was done by then is used the next time, so far as it is still right.
    [[nodiscard]] Status rebuild(const std::function<void(std::int64_t, std::int64_t)>& progress = {},
                                 std::stop_token stop = {});

    /// Who answers for fields of type `fact`; until then they are an error. Kept, and called while searching.
    void answer_facts(Facts facts, FactValues values = {});

    /// Fails with the column for a query that does not parse, and with "run axial index" where there is no
    /// index.
    [[nodiscard]] Result<SearchAnswer> search(const SearchRequest& request) const;
    /// The rows of all hits, in no particular order; for making sets.
    [[nodiscard]] Result<std::vector<RowId>> matches(std::string_view query) const;
    /// The same with the request's `within`, `like`, `time_limit` and `stop`; the rest of it is not looked at.
    [[nodiscard]] Result<std::vector<RowId>> matches(const SearchRequest& request) const;

    /// What index and store disagree on, at most `limit` lines: posts missing, outdated or unknown. For
    /// `verify`.
    [[nodiscard]] Result<std::vector<std::string>> differences(std::size_t limit) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace axial::corpus
