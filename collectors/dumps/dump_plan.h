// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/dumps/dump_ids.h"
#include "collectors/dumps/dump_records.h"
#include "collectors/dumps/dump_source.h"
#include "corpus/record.h"
#include "corpus/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace axial::collectors::dumps {

/// What to take from a dump.
struct DumpRequest {
    std::vector<std::filesystem::path> paths = {};
    std::string site = {};                      ///< empty: by the name of what was given
    std::vector<std::string> tags = {};         ///< only questions with one of them; empty: all
    std::vector<std::string> all_tags = {};     ///< and with all of these
    std::optional<Time> since = {}, until = {}; ///< only questions asked in [since, until)
    std::optional<std::int64_t> min_score = {}; ///< only questions with at least this score
    bool dry_run = false;                       ///< only count
    [[nodiscard]] bool wants_all() const {
        return tags.empty() && all_tags.empty() && !since && !until && !min_score;
    }
};

/// A question or answer that is wanted.
struct DumpPost {
    std::int64_t id = 0;
    std::int64_t question = 0; ///< its own id for a question
    corpus::RowId thread = 0;  ///< row of the thread once it is stored
    std::int64_t history = 0;  ///< row of PostHistory.xml with its newest text; 0: none
    bool accepted = false;
    bool taken = false; ///< on its way into the study
    [[nodiscard]] PostType type() const { return id == question ? PostType::question : PostType::answer; }
};

/// The outcome of reading every file once, before anything is stored: whether they are well-formed, which posts
/// are wanted, who wrote them and where their newest texts are. Takes 40 bytes for each wanted question and
/// answer, 24 for each cross-reference, the names of the authors, and three bits for each post of the dump.
class DumpPlan {
public:
    using Progress = std::function<void(const std::string& what, std::int64_t done, std::int64_t of)>;

    [[nodiscard]] static Result<DumpPlan> make(const DumpSource& source, const DumpRequest& request,
                                               const Progress& progress, const std::stop_token& stop);

    /// Null where no question or answer of this id is wanted.
    [[nodiscard]] DumpPost* find(std::int64_t id);
    /// Whether the dump has a question or answer of this id, wanted or not, and not as an orphan.
    [[nodiscard]] bool has(std::int64_t id) const {
        return questions_.contains(id) || (answers_.contains(id) && !orphans_.contains(id));
    }
    /// An answer whose question is not in the dump.
    [[nodiscard]] bool is_orphan(std::int64_t id) const { return orphans_.contains(id); }
    /// "duplicate-of:12", "links-to:7", …
    [[nodiscard]] std::vector<std::string> links_of(std::int64_t question) const;
    [[nodiscard]] const UserNames& names() const { return names_; }
    /// Names from elsewhere, for a dump without Users.xml.
    void set_names(UserNames names) { names_ = std::move(names); }
    /// users_read, tags_read, history_read, links_read, and what would be stored: questions_wanted …
    [[nodiscard]] const std::map<std::string, std::int64_t>& counts() const { return counts_; }

private:
    struct Link {
        std::int64_t question, to, type;
        friend bool operator==(const Link&, const Link&) = default;
    };
    class Reader;

    std::vector<DumpPost> posts_; ///< by id
    IdSet questions_, answers_, orphans_;
    std::vector<Link> links_; ///< by question, duplicates first
    UserNames names_;
    std::map<std::string, std::int64_t> counts_;
};

/// A row of Posts.xml or Comments.xml that has what a record needs.
[[nodiscard]] bool is_usable(const XmlRow& row);

} // namespace axial::collectors::dumps
