// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/segments.h"
#include "corpus/text/text_offsets.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace axial::corpus {
namespace {

std::vector<std::string> cut(std::string_view text, const std::vector<TextRange>& ranges) {
    const TextOffsets offsets(text);
    std::vector<std::string> pieces;
    for (const auto& [begin, end] : ranges)
        pieces.emplace_back(offsets.slice(begin, end));
    return pieces;
}

using Pieces = std::vector<std::string>;

TEST(Segments, SentencesEndAtStopsAndAtLineEnds) {
    const std::string text = "It fails. Why? 🙂 See v1.2 of x.py.\n\nload(a)\nload(b)\n";
    EXPECT_EQ(cut(text, sentences_of(text)),
              (Pieces{"It fails. ", "Why? ", "🙂 See v1.2 of x.py.\n", "load(a)\n", "load(b)\n"}));
}

TEST(Segments, CountCodePointsPastEmojiAndCombiningMarks) {
    const std::string text = "👩‍💻 café déjà";
    const auto words = words_of(text);
    EXPECT_EQ(cut(text, words), (Pieces{"café", "déjà"}));
    EXPECT_EQ(words.front().first, 4u); // woman, joiner, laptop, blank
}

TEST(Segments, WordsAreLettersAndNumbersInAnyScript) {
    const std::string text = "trust_remote_code=True, 3.14; 我们喜欢你";
    const auto words = cut(text, words_of(text));
    ASSERT_GE(words.size(), 5u);
    EXPECT_EQ(words[0], "trust_remote_code");
    EXPECT_EQ(words[1], "True");
    EXPECT_EQ(words[2], "3.14");
}

TEST(Segments, NothingInNothing) {
    EXPECT_TRUE(sentences_of("").empty());
    EXPECT_TRUE(sentences_of(" \n\n ").empty());
    EXPECT_TRUE(words_of("… — !").empty());
}

} // namespace
} // namespace axial::corpus
