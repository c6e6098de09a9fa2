// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/csv.h"
#include "tests/support/shared_material.h"

#include <gtest/gtest.h>

#include <fstream>

namespace axial::corpus {
namespace {

using Cells = std::vector<std::string>;

std::string error_of(std::string_view text) {
    const auto table = CsvTable::parse(text, "t.csv");
    return table ? "no error" : table.error().line();
}

TEST(Csv, ReadsWhatProgramsWrite) {
    for (const char* text : {"a,b\n1,2\n3,\n", "a,b\r\n1,2\r\n3,\r\n", "a,b\r1,2\r3,\r",
                             "\xEF\xBB\xBF"
                             "a,b\n1,2\n\n3,",
                             "\"a\",\"b\"\n\"1\",\"2\"\n\n\n3,\"\"\n\n"}) {
        const auto table = CsvTable::parse(text, "t.csv");
        ASSERT_TRUE(table) << table.error().line();
        EXPECT_EQ(table->header(), (Cells{"a", "b"}));
        ASSERT_EQ(table->rows().size(), 2U) << text;
        EXPECT_EQ(table->rows()[0].cells, (Cells{"1", "2"}));
        EXPECT_EQ(table->rows()[1].cells, (Cells{"3", ""}));
    }
}

TEST(Csv, QuotedCellsHoldAnythingAndLinesAreCounted) {
    const auto table = CsvTable::parse("id,text\r\n1,\"two\r\nlines, and \"\"quotes\"\"\"\r\n2,x\r\n", "t.csv");
    ASSERT_TRUE(table) << table.error().line();
    EXPECT_EQ(table->rows()[0].cells[1], "two\r\nlines, and \"quotes\"");
    EXPECT_EQ(table->where(table->rows()[0]), "t.csv:2");
    EXPECT_EQ(table->where(table->rows()[1]), "t.csv:4");
}

TEST(Csv, AnEmptyLineIsACellWhereThereIsOneColumn) {
    const auto table = CsvTable::parse("id\nx\n\ny\n", "t.csv");
    ASSERT_TRUE(table);
    ASSERT_EQ(table->rows().size(), 3U);
    EXPECT_EQ(table->rows()[1].cells, Cells{""});
}

TEST(Csv, ErrorsNameTheLine) {
    EXPECT_EQ(error_of(""), "t.csv: the file is empty (the first row must name the columns)");
    EXPECT_EQ(error_of("\n\n"), "t.csv: the file is empty (the first row must name the columns)");
    EXPECT_EQ(error_of("a,b\n1,2\n1,2,3\n"), "t.csv:3: 3 cells where the header has 2");
    EXPECT_EQ(error_of("a,b\n1\n"), "t.csv:2: 1 cell where the header has 2");
    EXPECT_EQ(error_of("a,a\n"), "t.csv:1: column name 'a' is there twice");
    EXPECT_EQ(error_of("a,\n"), "t.csv:1: column 2 has no name (the first row must name the columns)");
    EXPECT_EQ(error_of("a,b\n1,\"never\n\nclosed"),
              "t.csv:2: a quoted cell is never closed (is the file complete?)");
    EXPECT_NE(error_of("a\n1\"2\n").find("t.csv:2: a quote inside"), std::string::npos);
    EXPECT_NE(error_of("a\n\"1\"2\n").find("t.csv:2: text after the closing quote"), std::string::npos);
    EXPECT_EQ(error_of("a\nb\xff\n"), "t.csv:2: not valid UTF-8 (save the file as UTF-8)");
    EXPECT_EQ(error_of("a\nb\xed\xa0\x80\n"), "t.csv:2: not valid UTF-8 (save the file as UTF-8)");
    EXPECT_EQ(error_of(std::string_view("a\n\0\n", 4)), "t.csv:2: a U+0000 character (save the file as UTF-8)");
}

TEST(Csv, FindsColumnsByName) {
    const auto table = CsvTable::parse("post,coder\n", "t.csv");
    ASSERT_TRUE(table);
    EXPECT_EQ(*table->column("coder"), 1U);
    EXPECT_EQ(table->column("answer").error().line(),
              "t.csv: no column 'answer' (the columns are post, coder)");
}

TEST(Csv, WhatIsWrittenIsReadAgain) {
    const std::vector<Cells> rows{
        {"plain", "a,b", "say \"no\""}, {"", " blank ", "two\r\nlines"}, {"=1+1", "\xE4\xBD\xA0", "\r"}};
    std::string text = csv_row({"x", "y", "z"});
    for (const auto& row : rows)
        text += csv_row(row);
    const auto table = CsvTable::parse(text, "t.csv");
    ASSERT_TRUE(table) << table.error().line();
    ASSERT_EQ(table->rows().size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        EXPECT_EQ(table->rows()[i].cells, rows[i]);
    EXPECT_EQ(csv_row({"a", "b,c", "\"d\""}), "a,\"b,c\",\"\"\"d\"\"\"\r\n");
    EXPECT_EQ(csv_row({""}), "\"\"\r\n");
}

TEST(Csv, EveryTruncationIsReadOrRefusedInOneLine) {
    const std::string text = "id,\"a\"\r\n1,\"x\"\"y\r\n\"\r\n2,\xE4\xBD\xA0\r\n";
    for (std::size_t length = 0; length <= text.size(); ++length) {
        const auto table = CsvTable::parse(std::string_view(text).substr(0, length), "t.csv");
        if (!table) {
            EXPECT_EQ(table.error().line().find('\n'), std::string::npos) << length;
        }
    }
}

TEST(Csv, AFileThatIsNotThereIsSaid) {
    const tests::TemporaryFolder folder;
    EXPECT_NE(CsvTable::read(folder / "none.csv").error().line().find("cannot be read"), std::string::npos);
    EXPECT_FALSE(CsvTable::read(folder.path()));
    std::ofstream(folder / "some.csv") << "a\n1\n";
    ASSERT_TRUE(CsvTable::read(folder / "some.csv"));
}

TEST(Csv, ReadsARealExportWithLineBreaksInsideCells) {
    AXIAL_NEEDS_SHARED(file, "recorded/texts/nlbse-issues_train.csv");
    const auto table = CsvTable::read(file);
    ASSERT_TRUE(table) << table.error().line();
    EXPECT_EQ(table->rows().size(), 1500U);
}

} // namespace
} // namespace axial::corpus
