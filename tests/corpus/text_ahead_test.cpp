// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/settings.h"
#include "corpus/store.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <random>

namespace axial::corpus {
namespace {

using namespace tests;

/// Everything that a study says of its posts, in order, but when it was recorded.
std::string all_posts(Study& study) {
    std::string all;
    for (const char* table : {"posts", "revisions"}) {
        SQLite::Statement rows(study.database(), std::string("SELECT * FROM ") + table + " ORDER BY id");
        while (rows.executeStep())
            for (int i = 0; i < rows.getColumnCount(); ++i)
                if (std::string_view(rows.getColumnName(i)) != "recorded_at")
                    all += rows.getColumn(i).getString() + "\x1f";
    }
    return all;
}

/// A stream of posts with repeats, edits, texts that others have too, new titles over known texts, and
/// addresses to mask.
std::vector<IncomingPost> stream_of_posts(unsigned seed, int number) {
    std::mt19937 random(seed);
    const auto below = [&](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
    const std::vector<std::string> sentences{
        "The model asks for consent before it runs the code of a stranger.",
        "Das Modell fragt um Erlaubnis, bevor es fremden Code laufen lässt.",
        "Write to reader@example.org when it fails again.",
        "```python\nload(name, trust_remote_code=True)\n```",
        "> quoted, and *stressed*",
        "\xff\xfe broken bytes"};
    std::vector<IncomingPost> posts;
    for (int i = 0; i < number; ++i) {
        auto post = comment(below(60), "");
        const int length = 1 + below(40);
        for (int k = 0; k < length; ++k)
            post.body += sentences[static_cast<std::size_t>(below(6))] + "\n\n";
        if (below(4) == 0)
            post.body = sentences[static_cast<std::size_t>(below(6))];
        if (!posts.empty() && below(3) == 0)
            post.body = posts[static_cast<std::size_t>(below(static_cast<int>(posts.size())))].body;
        if (below(5) == 0)
            post.title = sentences[static_cast<std::size_t>(below(6))];
        post.fetched_at = Time{std::chrono::seconds{1'700'000'000}};
        posts.push_back(std::move(post));
    }
    return posts;
}

std::string stored(const std::vector<IncomingPost>& posts, std::size_t batch, bool ahead, bool masks) {
    const TemporaryFolder folder;
    Study study = Study::create(folder / "s", "").value();
    if (masks) {
        Settings settings;
        settings.mask_emails = true;
        EXPECT_TRUE(write_settings(study, settings));
    }
    Store store(study);
    const auto thread = put_issue(store, 1, "a title", "and a text");
    for (std::size_t begin = 0; begin < posts.size(); begin += batch) {
        const auto end = std::min(posts.size(), begin + batch);
        for (auto i = begin; ahead && i < end; ++i)
            store.expect(posts[i]);
        EXPECT_TRUE(store.transaction([&]() -> Status {
            for (auto i = begin; i < end; ++i)
                AXIAL_TRY(store.put(thread, posts[i]));
            return {};
        }));
    }
    SQLite::Statement(study.database(), "UPDATE posts SET fetched_at = 0").exec();
    return all_posts(study);
}

TEST(TextAhead, MakesNoDifferenceToWhatIsStored) {
    for (const unsigned seed : {1U, 2U, 3U})
        for (const bool masks : {false, true}) {
            const auto posts = stream_of_posts(seed, 400);
            const auto plain = stored(posts, 400, false, masks);
            EXPECT_EQ(plain.find("reader@example.org") == std::string::npos, masks);
            EXPECT_EQ(stored(posts, 400, true, masks), plain);
            EXPECT_EQ(stored(posts, 7, true, masks), plain);
        }
}

TEST(TextAhead, APageThatIsRolledBackIsForgotten) {
    const TemporaryFolder folder;
    Study study = Study::create(folder / "s", "").value();
    Store store(study);
    const auto thread = put_issue(store, 1, "a title", "and a text");
    const auto posts = stream_of_posts(4, 100);
    for (const auto& post : posts)
        store.expect(post);
    EXPECT_FALSE(store.transaction([&]() -> Status {
        AXIAL_TRY(store.put(thread, posts[0]));
        return bad_input("a broken page", "here");
    }));
    for (const auto& post : posts)
        ASSERT_TRUE(store.put(thread, post));
    for (const auto& post : stream_of_posts(4, 100)) {
        const auto found = store.post(comment_key(std::stoi(post.native_id)));
        ASSERT_TRUE(found && *found);
    }
}

TEST(TextAhead, WhatIsNeverPutDoesNotKeepTheStoreFromClosing) {
    const TemporaryFolder folder;
    Study study = Study::create(folder / "s", "").value();
    const Store store(study);
    Store moved = Store(study);
    for (const auto& post : stream_of_posts(5, 5000))
        moved.expect(post);
    const Store again = std::move(moved);
    EXPECT_EQ(again.counts()->posts, 0);
}

} // namespace
} // namespace axial::corpus
