// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/models.h"
#include "corpus/store.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace axial::corpus {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class ModelsTable : public testing::Test {
protected:
    Finding finding(const std::string& level, std::vector<int> cwes, const std::string& reach = "import",
                    bool suppressed = false) {
        return {"t", "1", "r", std::move(cwes), level, "a.py", 1, 1, "m", reach, suppressed, ""};
    }

    /// A post in a thread of its own number.
    RowId post(int thread, int number) {
        Store store(study_);
        RowId row = 0;
        const auto stored = store.transaction([&]() -> Status {
            IncomingThread incoming;
            incoming.source = "github";
            incoming.container = "o/r";
            incoming.kind = "issue";
            incoming.native_id = std::to_string(thread);
            AXIAL_ASSIGN(const auto at, store.put(incoming));
            IncomingPost text;
            text.kind = "comment";
            text.native_id = std::to_string(number);
            text.body = "x";
            AXIAL_TRY(store.put(at.first, text));
            AXIAL_ASSIGN(const auto found, store.post(make_key("github", "o/r", "comment", text.native_id)));
            row = found->row;
            return {};
        });
        EXPECT_TRUE(stored) << stored.error().line();
        return row;
    }

    static Mention mention(RowId post, const std::string& model, double confidence = 1) {
        return {post, 1, 0, 3, model, "url", confidence, "e"};
    }

    tests::TemporaryFolder folder_;
    Study study_ = Study::create(folder_ / "study", "s").value();
    Models models_{study_};
};

TEST_F(ModelsTable, ReplacesAScanAsAWhole) {
    Model model;
    model.key = "hf:o/n";
    model.platform = "hf";
    model.config_rule = true;
    ASSERT_TRUE(models_.put(model, {finding("error", {502, 78}), finding("note", {})}));
    model.key = "hf:O/N"; // an id in other letters is the same repository
    model.paper_rule = true;
    const auto row =
        models_.put(model, {finding("warning", {78}, "deferred"), finding("warning", {78, 95}, "unreached"),
                            finding("error", {502}, "import", true)});
    ASSERT_TRUE(row) << row.error().line();
    ASSERT_EQ(models_.all().value().size(), 1u);
    EXPECT_TRUE(models_.get("hf:o/n").value()->paper_rule);
    const auto counts = models_.count_findings(*row).value();
    EXPECT_EQ(counts.warnings, 2);
    EXPECT_EQ(counts.errors, 0);
    EXPECT_EQ(counts.suppressed, 1);
    EXPECT_EQ(counts.reachable, 1);
    EXPECT_THAT(counts.cwes, ElementsAre(Pair(78, 2), Pair(95, 1)));
    const auto findings = models_.findings_of(*row).value();
    ASSERT_EQ(findings.size(), 3u);
    EXPECT_THAT(findings[0].cwes, ElementsAre(78));
}

TEST_F(ModelsTable, CountsPostsAndThreadsOnce) {
    const RowId a = post(1, 1), b = post(1, 2), c = post(2, 3);
    ASSERT_TRUE(models_.put_mentions(a, {mention(a, "hf:o/n"), mention(a, "hf:O/n"), mention(a, "hf:o/n")}));
    ASSERT_TRUE(models_.put_mentions(b, {mention(b, "hf:o/n"), mention(b, "hf:p/q", 0.4)}));
    ASSERT_TRUE(models_.put_mentions(c, {mention(c, "hf:O/N")}));
    const auto counts = models_.count_mentions({b, c}, 0.5).value();
    ASSERT_EQ(counts.size(), 1u);
    EXPECT_EQ(counts[0].model, "hf:o/n"); // the most frequent spelling
    EXPECT_EQ(counts[0].posts, 3);
    EXPECT_EQ(counts[0].threads, 2);
    EXPECT_EQ(counts[0].kept, 2);
    ASSERT_TRUE(models_.put_mentions(a, {}));
    EXPECT_THAT(models_.mentions_of(a).value(), IsEmpty());
    EXPECT_EQ(models_.count_mentions({}, 0.5).value()[0].posts, 2);
}

TEST_F(ModelsTable, StoresNothingOfABadBatch) {
    const RowId a = post(1, 1);
    ASSERT_TRUE(models_.put_mentions(a, {mention(a, "hf:o/n")}));
    EXPECT_FALSE(models_.put_mentions(a, {mention(a, "hf:p/q"), mention(a + 1, "hf:p/q")}));
    EXPECT_EQ(models_.mentions_of(a).value().at(0).model, "hf:o/n");
    EXPECT_FALSE(models_.put_mentions(999, {mention(999, "hf:p/q")}));
}

} // namespace
} // namespace axial::corpus
