// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace axial::corpus::index {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts;
    for (const Chunk& chunk : chunks_of(text))
        for (const Part& part : chunk.parts)
            parts.push_back(part.term);
    return parts;
}

std::vector<std::string> compounds_of(std::string_view text) {
    std::vector<std::string> compounds;
    for (const Chunk& chunk : chunks_of(text))
        for (const Compound& compound : chunk.compounds)
            compounds.push_back(compound.term);
    return compounds;
}

struct Row {
    std::string text;
    std::vector<std::string> parts;
    std::vector<std::string> compounds;
};

class TokenizerTable : public ::testing::TestWithParam<Row> {};

TEST_P(TokenizerTable, GivesPartsAndCompounds) {
    EXPECT_EQ(parts_of(GetParam().text), GetParam().parts);
    EXPECT_THAT(compounds_of(GetParam().text), ::testing::UnorderedElementsAreArray(GetParam().compounds));
}

INSTANTIATE_TEST_SUITE_P(
    Identifiers, TokenizerTable,
    ::testing::Values(
        Row{"The models, loaded.", {"the", "models", "loaded"}, {}},
        Row{"trust_remote_code=True", {"trust", "remote", "code", "true"}, {"trust_remote_code"}},
        Row{"--trust-remote-code", {"trust", "remote", "code"}, {"trust-remote-code", "--trust-remote-code"}},
        Row{"AutoModel.from_pretrained(x)",
            {"auto", "model", "from", "pretrained", "x"},
            {"automodel", "from_pretrained", "automodel.from_pretrained"}},
        Row{"torch.hub.load", {"torch", "hub", "load"}, {"torch.hub", "hub.load", "torch.hub.load"}},
        Row{"camelCaseName", {"camel", "case", "name"}, {"camelcasename"}},
        Row{"HTMLParser Qwen2Model H2O conv2D",
            {"html", "parser", "qwen2", "model", "h2o", "conv2d"},
            {"htmlparser", "qwen2model"}},
        Row{"CVE-2024-3568", {"cve", "2024", "3568"}, {"cve-2024-3568"}},
        Row{"4.41.2", {"4", "41", "2"}, {"4.41", "41.2", "4.41.2"}},
        Row{"v4.41", {"4", "41"}, {"v4", "v4.41", "4.41"}},
        Row{"/usr/lib/x.py", {"usr", "lib", "x", "py"}, {"usr/lib", "lib/x", "x.py", "usr/lib/x.py"}},
        Row{"C:\\models\\a", {"c", "models", "a"}, {"models\\a"}},
        Row{"meta-llama/Llama-2-7b",
            {"meta", "llama", "llama", "2", "7b"},
            {"meta-llama", "llama-2-7b", "meta-llama/llama-2-7b"}},
        Row{"std::vector", {"std", "vector"}, {"std::vector"}},
        Row{"__init__ _private_name",
            {"init", "private", "name"},
            {"__init__", "_private_name", "private_name"}},
        Row{"AutoModel-based", {"auto", "model", "based"}, {"automodel", "automodel-based"}},
        Row{"don't, model's, f'abc'", {"don't", "model's", "f", "abc"}, {}},
        Row{"don’t, model’s, ‘abc’", {"don't", "model's", "abc"}, {}},
        Row{"C++ and F# or a+b", {"c", "and", "f", "or", "a", "b"}, {"c++", "f#"}},
        Row{"---- ____ == ?!", {}, {}}),
    [](const auto& row) { return "Row" + std::to_string(row.index); });

INSTANTIATE_TEST_SUITE_P(Scripts, TokenizerTable,
                         ::testing::Values(Row{"远程代码", {"远", "程", "代", "码"}, {"远程", "程代", "代码"}},
                                           Row{"使用trust_remote_code参数",
                                               {"使", "用", "trust", "remote", "code", "参", "数"},
                                               {"使用", "trust_remote_code", "参数"}},
                                           Row{"モデルー", {"モ", "デ", "ル", "ー"}, {"モデ", "デル", "ルー"}},
                                           Row{"모델을", {"모", "델", "을"}, {"모델", "델을"}},
                                           Row{"Ｔｒｕｓｔ Café STRASSE", {"trust", "café", "strasse"}, {}},
                                           Row{"Cafe\xCC\x81", {"café"}, {}},
                                           Row{"soft\xC2\xADhyphen", {"softhyphen"}, {}},
                                           Row{"a\xEF\xBF\xBD"
                                               "b\xFF"
                                               "c",
                                               {"a", "b", "c"},
                                               {}},
                                           Row{"ok 👍 done", {"ok", "👍", "done"}, {}}),
                         [](const auto& row) { return "Row" + std::to_string(row.index); });

TEST(Tokenizer, BreaksThaiByDictionary) {
    EXPECT_THAT(parts_of("ภาษาไทย"), ElementsAre("ภาษา", "ไทย"));
}

TEST(Tokenizer, PartsLieWhereTheySay) {
    const std::string text = "Use AutoModel.from_pretrained(…), 远程代码 now";
    for (const Chunk& chunk : chunks_of(text)) {
        for (const Part& part : chunk.parts)
            EXPECT_EQ(fold_term(std::string_view(text).substr(part.begin, part.end - part.begin)), part.term);
        for (const Compound& compound : chunk.compounds) {
            EXPECT_EQ(compound.begin, chunk.parts[compound.first].begin);
            EXPECT_EQ(fold_term(std::string_view(text).substr(compound.begin, compound.end - compound.begin)),
                      compound.term);
        }
    }
}

TEST(Tokenizer, CutsLongTermsAndKeepsThemApart) {
    const std::string base(100'000, 'a');
    const auto first = parts_of(base + "b"), second = parts_of(base + "c");
    ASSERT_EQ(first.size(), 1u);
    EXPECT_LE(first[0].size(), 220u);
    EXPECT_NE(first, second);
    EXPECT_LE(fold_term(std::string(500, 'x') + "远程").size(), 220u);
}

TEST(Tokenizer, LeavesNothingOutOfLongRunsAndChains) {
    std::string run, chain;
    for (int i = 0; i < 1500; ++i) {
        run += i % 2 == 0 ? "远" : "程";
        chain += "a" + std::to_string(i) + ".";
    }
    EXPECT_EQ(parts_of(run).size(), 1500u);
    EXPECT_EQ(compounds_of(run).size(), 1499u);
    const auto parts = parts_of(chain);
    EXPECT_EQ(parts.size(), 1500u);
    EXPECT_EQ(parts.back(), "a1499");
}

TEST(Tokenizer, TakesAnyBytes) {
    std::string bytes;
    std::uint32_t state = 7;
    for (int round = 0; round < 200; ++round) {
        bytes.clear();
        for (int i = 0; i < 300; ++i) {
            state = state * 1664525u + 1013904223u;
            bytes += static_cast<char>(state >> 24);
        }
        for (const Chunk& chunk : chunks_of(bytes)) {
            ASSERT_FALSE(chunk.parts.empty());
            for (const Part& part : chunk.parts)
                ASSERT_TRUE(part.begin < part.end && part.end <= bytes.size());
            for (const Compound& compound : chunk.compounds)
                ASSERT_TRUE(compound.first < chunk.parts.size() && compound.end <= bytes.size());
        }
    }
}

} // namespace
} // namespace axial::corpus::index
