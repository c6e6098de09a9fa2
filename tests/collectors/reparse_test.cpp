// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/collectors/reparse_fixture.h"

#include <gmock/gmock.h>

namespace axial::collectors::reparse {
namespace {

using namespace tests;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* secp = "bitcoin-core/secp256k1";
constexpr const char* other_texts = "UPDATE revisions SET text = 'what a worse parser saw', spans = '[]', "
                                    "text_version = 0 WHERE post_id % 3 = 0";

/// Everything from one study comes out as it is, and comes back where it was other.
void expect_restored(TestStudy& study) {
    const auto before = study.contents();
    std::vector<Reparsed> changes;
    auto n = tests::reparse(study, {}, &changes);
    EXPECT_EQ(n["added"] + n["changed"] + n["threads_added"] + n["threads_changed"], 0)
        << (changes.empty() ? ""
                            : changes.front().key + " " +
                                  (changes.front().fields.empty() ? "added" : changes.front().fields.front()));
    EXPECT_EQ(n["posts_not_found"], 0) << listed(study).substr(0, 500);
    EXPECT_EQ(n["payloads_broken"], 0) << listed(study).substr(0, 500);
    EXPECT_EQ(n["skipped"], 0) << listed(study).substr(0, 500);
    EXPECT_EQ(tests::difference(before, study.contents()), "");
    const corpus::Store store(study.study());
    EXPECT_EQ(n["unchanged"], store.counts()->posts);

    damage(study, "UPDATE posts SET title = 'x', author_role = 'y', url = 'z' WHERE id % 7 = 0");
    damage(study, "UPDATE threads SET title = 'x', tags = '[]' WHERE id % 5 = 0");
    const int other = damage(study, other_texts);
    changes.clear();
    n = tests::reparse(study, {.source = {}, .dry_run = true}, &changes);
    EXPECT_GE(n["changed"], other);
    const auto told = changes.size();
    EXPECT_NE(tests::difference(before, study.contents()), ""); // only told, not done
    changes.clear();
    n = tests::reparse(study, {}, &changes);
    EXPECT_EQ(changes.size(), told);
    EXPECT_EQ(n["changed"] + n["threads_changed"], static_cast<std::int64_t>(changes.size()));
    auto after = study.contents();
    damage(study, "UPDATE posts SET revision = 1");
    damage(study, "DELETE FROM revisions WHERE text = 'what a worse parser saw'");
    damage(study, "UPDATE revisions SET number = 1");
    EXPECT_EQ(tests::difference(before, study.contents()), "");
    EXPECT_EQ(tests::reparse(study)["changed"], 0);
}

TEST(Reparse, whatWasCollectedComesOutAsItIs) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    collect_github_into(study, fakes, secp);
    collect_forum_into(study, fakes, "delving");
    collect_forum_into(study, fakes, "urho3d");
    collect_hub_into(study, fakes, "models/gathered/model-threads");
    expect_restored(study);
}

} // namespace
} // namespace axial::collectors::reparse
