// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"
#include "corpus/result.h"
#include "corpus/study.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus {

/// A set: a named, frozen list of posts with its provenance. The funnel of a study is the chain of its sets.
struct Set {
    RowId row = 0;
    std::string uuid, name;
    std::string step;   ///< how it came about: query, filter, unique, near-unique, sample, outcome, list
    std::string detail; ///< in words, for people: the query, "seed 7, 60 of 412", "round screening, include"
    std::string parent; ///< name of the set that it was drawn from; empty: all posts of the study
    std::string provenance; ///< JSON with everything needed to draw it again
    std::int64_t size = 0;
    Time created_at{};
};

/// A set about to be frozen.
struct NewSet {
    std::string name, step, detail, parent, provenance;
    std::vector<RowId> posts; ///< order and repeats do not matter
};

/// What came of a set of another copy of the study.
struct TakenSet {
    bool added = false; ///< false: it is here already, or some of its posts are not
    std::size_t missing_posts = 0;
    std::string renamed, new_name; ///< of two sets with one name, which was renamed to what; empty: none
};

class Sets {
public:
    explicit Sets(Study& study) : study_(&study) {}

    /// Takes in a set that was frozen in another copy of the study, with its UUID and time; `posts` are keys.
    /// Where another set has its name, the younger of the two goes by "NAME.UUID8" from then on, so that the
    /// result does not depend on what was taken in first. A set with posts that this study lacks is not taken.
    [[nodiscard]] Result<TakenSet> take(Set set, const std::vector<std::string>& posts);

    /// Fails if the name is taken or not [A-Za-z0-9._-]+, or the parent does not exist.
    [[nodiscard]] Result<Set> create(const NewSet& set);
    [[nodiscard]] Result<std::vector<Set>> all() const; ///< oldest first
    /// Fails with the names there are when it does not exist.
    [[nodiscard]] Result<Set> get(std::string_view name) const;
    [[nodiscard]] Result<std::vector<RowId>> posts(const Set& set) const;      ///< by (created, key)
    [[nodiscard]] Result<std::vector<std::string>> keys(const Set& set) const; ///< theirs, in the same order
    [[nodiscard]] Result<bool> contains(const Set& set, RowId post) const;
    [[nodiscard]] Result<std::map<std::string, std::int64_t>> by_source(const Set& set) const;
    /// From all posts down to `name`, following the parents.
    [[nodiscard]] Result<std::vector<Set>> chain(std::string_view name) const;

private:
    Study* study_;
};

/// A post's place in a draw or a shuffled order: depends on its key and the seed alone.
[[nodiscard]] std::uint64_t draw_place(std::string_view key, std::uint64_t seed);

/// One post for each distinct folded text (title and body; white space, case and typography apart): the oldest
/// is kept. `dropped` says which post each removed one repeats.
struct Unique {
    std::vector<RowId> kept;
    std::vector<std::pair<RowId, RowId>> dropped; ///< (removed, kept in its place)
};
[[nodiscard]] Result<Unique> unique_posts(Study& study, const std::vector<RowId>& posts);

} // namespace axial::corpus
