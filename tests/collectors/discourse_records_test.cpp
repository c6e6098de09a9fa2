// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/discourse/records.h"
#include "corpus/text/canonical_text.h"
#include "tests/collectors/discourse_fixture.h"

#include <gmock/gmock.h>

namespace axial::collectors {
namespace {

using namespace tests;

struct Tally {
    std::int64_t topics = 0, posts = 0, ids = 0, empty = 0;
    std::map<std::string, std::int64_t> states = {}, visibilities = {};
};

/// One recorded payload: a whole topic, or a single post.
void read_payload(const Json& root, const Forum& forum, std::set<std::string>& keys, Tally& tally) {
    const bool is_topic = root["post_stream"].is_object();
    discourse::Origin origin{&forum,
                             is_topic ? root["id"].id() : root["topic_id"].id(),
                             root["slug"].text(),
                             root["title"].text(),
                             {},
                             nullptr,
                             discourse::accepted_posts(root)};
    const auto thread = discourse::thread_of(root, origin);
    ASSERT_TRUE(thread);
    EXPECT_FALSE(is_topic && thread->title.empty()) << thread->native_id;
    tally.topics += is_topic ? 1 : 0;
    for (const Json& each : is_topic ? root["post_stream"]["posts"].items() : std::vector<Json>{root}) {
        const auto post = discourse::post_of(each, origin, {});
        ASSERT_TRUE(post);
        ++tally.posts;
        keys.insert(discourse::post_key(each, forum));
        ++tally.states[post->state];
        ++tally.visibilities[std::string(corpus::name_of(post->visibility))];
        EXPECT_NE(post->created_at, Time{}) << post->native_id;
        const auto text = corpus::canonical_text(post->body, post->markup, post->dialect);
        tally.empty += text.text.empty() && post->state != "small_action" ? 1 : 0;
    }
}

Tally read_all(const std::filesystem::path& folder) {
    const Forum forum{"recorded", "http://127.0.0.1", "http://127.0.0.1"};
    std::set<std::string> keys;
    Tally tally;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto document = JsonDocument::parse(read_file(entry.path()));
        EXPECT_TRUE(document) << entry.path();
        if (document)
            read_payload((*document)->root(), forum, keys, tally);
    }
    tally.ids = std::ssize(keys);
    return tally;
}

/// Topics as a real forum of years gave them, HTML only. Counts as MANIFEST.md says.
TEST(DiscourseRecords, realTopicsAreRead) {
    AXIAL_NEEDS_SHARED(folder, "recorded/discourse/urho3d");
    const Tally tally = read_all(folder);
    EXPECT_EQ(tally.topics, 275);
    EXPECT_EQ(tally.posts, 3057);
    EXPECT_EQ(tally.ids, 3057);
    EXPECT_EQ(tally.states.at("small_action"), 27);
    EXPECT_EQ(tally.states.at("accepted"), 44);
    EXPECT_EQ(tally.visibilities.at("hidden"), 2);
    EXPECT_EQ(tally.empty, 22); // pictures and videos alone
}

TEST(DiscourseRecords, realPostsAreRead) {
    AXIAL_NEEDS_SHARED(folder, "recorded/discourse/delving-bitcoin");
    const Tally tally = read_all(folder);
    EXPECT_EQ(tally.posts, 477);
    EXPECT_EQ(tally.ids, 475);
    EXPECT_EQ(tally.visibilities.at("deleted"), 25);
    EXPECT_EQ(tally.empty, 0);
}

} // namespace
} // namespace axial::collectors
