// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/dump_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace axial::collectors::dumps {
namespace {

constexpr std::int64_t community = -1;

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(), [text](auto ending) { return text.ends_with(ending); });
}

std::string host_of(const std::string& name) {
    constexpr std::array<std::string_view, 5> own_domain{"stackoverflow", "superuser", "serverfault",
                                                         "askubuntu", "stackapps"};
    if (std::find(own_domain.begin(), own_domain.end(), name) != own_domain.end())
        return name + ".com";
    if (name == "mathoverflow")
        return "mathoverflow.net";
    if (ends_with_any(name, {".com", ".net", ".org"}))
        return name;
    if (ends_with_any(name, {".stackexchange", ".stackoverflow"}) || name == "meta.stackexchange")
        return name + ".com";
    if (name.starts_with("meta.") && name.size() > 5)
        return name.substr(5) + ".meta.stackexchange.com";
    return name + ".stackexchange.com";
}

Time time_at(const XmlRow& row, std::string_view name, Time otherwise = {}) {
    return parse_time(row.get(name)).value_or(otherwise);
}

corpus::Author author_from(const XmlRow& row, std::string_view id_name, std::string_view display_name,
                           const UserNames& names) {
    corpus::Author author;
    if (const auto shown = row.get(display_name); !shown.empty())
        author.name = std::string(shown);
    const auto id = row.number(id_name);
    if (!id)
        return author;
    author.id = std::to_string(*id);
    if (const auto known = names.find(*id); known != names.end())
        author.name = known->second;
    if (*id == community) {
        author.kind = "system";
        author.name = author.name.value_or("Community");
    }
    return author;
}

/// What posts and comments have in common. The text is as old as its last edit, and so is its licence.
corpus::IncomingPost common(const XmlRow& row) {
    corpus::IncomingPost post;
    post.native_id = row.get("Id");
    post.created_at = time_at(row, "CreationDate");
    post.updated_at = std::max(post.created_at, time_at(row, "LastEditDate", post.created_at));
    post.score = row.number("Score");
    const auto licence = row.get("ContentLicense");
    post.licence = licence.empty() ? licence_at(post.updated_at) : std::string(licence);
    return post;
}

} // namespace

Result<Site> site_from(const std::string& name) {
    const bool good = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return c < 0x80 && (std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_');
    });
    if (!good)
        return bad_input("cannot be the name of a site", name,
                         "give it with --site, such as stackoverflow or ai");
    return Site{name, "https://" + host_of(name)};
}

std::vector<std::string> tags_from(std::string_view text) {
    std::vector<std::string> tags;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find_first_of("<>|", begin), text.size());
        if (end > begin)
            tags.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return tags;
}

std::string licence_at(Time date) {
    using namespace std::chrono;
    if (date < sys_days{year{2011} / April / 8})
        return "CC BY-SA 2.5";
    return date < sys_days{year{2018} / May / 2} ? "CC BY-SA 3.0" : "CC BY-SA 4.0";
}

std::string post_key(const Site& site, PostType type, std::int64_t id) {
    return corpus::make_key("stackexchange", site.name, type == question ? "question" : "answer",
                            std::to_string(id));
}

corpus::IncomingThread thread_from(const XmlRow& row, const Site& site) {
    corpus::IncomingThread thread;
    thread.source = "stackexchange";
    thread.site = thread.container = site.name;
    thread.kind = "question";
    thread.native_id = row.get("Id");
    thread.title = row.get("Title");
    thread.url = fmt::format("{}/q/{}", site.base, thread.native_id);
    thread.state = row.find("ClosedDate") ? "closed" : row.find("AcceptedAnswerId") ? "answered" : "open";
    thread.tags = tags_from(row.get("Tags"));
    thread.created_at = time_at(row, "CreationDate");
    thread.updated_at = time_at(row, "LastActivityDate", time_at(row, "LastEditDate", thread.created_at));
    return thread;
}

corpus::IncomingPost post_from(const XmlRow& row, const Site& site, const UserNames& names, bool accepted) {
    corpus::IncomingPost post = common(row);
    const bool asks = row.number("PostTypeId") == question;
    post.kind = asks ? "question" : "answer";
    post.author = author_from(row, "OwnerUserId", "OwnerDisplayName", names);
    post.body = row.get("Body");
    post.markup = corpus::Markup::html;
    post.dialect = corpus::Dialect::stackexchange;
    post.url = fmt::format("{}/{}/{}", site.base, asks ? "q" : "a", post.native_id);
    if (asks) {
        post.title = row.get("Title");
        post.tags = tags_from(row.get("Tags"));
    } else {
        post.parent_key = post_key(site, question, row.number("ParentId").value_or(0));
        post.state = accepted ? "accepted" : "";
    }
    return post;
}

corpus::IncomingPost comment_from(const XmlRow& row, const Site& site, const UserNames& names, PostType type,
                                  std::int64_t question_id) {
    corpus::IncomingPost post = common(row);
    const auto on = row.number("PostId").value_or(0);
    post.kind = "comment";
    post.parent_key = post_key(site, type, on);
    post.author = author_from(row, "UserId", "UserDisplayName", names);
    post.body = row.get("Text");
    post.markup = corpus::Markup::markdown;
    post.dialect = corpus::Dialect::se_comment;
    post.url =
        type == question
            ? fmt::format("{}/questions/{}#comment{}_{}", site.base, question_id, post.native_id, on)
            : fmt::format("{}/questions/{}/_/{}#comment{}_{}", site.base, question_id, on, post.native_id, on);
    return post;
}

} // namespace axial::collectors::dumps
