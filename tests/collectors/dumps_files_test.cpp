// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/dump_archive.h"
#include "collectors/dumps/stack_exchange_dump.h"
#include "corpus/raw_store.h"
#include "corpus/store.h"
#include "tests/collectors/dump_sums.h"
#include "tests/support/shared_material.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <set>

namespace axial::collectors::dumps {
namespace {

namespace fs = std::filesystem;
using corpus::Store;
using corpus::Study;
using tests::expect_sums;

const std::string posts = R"(<posts>
  <row Id="1" PostTypeId="1" CreationDate="2020-01-01T00:00:00.000" Score="5" Body="&lt;p&gt;from HTML&lt;/p&gt;" Title="one" Tags="|a|b|" ClosedDate="2021-01-01T00:00:00.000" />
  <row Id="2" PostTypeId="2" ParentId="1" CreationDate="2020-01-02T00:00:00.000" Score="1" Body="&lt;p&gt;only HTML&lt;/p&gt;" />
  <row Id="3" PostTypeId="1" CreationDate="2020-02-01T00:00:00.000" Score="-2" Body="x" Title="three" Tags="|a|" />
  <row Id="4" PostTypeId="2" ParentId="3" CreationDate="2020-02-02T00:00:00.000" Score="9" Body="&lt;p&gt;y&lt;/p&gt;" />
</posts>)";
const std::string comments = R"(<comments>
  <row Id="1" PostId="2" Score="0" Text="on 2" CreationDate="2020-01-04T00:00:00.000" />
  <row Id="2" PostId="4" Score="0" Text="on 4" CreationDate="2020-02-04T00:00:00.000" />
</comments>)";
const std::string history = R"(<posthistory>
  <row Id="9" PostHistoryTypeId="5" PostId="1" CreationDate="2020-03-01T00:00:00.000" Text="the *newest* text" />
  <row Id="10" PostHistoryTypeId="2" PostId="1" CreationDate="2020-01-01T00:00:00.000" Text="the first text" />
  <row Id="11" PostHistoryTypeId="4" PostId="1" CreationDate="2020-04-01T00:00:00.000" Text="a title" />
  <row Id="12" PostHistoryTypeId="8" PostId="1" CreationDate="2020-02-01T00:00:00.000" Text="brought back" />
  <row Id="13" PostHistoryTypeId="10" PostId="1" CreationDate="2020-05-01T00:00:00.000" Text="{}" />
  <row Id="14" PostHistoryTypeId="2" PostId="77" CreationDate="2020-05-01T00:00:00.000" Text="of no post" />
</posthistory>)";
const std::string links = R"(<postlinks>
  <row Id="1" CreationDate="2020-01-01T00:00:00.000" PostId="1" RelatedPostId="70" LinkTypeId="1" />
  <row Id="2" CreationDate="2020-01-01T00:00:00.000" PostId="1" RelatedPostId="3" LinkTypeId="3" />
  <row Id="3" CreationDate="2020-01-01T00:00:00.000" PostId="1" RelatedPostId="70" LinkTypeId="1" />
  <row Id="4" CreationDate="2020-01-01T00:00:00.000" PostId="88" RelatedPostId="70" LinkTypeId="1" />
</postlinks>)";

using Files = std::vector<std::pair<std::string, std::string>>; ///< name and text, in this order

void write_7z(const fs::path& path, const Files& files) {
    archive* const out = archive_write_new();
    archive_write_set_format_7zip(out);
    ASSERT_EQ(archive_write_open_filename(out, path.c_str()), ARCHIVE_OK);
    for (const auto& [name, text] : files) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
        ASSERT_EQ(archive_write_header(out, entry), ARCHIVE_OK);
        ASSERT_EQ(archive_write_data(out, text.data(), text.size()), static_cast<la_ssize_t>(text.size()));
        archive_entry_free(entry);
    }
    ASSERT_EQ(archive_write_close(out), ARCHIVE_OK);
    archive_write_free(out);
}

const Files all_files{{"Badges.xml", "<badges/>"}, {"Comments.xml", comments}, {"PostHistory.xml", history},
                      {"PostLinks.xml", links},    {"Posts.xml", posts},       {"Users.xml", "<users/>"}};

