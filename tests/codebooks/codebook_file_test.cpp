// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/codebook.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

namespace axial::codebooks {
namespace {

using testing::HasSubstr;

constexpr const char* head = "axial-codebook: 1\nid: book\ntitle: A book\nkind: codes\ncodes:\n";

std::string problem(const std::string& yaml) {
    const auto parsed = parse_codebook(yaml, "book.yaml");
    return parsed ? "no problem" : parsed.error().line();
}

TEST(CodebookFile, TheShippedOnesAreSound) {
    ASSERT_EQ(shipped_codebooks().size(), 2u);
    for (const auto& shipped : shipped_codebooks()) {
        const auto parsed = parse_codebook(shipped.yaml, shipped.name);
        ASSERT_TRUE(parsed) << parsed.error().line();
        EXPECT_EQ(parsed->id, shipped.name);
        int groups = 0, codes = 0;
        for (const auto& code : parsed->codes) {
            (code.parent.empty() ? groups : codes) += 1;
            EXPECT_FALSE(code.definition.empty()) << code.id;
            if (!code.parent.empty()) {
                EXPECT_FALSE(code.include.empty()) << code.id;
                EXPECT_FALSE(code.exclude.empty()) << code.id;
            }
        }
        if (parsed->kind == Codebook::Kind::codes) {
            EXPECT_EQ(groups, 6);
            EXPECT_EQ(codes, 16);
        } else {
            EXPECT_GE(parsed->answers.size(), 2u);
        }
    }
}

TEST(CodebookFile, WritingAndReadingGivesTheSame) {
    for (const auto& shipped : shipped_codebooks()) {
        const auto parsed = parse_codebook(shipped.yaml, shipped.name).value();
        const auto again = parse_codebook(write_codebook(parsed), "again.yaml");
        ASSERT_TRUE(again) << again.error().line();
        EXPECT_EQ(write_codebook(*again), write_codebook(parsed));
        ASSERT_EQ(again->codes.size(), parsed.codes.size());
        for (std::size_t i = 0; i < parsed.codes.size(); ++i) {
            EXPECT_EQ(again->codes[i].uuid, parsed.codes[i].uuid);
            EXPECT_EQ(again->codes[i].definition, parsed.codes[i].definition);
            EXPECT_EQ(again->codes[i].exclude, parsed.codes[i].exclude);
        }
    }
}

TEST(CodebookFile, TextsThatYamlWouldMisreadSurvive) {
    Codebook book;
    book.id = "book";
    book.title = "yes: no # - [1]";
    const std::vector<std::string> texts{"true",
                                         "null",
                                         "~",
                                         "1.5",
                                         "- dash",
                                         "a: b",
                                         "#hash",
                                         "'quote\"",
                                         "two\nlines\n  indented",
                                         "*star",
                                         "&and",
                                         "%",
                                         "@",
                                         "emoji 😕🏽",
                                         "中文",
                                         " blanks inside  kept"};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        Code code;
        code.id = "c" + std::to_string(i);
        code.name = "name " + texts[i];
        code.colour = "#4379e4";
        code.definition = "x" + texts[i];
        code.include = {texts[i] + "."};
        code.position = static_cast<int>(i);
        book.codes.push_back(code);
    }
    const auto again = parse_codebook(write_codebook(book), "again.yaml");
    ASSERT_TRUE(again) << again.error().line() << "\n" << write_codebook(book);
    EXPECT_EQ(again->title, book.title);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        EXPECT_EQ(again->codes[i].definition, book.codes[i].definition);
        EXPECT_EQ(again->codes[i].include, book.codes[i].include);
    }
}

TEST(CodebookFile, CodesComeInTheOrderOfTheTree) {
    const auto book =
        parse_codebook(std::string(head) +
                           "- {id: b1, parent: b, name: B1}\n- {id: a, name: A}\n- {id: b, name: B}\n"
                           "- {id: a1, parent: a, name: A1}\n",
                       "book.yaml")
            .value();
    std::vector<std::string> ids;
    for (const auto& code : book.codes)
        ids.push_back(code.id);
    EXPECT_THAT(ids, testing::ElementsAre("a", "a1", "b", "b1"));
}

TEST(CodebookFile, EveryMistakeIsNamedWithItsLine) {
    const std::string start = head;
    EXPECT_THAT(problem(start + "- {id: a, name: A}\n- {id: a, name: B}\n"),
                HasSubstr("book.yaml:7: id \"a\" twice (first in line 6)"));
    EXPECT_THAT(problem(start + "- {id: a, parent: b, name: A}\n- {id: b, parent: a, name: B}\n"),
                HasSubstr("circle"));
    EXPECT_THAT(problem(start + "- {id: a, parent: a, name: A}\n"),
                HasSubstr("book.yaml:6: the parents of \"a\" go round"));
    EXPECT_THAT(problem(start + "- {id: a, parent: z, name: A}\n"),
                HasSubstr("parent \"z\" of \"a\" does not exist"));
    EXPECT_THAT(problem(start + "- {id: a, name: A, key: x}\n- {id: b, name: B, key: x}\n"),
                HasSubstr("key \"x\" twice"));
    EXPECT_THAT(problem(start + "- {id: a, nmae: A}\n"), HasSubstr("unknown field \"nmae\""));
    EXPECT_THAT(problem(start + "- {id: a}\n"), HasSubstr("\"name\" is missing"));
    EXPECT_THAT(problem(start + "- {id: A B, name: A}\n"), HasSubstr("book.yaml:6: id \"A B\""));
    EXPECT_THAT(problem(start + "- {id: a, name: A, colour: red}\n"), HasSubstr("colour \"red\""));
    EXPECT_THAT(problem("axial-codebook: 9\nid: b\ntitle: B\nkind: codes\ncodes: []\n"),
                HasSubstr("not a format"));
    EXPECT_THAT(problem("a: [1, 2\nb: 3"), HasSubstr("not YAML"));
    EXPECT_THAT(problem("just a text"), HasSubstr("fields are expected"));
    EXPECT_THAT(problem(""), HasSubstr("book.yaml"));
    EXPECT_THAT(problem("\xff\xfe"), HasSubstr("UTF-8"));
    EXPECT_THAT(problem("axial-codebook: 1\nid: q\ntitle: Q\nkind: question\nquestion: Why?\nanswers: [{id: a, "
                        "name: A}]\n"),
                HasSubstr("two answers"));
}

double luminance(std::string_view colour) {
    const auto channel = [&](std::size_t at) {
        const double value = std::stoi(std::string(colour.substr(at, 2)), nullptr, 16) / 255.0;
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/// WCAG 2.1: graphical objects need 3:1 against what they lie on.
TEST(Palette, HoldsAgainstBothGrounds) {
    for (std::size_t i = 0; i < 12; ++i) {
        const auto colour = palette_colour(i);
        EXPECT_GE((luminance("#ffffff") + 0.05) / (luminance(colour) + 0.05), 3.0) << colour;
        EXPECT_GE((luminance(colour) + 0.05) / (luminance("#1c2027") + 0.05), 3.0) << colour;
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_NE(colour, palette_colour(j));
    }
}

} // namespace
} // namespace axial::codebooks
