// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/post_json.h"
#include "corpus/privacy/pseudonyms.h"
#include "corpus/privacy/stretches.h"
#include "corpus/settings.h"
#include "corpus/store.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <random>

namespace axial::corpus {
namespace {

using namespace tests;
using privacy::Pseudonyms;
using testing::HasSubstr;
using testing::Not;

struct IntakeTest : testing::Test {
    TemporaryFolder folder;
    Study study = Study::create(folder / "s", "").value();

    void set(const Settings& settings) {
        if (settings.authors == Authors::pseudonyms) {
            ASSERT_TRUE(Pseudonyms::open_or_create(study));
        }
        ASSERT_TRUE(write_settings(study, settings));
    }
    Post post(const std::string& key) {
        const auto found = Store(study).post(key);
        EXPECT_TRUE(found && *found) << key;
        return **found;
    }
    /// Everything that the study says of its posts and threads, in order.
    static std::string everything(Study& of) {
        std::string all;
        for (const char* table : {"threads", "posts", "revisions"}) {
            SQLite::Statement rows(of.database(), std::string("SELECT * FROM ") + table + " ORDER BY id");
            while (rows.executeStep())
                for (int i = 0; i < rows.getColumnCount(); ++i)
                    if (std::string_view(rows.getColumnName(i)) != "recorded_at")
                        all += rows.getColumn(i).getString() + "\x1f";
        }
        return all;
    }
};

const std::string body =
    "Thanks @octo-kit, see https://github.com/octo-kit.\n\nMail **me@example.org** or use `hf_" +
    std::string("aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3h") + "`.\n\n> @octo-kit said";

TEST_F(IntakeTest, OffMeansByteForByteWhatCameIn) {
    Store store(study);
    const auto thread = put_issue(store, 1, "mail me@example.org", body);
    EXPECT_EQ(post(issue_key(1)).body, canonical_text(body, Markup::markdown, Dialect::github));
    EXPECT_EQ(post(issue_key(1)).title, "mail me@example.org");
    EXPECT_EQ(post(issue_key(1)).author.id, "nadir-k");
    EXPECT_EQ(store.put(thread, comment(2, "no more")), Outcome::added);
    EXPECT_TRUE(store.masked().empty());
}

TEST_F(IntakeTest, EverythingOnLeavesNoNameAddressOrSecret) {
    set({Authors::pseudonyms, true, true, DeletedText::keep, {}});
    Store store(study);
    put_issue(store, 1, "mail me@example.org, @octo-kit", body);
    const auto stored = post(issue_key(1));
    const auto all = everything(study);
    for (const char* gone : {"octo-kit", "me@example.org", "hf_aB3", "nadir-k"})
        EXPECT_THAT(all, Not(HasSubstr(gone)));
    EXPECT_THAT(stored.body.text, HasSubstr("Mail [e-mail] or use [secret]."));
    EXPECT_EQ(stored.author.id, stored.author.name);
    EXPECT_TRUE(Pseudonyms::open(study)->is_handle(*stored.author.id));
    const auto masked = store.masked();
    EXPECT_EQ(masked.at("masked_emails"), 2) << "title and body";
    EXPECT_EQ(masked.at("masked_secrets"), 1);
    EXPECT_EQ(masked.at("names_in_texts"), 3);
    // Spans still say what they said, at their new places.
    const auto octo = Pseudonyms::open(study)->handle("github", "github.com", "Octo-Kit");
    std::size_t mentions = 0;
    for (const auto& span : stored.body.spans) {
        const auto text =
            stored.body.text.substr(span.begin, span.end - span.begin); // ASCII: bytes are code points
        if (span.kind == SpanKind::mention) {
            ++mentions;
            EXPECT_EQ(text, "@" + octo);
            EXPECT_EQ(span.detail, octo);
        }
        if (span.kind == SpanKind::strong) {
            EXPECT_EQ(text, "[e-mail]");
        }
        if (span.kind == SpanKind::inline_code) {
            EXPECT_EQ(text, "[secret]");
        }
    }
    EXPECT_EQ(mentions, 2u);
}

TEST_F(IntakeTest, TheSameOnceMoreIsUnchangedUnderEverySetting) {
    for (const auto authors : {Authors::keep, Authors::pseudonyms, Authors::drop})
        for (const bool mask : {false, true}) {
            study = Study::create(folder / (std::string(name_of(authors)) + (mask ? "1" : "0")), "").value();
            set({authors, mask, mask, DeletedText::drop, {"nadir-k"}});
            Store store(study);
            const auto thread = put_issue(store, 1, "t @octo-kit a@b.org", body);
            ASSERT_TRUE(store.put(thread, comment(2, body)));
            const auto before = everything(study);
            Store again(study);
            EXPECT_EQ(again.put(issue(1, "t @octo-kit a@b.org"))->second, Outcome::unchanged);
            auto first = first_post(1, body);
            first.title = "t @octo-kit a@b.org";
            EXPECT_EQ(again.put(thread, first), Outcome::unchanged);
            EXPECT_EQ(again.put(thread, comment(2, body)), Outcome::unchanged);
            EXPECT_EQ(everything(study), before);
            EXPECT_EQ(
                again.masked(),
                (mask || authors != Authors::keep ? store.masked() : std::map<std::string, std::int64_t>{}))
                << "a run counts what it met, stored before or not";
        }
}

TEST_F(IntakeTest, PseudonymsDoNotDependOnTheOrder) {
    set({Authors::pseudonyms, false, false, DeletedText::keep, {}});
    std::vector<IncomingPost> posts;
    for (int i = 0; i < 60; ++i) {
        posts.push_back(
            comment(100 + i, "@person-" + std::to_string(i % 7) + " and @Person-" + std::to_string(i % 5)));
        posts.back().author.id = posts.back().author.name = "person-" + std::to_string(i % 11);
    }
    const auto stored = [&](std::vector<IncomingPost> order) {
        std::mt19937 random(static_cast<unsigned>(order.size()) +
                            static_cast<unsigned>(order[0].native_id.back()));
        std::shuffle(order.begin(), order.end(), random);
        Study other = Study::create(folder / ("o" + order[0].native_id), "").value();
        std::filesystem::copy_file(study.path() / Pseudonyms::file_name, other.path() / Pseudonyms::file_name);
        EXPECT_TRUE(write_settings(other, {Authors::pseudonyms, false, false, DeletedText::keep, {}}));
        Store store(other);
        const auto thread = put_issue(store, 1, "t", "b");
        for (const auto& each : order)
            EXPECT_EQ(store.put(thread, each), Outcome::added);
        std::map<std::string, std::string> result;
        const auto status = store.for_each_post([&](const Post& found) {
            result[found.key] = *found.author.id + "|" + found.body.text;
            return true;
        });
        EXPECT_TRUE(status);
        return result;
    };
    const auto forwards = stored(posts);
    std::reverse(posts.begin(), posts.end());
    EXPECT_EQ(stored(posts), forwards);
    // One person, one handle: as author, mentioned, and however the name is capitalised.
    const auto handle = forwards.at(comment_key(103)).substr(0, 21);
    EXPECT_THAT(forwards.at(comment_key(110)), HasSubstr("@" + handle))
        << "110 mentions person-3 (110 - 100 = 10 = 3 mod 7)";
    EXPECT_THAT(forwards.at(comment_key(108)), HasSubstr("and @" + handle));
}

TEST_F(IntakeTest, TheKeyIsTheOwnersOnlyAndNeeded) {
    set({Authors::pseudonyms, false, false, DeletedText::keep, {}});
    const auto file = study.path() / Pseudonyms::file_name;
    EXPECT_EQ(std::filesystem::status(file).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const auto handle = Pseudonyms::open(study)->handle("github", "github.com", "somebody");
    EXPECT_EQ(Pseudonyms::open(study)->handle("github", "github.com", handle), handle);
    EXPECT_NE(Pseudonyms::open(study)->handle("discourse", "a.org", "somebody"),
              Pseudonyms::open(study)->handle("discourse", "b.org", "somebody"));
    std::filesystem::rename(file, folder / "elsewhere");
    {
        Store store(study);
        const auto put = store.put(issue(1, "t"));
        ASSERT_FALSE(put);
        EXPECT_THAT(put.error().line(), HasSubstr("key is missing"));
        EXPECT_FALSE(Pseudonyms::open_or_create(study)) << "a new key would give everybody a second handle";
    }
    std::ofstream(file) << std::string(64, 'a') << "\n";
    const auto other = Store(study).put(issue(1, "t"));
    ASSERT_FALSE(other);
    EXPECT_THAT(other.error().line(), HasSubstr("not the one"));
    std::ofstream(file, std::ios::trunc) << "nonsense";
    EXPECT_FALSE(Store(study).put(issue(1, "t")));
    EXPECT_EQ(Store(study).counts()->threads, 0);
}

TEST_F(IntakeTest, DroppedAuthorsAreMissingAndNobodyIsMentioned) {
    set({Authors::drop, false, false, DeletedText::keep, {}});
    Store store(study);
    put_issue(store, 1, "t", body);
    const auto stored = post(issue_key(1));
    EXPECT_EQ(stored.author.id, std::nullopt);
    EXPECT_EQ(stored.author.name, std::nullopt);
    EXPECT_THAT(stored.body.text, HasSubstr("Thanks @[author], see https://github.com/[author]."));
    EXPECT_FALSE(std::filesystem::exists(study.path() / Pseudonyms::file_name));
}

TEST_F(IntakeTest, BotsAreMarkedByNameWhateverElseIsSet) {
    Store store(study);
    const auto thread = put_issue(store, 1, "t", "b");
    const auto kind_of = [&](int id, const char* name, Store& into) {
        auto each = comment(id, "text");
        each.author = {.id = name, .name = name, .kind = "user", .role = ""};
        EXPECT_TRUE(into.put(thread, each));
        return post(comment_key(id)).author.kind;
    };
    EXPECT_EQ(kind_of(1, "anything[bot]", store), "bot");
    EXPECT_EQ(kind_of(2, "SFconvertbot", store), "bot");
    EXPECT_EQ(kind_of(3, "our-robot", store), "user");
    EXPECT_EQ(store.counts()->bots, 2);
    set({Authors::pseudonyms, false, false, DeletedText::keep, {"our-robot"}});
    Store later(study);
    EXPECT_EQ(kind_of(3, "Our-Robot", later), "bot");
    EXPECT_EQ(kind_of(4, "octo-kit", later), "user");
}

TEST_F(IntakeTest, TextsDeletedAtTheSourceGoIfTheStudySaysSo) {
    for (const auto setting : {DeletedText::keep, DeletedText::drop}) {
        set({Authors::keep, false, false, setting, {}});
        const bool kept = setting == DeletedText::keep;
        const int n = kept ? 1 : 2;
        Store store(study);
        const auto thread = put_issue(store, n, "a title", "of the issue");
        auto first = comment(10 * n, "what was said first");
        ASSERT_TRUE(store.put(thread, first));
        first.body = "what was said then";
        ASSERT_TRUE(store.put(thread, first));
        first.body = "(deleted by its author)";
        first.visibility = Visibility::deleted;
        EXPECT_EQ(store.put(thread, first), Outcome::changed);
        const auto row = post(comment_key(10 * n)).row;
        EXPECT_EQ(store.revision(row, 1).value()->text, kept ? "what was said first" : "");
        EXPECT_EQ(store.revision(row, 2).value()->text, kept ? "what was said then" : "");
        EXPECT_EQ(post(comment_key(10 * n)).body.text, "(deleted by its author)");
        EXPECT_EQ(store.put(thread, first), Outcome::unchanged);

        EXPECT_TRUE(store.mark_gone(issue_key(n), now()).value());
        EXPECT_FALSE(store.mark_gone(issue_key(n), now()).value());
        EXPECT_EQ(post(issue_key(n)).body.text, kept ? "of the issue" : "");
        EXPECT_EQ(post(issue_key(n)).title, kept ? "a title" : "");
        EXPECT_EQ(post(issue_key(n)).thread_title, kept ? "a title" : "");
        EXPECT_EQ(store.masked().contains("dropped_texts"), !kept);
        // It comes back: with its text, whatever was dropped.
        auto back = first_post(n, "of the issue");
        back.title = "a title";
        EXPECT_EQ(store.put(thread, back), Outcome::changed);
        EXPECT_EQ(post(issue_key(n)).body.text, "of the issue");
        EXPECT_EQ(post(issue_key(n)).visibility, Visibility::visible);
    }
}

TEST_F(IntakeTest, WhatStandsInAnAddressOnlyIsMaskedAndCountsOnce) {
    set({Authors::keep, true, true, DeletedText::keep, {}});
    Store store(study);
    put_issue(store, 1, "t",
              "[a file](https://x.org/?key=" + std::string("AKIA") + "Q3EGRTYUIOPLKJHG) and <me@example.org>");
    const auto stored = post(issue_key(1));
    EXPECT_EQ(stored.body.text, "a file and [e-mail]");
    ASSERT_EQ(stored.body.spans.size(), 2u);
    EXPECT_EQ(stored.body.spans[0].detail, "https://x.org/?key=[secret]");
    EXPECT_EQ(stored.body.spans[1].detail, "mailto:[e-mail]");
    EXPECT_EQ(store.masked(),
              (std::map<std::string, std::int64_t>{{"masked_emails", 1}, {"masked_secrets", 1}}));
}

TEST_F(IntakeTest, NamesInEventsAndWhereTheSourceMarksNoneAreReplaced) {
    set({Authors::pseudonyms, false, false, DeletedText::keep, {}});
    Store store(study);
    const auto thread = put_issue(store, 1, "t", "b");
    auto event = comment(5, "assignee: octo-kit");
    event.markup = Markup::plain;
    for (int times = 0; times < 2; ++times)
        EXPECT_EQ(store.put(thread, event), times == 0 ? Outcome::added : Outcome::unchanged);
    const auto names = Pseudonyms::open(study).value();
    EXPECT_EQ(post(comment_key(5)).body.text, "assignee: " + names.handle("github", "github.com", "octo-kit"));

    auto question = issue(2, "t");
    question.source = "stackexchange";
    question.site = "stackoverflow";
    auto answer = comment(7, "@Octo.Kit: try `@x.y` or\n\n    @z\n");
    answer.dialect = Dialect::stackexchange;
    ASSERT_TRUE(store.put(store.put(question)->first, answer));
    EXPECT_THAT(
        post("stackexchange/example-lab/loader/comment/7").body.text,
        HasSubstr("@" + names.handle("stackexchange", "stackoverflow", "octo.kit") + ": try @x.y or\n\n@z"));
}

TEST_F(IntakeTest, AnAddressForANameMakesNotOnePersonOfAll) {
    set({Authors::keep, true, false, DeletedText::keep, {}});
    Store store(study);
    const auto thread = put_issue(store, 1, "t", "b");
    auto incoming = comment(5, "text");
    incoming.author.id = incoming.author.name = "me@example.org";
    ASSERT_TRUE(store.put(thread, incoming));
    EXPECT_EQ(post(comment_key(5)).author.id, std::nullopt);
    EXPECT_EQ(post(comment_key(5)).author.name, "[e-mail]");
}

TEST_F(IntakeTest, CountsOfARunAndOfTheStudyTellWhatWasMasked) {
    set({Authors::keep, true, true, DeletedText::keep, {}});
    Store store(study);
    const auto run = store.begin({.row = 0,
                                  .command = "test",
                                  .source = "s",
                                  .container = "",
                                  .query = "",
                                  .endpoint = "",
                                  .status = "",
                                  .started_at = {},
                                  .finished_at = {},
                                  .counts = {}});
    put_issue(store, 1, "t", body);
    ASSERT_TRUE(store.finish(*run, "done", {{"seen", 1}}));
    const auto runs = store.runs();
    EXPECT_EQ(runs->back().counts.at("masked_emails"), 1);
    EXPECT_EQ(runs->back().counts.at("masked_secrets"), 1);
    EXPECT_EQ(runs->back().counts.at("seen"), 1);
}

/// Any spans, any replacements: what is not replaced keeps its spans, and all spans nest and are in order.
TEST(Replacing, KeepsSpansNestedAndInPlace) {
    std::mt19937 random(4);
    const auto upto = [&](std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(0, most)(random);
    };
    for (int round = 0; round < 3000; ++round) {
        CanonicalText text{"aé bb 漢字 cc dd 😕 ee ff", {}};
        const std::uint32_t length = 22;
        // Nested by construction: each span lies within the last or after it.
        std::uint32_t at = 0;
        while (at + 1 < length && text.spans.size() < 6) {
            const auto begin = at + static_cast<std::uint32_t>(upto(3));
            const auto end = begin + 1 + static_cast<std::uint32_t>(upto(6));
            if (end > length)
                break;
            text.spans.push_back({begin, end, SpanKind::strong, ""});
            if (end - begin > 2)
                text.spans.push_back({begin + 1, end - 1, SpanKind::emphasis, ""});
            at = end;
        }
        std::vector<privacy::Replacement> changes; // at bytes 0-1, 4-6, 7-13, 14-16
        for (const auto& [begin, end] : {std::pair{0, 1}, {4, 6}, {7, 13}, {14, 16}})
            if (upto(1) == 1)
                changes.push_back({static_cast<std::size_t>(begin), static_cast<std::size_t>(end),
                                   upto(1) == 1 ? "x" : "[longer]"});
        const auto before = text;
        privacy::replace(text, changes);
        EXPECT_EQ(text.text, privacy::replaced(before.text, changes));
        for (std::size_t i = 0; i < text.spans.size(); ++i) {
            const auto& a = text.spans[i];
            EXPECT_LT(a.begin, a.end);
            for (std::size_t j = i + 1; j < text.spans.size(); ++j) {
                const auto& b = text.spans[j];
                EXPECT_LE(a.begin, b.begin);
                EXPECT_TRUE(b.begin >= a.end || b.end <= a.end) << "they cross";
            }
        }
        if (changes.empty()) {
            EXPECT_EQ(text, before);
        }
    }
}

} // namespace
} // namespace axial::corpus
