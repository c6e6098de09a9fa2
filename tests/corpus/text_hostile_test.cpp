// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/canonical_text.h"
#include "tests/corpus/text_support.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

namespace axial::corpus {
namespace {

TEST(TextHostile, OversizedBodiesAreKeptAsPlainText) {
    const std::string body = "**a** " + std::string(max_markup_bytes, 'x');
    EXPECT_EQ(canonical_text(body, Markup::markdown, Dialect::github).text, body);
}

TEST(TextHostile, HoldsItsPromisesOnRandomMarkup) {
    const std::string_view pieces[] = {"*",
                                       "**",
                                       "_",
                                       "`",
                                       "```\n",
                                       "> ",
                                       "- ",
                                       "1. ",
                                       "\n",
                                       "\n\n",
                                       "[",
                                       "](u)",
                                       "![",
                                       "<b>",
                                       "</b>",
                                       "<div>",
                                       "</div>",
                                       "<pre>",
                                       "</pre>",
                                       "<td>",
                                       "<tr>",
                                       "<table>",
                                       "</table>",
                                       "<li>",
                                       "<br>",
                                       "<!--",
                                       "-->",
                                       "&amp;",
                                       "&#x301;",
                                       "\u0301",
                                       "\U0001F468\u200D",
                                       "\U0001F1E9",
                                       "漢字",
                                       "word",
                                       " ",
                                       "    ",
                                       "@ann",
                                       "#12",
                                       "|",
                                       "|-|-|\n",
                                       "$",
                                       "$$\n",
                                       "[quote=\"a\"]\n",
                                       "[/quote]",
                                       "<script>",
                                       "</script>",
                                       "\xFF",
                                       "~~",
                                       "<a href=x>",
                                       "</a>",
                                       "<aside class=quote data-topic=1>",
                                       "</aside>",
                                       "# ",
                                       "\\",
                                       "'",
                                       "\"",
                                       "--",
                                       "...",
                                       " -> ",
                                       ":+1:t2:",
                                       " :) ",
                                       "\uFE0F",
                                       "<svg>",
                                       "</svg>"};
    std::mt19937 random(20240607);
    for (int round = 0; round < 3000; ++round) {
        std::string body;
        for (auto left = random() % 40; left > 0; --left)
            body += pieces[random() % std::size(pieces)];
        for (const Dialect dialect :
             {Dialect::github, Dialect::discourse, Dialect::stackexchange, Dialect::se_comment})
            for (const Markup markup : {Markup::markdown, Markup::html}) {
                expect_sound(canonical_text(body, markup, dialect), body);
                if (HasFatalFailure())
                    return;
            }
        EXPECT_EQ(clean_utf8(clean_utf8(body)), clean_utf8(body));
    }
}

std::string repeated(std::string_view unit, std::size_t bytes) {
    std::string result;
    while (result.size() < bytes)
        result += unit;
    return result;
}

TEST(TextHostile, HostileNestingNeitherOverflowsNorTakesLong) {
    const std::string_view units[] = {"[",
                                      "*",
                                      "<",
                                      "`",
                                      "> ",
                                      ">",
                                      "- ",
                                      "* ",
                                      "1. ",
                                      "![[]()",
                                      "|a",
                                      "|-",
                                      "a@",
                                      "a.b@c",
                                      "$",
                                      "[b]",
                                      "[quote]\n",
                                      "[/quote]",
                                      "<div>",
                                      "<b>",
                                      "<b><p>",
                                      "<font color=1><p>",
                                      "<table><tr><td>",
                                      "<a b ",
                                      "<a href='",
                                      "<!--",
                                      "&amp;",
                                      "_a ",
                                      "**a b*",
                                      "<svg><td>",
                                      "<p>",
                                      "</b>",
                                      "`a",
                                      "$a ",
                                      "| a\n-|-\n",
                                      "[^a]",
                                      "@a ",
                                      "#1",
                                      "a/b",
                                      "~a~~",
                                      "\\",
                                      "<ul><li>",
                                      "\u0301",
                                      "[a](",
                                      "&#x41;<",
                                      "<pre>",
                                      "  - a\n",
                                      "*\"a",
                                      "\"a 'b* ",
                                      ":a",
                                      "$'$\n"};
    for (const std::string_view unit : units)
        for (const Dialect dialect : {Dialect::github, Dialect::discourse})
            for (const Markup markup : {Markup::markdown, Markup::html}) {
                const auto start = std::chrono::steady_clock::now();
                const auto canonical = canonical_text(repeated(unit, 100'000), markup, dialect);
                const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
                // A quadratic walk over 100 kB takes half a minute and more; a linear one a fraction of a
                // second.
                EXPECT_LT(took.count(), 10.0) << unit;
                EXPECT_EQ(clean_utf8(canonical.text), canonical.text) << unit;
            }
}

TEST(TextHostile, MegabytesOfQuotesAndDashesTakeLinearTime) {
    for (const std::string_view unit : {"\"", "a' \"b ", "x--", "x..", " :)"}) {
        const auto start = std::chrono::steady_clock::now();
        const auto canonical =
            canonical_text("x " + repeated(unit, 5'000'000), Markup::markdown, Dialect::discourse);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        EXPECT_LT(took.count(), 30.0) << unit;
        EXPECT_GT(canonical.text.size(), 1'000'000u) << unit;
    }
    // Quotes that open and never close, then as many that look for a partner.
    const std::string open = "x " + repeated("\"a ", 2'500'000) + repeated("a' ", 2'500'000);
    EXPECT_GT(canonical_text(open, Markup::markdown, Dialect::discourse).text.size(), open.size());
}

TEST(TextHostile, TextInsideDeepNestingIsKept) {
    const std::string deep_quotes = repeated("> ", 40'000) + "needle";
    const std::string deep_divs = repeated("<div>", 400'000) + "needle" + repeated("</div>", 400'000);
    EXPECT_NE(canonical_text(deep_quotes, Markup::markdown, Dialect::github).text.find("needle"),
              std::string::npos);
    EXPECT_EQ(canonical_text(deep_divs, Markup::html, Dialect::github).text, "needle");
    EXPECT_EQ(canonical_text(deep_divs, Markup::markdown, Dialect::github).text, "needle");
}

} // namespace
} // namespace axial::corpus