class DumpFiles : public testing::Test {
protected:
    DumpFiles() : study_(Study::create(folder_ / "study", "test")) {}
    fs::path path(const std::string& name) const { return folder_ / name; }
    std::map<std::string, std::int64_t> counts(DumpRequest request) {
        const auto report = import_dump(*study_, request, {}, {});
        EXPECT_TRUE(report) << report.error().line();
        if (!report)
            return {};
        site_ = report->site.name;
        return report->counts;
    }
    std::string error(DumpRequest request) {
        const auto report = import_dump(*study_, request, {}, {});
        return report ? "no error" : report.error().line();
    }
    corpus::Post post(const std::string& key) {
        const auto found = Store(*study_).post("stackexchange/" + key);
        EXPECT_TRUE(found && *found) << key;
        return found && *found ? **found : corpus::Post{};
    }

    tests::TemporaryFolder folder_;
    Result<Study> study_;
    std::string site_;
};

TEST_F(DumpFiles, AnArchiveGivesWhatAFolderGives) {
    write_7z(path("ai.stackexchange.com.7z"), all_files);
    auto n = counts({.paths = {path("ai.stackexchange.com.7z")}});
    EXPECT_EQ(site_, "ai");
    EXPECT_EQ(n["added"], 6);
    EXPECT_EQ(post("ai/question/1").url, "https://ai.stackexchange.com/q/1");
    fs::create_directory(path("ai.stackexchange-2020-06"));
    for (const auto& [name, text] : all_files)
        std::ofstream(path("ai.stackexchange-2020-06") / name) << text;
    n = counts({.paths = {path("ai.stackexchange-2020-06/")}});
    EXPECT_EQ(site_, "ai");
    EXPECT_EQ(n["unchanged"], 6);
    n = counts(
        {.paths = {path("ai.stackexchange-2020-06/Posts.xml"), path("ai.stackexchange-2020-06/Comments.xml")}});
    EXPECT_EQ(n["comments_stored"], 2);
}

TEST_F(DumpFiles, AFileEachInAnArchiveOfItsOwn) {
    fs::create_directory(path("so"));
    std::vector<fs::path> paths;
    for (const auto& [name, text] : all_files) {
        paths.push_back(path("so") / ("stackoverflow.com-" + name.substr(0, name.size() - 4) + ".7z"));
        write_7z(paths.back(), {{name, text}});
    }
    auto n = counts({.paths = paths});
    EXPECT_EQ(site_, "stackoverflow");
    EXPECT_EQ(n["added"], 6);
    EXPECT_EQ(post("stackoverflow/answer/2").url, "https://stackoverflow.com/a/2");
    n = counts({.paths = {path("so")}});
    EXPECT_EQ(site_, "stackoverflow");
    EXPECT_EQ(n["unchanged"], 6);
    paths.push_back(paths.at(4));
    EXPECT_NE(error({.paths = paths}).find("Posts.xml is there twice"), std::string::npos);
    EXPECT_NE(error({.paths = {paths.at(1)}}).find("Posts.xml is not there"), std::string::npos);
}

TEST_F(DumpFiles, DamagedArchivesAreRefusedAndStoreNothing) {
    write_7z(path("ai.7z"), all_files);
    const std::string whole = tests::read_file(path("ai.7z"));
    ASSERT_EQ(counts({.paths = {path("ai.7z")}, .dry_run = true})["questions_wanted"], 2);
    std::string flipped = whole;
    flipped[40] = static_cast<char>(~flipped[40]);
    const Files stranger{{"Posts.xml", "<html></html>"}};
    write_7z(path("b.7z"), stranger);
    for (const auto& bytes : {whole.substr(0, whole.size() / 2), whole.substr(0, 20), flipped}) {
        std::ofstream(path("ai.7z"), std::ios::binary) << bytes;
        const std::string line = error({.paths = {path("ai.7z")}});
        EXPECT_NE(line.find("ai.7z"), std::string::npos) << line;
        EXPECT_EQ(line.find('\n'), std::string::npos);
        EXPECT_EQ(Store(*study_).counts()->posts, 0);
    }
    EXPECT_NE(error({.paths = {path("b.7z")}}).find("the root element is <html>"), std::string::npos);
    std::ofstream(path("notes.txt")) << "notes";
    EXPECT_NE(error({.paths = {path("notes.txt")}}).find("not a file of a dump"), std::string::npos);
}

