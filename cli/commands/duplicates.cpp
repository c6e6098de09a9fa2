// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/near_duplicate_options.h"
#include "corpus/sets.h"
#include "corpus/store.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace axial::cli {
namespace {

using nlohmann::ordered_json;

constexpr Option options[] = {
    {"from", "SET", "only posts of this set, and their threads"},
    {"by", "thread|post", "compare the first posts of threads, with their titles (the default), or every post"},
    {"similarity", "S", "how alike two of them are at least, from 0.1 to 1; 0.8 where it is not given"},
};

/// The first line with something in it, at most 100 characters.
std::string first_line(const std::string& text) {
    const auto begin = std::min(text.find_first_not_of(" \t\n"), text.size());
    auto line = text.substr(begin, text.find('\n', begin) - begin);
    std::size_t end = 0, characters = 0;
    for (; end < line.size() && characters < 100; ++characters)
        for (++end; end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0u) == 0x80u;)
            ++end;
    return end < line.size() ? line.substr(0, end) + "…" : line;
}

Result<std::vector<std::pair<corpus::Post, double>>> posts_of(const corpus::Store& store,
                                                              const std::vector<corpus::NearDuplicate>& group) {
    std::vector<std::pair<corpus::Post, double>> posts;
    for (const auto& member : group) {
        AXIAL_ASSIGN(auto post, store.post(member.post));
        if (!post)
            return bad_input("a post vanished meanwhile", std::to_string(member.post), "try again");
        posts.emplace_back(std::move(*post), member.similarity);
    }
    return posts;
}

ordered_json group_json(const std::vector<std::pair<corpus::Post, double>>& group) {
    auto members = ordered_json::array();
    for (const auto& [post, similarity] : group)
        members.push_back({{"id", post.key},
                           {"thread_id", post.thread_key},
                           {"source", post.source},
                           {"container", post.container},
                           {"created_at", format_time(post.created_at)},
                           {"title", post.title.empty() ? post.thread_title : post.title},
                           {"similarity", similarity},
                           {"first_line", first_line(post.body.text)},
                           {"url", post.url.empty() ? ordered_json(nullptr) : ordered_json(post.url)}});
    return {{"kept", group.front().first.key}, {"posts", members}};
}

void print_group(std::ostream& out, const std::vector<std::pair<corpus::Post, double>>& group) {
    for (const auto& [post, similarity] : group) {
        const bool oldest = &post == &group.front().first;
        fmt::print(out, "{}  {}  {:<13} {}  {}\n", oldest ? "oldest" : fmt::format("{:>6.2f}", similarity),
                   format_date(post.created_at), post.source, post.key,
                   plain(post.title.empty() ? post.thread_title : post.title));
        if (const auto line = first_line(post.body.text); !line.empty())
            fmt::print(out, "        {}\n", plain(line));
    }
    out << '\n';
}

Status run_duplicates(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto wanted, near_duplicate_options(arguments, corpus::AlikeBy::thread));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    std::optional<std::vector<corpus::RowId>> among;
    if (arguments.has("from")) {
        const corpus::Sets sets(study);
        AXIAL_ASSIGN(const auto set, sets.get(arguments.get("from")));
        AXIAL_ASSIGN(among, sets.posts(set));
    }
    const auto progress = [&](std::int64_t done, std::int64_t of) { context.progress("comparing", done, of); };
    auto compared = corpus::near_duplicates(study, among, wanted, progress, context.stop);
    context.end_progress();
    AXIAL_ASSIGN(const auto found, std::move(compared));
    const corpus::Store store(study);
    std::size_t repeats = 0;
    for (const auto& group : found.groups) {
        AXIAL_ASSIGN(const auto posts, posts_of(store, group));
        repeats += posts.size() - 1;
        if (context.json)
            context.print(group_json(posts));
        else
            print_group(context.out, posts);
    }
    if (!context.json)
        fmt::print(context.out, "{} of {} {}s repeat an older one at {:.2f} or more, in {} {}\n", repeats,
                   found.compared, name_of(wanted.by), wanted.similarity, found.groups.size(),
                   found.groups.size() == 1 ? "group" : "groups");
    return {};
}

} // namespace

const Command duplicates_command{
    "duplicates",
    "",
    "list threads or posts that are nearly the same, also from one source to another",
    options,
    run_duplicates,
    "A question asked on the forum, on Stack Overflow and on GitHub is one group. The figure is the share of\n"
    "five-word stretches that a text has in common with the oldest of its group, markup, case and typography "
    "apart;\n"
    "lines that many texts of one repository share, as of an issue template, do not count. One of a group can "
    "lie\n"
    "below S by way of another between the two. Nothing is changed: leave repeats out with\n"
    "\"axial set new NAME --from SET --near-unique\"."};

} // namespace axial::cli
