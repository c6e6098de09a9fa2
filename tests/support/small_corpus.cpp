// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/small_corpus.h"

#include <gtest/gtest.h>

namespace axial::tests {
namespace {

Time day(int number) {
    return *parse_time("2024-03-01T10:00:00Z") + std::chrono::hours(24 * number);
}

} // namespace

corpus::IncomingThread issue(int number, const std::string& title) {
    corpus::IncomingThread thread;
    thread.source = "github";
    thread.site = "github.com";
    thread.container = "example-lab/loader";
    thread.kind = "issue";
    thread.native_id = std::to_string(number);
    thread.title = title;
    thread.url = "https://github.com/example-lab/loader/issues/" + thread.native_id;
    thread.state = "open";
    thread.tags = {"bug"};
    thread.created_at = thread.updated_at = day(number);
    return thread;
}

corpus::IncomingPost first_post(int number, const std::string& markdown) {
    corpus::IncomingPost post;
    post.kind = "issue";
    post.native_id = std::to_string(number);
    post.author = {.id = "nadir-k", .name = "nadir-k", .kind = "user", .role = "MEMBER"};
    post.created_at = post.updated_at = post.fetched_at = day(number);
    post.title = "Issue " + post.native_id;
    post.body = markdown;
    post.markup = corpus::Markup::markdown;
    post.dialect = corpus::Dialect::github;
    post.url = "https://github.com/example-lab/loader/issues/" + post.native_id;
    return post;
}

corpus::IncomingPost comment(int id, const std::string& markdown) {
    auto post = first_post(1, markdown);
    post.kind = "comment";
    post.native_id = std::to_string(id);
    post.title.clear();
    post.created_at = post.updated_at = day(1) + std::chrono::minutes(id);
    return post;
}

corpus::RowId put_issue(corpus::Store& store, int number, const std::string& title,
                        const std::string& markdown) {
    const auto thread = store.put(issue(number, title));
    EXPECT_TRUE(thread) << thread.error().line();
    auto post = first_post(number, markdown);
    post.title = title;
    const auto outcome = store.put(thread->first, post);
    EXPECT_TRUE(outcome) << outcome.error().line();
    return thread->first;
}

std::string issue_key(int number) {
    return "github/example-lab/loader/issue/" + std::to_string(number);
}

std::string comment_key(int id) {
    return "github/example-lab/loader/comment/" + std::to_string(id);
}

} // namespace axial::tests
