// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/stack_exchange_dump.h"
#include "corpus/raw_store.h"
#include "corpus/store.h"
#include "tests/collectors/dump_sums.h"
#include "tests/support/shared_material.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <set>
#include <stop_token>

namespace axial::collectors::dumps {
namespace {

using corpus::Store;
using corpus::Study;
using tests::expect_sums;

const char* const posts_xml = R"(<?xml version="1.0" encoding="utf-8"?>
<!-- a comment, as newer dumps have -->
<posts>
  <row Id="1" PostTypeId="1" AcceptedAnswerId="3" CreationDate="2010-01-02T03:04:05.678" Score="5" Body="&lt;p&gt;a &amp;lt; b&lt;/p&gt;&#xA;" OwnerUserId="8" LastEditDate="2012-01-01T00:00:00.000" LastActivityDate="2013-01-01T00:00:00.000" Title="Is a &lt; b?" Tags="&lt;c++&gt;&lt;hops&gt;" />
  <row Id="2" PostTypeId="2" ParentId="1" CreationDate="2010-01-03T00:00:00.000" Score="-1" Body="&lt;p&gt;no&lt;/p&gt;" OwnerDisplayName="user99" />
  <row Id="3" PostTypeId="2" ParentId="1" CreationDate="2019-01-03T00:00:00.000" Score="2" Body="&lt;p&gt;yes&lt;/p&gt;" OwnerUserId="-1" ContentLicense="CC BY-SA 4.0" />
  <row Id="4" PostTypeId="5" CreationDate="2010-01-03T00:00:00.000" Body="" />
  <row Id="5" PostTypeId="1" CreationDate="2011-05-01T00:00:00.000" Score="0" Body="x" OwnerUserId="9" Title="closed" Tags="|python|hops|" ClosedDate="2011-06-01T00:00:00.000" />
  <row Id="7" PostTypeId="2" ParentId="600" CreationDate="2011-05-01T00:00:00.000" Score="0" Body="lost" />
  <row Id="8" PostTypeId="2" ParentId="9" CreationDate="2011-05-03T00:00:00.000" Score="0" Body="before its question" OwnerUserId="8" />
  <row Id="9" PostTypeId="1" CreationDate="2011-05-02T00:00:00.000" Score="0" Body="late" OwnerUserId="8" Title="late" Tags="" />
  <row Id="10" PostTypeId="1" Body="no date" />
  <row Id="5" PostTypeId="1" CreationDate="2011-05-01T00:00:00.000" Body="again" Title="again" />
</posts>
)";

const char* const comments_xml = R"(<comments>
  <row Id="1" PostId="1" Score="3" Text="see `x` &amp; y" CreationDate="2010-01-04T00:00:00.000" UserId="9" />
  <row Id="2" PostId="3" Score="0" Text="thanks" CreationDate="2019-01-04T00:00:00.000" UserDisplayName="gone" />
  <row Id="3" PostId="4" Score="0" Text="on a wiki" CreationDate="2019-01-04T00:00:00.000" />
  <row Id="4" Score="0" Text="on nothing" CreationDate="2019-01-04T00:00:00.000" />
</comments>
)";

const char* const users_xml = R"(<users>
  <row Id="-1" DisplayName="Community" />
  <row Id="8" DisplayName="Alpha" />
  <row Id="9" DisplayName="Beta" />
  <row Id="10" DisplayName="Gamma" />
</users>
)";

class Dump : public testing::Test {
protected:
    Dump() : study_(Study::create(folder_ / "study", "test")) {
        std::filesystem::create_directory(folder_ / "pub");
        write("Posts.xml", posts_xml);
        write("Comments.xml", comments_xml);
        write("Users.xml", users_xml);
    }
    void write(const std::string& name, std::string_view text) {
        std::ofstream(folder_ / "pub" / name, std::ios::binary) << text;
    }
    Result<DumpReport> import(DumpRequest request = {}, const std::stop_token& stop = {}) {
        request.paths = {folder_ / "pub"};
        return import_dump(*study_, request, {}, stop);
    }
    std::map<std::string, std::int64_t> counts(const DumpRequest& request = {}) {
        const auto report = import(request);
        EXPECT_TRUE(report) << report.error().line();
        return report ? report->counts : std::map<std::string, std::int64_t>{};
    }
    std::string error() {
        const auto report = import();
        return report ? "no error" : report.error().line();
    }
    corpus::Post post(const std::string& kind_and_id) {
        const auto found = Store(*study_).post("stackexchange/pub/" + kind_and_id);
        EXPECT_TRUE(found && *found) << kind_and_id;
        return found && *found ? **found : corpus::Post{};
    }
    std::int64_t stored() { return Store(*study_).counts()->posts; }

    tests::TemporaryFolder folder_;
    Result<Study> study_;
};