TEST_F(DumpFiles, TheNewestTextOfTheHistoryIsTheBody) {
    write_7z(path("ai.7z"), all_files);
    auto n = counts({.paths = {path("ai.7z")}});
    EXPECT_EQ(n["texts_markdown"], 1);
    EXPECT_EQ(n["texts_html"], 3);
    EXPECT_EQ(n["history_read"], 6);
    EXPECT_EQ(post("ai/question/1").body.text, "the newest text");
    EXPECT_EQ(post("ai/answer/2").body.text, "only HTML");
    const auto raw =
        corpus::RawStore::open(study_->raw_path(), corpus::RawStore::Mode::read)->at(post("ai/question/1").raw);
    const auto first = nlohmann::json::parse((*raw)->body.substr(0, (*raw)->body.find('\n')));
    EXPECT_EQ(first.at("Markdown"), "the *newest* text");
    EXPECT_EQ(first.at("Links"), "duplicate-of:3 links-to:70");
    for (const auto& entry : fs::directory_iterator(study_->raw_path().parent_path()))
        EXPECT_EQ(entry.path().filename().string().find("dump-texts"), std::string::npos);
}

TEST_F(DumpFiles, CrossReferencesAreTagsOfTheThread) {
    write_7z(path("ai.7z"), all_files);
    (void)counts({.paths = {path("ai.7z")}});
    const auto thread = Store(*study_).thread("stackexchange/ai/question/1");
    EXPECT_EQ((*thread)->tags, (std::vector<std::string>{"a", "b", "duplicate-of:3", "links-to:70"}));
    EXPECT_EQ(post("ai/question/1").tags, (*thread)->tags);
    EXPECT_EQ(post("ai/answer/2").tags, (*thread)->tags);
}

TEST_F(DumpFiles, MoreFiltersAndADryRun) {
    write_7z(path("ai.7z"), all_files);
    const std::vector<fs::path> paths{path("ai.7z")};
    auto n = counts({.paths = paths, .all_tags = {"a", "b"}, .dry_run = true});
    EXPECT_EQ(n["questions_wanted"], 1);
    EXPECT_EQ(n["answers_wanted"], 1);
    EXPECT_EQ(n["comments_wanted"], 1);
    EXPECT_EQ(Store(*study_).counts()->posts, 0);
    EXPECT_TRUE(Store(*study_).runs()->empty());
    EXPECT_EQ(counts({.paths = paths, .until = parse_time("2020-02-01"), .dry_run = true})["questions_wanted"],
              1);
    n = counts({.paths = paths, .min_score = 0});
    EXPECT_EQ(n["questions_stored"] + n["answers_stored"] + n["comments_stored"], 3);
    EXPECT_EQ(n["posts_filtered"], 2);
    EXPECT_EQ(n["comments_filtered"], 1);
    const Store store(*study_);
    const auto queries = store.queries(store.runs()->front().row);
    ASSERT_EQ(queries->size(), 1U);
    EXPECT_EQ(queries->front().term, "score at least 0");
    EXPECT_EQ(queries->front().endpoint, "ai.7z");
    EXPECT_EQ(queries->front().fetched, 1);
}

