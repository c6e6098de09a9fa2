// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/csv.h"
#include "corpus/post_json.h"
#include "exports/export_formats.h"
#include "exports/export_tables.h"
#include "tests/exports/small_study.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace axial::tests {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

corpus::CsvTable csv(const std::filesystem::path& path) {
    auto table = corpus::CsvTable::read(path);
    EXPECT_TRUE(table) << table.error().line();
    return table ? *table : corpus::CsvTable{};
}

std::map<std::string, std::vector<json>> jsonl(const std::filesystem::path& path) {
    std::map<std::string, std::vector<json>> rows;
    std::istringstream lines(read_file(path));
    for (std::string line; std::getline(lines, line);) {
        auto row = json::parse(line);
        rows[row.at("type")].push_back(std::move(row));
    }
    return rows;
}

const auto expected_rows =
    ElementsAre(Pair("posts", 12), Pair("codebooks", 6), Pair("sets", 3), Pair("set_posts", 28),
                Pair("rounds", 3), Pair("votes", 19), Pair("codings", 8), Pair("settled", 13));

TEST(Export, ColumnsOfPostsAreThoseOfThePostsCommand) {
    const auto row = corpus::post_json({});
    std::vector<std::string> keys;
    for (const auto& [key, value] : row.items())
        keys.push_back(key);
    const auto columns = exports::export_tables().front().columns;
    EXPECT_EQ(keys, std::vector<std::string>(columns.begin(), columns.end()));
}

TEST(Export, CsvComesBackAsItWas) {
    SmallStudy small;
    const auto outcome = exports::export_csv(small.study(), small / "tables", {});
    ASSERT_TRUE(outcome) << outcome.error().line();
    EXPECT_THAT(outcome->rows, expected_rows);
    EXPECT_THAT(outcome->sealed, ElementsAre("coding-again"));
    for (const auto& [name, rows] : outcome->rows)
        EXPECT_EQ(csv(small / "tables" / (name + ".csv")).rows().size(), static_cast<std::size_t>(rows))
            << name;

    const auto posts = csv(small / "tables" / "posts.csv");
    const auto text = *posts.column("text");
    const auto id = *posts.column("id");
    corpus::Store store(small.study());
    for (const auto& row : posts.rows())
        EXPECT_EQ(row.cells[text], (*store.post(row.cells[id]))->body.text);
}

TEST(Export, JsonLinesHoldTheSame) {
    SmallStudy small;
    const auto outcome = exports::export_jsonl(small.study(), small / "study.jsonl", {});
    ASSERT_TRUE(outcome) << outcome.error().line();
    EXPECT_THAT(outcome->rows, expected_rows);
    const auto rows = jsonl(small / "study.jsonl");
    EXPECT_EQ(rows.at("post").size(), 12u);
    EXPECT_EQ(rows.at("coding").size(), 8u);
    const auto& codings = rows.at("coding");
    const auto fear = std::find_if(codings.begin(), codings.end(), [&](const json& row) {
        return row.at("post") == small.key(0) && row.at("coder") == "ben";
    });
    ASSERT_NE(fear, codings.end());
    EXPECT_EQ(fear->at("code"), "fear");
    EXPECT_EQ(fear->at("code_name"), "Fear of code");
    EXPECT_EQ(fear->at("round"), "coding");
    EXPECT_EQ(fear->at("begin"), 9);
    EXPECT_EQ(fear->at("end"), 48);
}

TEST(Export, LeavesOpenBlindRoundsOut) {
    SmallStudy small;
    ASSERT_TRUE(exports::export_jsonl(small.study(), small / "study.jsonl", {}));
    const auto rows = jsonl(small / "study.jsonl");
    for (const auto& coding : rows.at("coding"))
        EXPECT_NE(coding.at("round"), "coding-again");
    for (const auto& counted : rows.at("settled"))
        EXPECT_NE(counted.at("round"), "coding-again");
    codebooks::Rounds rounds(small.study());
    ASSERT_TRUE(rounds.close("coding-again", "ana"));
    const auto outcome = exports::export_jsonl(small.study(), small / "study.jsonl", {});
    EXPECT_THAT(outcome->rows, testing::Contains(Pair("codings", 10)));
    EXPECT_TRUE(outcome->sealed.empty());
}

TEST(Export, OneSetHoldsWhatIsAboutItsPosts) {
    SmallStudy small;
    exports::ExportOptions options;
    options.set = "kept";
    const auto outcome = exports::export_csv(small.study(), small / "tables", options);
    ASSERT_TRUE(outcome) << outcome.error().line();
    EXPECT_THAT(outcome->rows, testing::Contains(Pair("posts", 7)));
    EXPECT_THAT(outcome->rows, testing::Contains(Pair("votes", 14)));
    EXPECT_THAT(outcome->rows, testing::Contains(Pair("set_posts", 21)));
}

TEST(Export, AFileThatEndsInCsvHoldsThePosts) {
    SmallStudy small;
    const auto outcome = exports::export_csv(small.study(), small / "posts.csv", {});
    ASSERT_TRUE(outcome) << outcome.error().line();
    EXPECT_EQ(csv(small / "posts.csv").rows().size(), 12u);
}

TEST(Export, FailureChangesNothing) {
    SmallStudy small;
    exports::ExportOptions options;
    std::stop_source stop;
    stop.request_stop();
    options.stop = stop.get_token();
    std::filesystem::create_directory(small / "tables");
    std::ofstream(small / "tables" / "posts.csv") << "old";
    EXPECT_FALSE(exports::export_csv(small.study(), small / "tables", options));
    EXPECT_EQ(read_file(small / "tables" / "posts.csv"), "old");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(small / "tables"), {}), 1);
    EXPECT_FALSE(exports::export_csv(small.study(), small / "new", options));
    EXPECT_FALSE(std::filesystem::exists(small / "new"));
    EXPECT_FALSE(exports::export_csv(small.study(), small / "none" / "tables", {}));
    EXPECT_FALSE(exports::export_jsonl(small.study(), small / "none" / "study.jsonl", {}));
}

} // namespace
} // namespace axial::tests
