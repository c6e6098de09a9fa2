// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/dump_plan.h"

#include <algorithm>
#include <utility>

namespace axial::collectors::dumps {
namespace fs = std::filesystem;
namespace {

bool is_wanted(const XmlRow& row, const DumpRequest& request) {
    if (request.since && parse_time(row.get("CreationDate")).value_or(Time{}) < *request.since)
        return false;
    if (request.tags.empty())
        return true;
    const auto tags = tags_from(row.get("Tags"));
    return std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) {
        return std::find(request.tags.begin(), request.tags.end(), tag) != request.tags.end();
    });
}

BytesRead as_bytes(const DumpPlan::Progress& progress, std::string what) {
    if (!progress)
        return {};
    return
        [&progress, what = std::move(what)](std::int64_t done, std::int64_t of) { progress(what, done, of); };
}

} // namespace

bool is_usable(const XmlRow& row) {
    return row.number("Id") && parse_time(row.get("CreationDate"));
}

Result<DumpFiles> find_files(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return bad_input("not a folder", folder.string(), "give the folder that Posts.xml of the dump lies in");
    const auto file = [&](const char* name) {
        const fs::path path = folder / name;
        return fs::is_regular_file(path, error) ? path : fs::path();
    };
    for (const char* name : {"Posts.xml", "Comments.xml", "Users.xml", "Tags.xml"})
        if (fs::exists(folder / name, error) && file(name).empty())
            return bad_input("not a file", (folder / name).string(), "unpack the archive of the dump again");
    DumpFiles files{file("Posts.xml"), file("Comments.xml"), file("Users.xml"), file("Tags.xml")};
    if (files.posts.empty())
        return bad_input("Posts.xml is not there", folder.string(),
                         "unpack the archive of the dump into this folder");
    return files;
}

Result<DumpPlan> DumpPlan::make(const DumpFiles& files, const DumpRequest& request, const Progress& progress,
                                const std::stop_token& stop) {
    DumpPlan plan;
    plan.counts_ = {{"users_read", 0}, {"tags_read", 0}};
    AXIAL_TRY(plan.read_posts(files, request, progress, stop));
    AXIAL_TRY(plan.read_others(files, progress, stop));
    return plan;
}

Status DumpPlan::read_posts(const DumpFiles& files, const DumpRequest& request, const Progress& progress,
                            const std::stop_token& stop) {
    std::vector<std::int64_t> accepted;
    std::vector<std::pair<std::int64_t, std::int64_t>>
        owners; // of answers, whose fate is not known yet: id, user
    const auto visit = [&](const XmlRow& row) -> Status {
        const auto type = row.number("PostTypeId").value_or(0);
        if (!is_usable(row) || (type != question && type != answer))
            return {};
        DumpPost post;
        post.id = *row.number("Id");
        if (type == question) {
            post.question = post.id;
            post.wanted = is_wanted(row, request);
            if (const auto answer_id = row.number("AcceptedAnswerId"))
                accepted.push_back(*answer_id);
            if (post.wanted)
                note_author(row, "OwnerUserId");
        } else {
            post.question = row.number("ParentId").value_or(0);
            if (request.wants_all())
                note_author(row, "OwnerUserId");
            else if (const auto owner = row.number("OwnerUserId"))
                owners.emplace_back(post.id, *owner);
        }
        posts_.push_back(post);
        return {};
    };
    AXIAL_TRY(for_each_row(files.posts, "posts", visit, stop, as_bytes(progress, "reading Posts.xml")));
    settle_answers(std::move(accepted));
    for (const auto& [id, user] : owners)
        if (const DumpPost* post = find(id); post != nullptr && post->wanted)
            authors_.push_back(user);
    return {};
}

void DumpPlan::settle_answers(std::vector<std::int64_t> accepted) {
    std::stable_sort(posts_.begin(), posts_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    // Of rows with the same id the first one counts.
    posts_.erase(
        std::unique(posts_.begin(), posts_.end(), [](const auto& a, const auto& b) { return a.id == b.id; }),
        posts_.end());
    std::sort(accepted.begin(), accepted.end());
    for (auto& post : posts_) {
        if (post.type() == PostType::question)
            continue;
        const DumpPost* parent = find(post.question);
        post.orphan = parent == nullptr || parent->type() != PostType::question;
        post.wanted = !post.orphan && parent->wanted;
        post.accepted = std::binary_search(accepted.begin(), accepted.end(), post.id);
    }
}

Status DumpPlan::read_others(const DumpFiles& files, const Progress& progress, const std::stop_token& stop) {
    const auto comment = [&](const XmlRow& row) -> Status {
        const auto on = row.number("PostId");
        if (const DumpPost* post = on ? find(*on) : nullptr; post != nullptr && post->wanted)
            note_author(row, "UserId");
        return {};
    };
    if (!files.comments.empty())
        AXIAL_TRY(for_each_row(files.comments, "comments", comment, stop,
                               as_bytes(progress, "reading Comments.xml")));
    std::sort(authors_.begin(), authors_.end());
    authors_.erase(std::unique(authors_.begin(), authors_.end()), authors_.end());
    const auto user = [&](const XmlRow& row) -> Status {
        ++counts_["users_read"];
        const auto id = row.number("Id");
        if (const auto name = row.get("DisplayName");
            id && !name.empty() && std::binary_search(authors_.begin(), authors_.end(), *id))
            names_.insert_or_assign(*id, std::string(name));
        return {};
    };
    if (!files.users.empty())
        AXIAL_TRY(for_each_row(files.users, "users", user, stop, as_bytes(progress, "reading Users.xml")));
    const auto tag = [&](const XmlRow&) -> Status {
        ++counts_["tags_read"];
        return {};
    };
    if (!files.tags.empty())
        AXIAL_TRY(for_each_row(files.tags, "tags", tag, stop, as_bytes(progress, "reading Tags.xml")));
    authors_ = {};
    return {};
}

void DumpPlan::note_author(const XmlRow& row, std::string_view attribute) {
    const auto user = row.number(attribute);
    if (user && (authors_.empty() || authors_.back() != *user))
        authors_.push_back(*user);
}

DumpPost* DumpPlan::find(std::int64_t id) {
    const auto found =
        std::lower_bound(posts_.begin(), posts_.end(), id,
                         [](const DumpPost& post, std::int64_t wanted) { return post.id < wanted; });
    return found != posts_.end() && found->id == id ? &*found : nullptr;
}

} // namespace axial::collectors::dumps
