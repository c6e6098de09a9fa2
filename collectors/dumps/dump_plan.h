// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/dumps/dump_records.h"
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
    std::filesystem::path folder;
    std::string site;              ///< empty: the name of the folder
    std::vector<std::string> tags; ///< only questions with one of them; empty: all
    std::optional<Time> since;     ///< only questions asked from then on
    [[nodiscard]] bool wants_all() const { return tags.empty() && !since; }
};

/// Which files of the folder there are.
struct DumpFiles {
    std::filesystem::path posts, comments, users, tags; ///< empty where there is none, but for posts
};
[[nodiscard]] Result<DumpFiles> find_files(const std::filesystem::path& folder);

/// A question or answer of the dump.
struct DumpPost {
    std::int64_t id = 0;
    std::int64_t question = 0; ///< its own id for a question
    corpus::RowId thread = 0;  ///< row of the thread once it is stored
    bool wanted = false;       ///< by the filters, with its question in the dump
    bool orphan = false;       ///< an answer whose question is not in the dump
    bool accepted = false;
    bool met = false;   ///< by the importer
    bool taken = false; ///< on its way into the study
    [[nodiscard]] PostType type() const { return id == question ? PostType::question : PostType::answer; }
};

/// The outcome of reading every file once, before anything is stored: whether they are well-formed, which posts
/// are wanted and who wrote them. 32 bytes for each question and answer of the dump, and the names of the
/// authors.
class DumpPlan {
public:
    using Progress = std::function<void(const std::string& what, std::int64_t done, std::int64_t of)>;

    [[nodiscard]] static Result<DumpPlan> make(const DumpFiles& files, const DumpRequest& request,
                                               const Progress& progress, const std::stop_token& stop);

    /// Null where the dump has no question or answer of this id.
    [[nodiscard]] DumpPost* find(std::int64_t id);
    [[nodiscard]] const UserNames& names() const { return names_; }
    /// Names from elsewhere, for a dump without Users.xml.
    void set_names(UserNames names) { names_ = std::move(names); }
    [[nodiscard]] const std::map<std::string, std::int64_t>& counts() const { return counts_; }

private:
    [[nodiscard]] Status read_posts(const DumpFiles& files, const DumpRequest& request,
                                    const Progress& progress, const std::stop_token& stop);
    [[nodiscard]] Status read_others(const DumpFiles& files, const Progress& progress,
                                     const std::stop_token& stop);
    void settle_answers(std::vector<std::int64_t> accepted);
    void note_author(const XmlRow& row, std::string_view attribute);

    std::vector<DumpPost> posts_; ///< by id
    std::vector<std::int64_t> authors_;
    UserNames names_;
    std::map<std::string, std::int64_t> counts_; ///< users_read, tags_read
};

/// A row of Posts.xml or Comments.xml that has what a record needs.
[[nodiscard]] bool is_usable(const XmlRow& row);

} // namespace axial::collectors::dumps