TEST_F(Dump, StoresQuestionsAnswersAndCommentsWithWhatTheySay) {
    auto n = counts();
    expect_sums(n);
    EXPECT_EQ(n["questions_stored"], 3);
    EXPECT_EQ(n["answers_stored"], 3);
    EXPECT_EQ(n["comments_stored"], 2);
    const auto question = post("question/1");
    EXPECT_EQ(question.body.text, "a < b");
    EXPECT_EQ(question.title, "Is a < b?");
    EXPECT_EQ(question.author.id, "8");
    EXPECT_EQ(question.author.name, "Alpha");
    EXPECT_EQ(question.tags, (std::vector<std::string>{"c++", "hops"}));
    EXPECT_EQ(question.score, 5);
    EXPECT_EQ(question.url, "https://pub.stackexchange.com/q/1");
    EXPECT_EQ(format_time(question.created_at), "2010-01-02T03:04:05Z"); // as the API gives it
    EXPECT_EQ(question.licence, "CC BY-SA 3.0");                         // by its last edit
    const auto thread = Store(*study_).thread("stackexchange/pub/question/1");
    EXPECT_EQ((*thread)->state, "answered");
    EXPECT_EQ(format_date((*thread)->updated_at), "2013-01-01");

    const auto unknown = post("answer/2");
    EXPECT_EQ(unknown.author.id, std::nullopt);
    EXPECT_EQ(unknown.author.name, "user99");
    EXPECT_EQ(unknown.licence, "CC BY-SA 2.5");
    EXPECT_EQ(unknown.parent_key, "stackexchange/pub/question/1");
    EXPECT_EQ(unknown.state, "answered"); // of its thread, having none of its own
    const auto accepted = post("answer/3");
    EXPECT_EQ(accepted.state, "accepted");
    EXPECT_EQ(accepted.author.kind, "system");
    EXPECT_EQ(accepted.thread_key, "stackexchange/pub/question/1");
    const auto comment = post("comment/1");
    EXPECT_EQ(comment.body.text, "see x & y");
    EXPECT_EQ(comment.author.name, "Beta");
    EXPECT_EQ(comment.parent_key, "stackexchange/pub/question/1");
    EXPECT_EQ(post("comment/2").parent_key, "stackexchange/pub/answer/3");
    EXPECT_EQ(post("comment/2").thread_key, "stackexchange/pub/question/1");
    EXPECT_EQ(post("question/5").tags, (std::vector<std::string>{"python", "hops"}));
    EXPECT_EQ((*Store(*study_).thread("stackexchange/pub/question/5"))->state, "closed");
}

TEST_F(Dump, AnswersMayComeBeforeTheirQuestion) {
    (void)counts();
    EXPECT_EQ(post("answer/8").thread_key, "stackexchange/pub/question/9");
}

TEST_F(Dump, WhatIsLeftOutIsCountedAndListed) {
    auto n = counts();
    EXPECT_EQ(n["posts_other_type"], 1);
    EXPECT_EQ(n["posts_orphaned"], 1);
    EXPECT_EQ(n["posts_unusable"], 2);
    EXPECT_EQ(n["comments_orphaned"], 1);
    EXPECT_EQ(n["comments_unusable"], 1);
    const Store store(*study_);
    const auto runs = store.runs();
    ASSERT_EQ(runs->size(), 1U);
    EXPECT_EQ(runs->front().status, "done");
    EXPECT_EQ(runs->front().counts, n);
    const auto skipped = store.skipped(runs->front().row);
    ASSERT_EQ(skipped->size(), 5U);
    EXPECT_EQ(skipped->front().first, "Posts.xml:9 Id 7");
    EXPECT_EQ(skipped->front().second, "an answer whose question is not in the dump");
}

TEST_F(Dump, FiltersTakeWholeQuestions) {
    DumpRequest by_tag;
    by_tag.tags = {"c++", "ruby"};
    auto n = counts(by_tag);
    expect_sums(n);
    EXPECT_EQ(n["questions_stored"], 1);
    EXPECT_EQ(n["answers_stored"], 2);
    EXPECT_EQ(n["comments_stored"], 2);
    EXPECT_EQ(n["posts_filtered"], 3);
    EXPECT_EQ(post("answer/2").author.name, "user99");
    DumpRequest by_date;
    by_date.since = parse_time("2011-05-02");
    by_date.site = "later";
    n = counts(by_date);
    expect_sums(n);
    EXPECT_EQ(n["questions_stored"], 1);
    EXPECT_EQ(n["answers_stored"], 1);
    EXPECT_EQ(n["comments_filtered"], 2);
}

