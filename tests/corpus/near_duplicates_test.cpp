// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/duplicates/boilerplate.h"
#include "corpus/duplicates/near_duplicates.h"
#include "corpus/store.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <gmock/gmock.h>

#include <random>

namespace axial::corpus {
namespace {

using namespace tests;
using testing::ElementsAre;
using testing::Pair;

std::vector<std::uint64_t> shingles_of_markdown(const std::string& markdown, const std::string& title = "") {
    return duplicates::shingles_of(
        duplicates::lines_of(title, canonical_text(markdown, Markup::markdown, Dialect::github)));
}

const std::string title = "How can I load a checkpoint without running the code that lies beside it?";

/// One question as three sites mark it up: Markdown with a fence, HTML of Stack Overflow, cooked HTML of a
/// forum with its typography.
const std::string as_markdown =
    R"(Hi! I'm trying to load a *checkpoint* from the Hub, and `from_pretrained` asks me for
`trust_remote_code=True`. I don't want to run "any code" that I have not read...

```python
from transformers import AutoModel
model = AutoModel.from_pretrained("some/checkpoint", revision="main")
```

Is there a way to load only the weights? I have looked at [the documentation](https://example.org/docs), but it
says nothing of it.)";
const std::string as_stack_overflow =
    "<p>Hi! I'm trying to load a <em>checkpoint</em> from the Hub, and <code>from_pretrained</code> asks me "
    "for "
    "<code>trust_remote_code=True</code>. I don't want to run \"any code\" that I have not read...</p>\n"
    "<pre class=\"lang-py prettyprint-override\"><code>from transformers import AutoModel\n"
    "model = AutoModel.from_pretrained(&quot;some/checkpoint&quot;, revision=&quot;main&quot;)\n</code></pre>\n"
    "<p>Is there a way to load only the weights? I have looked at <a href=\"https://example.org/docs\">the "
    "documentation</a>, but it says nothing of it.</p>";
const std::string as_forum =
    "<p>Hello everybody,<br>\nI’m trying to load a <em>checkpoint</em> from the Hub, and "
    "<code>from_pretrained</code> asks me for <code>trust_remote_code=True</code>. I don’t want to run “any "
    "code” that I "
    "have not read…</p>\n<pre data-code-wrap=\"python\"><code class=\"lang-python\">from transformers import "
    "AutoModel\n"
    "model = AutoModel.from_pretrained(\"some/checkpoint\", revision=\"main\")\n</code></pre>\n"
    "<p>Is there a way to load only the weights? I have looked at <a href=\"https://example.org/docs\">the "
    "documentation</a>, but it says nothing of it.</p>";

struct NearDuplicatesTest : testing::Test {
    TemporaryFolder folder;
    Study study = Study::create(folder / "s", "").value();
    Store store{study};

