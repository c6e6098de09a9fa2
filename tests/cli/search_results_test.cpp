// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/store.h"
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace axial::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using tests::axial;

/// 12 issues about loading; every third has a comment about pickles.
struct SearchResults : testing::Test {
    SearchResults() {
        auto made = corpus::Study::create(folder / "s", "").value();
        corpus::Store store(made);
        for (int i = 1; i <= 12; ++i) {
            const auto thread = tests::put_issue(store, i, "t", "load the model");
            if (i % 3 == 0) {
                EXPECT_TRUE(store.put(thread, tests::comment(i, "load the pickle of the serializer")));
            }
        }
    }
    tests::Ran search(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--study", (folder / "s").string(), "search"});
        return axial(words);
    }
    std::vector<json> lines(std::vector<std::string> words) const {
        words.emplace_back("--json");
        const auto ran = search(std::move(words));
        EXPECT_EQ(ran.status, 0) << ran.err;
        std::vector<json> read;
        std::istringstream in(ran.out);
        for (std::string line; std::getline(in, line);)
            read.push_back(json::parse(line));
        return read;
    }
    tests::TemporaryFolder folder;
};

TEST_F(SearchResults, AreCountedByFields) {
    const auto found = lines({"load", "--facets", "kind,source", "--limit", "0"});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0]["count"], 16);
    EXPECT_EQ(found[0]["facets"]["kind"]["values"],
              json::parse(R"([{"value":"issue","posts":12},{"value":"comment","posts":4}])"));
    EXPECT_EQ(found[0]["facets"]["source"]["values"][0]["posts"], 16);
    EXPECT_EQ(search({"load", "--facets", "colour"}).status, 1);
}

TEST_F(SearchResults, AreGroupedByThreadAndPaged) {
    const auto all = lines({"load", "--by-thread", "--limit", "100"});
    EXPECT_EQ(all.size(), 12u);
    int together = 0;
    for (const auto& hit : all)
        together += hit.value("hits_in_thread", 1);
    EXPECT_EQ(together, 16);
    std::vector<json> paged;
    for (const char* offset : {"0", "5", "10"})
        for (auto& hit : lines({"load", "--by-thread", "--limit", "5", "--offset", offset}))
            paged.push_back(std::move(hit));
    ASSERT_EQ(paged.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        EXPECT_EQ(paged[i]["id"], all[i]["id"]);
    EXPECT_THAT(search({"load", "--by-thread", "--offset", "10"}).out, HasSubstr("12 threads, 11 to 12 shown"));
}

TEST_F(SearchResults, OfAPostAreThoseLikeIt) {
    const auto first = lines({"pickle", "--limit", "1"});
    ASSERT_EQ(first.size(), 1u);
    const auto alike = lines({"--like", first[0]["id"].get<std::string>()});
    ASSERT_GE(alike.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_THAT(alike[i]["snippet"].get<std::string>(), HasSubstr("pickle"));
    for (const auto& hit : alike)
        EXPECT_NE(hit["thread_id"], first[0]["thread_id"]);
    EXPECT_THAT(search({"--like", "no/such/post"}).err, HasSubstr("no post has this key"));
}

TEST_F(SearchResults, OfAMisspeltWordNameTheRightOne) {
    EXPECT_THAT(search({"serialiser"}).out, HasSubstr("did you mean: serializer"));
    EXPECT_THAT(search({"serializer"}).out, Not(HasSubstr("did you mean")));
}

TEST_F(SearchResults, AreDrawnByMonth) {
    EXPECT_THAT(search({"load", "--histogram", "--limit", "0"}).out, HasSubstr("█"));
    const auto drawn = lines({"load", "--histogram", "--limit", "0"});
    std::int64_t posts = 0;
    for (const auto& month : drawn.at(0)["facets"]["month"]["values"])
        posts += month["posts"].get<std::int64_t>();
    EXPECT_EQ(posts, 16);
}

} // namespace
} // namespace axial::cli