TEST(DumpSite, KnowsWhereASiteLives) {
    const std::map<std::string, std::string> bases{{"stackoverflow", "https://stackoverflow.com"},
                                                   {"stackoverflow.com", "https://stackoverflow.com"},
                                                   {"askubuntu", "https://askubuntu.com"},
                                                   {"mathoverflow.net", "https://mathoverflow.net"},
                                                   {"ai", "https://ai.stackexchange.com"},
                                                   {"ai.stackexchange", "https://ai.stackexchange.com"},
                                                   {"pt.stackoverflow", "https://pt.stackoverflow.com"},
                                                   {"meta.beer", "https://beer.meta.stackexchange.com"}};
    for (const auto& [name, base] : bases)
        EXPECT_EQ(site_from(name)->base, base) << name;
    // As the API names it, whatever it is called elsewhere.
    const std::map<std::string, std::string> names{{"ai.stackexchange.com", "ai"},
                                                   {"https://AI.stackexchange.com/", "ai"},
                                                   {"stackoverflow.com", "stackoverflow"},
                                                   {"pt.stackoverflow.com", "pt.stackoverflow"},
                                                   {"meta.stackexchange.com", "meta"},
                                                   {"meta.stackoverflow.com", "meta.stackoverflow"},
                                                   {"meta.beer", "beer.meta"},
                                                   {"beer.meta.stackexchange.com", "beer.meta"},
                                                   {"mathoverflow", "mathoverflow.net"}};
    for (const auto& [given, name] : names)
        EXPECT_EQ(site_from(given)->name, name) << given;
    EXPECT_FALSE(site_from("a/b"));
    EXPECT_FALSE(site_from(""));
}

struct RealDump {
    const char* folder;
    std::int64_t questions, answers, comments, posts;
};

class RealDumps : public testing::TestWithParam<RealDump> {};

TEST_P(RealDumps, GiveTheCountsOfTheirManifest) {
    const auto& expected = GetParam();
    AXIAL_NEEDS_SHARED(folder, std::string("recorded/stackexchange/") + expected.folder);
    const tests::TemporaryFolder place;
    auto study = Study::create(place / "study", "test");
    const auto report = import_dump(*study, {.paths = {folder}, .site = "site"}, {}, {});
    ASSERT_TRUE(report) << report.error().line();
    auto n = report->counts;
    expect_sums(n);
    EXPECT_EQ(n["questions_stored"], expected.questions);
    EXPECT_EQ(n["answers_stored"], expected.answers);
    EXPECT_EQ(n["comments_stored"], expected.comments);
    EXPECT_EQ(n["posts_read"], expected.posts);
    EXPECT_EQ(Store(*study).counts()->posts, expected.questions + expected.answers + expected.comments);
}
INSTANTIATE_TEST_SUITE_P(Shared, RealDumps,
                         testing::Values(RealDump{"ai.stackexchange-2016-12", 421, 749, 1165, 1279},
                                         RealDump{"beer-2014", 244, 448, 793, 728},
                                         RealDump{"meta.beer-2014", 24, 49, 108, 73},
                                         RealDump{"genai.stackexchange-2024", 181, 243, 0, 474}),
                         [](const auto& parameter) {
                             std::string name = parameter.param.folder;
                             std::erase_if(name, [](unsigned char c) { return std::isalnum(c) == 0; });
                             return name;
                         });

TEST(RealDumps, ANewerDumpOfTheSameSiteAddsRevisionsAndKeepsWhatIsGone) {
    AXIAL_NEEDS_SHARED(older, "recorded/stackexchange/ai.stackexchange-2016-12");
    AXIAL_NEEDS_SHARED(newer, "recorded/stackexchange/ai.stackexchange-2017-03");
    const tests::TemporaryFolder place;
    auto study = Study::create(place / "study", "test");
    ASSERT_TRUE(import_dump(*study, {.paths = {older}}, {}, {}));
    const auto report = import_dump(*study, {.paths = {newer}}, {}, {});
    ASSERT_TRUE(report) << report.error().line();
    // 6 posts and 18 comments are gone from the newer dump and stay in the study. The HTML of 63 questions and
    // answers differs, but only 17 of them were edited, as their Markdown shows; the site had begun to write
    // other attributes into links. One of the edits changes no text.
    EXPECT_EQ(report->counts.at("questions_stored") + report->counts.at("answers_stored"), 1608);
    const auto totals = Store(*study).counts();
    EXPECT_EQ(totals->posts, 421 + 749 + 1165 + report->counts.at("added"));
    EXPECT_EQ(totals->posts -
                  (report->counts.at("added") + report->counts.at("changed") + report->counts.at("unchanged")),
              6 + 18);
    EXPECT_EQ(totals->revisions - totals->posts, 16);
}

} // namespace
} // namespace axial::collectors::dumps
