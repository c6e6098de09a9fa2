// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/expansions.h"
#include "corpus/index/explain.h"
#include "corpus/index/query_parser.h"
#include "tests/corpus/index_study.h"

#include <gmock/gmock.h>

#include <random>
#include <regex>

namespace axial::corpus::index {
namespace {

using ::testing::HasSubstr;
using tests::day;
using tests::IndexedStudy;

std::string range(const std::string& text, std::string_view at = "2024-03-31T10:30:00Z") {
    const auto query = parse_query("date:" + text, day(at));
    return query ? to_text(*query) : query.error().line();
}

TEST(RelativeDates, AreToldFromTheMomentInUtc) {
    EXPECT_EQ(range("today"), "date from 2024-03-31T00:00:00Z to 2024-03-31T23:59:59.999Z\n");
    EXPECT_EQ(range("yesterday"), "date from 2024-03-30T00:00:00Z to 2024-03-30T23:59:59.999Z\n");
    EXPECT_EQ(range("last-week"), "date from 2024-03-18T00:00:00Z to 2024-03-24T23:59:59.999Z\n");
    EXPECT_EQ(range("this-week"), "date from 2024-03-25T00:00:00Z to 2024-03-31T23:59:59.999Z\n");
    EXPECT_EQ(range("last-month"), "date from 2024-02-01T00:00:00Z to 2024-02-29T23:59:59.999Z\n");
    EXPECT_EQ(range("last-year"), "date from 2023-01-01T00:00:00Z to 2023-12-31T23:59:59.999Z\n");
    EXPECT_EQ(range("7d"), "date from 2024-03-24T00:00:00Z to any\n");
    EXPECT_EQ(range("1m"), "date from 2024-02-29T00:00:00Z to any\n") << "there is no 31 February";
    EXPECT_EQ(range("1y", "2024-02-29"), "date from 2023-02-28T00:00:00Z to any\n");
    EXPECT_EQ(range("2y..1y"), "date from 2022-03-31T00:00:00Z to 2023-03-31T23:59:59.999Z\n");
    EXPECT_EQ(range("3m.."), "date from 2023-12-31T00:00:00Z to any\n");
    EXPECT_EQ(range("..yesterday"), "date from any to 2024-03-30T23:59:59.999Z\n");
    EXPECT_EQ(range("<2w"), "date from any to 2024-03-16T23:59:59.999Z\n");
    EXPECT_THAT(range("7x"), HasSubstr("column 6: \"7x\" is not a date"));
    EXPECT_THAT(range("d"), HasSubstr("not a date"));
    EXPECT_THAT(range("99999999999999999999d"), HasSubstr("not a date"));
    EXPECT_THAT(range("1d..7d"), HasSubstr("ends before it begins"));
}

TEST(Wildcards, FitLikeTheirRegularExpression) {
    std::mt19937 random(3);
    const auto letters = [&](std::string_view from, std::size_t most) {
        std::string text;
        for (auto left = random() % (most + 1); left > 0; --left)
            text += from[random() % from.size()];
        return text;
    };
    for (int i = 0; i < 20'000; ++i) {
        const std::string text = letters("ab", 8), pattern = letters("ab*", 6);
        const std::regex same(std::regex_replace(pattern, std::regex("\\*"), ".*"));
        ASSERT_EQ(fits(text, pattern), std::regex_match(text, same)) << text << " " << pattern;
    }
}

TEST(Wildcards, StandAnywhereInAWord) {
    IndexedStudy study;
    study.add("flag", "set trust_remote_code here");
    study.add("other", "set trust_local_code here");
    study.add("name", "AutoModelForCausalLM and `AutoTokenizer`");
    study.update();
    EXPECT_EQ(study.found("*_code"), "flag other");
    EXPECT_EQ(study.found("trust*code"), "flag other");
    EXPECT_EQ(study.found("trust*mote*"), "flag");
    EXPECT_EQ(study.found("*remote*"), "flag");
    EXPECT_EQ(study.found("auto*lm"), "name");
    EXPECT_EQ(study.found("code:*tokenizer"), "name");
    EXPECT_EQ(study.found("prose:(*_code -*local*)"), "flag");
    EXPECT_EQ(study.found("repo:*/transformers"), "flag name other");
    EXPECT_EQ(study.found("XF*ithub"), "") << "terms of other fields are no words";
    EXPECT_EQ(study.found("*=AutoModel*"), "") << "nor are identifiers as they are written";
}

TEST(Wildcards, ThatExplodeAreAnErrorWithFieldAndNumber) {
    IndexedStudy study;
    std::string body;
    for (int i = 0; i < 10'050; ++i)
        body += "x" + std::to_string(i) + "word ";
    study.add("1", body);
    study.update();
    EXPECT_EQ(study.found("*100word"), "1");
    EXPECT_THAT(study.found("a prose:*word"),
                HasSubstr("column 9: prose:*word stands for more than 10000 words"));
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = study.index().matches({.query = "*5word", .stop = stop.get_token()});
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().fault, Fault::cancelled);
}

TEST(Case, OfIdentifiersCountsWhereItIsTyped) {
    IndexedStudy study;
    study.add("class", "AutoModel.from_pretrained is a class");
    study.add("lower", "automodel.from_pretrained is not");
    study.add("upper", "AUTOMODEL.FROM_PRETRAINED shouts");
    study.add("first", "torch.hub as well");
    study.add("constant", "HF_HOME is set");
    study.add("variable", "hf_home is set");
    study.update();
    EXPECT_EQ(study.found("AutoModel"), "class");
    EXPECT_EQ(study.found("automodel"), "class lower upper");
    EXPECT_EQ(study.found("AutoModel.from_pretrained"), "class");
    EXPECT_EQ(study.found("from_pretrained"), "class lower upper");
    EXPECT_EQ(study.found("\"AutoModel.from_pretrained is\""), "class");
    EXPECT_EQ(study.found("AutoModel NEAR/9 class"), "class");
    EXPECT_EQ(study.found("automodel NEAR/9 is"), "class lower");
    EXPECT_EQ(study.found("autoModel"), "");
    EXPECT_EQ(study.found("Torch.hub"), "first") << "a capital at the beginning may be a sentence's";
    EXPECT_EQ(study.found("-AutoModel"), "constant first lower upper variable");
    EXPECT_EQ(study.found("HF_HOME"), "constant variable") << "capitals alone say nothing";
    EXPECT_EQ(study.found("Pretrained"), "class lower upper");
}

class Threads : public ::testing::Test {
protected:
    Threads() {
        IncomingThread other;
        other.source = "github";
        other.site = "github.com";
        other.container = "HuggingFace/transformers";
        other.kind = "issue";
        other.native_id = "2";
        other.title = "another";
        const auto second = study.store().put(other);
        EXPECT_TRUE(second);
        study.add("1a", "pickle is unsafe");
        study.add("1b", "thanks");
        for (const auto* id : {"2a", "2b"}) {
            auto post = IndexedStudy::post(id, *(id + 1) == 'a' ? "load it" : "thanks, safetensors");
            EXPECT_TRUE(study.store().put(second->first, post));
        }
        study.update();
    }
    IndexedStudy study;
};

TEST_F(Threads, InWhichAnyPostMatches) {
    EXPECT_EQ(study.found("thread:(pickle)"), "1a 1b");
    EXPECT_EQ(study.found("thanks thread:(pickle)"), "1b");
    EXPECT_EQ(study.found("thanks -thread:(pickle)"), "2b");
    EXPECT_EQ(study.found("thread:(pickle OR safetensors)"), "1a 1b 2a 2b");
    EXPECT_EQ(study.found("thread:(load) thread:(safetensors)"), "2a 2b");
    EXPECT_EQ(study.found("thread:(load safetensors)"), "") << "no one post has both";
    EXPECT_EQ(study.found("thread:(thread:(load) safetensors)"), "2a 2b");
    EXPECT_EQ(study.found("thread:(nothing)"), "");
    EXPECT_EQ(study.found("thread:GitHub/huggingface/transformers/issue/2"), "2a 2b");
    EXPECT_THAT(study.found("thread:("), HasSubstr("column 9"));
    ASSERT_TRUE(study.index().rebuild()) << "what changes now stands beside a finished shard";
    auto edited = IndexedStudy::post("1a", "something else");
    edited.updated_at = day("2025-01-01");
    study.put(edited);
    study.update();
    EXPECT_EQ(study.found("thread:(pickle)"), "") << "what a newer text replaced counts no longer";
}

TEST_F(Threads, AndEveryOtherPartAreExplainedWithTheirCounts) {
    const std::string text = "thanks thread:(pickle) -set:s date:2024";
    const auto query = parse_query(text);
    ASSERT_TRUE(query) << query.error().line();
    const auto row = study.index().matches("pickle")->at(0);
    const Facts facts = [&](const Field&, std::string_view) {
        return Result<std::vector<RowId>>(std::vector{row});
    };
    const auto all = explain(study.study(), *query, facts);
    ASSERT_TRUE(all) << all.error().line();
    EXPECT_EQ(all->posts, 1);
    ASSERT_EQ(all->parts.size(), 4u);
    EXPECT_EQ(all->parts[0].text, "text: thanks");
    EXPECT_EQ(all->parts[0].posts, 2);
    EXPECT_EQ(all->parts[1].posts, 2);
    EXPECT_EQ(all->parts[1].column, 8u);
    EXPECT_EQ(all->parts[1].parts.at(0).posts, 1);
    EXPECT_EQ(all->parts[2].posts, 3);
    EXPECT_EQ(all->parts[2].parts.at(0).posts, 1);
    EXPECT_EQ(all->parts[2].parts.at(0).store, "study");
    EXPECT_EQ(all->parts[3].posts, 4);
}

} // namespace
} // namespace axial::corpus::index