TEST_F(Dump, ImportingAgainChangesNothingAndANewerDumpAddsRevisions) {
    (void)counts();
    const auto raw_rows = corpus::RawStore::open(study_->raw_path(), corpus::RawStore::Mode::read)->size();
    auto n = counts();
    EXPECT_EQ(n["unchanged"], 8);
    EXPECT_EQ(n["added"] + n["changed"], 0);
    EXPECT_EQ(*corpus::RawStore::open(study_->raw_path(), corpus::RawStore::Mode::read)->size(), *raw_rows);

    std::string newer = posts_xml;
    newer.replace(newer.find("&lt;p&gt;yes"), 12, "&lt;p&gt;yes, edited");
    newer.replace(newer.find("Score=\"-1\""), 10, "Score=\"44\"");
    write("Posts.xml", newer);
    std::filesystem::remove(folder_ / "pub" / "Users.xml");
    n = counts();
    EXPECT_EQ(n["changed"], 2);
    EXPECT_EQ(n["unchanged"], 6); // names are kept although the newer dump has none
    EXPECT_EQ(post("answer/3").revision, 2);
    EXPECT_EQ(post("answer/2").revision, 1);
    EXPECT_EQ(post("answer/2").score, 44);
}

TEST_F(Dump, RawRowsAreKept) {
    (void)counts();
    const auto comment = post("comment/1");
    ASSERT_NE(comment.raw, 0);
    const auto raw = corpus::RawStore::open(study_->raw_path(), corpus::RawStore::Mode::read)->at(comment.raw);
    ASSERT_TRUE(raw && *raw);
    EXPECT_EQ((*raw)->key, "pub/Comments.xml#2-3");
    const auto first = nlohmann::json::parse((*raw)->body.substr(0, (*raw)->body.find('\n')));
    EXPECT_EQ(first.at("Text"), "see `x` & y");
    EXPECT_EQ(first.size(), 6U);
}

TEST_F(Dump, DamageIsSaidWithItsPlaceAndStoresNothing) {
    const std::string whole = posts_xml;
    const auto refuses = [&](const std::string& file, const std::string& text, const std::string& expected) {
        write(file, text);
        const std::string line = error();
        EXPECT_NE(line.find(expected), std::string::npos) << line;
        EXPECT_NE(line.find(file), std::string::npos) << line;
        EXPECT_EQ(line.find('\n'), std::string::npos);
        EXPECT_EQ(stored(), 0);
        EXPECT_TRUE(Store(*study_).runs()->empty());
        write("Posts.xml", posts_xml);
        write("Comments.xml", comments_xml);
    };
    for (const std::size_t length : {0UL, 10UL, 300UL, 900UL, whole.size() - 12})
        refuses("Posts.xml", whole.substr(0, length), "cut off");
    refuses("Comments.xml", std::string(comments_xml).substr(0, 200), "Comments.xml:3: the file is cut off");
    refuses("Posts.xml", "<posts>\n<row Id=\"1\" Body=\"\xff\" />\n</posts>",
            "Posts.xml:2: broken XML or invalid UTF-8");
    refuses("Posts.xml", "<posts>\n<row Id=\"1\" Body=\"&#0;\" />\n</posts>", "Posts.xml:2: broken XML");
    refuses("Posts.xml", "<!DOCTYPE p [<!ENTITY a \"aaaa\">]>\n<posts/>", "document type");
    refuses("Posts.xml", "<posts>\n<row Id=\"1\">text</row></posts>", "Posts.xml:2: text where rows");
    refuses("Posts.xml", "<posts><row><row/></row></posts>", "an element <row>");
    refuses("Posts.xml", "<comments></comments>", "the root element is <comments>, not <posts>");
}

TEST_F(Dump, MissingFilesAreSaid) {
    std::filesystem::remove(folder_ / "pub" / "Posts.xml");
    EXPECT_NE(error().find("Posts.xml is not there"), std::string::npos);
    write("Posts.xml", posts_xml);
    std::filesystem::remove(folder_ / "pub" / "Comments.xml");
    std::filesystem::create_directory(folder_ / "pub" / "Comments.xml");
    EXPECT_NE(error().find("Comments.xml: not a file"), std::string::npos) << "left out in silence";
    DumpRequest request;
    request.paths = {folder_ / "nowhere"};
    EXPECT_NE(import_dump(*study_, request, {}, {}).error().line().find("not a folder"), std::string::npos);
}

TEST_F(Dump, AByteOrderMarkCarriageReturnsAndOnlyPostsAreFine) {
    std::string text = "\xEF\xBB\xBF";
    for (const char* c = posts_xml; *c != '\0'; ++c)
        text += *c == '\n' ? std::string("\r\n") : std::string(1, *c);
    write("Posts.xml", text);
    std::filesystem::remove(folder_ / "pub" / "Comments.xml");
    std::filesystem::remove(folder_ / "pub" / "Users.xml");
    EXPECT_EQ(counts()["added"], 6);
    EXPECT_EQ(post("question/1").author.id, "8");
    EXPECT_EQ(post("question/1").author.name, std::nullopt);
}

TEST_F(Dump, StopsBetweenRowsAndGoesOn) {
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = import({}, stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().fault, Fault::cancelled);
    EXPECT_EQ(counts()["added"], 8);
}

} // namespace
} // namespace axial::collectors::dumps
