// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/query_parser.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace axial::corpus::index {
namespace {

using ::testing::HasSubstr;

struct Tree {
    std::string query, tree;
};

class QueryTrees : public ::testing::TestWithParam<Tree> {};

TEST_P(QueryTrees, Parses) {
    const auto query = parse_query(GetParam().query);
    ASSERT_TRUE(query) << query.error().line();
    EXPECT_EQ(to_text(*query), GetParam().tree);
}

INSTANTIATE_TEST_SUITE_P(
    Language, QueryTrees,
    ::testing::Values(
        Tree{"  ", "every post\n"}, Tree{"load", "text: load\n"},
        Tree{"trust_remote_code", "text: trust_remote_code\n"},
        Tree{"--trust-remote-code", "text: --trust-remote-code\n"},
        Tree{"load models", "all of\n  text: load\n  text: models\n"},
        Tree{"load AND models", "all of\n  text: load\n  text: models\n"},
        Tree{"a b OR c", "any of\n  all of\n    text: a\n    text: b\n  text: c\n"},
        Tree{"a (b OR c)", "all of\n  text: a\n  any of\n    text: b\n    text: c\n"},
        Tree{"a -b", "all of\n  text: a\n  not\n    text: b\n"}, Tree{"NOT a", "not\n  text: a\n"},
        Tree{"-(a b)", "not\n  all of\n    text: a\n    text: b\n"},
        Tree{"NOT -a", "not\n  not\n    text: a\n"}, Tree{"\"remote code\"", "text: \"remote code\"\n"},
        Tree{"prose:\"a-b\"", "prose: \"a-b\"\n"}, Tree{"Title:load", "title: load\n"},
        Tree{"trust_re*", "text: trust_re…\n"}, Tree{"远程*", "text: 远程\n"},
        Tree{"repo:HuggingFace/*", "repo = huggingface/…\n"},
        Tree{"a NEAR/3 b NEAR/3 c", "text: within 3 words\n  text: a\n  text: b\n  text: c\n"},
        Tree{"code:(a NEAR b)", "code: within 10 words\n  code: a\n  code: b\n"},
        Tree{"prose:(a OR \"b c\")", "any of\n  prose: a\n  prose: \"b c\"\n"},
        Tree{"source:github source:discourse a",
             "all of\n  any of\n    source = github\n    source = discourse\n  text: a\n"},
        Tree{"tag:bug tag:question", "all of\n  tag = bug\n  tag = question\n"},
        Tree{"tag:(bug OR question)", "any of\n  tag = bug\n  tag = question\n"},
        Tree{"source:github -source:discourse", "all of\n  source = github\n  not\n    source = discourse\n"},
        Tree{"author:\"Some One\"", "author = some one\n"}, Tree{"IS:Root", "is = root\n"},
        Tree{"std::vector http://x.y", "all of\n  text: std::vector\n  text: http://x.y\n"},
        Tree{"RuntimeError: failed", "all of\n  text: RuntimeError: (in this case)\n  text: failed\n"},
        Tree{"12:30", "text: 12:30\n"}, Tree{"a or b", "all of\n  text: a\n  text: or\n  text: b\n"},
        Tree{"\"AND\"", "text: \"AND\"\n"},
        Tree{"date:2024", "date from 2024-01-01T00:00:00Z to 2024-12-31T23:59:59.999Z\n"},
        Tree{"date:2024-02", "date from 2024-02-01T00:00:00Z to 2024-02-29T23:59:59.999Z\n"},
        Tree{"date:2023-01-01..2024-06", "date from 2023-01-01T00:00:00Z to 2024-06-30T23:59:59.999Z\n"},
        Tree{"date:>=2024-05-01", "date from 2024-05-01T00:00:00Z to any\n"},
        Tree{"date:>2024", "date from 2025-01-01T00:00:00Z to any\n"},
        Tree{"date:<2024-05-01", "date from any to 2024-04-30T23:59:59.999Z\n"},
        Tree{"date:..2023", "date from any to 2023-12-31T23:59:59.999Z\n"},
        Tree{"set:Kept code-applied:\"a b\"", "all of\n  set = Kept\n  code-applied = a b\n"},
        Tree{"-code-applied:risk", "not\n  code-applied = risk\n"}, Tree{"has:CODE", "has = code\n"},
        Tree{"x-forwarded-for:1", "text: x-forwarded-for:1\n"}, Tree{"len:>=200", "len from 200 to any\n"},
        Tree{"score:1..10", "score from 1 to 10\n"}, Tree{"score:-3", "score from -3 to -3\n"},
        Tree{"score:>5", "score from 6 to any\n"}, Tree{"score:<=-1", "score from any to -1\n"}),
    [](const auto& row) { return "Row" + std::to_string(row.index); });

struct Refusal {
    std::string query, where, what;
};

class QueryErrors : public ::testing::TestWithParam<Refusal> {};

TEST_P(QueryErrors, SayWhereAndWhy) {
    const auto query = parse_query(GetParam().query);
    ASSERT_FALSE(query) << to_text(*query);
    EXPECT_EQ(query.error().where, GetParam().where);
    EXPECT_THAT(query.error().line(), HasSubstr(GetParam().what));
    EXPECT_EQ(query.error().exit_status(), 1);
}

INSTANTIATE_TEST_SUITE_P(
    Language, QueryErrors,
    ::testing::Values(
        Refusal{"a (b", "column 3", "without \")\""}, Refusal{"a b)", "column 4", "without \"(\""},
        Refusal{"a \"b c", "column 3", "quotation mark"}, Refusal{"*a", "column 1", "two letters"},
        Refusal{"远程 远*程", "column 4", "takes no wildcard"}, Refusal{"a*", "column 1", "two letters"},
        Refusal{"a colour:red", "column 3", "no field \"colour\""},
        Refusal{"title:", "column 1", "needs a value"}, Refusal{"a title: b", "column 3", "needs a value"},
        Refusal{"is:big", "column 4", "is: knows no \"big\""},
        Refusal{"has:fun", "column 5", "has: knows no \"fun\""}, Refusal{"a set:k*", "column 7", "whole names"},
        Refusal{"set:\"\"", "column 5", "needs a value"}, Refusal{"date:someday", "column 6", "not a date"},
        Refusal{"date:2024-13", "column 6", "not a date"}, Refusal{"date:2024-02-31", "column 6", "not a date"},
        Refusal{"date:2024..2023", "column 6", "ends before"},
        Refusal{"date:..", "column 6", "at least one end"}, Refusal{"score:many", "column 7", "whole number"},
        Refusal{"score:99999999999999999999", "column 7", "whole number"},
        Refusal{"OR a", "column 1", "between"}, Refusal{"a OR", "column 5", "missing"},
        Refusal{"a AND", "column 3", "between"}, Refusal{"a AND OR b", "column 7", "between"},
        Refusal{"()", "column 1", "nothing between"}, Refusal{"a ==", "column 3", "no word"},
        Refusal{"\"\"", "column 1", "no word"}, Refusal{"a - b", "column 3", "excludes"},
        Refusal{"NOT", "column 1", "excludes"}, Refusal{"a NEAR/0 b", "column 3", "from 1 to 50"},
        Refusal{"a NEAR/99 b", "column 3", "from 1 to 50"}, Refusal{"a NEAR/x b", "column 3", "from 1 to 50"},
        Refusal{"\"a b\" NEAR c", "column 7", "single words"},
        Refusal{"a NEAR title:b", "column 3", "one field"}, Refusal{"a NEAR", "column 3", "between"},
        Refusal{std::string(60, '(') + "a" + std::string(60, ')'), "column 51", "inside each other"},
        Refusal{"a ---", "column 3", "no word"}),
    [](const auto& row) { return "Row" + std::to_string(row.index); });

TEST(QueryParser, BoundsLengthAndWords) {
    std::string query;
    while (query.size() < (1u << 20))
        query += "word ";
    const auto megabyte = parse_query(query);
    ASSERT_FALSE(megabyte);
    EXPECT_THAT(megabyte.error().line(), HasSubstr("1048"));
    const auto many = parse_query(query.substr(0, 5 * 1001));
    ASSERT_FALSE(many);
    EXPECT_EQ(many.error().where, "column 5001");
    std::string nots;
    for (int i = 0; i < 60; ++i)
        nots += "NOT ";
    EXPECT_FALSE(parse_query(nots + "a"));
    EXPECT_FALSE(parse_query("\"" + query.substr(0, 5 * 201) + "\""));
}

TEST(QueryParser, TakesAnyBytes) {
    const std::string alphabet = "a_-*:\"() \xE8\xBF\x9C.<>/0OR";
    std::uint32_t state = 11;
    for (int round = 0; round < 5000; ++round) {
        std::string query = round % 2 == 0 ? "date:" : "";
        for (int i = 0; i < 24; ++i) {
            state = state * 1664525u + 1013904223u;
            query += alphabet[(state >> 16) % alphabet.size()];
        }
        const auto parsed = parse_query(query);
        if (!parsed) {
            EXPECT_THAT(parsed.error().where, ::testing::StartsWith("column ")) << query;
        }
    }
}

TEST(Fields, CompletionComesOutOfTheTable) {
    EXPECT_THAT(complete("s"), ::testing::ElementsAre("source", "site", "state", "set", "score"));
    EXPECT_THAT(complete("TI"), ::testing::ElementsAre("title"));
    EXPECT_EQ(complete("").size(), std::size(fields));
    EXPECT_TRUE(complete("titles").empty());
}

TEST(Fields, HelpAndManualNameEachOfThem) {
    const std::string manual = tests::read_file(std::string(AXIAL_SOURCE_DIR) + "/docs/search.md");
    for (const Field& field : fields) {
        EXPECT_THAT(query_help(), HasSubstr(std::string(field.name)));
        EXPECT_THAT(manual, HasSubstr("| `" + std::string(field.name) + ":` |"));
    }
    for (const std::string_view content : contents)
        EXPECT_THAT(manual, HasSubstr(std::string(content)));
    for (const std::string_view mark : marks)
        EXPECT_THAT(manual, HasSubstr(std::string(mark)));
}

TEST(Fields, ExamplesParse) {
    for (const Field& field : fields)
        EXPECT_TRUE(parse_query(field.example)) << field.example;
}

} // namespace
} // namespace axial::corpus::index