    RowId put(const std::string& source, const std::string& id, int day, const std::string& body, Markup markup,
              Dialect dialect, const std::string& name = title) {
        auto thread = issue(1, name);
        thread.source = source;
        thread.container = source == "github" ? "example-lab/loader" : source + ".example.org";
        thread.native_id = id;
        const auto row = store.put(thread)->first;
        auto post = first_post(day, body);
        post.native_id = id;
        post.title = name;
        post.markup = markup;
        post.dialect = dialect;
        EXPECT_TRUE(store.put(row, post));
        return store.posts_of(row)->front().row;
    }
    RowId put_github(int id, const std::string& body, const std::string& name = title) {
        return put("github", std::to_string(id), id, body, Markup::markdown, Dialect::github, name);
    }
    Status many(int from, int to, const std::function<std::string(int)>& body, const std::string& name) {
        return store.transaction([&]() -> Status {
            for (int i = from; i < to; ++i)
                put_github(i, body(i),
                           name.empty() ? "Number " + std::to_string(i) + " of the questions here" : name);
            return {};
        });
    }
    NearDuplicates found(AlikeBy by = AlikeBy::thread, double similarity = 0.8) {
        return near_duplicates(study, std::nullopt, {by, similarity}).value();
    }
};

TEST_F(NearDuplicatesTest, AQuestionAskedOnThreeSitesIsOneGroup) {
    const auto forum = put("discourse", "7", 3, as_forum, Markup::html, Dialect::discourse);
    const auto overflow = put("stackexchange", "77", 1, as_stack_overflow, Markup::html, Dialect::stackexchange,
                              "Load a checkpoint without running the code that lies beside it");
    const auto github = put("github", "777", 2, as_markdown, Markup::markdown, Dialect::github);
    put("github", "778", 4, "Another question altogether, about how one trains with several cards at once.",
        Markup::markdown, Dialect::github, "Training with several cards");
    const auto all = found();
    EXPECT_EQ(all.compared, 4);
    ASSERT_EQ(all.groups.size(), 1u);
    ASSERT_EQ(all.groups[0].size(), 3u);
    EXPECT_EQ(all.groups[0][0].post, overflow) << "the oldest speaks for all";
    EXPECT_EQ(all.groups[0][1].post, github);
    EXPECT_EQ(all.groups[0][2].post, forum);
    for (const auto& one : all.groups[0])
        EXPECT_GE(one.similarity, 0.8);
}

TEST_F(NearDuplicatesTest, MarkupCaseAndTypographyDoNotCount) {
    EXPECT_EQ(
        duplicates::jaccard(shingles_of_markdown(as_markdown, title),
                            duplicates::shingles_of(duplicates::lines_of(
                                "HOW can I load a checkpoint, without running the code that lies beside it",
                                canonical_text(as_stack_overflow, Markup::html, Dialect::stackexchange)))),
        1);
}

TEST_F(NearDuplicatesTest, TheFormOfAProjectMakesNothingAlike) {
    const std::string form =
        "### System information\n\n- library version: \n- platform: \n- Python version: \n\n"
        "### Who can help?\n\nName one of the maintainers of this part of the library.\n\n"
        "- [ ] The official example scripts\n- [ ] My own modified scripts\n\n"
        "### Expected behaviour\n\nA clear and short account of what should have happened.\n\n"
        "### Reproduction\n\nSteps that show the behaviour to somebody else:\n\n";
    const char* const words[] = {"loading", "training", "tokens",  "memory",
                                 "cards",   "weights",  "licence", "quantised"};
    const auto body = [&](int i) {
        return form + "It fails with " + words[i % 8] + " and " + words[i / 8 % 8] + " number " +
               std::to_string(i);
    };
    ASSERT_TRUE(many(1, 41, body, "It does not work"));
    EXPECT_TRUE(found().groups.empty());
    EXPECT_GE(found().boilerplate, 10);

    const auto copy = put("discourse", "9", 60, "It fails with memory and loading number 3", Markup::markdown,
                          Dialect::discourse, "It does not work");
    const auto groups = found().groups;
    ASSERT_EQ(groups.size(), 1u) << "and hides no copy that was asked elsewhere without it";
    EXPECT_EQ(groups[0][1].post, copy);
    EXPECT_EQ(groups[0][1].similarity, 1);
}

TEST_F(NearDuplicatesTest, EqualTextsAreGroupedHoweverManyThereAre) {
    ASSERT_TRUE(many(
        1, 61, [](int) { return "Please have a look at what I sell on my own site."; }, "Look at this"));
    const auto groups = found().groups;
    ASSERT_EQ(groups.size(), 1u);
    EXPECT_EQ(groups[0].size(), 60u);
}

TEST_F(NearDuplicatesTest, ByPostOrByThreadAndAmongSomeOnly) {
    const auto first = put_github(1, as_markdown);
    const auto again = put_github(2, as_markdown + "\n\nNobody?");
    const auto thread = store.post(again)->value().thread_row;
    const auto quote = "> " + as_markdown.substr(0, 80) + "\n\n";
    ASSERT_TRUE(
        store.put(thread, comment(5, quote + "The same happens here with the newest release of the library")));
    ASSERT_TRUE(
        store.put(thread, comment(6, "The same happens here, with the newest release of the library!")));
    ASSERT_TRUE(
        store.put(thread, comment(7, quote + "Pin the revision and read the code once, that is what I do")));
    EXPECT_EQ(found().groups.size(), 1u);
    EXPECT_EQ(found(AlikeBy::post).groups.size(), 2u) << "quoted words are another's";
    EXPECT_EQ(found(AlikeBy::post).compared, 5);
    const auto row = [&](int id) { return store.post(comment_key(id))->value().row; };

    const auto posts = std::vector{first, again, row(5), row(6), row(7)};
    const auto by_post = near_unique_posts(study, posts, {AlikeBy::post, 0.8}).value();
    EXPECT_THAT(by_post.kept, ElementsAre(first, row(5), row(7)));
    ASSERT_EQ(by_post.dropped.size(), 2u);
    EXPECT_EQ(by_post.dropped[0].post, again);
    EXPECT_EQ(by_post.dropped[0].kept, first);
    EXPECT_EQ(by_post.dropped[1].post, row(6));
    EXPECT_EQ(by_post.repeated, 2);

    const auto by_thread = near_unique_posts(study, posts, {AlikeBy::thread, 0.8}).value();
    EXPECT_THAT(by_thread.kept, ElementsAre(first)) << "a thread goes with all its posts";
    EXPECT_EQ(by_thread.repeated, 1);
    EXPECT_EQ(by_thread.dropped.size(), 4u);

    EXPECT_TRUE(near_duplicates(study, std::vector{again, row(5)}, {AlikeBy::post, 0.8})->groups.empty());
    EXPECT_EQ(near_duplicates(study, std::vector{first, row(7)}, {})->groups.size(), 1u)
        << "row 7 stands for its thread";
    EXPECT_TRUE(near_duplicates(study, std::vector<RowId>(), {})->groups.empty());
}

TEST_F(NearDuplicatesTest, TheThresholdDecides) {
    put_github(1, as_markdown);
    put_github(2, as_markdown +
                      "\n\nI have asked this on the forum, too, where nobody had an answer for three weeks, so "
                      "I ask again here, hoping that somebody who wrote this part of the library reads it.");
    EXPECT_EQ(found(AlikeBy::thread, 0.9).groups.size(), 0u);
    const auto groups = found(AlikeBy::thread, 0.5).groups;
    ASSERT_EQ(groups.size(), 1u);
    EXPECT_THAT(groups[0][1].similarity, testing::AllOf(testing::Gt(0.5), testing::Lt(0.9)));
}

TEST_F(NearDuplicatesTest, ChineseGoesByCharacters) {
    const auto a = shingles_of_markdown("升级到最新版本以后模型就加载不了了，请问这是什么原因造成的？");
    const auto b = shingles_of_markdown("升级到最新版本以后，模型就加载不了了。请问这是什么原因造成的");
    const auto c = shingles_of_markdown("请问在多张显卡上训练的时候应该怎么设置批量大小？");
    EXPECT_GT(a.size(), 20u);
    EXPECT_EQ(duplicates::jaccard(a, b), 1);
    EXPECT_EQ(duplicates::jaccard(a, c), 0);
}

TEST_F(NearDuplicatesTest, StopsWhenAsked) {
    put_github(1, as_markdown);
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = near_duplicates(study, std::nullopt, {}, {}, stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().fault, Fault::cancelled);
}

} // namespace
} // namespace axial::corpus
