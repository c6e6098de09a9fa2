// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/table_import.h"
#include "corpus/raw_store.h"
#include "corpus/store.h"
#include "tests/collectors/fakes.h"

#include <gmock/gmock.h>

#include <fstream>

namespace axial::collectors::dumps {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using tests::TestStudy;

class TableImport : public testing::Test {
protected:
    std::filesystem::path write(const std::string& name, const std::string& bytes) {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
        return folder_ / name;
    }
    std::map<std::string, std::int64_t> import(const TableRequest& request) {
        const auto counts = import_table(study_.study(), request, {});
        EXPECT_TRUE(counts) << counts.error().line();
        if (!counts)
            return {};
        auto n = *counts;
        EXPECT_EQ(n["rows_read"], n["rows_stored"] + n["rows_repeated"] + n["rows_unusable"]);
        EXPECT_EQ(n["rows_stored"], n["added"] + n["changed"] + n["unchanged"]);
        return n;
    }
    std::string error(const TableRequest& request) {
        const auto counts = import_table(study_.study(), request, {});
        return counts ? "no error" : counts.error().line();
    }
    corpus::Post post(const std::string& key) {
        const auto found = corpus::Store(study_.study()).post(key);
        EXPECT_TRUE(found && *found) << key;
        return found && *found ? **found : corpus::Post{};
    }
    std::vector<std::string> skipped() {
        const corpus::Store store(study_.study());
        const auto listed = store.skipped(store.runs()->back().row);
        std::vector<std::string> result;
        for (const auto& [what, reason] : *listed)
            result.push_back(what + ": " + reason);
        return result;
    }

    tests::TemporaryFolder folder_;
    TestStudy study_;
};

constexpr const char* mailing_list =
    R"({"n":2,"reply":1,"in":"1","text":"try **this**","user":{"name":"b"},"date":1626847205,"up":3})"
    "\n"
    R"({"n":1,"in":"1","text":"it fails","subject":"Loader fails","user":{"name":"a"},"date":"2021-07-21","labels":["x","y z"],"link":"https://lists.example/1"})"
    "\n"
    R"({"n":3,"text":null,"date":"2021-07-21"})"
    "\n"
    R"({"n":4,"text":"x","date":"yesterday"})"
    "\nnot json\n"
    R"({"n":2,"text":"again","date":"2021-07-21"})"
    "\n"
    R"({"n":5,"text":"alone","date":1626847205123,"link":"javascript:x"})";

const std::map<std::string, std::string> mapping{
    {"id", "n"},          {"parent", "reply"},     {"thread", "in"},    {"body", "text"},
    {"title", "subject"}, {"author", "user.name"}, {"created", "date"}, {"score", "up"},
    {"tags", "labels"},   {"url", "link"}};

TEST_F(TableImport, readsJsonLinesAsTheMappingSays) {
    const TableRequest request{
        .file = write("list.2021.jsonl", mailing_list), .columns = mapping, .markup = corpus::Markup::markdown};
    auto n = import(request);
    EXPECT_EQ(n["rows_read"], 7);
    EXPECT_EQ(n["added"], 3);
    EXPECT_EQ(n["rows_repeated"], 1);
    EXPECT_THAT(skipped(),
                ElementsAre(HasSubstr("list.2021.jsonl:3: it has no body"),
                            HasSubstr(":4: its date \"yesterday\""), HasSubstr(":5: it is not a JSON"),
                            HasSubstr(":6: its id is used by an earlier row")));
    const auto answer = post("import/list/post/2");
    EXPECT_EQ(answer.body.text, "try this");
    EXPECT_EQ(answer.parent_key, "import/list/post/1");
    EXPECT_EQ(answer.thread_key, "import/list/thread/1");
    EXPECT_EQ(answer.thread_title, "Loader fails"); // although its opening came later
    EXPECT_EQ(answer.author.name, "b");
    EXPECT_EQ(answer.score, 3);
    EXPECT_EQ(format_time(answer.created_at), "2021-07-21T06:00:05Z");
    const auto opening = post("import/list/post/1");
    EXPECT_EQ(opening.tags, (std::vector<std::string>{"x", "y z"}));
    EXPECT_EQ(opening.url, "https://lists.example/1");
    EXPECT_EQ(post("import/list/post/5").url, "");
    EXPECT_EQ(format_time(post("import/list/post/5").created_at), "2021-07-21T06:00:05.123Z");
    const auto raw = corpus::RawStore::open(study_.raw_path(), corpus::RawStore::Mode::read);
    EXPECT_THAT((*raw->at(opening.raw))->body, HasSubstr("\"subject\":\"Loader fails\""));
    n = import(request);
    EXPECT_EQ(n["unchanged"], 3);
    EXPECT_EQ(corpus::Store(study_.study()).counts()->threads, 2);
}

TEST_F(TableImport, readsCsvAndNamesColumnsThatAreNotThere) {
    const auto file = write(
        "posts.csv", "id,body,created,author\r\n7,\"a, \"\"b\"\"\nc\",2020-01-02,ann\r\n8,,2020-01-02,\r\n"
                     "9 9,x,2020-01-02,\r\n");
    auto n = import({.file = file, .form = TableForm::csv});
    EXPECT_EQ(n["added"], 1);
    EXPECT_EQ(n["rows_unusable"], 2);
    EXPECT_THAT(post("import/posts/post/7").body.text, HasSubstr("a, \"b\""));
    EXPECT_THAT(skipped(),
                ElementsAre(HasSubstr("posts.csv:4: it has no body"), HasSubstr("posts.csv:5: its id")));
    EXPECT_THAT(error({.file = file, .form = TableForm::csv, .columns = {{"title", "subject"}}}),
                HasSubstr("subject"));
    EXPECT_THAT(error({.file = file, .form = TableForm::csv, .columns = {{"colour", "id"}}}),
                HasSubstr("colour"));
    EXPECT_THAT(error({.file = file, .form = TableForm::csv, .name = "a/b"}), HasSubstr("a/b"));
    EXPECT_THAT(error({.file = folder_ / "none.csv", .form = TableForm::csv}), HasSubstr("no such file"));
}

TEST_F(TableImport, showsTheFirstRowsAndStoresNothing) {
    const auto preview = preview_table({.file = write("list.jsonl", mailing_list), .columns = mapping}, 3);
    ASSERT_TRUE(preview) << preview.error().line();
    ASSERT_EQ(preview->rows.size(), 3U);
    EXPECT_EQ(preview->rows[0].values.at("author"), "b");
    EXPECT_EQ(preview->rows[1].values.at("tags"), "x;y z");
    EXPECT_EQ(preview->rows[2].problem, "it has no body");
    EXPECT_EQ(preview->columns.at("updated"), "updated");
    EXPECT_FALSE(preview_table({.file = folder_ / "none.jsonl"}, 3));
    EXPECT_EQ(corpus::Store(study_.study()).runs()->size(), 0U);
}

TEST_F(TableImport, showsARealTable) {
    AXIAL_NEEDS_SHARED(file, "recorded/texts/nlbse-issues_train.csv");
    const auto preview = preview_table(
        {.file = file, .form = TableForm::csv, .columns = {{"id", "title"}, {"created", "created_at"}}}, 3);
    ASSERT_TRUE(preview) << preview.error().line();
    EXPECT_EQ(preview->rows.size(), 3U);
    EXPECT_FALSE(preview->rows[0].values.at("body").empty());
}

} // namespace
} // namespace axial::collectors::dumps
