// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/raw_store.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>

#include <fstream>

namespace axial::corpus {
namespace {

using tests::TemporaryFolder;

Exchange exchange(const std::string& key, std::string body) {
    Exchange made;
    made.key = key;
    made.status = 200;
    made.headers = {{"content-type", "application/json"}, {"link", "<https://x>; rel=\"next\""}};
    made.body = std::move(body);
    made.fetched_at = *parse_time("2024-01-01T00:00:00Z");
    return made;
}

TEST(RawStore, GivesBackTheBytesThatCame) {
    const TemporaryFolder folder;
    std::string all_bytes;
    for (int i = 0; i < 256; ++i)
        all_bytes += static_cast<char>(i);
    const std::vector<std::string> bodies{"", "{}", all_bytes, std::string(3 << 20, 'a')};
    {
        auto store = RawStore::open(folder / "raw.db", RawStore::Mode::append).value();
        for (const auto& body : bodies)
            ASSERT_TRUE(store.append(exchange("GET https://x/", body)));
        ASSERT_TRUE(store.commit());
    }
    const auto store = RawStore::open(folder / "raw.db", RawStore::Mode::read).value();
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        const auto found = store.find("GET https://x/", static_cast<int>(i)).value();
        ASSERT_TRUE(found) << i;
        EXPECT_EQ(found->body, bodies[i]);
        EXPECT_EQ(found->headers.size(), 2u);
    }
    EXPECT_FALSE(store.find("GET https://x/", 4).value());
    EXPECT_LT(std::filesystem::file_size(folder / "raw.db"), 100'000u) << "bodies are compressed";
}

TEST(RawStore, WhatWasNotCommittedIsNotThere) {
    const TemporaryFolder folder;
    {
        auto store = RawStore::open(folder / "raw.db", RawStore::Mode::append).value();
        ASSERT_TRUE(store.append(exchange("a", "1")));
        ASSERT_TRUE(store.commit());
        ASSERT_TRUE(store.append(exchange("b", "2")));
    }
    EXPECT_EQ(RawStore::open(folder / "raw.db", RawStore::Mode::read)->size(), 1);
}

TEST(RawStore, AnotherFileIsNoRecording) {
    const TemporaryFolder folder;
    std::ofstream(folder / "notes.txt") << "these are my notes, and there are enough of them for a header";
    const auto opened = RawStore::open(folder / "notes.txt", RawStore::Mode::append);
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().line(), testing::HasSubstr("notes.txt"));
    EXPECT_FALSE(RawStore::open(folder / "none.db", RawStore::Mode::read));
}

} // namespace
} // namespace axial::corpus
