// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/corpus/index_study.h"

#include <gmock/gmock.h>

#include <random>
#include <set>

namespace axial::corpus::tests {
namespace {

using ::testing::HasSubstr;

TEST(Search, FindsIdentifiersWholeAndByPart) {
    IndexedStudy study;
    study.add("flag", "I set trust_remote_code=True and it ran.");
    study.add("apart", "I do trust the remote code of others, the remote code is fine.");
    study.add("cli", "Run it with --trust-remote-code please.");
    study.add("call", "Then AutoModel.from_pretrained(name) fails.");
    study.add("hub", "torch.hub.load is the other way, see CVE-2024-3568 and 4.41.2.");
    study.add("path",
              "In /usr/lib/transformers/models/auto.py of meta-llama/Llama-2-7b it says camelCaseName.");
    study.update();
    EXPECT_EQ(study.found("trust_remote_code"), "flag");
    EXPECT_EQ(study.found("TRUST_REMOTE_CODE"), "flag");
    EXPECT_EQ(study.found("trust_remote_code=True"), "flag");
    EXPECT_EQ(study.found("trust_remote_code=False"), "");
    EXPECT_EQ(study.found("\"remote code\""), "apart cli flag");
    EXPECT_EQ(study.found("\"trust remote code\""), "cli flag");
    EXPECT_EQ(study.found("\"set trust_remote_code\""), "flag");
    EXPECT_EQ(study.found("--trust-remote-code"), "cli");
    EXPECT_EQ(study.found("trust-remote-code"), "cli");
    EXPECT_EQ(study.found("trust_rem*"), "flag");
    EXPECT_EQ(study.found("from_pretrained"), "call");
    EXPECT_EQ(study.found("\"from pretrained\""), "call");
    EXPECT_EQ(study.found("AutoModel"), "call");
    EXPECT_EQ(study.found("automodel"), "call");
    EXPECT_EQ(study.found("AutoModel.from_pretrained"), "call");
    EXPECT_EQ(study.found("torch.hub.load"), "hub");
    EXPECT_EQ(study.found("torch.hub"), "hub");
    EXPECT_EQ(study.found("hub.load"), "hub");
    EXPECT_EQ(study.found("hub.torch.load"), "");
    EXPECT_EQ(study.found("CVE-2024-3568"), "hub");
    EXPECT_EQ(study.found("CVE-2024*"), "hub");
    EXPECT_EQ(study.found("4.41.2"), "hub");
    EXPECT_EQ(study.found("4.41"), "hub");
    EXPECT_EQ(study.found("transformers/models"), "path");
    EXPECT_EQ(study.found("lib/transformers/models"), "path");
    EXPECT_EQ(study.found("meta-llama/Llama-2-7b"), "path");
    EXPECT_EQ(study.found("camelCaseName"), "path");
    EXPECT_EQ(study.found("case"), "path");
}

TEST(Search, KeepsProseCodeAndQuotesApart) {
    IndexedStudy study;
    study.add("pasted", "It does not start.\n\n```python\nx = load(trust_remote_code=True)\n```\n\nWhat now?");
    study.add("asked", "Why does `trust_remote_code` default to False?");
    study.add("quoted", "> I always set trust_remote_code\n\nThat is unwise.");
    study.update();
    EXPECT_EQ(study.found("prose:\"trust_remote_code\""), "asked");
    EXPECT_EQ(study.found("code:\"trust_remote_code\""), "asked pasted");
    EXPECT_EQ(study.found("quote:trust_remote_code"), "quoted");
    EXPECT_EQ(study.found("trust_remote_code"), "asked pasted");
    EXPECT_EQ(study.found("prose:\"does trust_remote_code default\""), "asked");
    EXPECT_EQ(study.found("code:trust_remote_code -prose:trust_remote_code"), "pasted");
    EXPECT_EQ(study.found("\"start what\""), "") << "no phrase over a code block";
    EXPECT_EQ(study.found("start NEAR/50 now"), "");
}

TEST(Search, StemsProseNotCode) {
    IndexedStudy study;
    study.add("prose", "Loading models is slow.");
    study.add("code", "```\nloading(models)\n```");
    study.update();
    EXPECT_EQ(study.found("model"), "prose");
    EXPECT_EQ(study.found("models"), "code prose");
    EXPECT_EQ(study.found("\"model\""), "");
    EXPECT_EQ(study.found("prose:loads"), "prose");
    EXPECT_EQ(study.found("code:loading"), "code");
}

TEST(Search, FindsAnySubstringOfChinese) {
    IndexedStudy study;
    study.add("zh", "加载模型时需要远程代码执行，使用trust_remote_code参数。");
    study.add("other", "远方的代码");
    study.update();
    for (const char* query : {"远程代码", "程代", "远程代码执行", "型", "trust_remote_code",
                              "\"使用trust_remote_code参数\"", "加载模*", "prose:(远程代码 OR 没有)"})
        EXPECT_EQ(study.found(query), "zh") << query;
    EXPECT_EQ(study.found("代码"), "other zh");
    EXPECT_EQ(study.found("代码远程"), "");
}

TEST(Search, CombinesWordsAndFilters) {
    IndexedStudy study;
    auto first = IndexedStudy::post("1", "alpha beta gamma delta");
    first.title = "Loading fails";
    first.kind = "issue";
    first.tags = {"Bug", "needs info"};
    first.score = -2;
    first.created_at = day("2023-12-31T23:59:59Z");
    study.put(first);
    auto second = IndexedStudy::post("2", "alpha gamma");
    second.author.id = "OctoCat";
    second.author.name = "The Cat";
    second.author.kind = "bot";
    second.state = "accepted";
    second.score = 7;
    study.put(second);
    auto third = IndexedStudy::post("3", "beta one two three alpha");
    third.visibility = Visibility::hidden;
    third.tags = {"bug"};
    third.created_at = day("2024-06-30T12:00:00Z");
    third.author.id.reset();
    study.put(third);
    study.update();
    const std::vector<std::pair<std::string, std::string>> expected = {
        {"", "1 2 3"},
        {"alpha", "1 2 3"},
        {"alpha -beta", "2"},
        {"-beta", "2"},
        {"NOT (beta OR gamma)", ""},
        {"beta AND gamma", "1"},
        {"gamma OR beta", "1 2 3"},
        {"delta OR alpha -beta", "1 2"},
        {"alpha NEAR/2 beta", "1"},
        {"beta NEAR/4 alpha", "1 3"},
        {"alpha NEAR/3 beta", "1"},
        {"\"beta alpha\"", ""},
        {"title:load", "1"},
        {"loading", "1"},
        {"kind:issue", "1"},
        {"kind:issue kind:comment", "1 2 3"},
        {"tag:bug", "1 3"},
        {"tag:bug tag:\"needs info\"", "1"},
        {"tag:(\"needs info\" OR nothing)", "1"},
        {"author:octocat", "2"},
        {"author:\"the cat\"", "2"},
        {"author:octo*", "2"},
        {"is:bot", "2"},
        {"is:accepted", "2"},
        {"state:accepted", "2"},
        {"state:open", "1 3"},
        {"is:hidden", "3"},
        {"-is:hidden", "1 2"},
        {"is:root", "1"},
        {"source:github", "1 2 3"},
        {"source:github source:discourse", "1 2 3"},
        {"-source:github", ""},
        {"site:github.com", "1 2 3"},
        {"repo:huggingface/transformers", "1 2 3"},
        {"repo:hugging*", "1 2 3"},
        {"thread:github/huggingface/transformers/issue/1", "1 2 3"},
        {"date:2023", "1"},
        {"date:2024", "2 3"},
        {"date:2024-05", "2"},
        {"date:2024-05-01", "2"},
        {"date:2023-12-31..2024-05", "1 2"},
        {"date:>=2024-05-01", "2 3"},
        {"date:>2024-05", "3"},
        {"date:<2024", "1"},
        {"date:<=2024-05", "1 2"},
        {"date:2024-06-30T12:00:00Z", "3"},
        {"score:>=5", "2"},
        {"score:<=0", "1"},
        {"score:-2", "1"},
        {"score:-5..10", "1 2"},
        {"score:..7", "1 2"},
        {"-score:..100", "3"},
        {"alpha date:2024 score:>0 -is:hidden", "2"}};
    for (const auto& [query, ids] : expected)
        EXPECT_EQ(study.found(query), ids) << query;
}

TEST(Search, CountsSortsPagesAndLimitsToASet) {
    IndexedStudy study;
    std::vector<RowId> odd;
    for (int i = 0; i < 60; ++i) {
        auto post =
            IndexedStudy::post(std::to_string(i), "alpha " + std::string(i % 3 == 0 ? "alpha" : "filler"));
        post.created_at = day("2024-01-01") + std::chrono::hours((i * 37) % 60);
        study.put(post);
    }
    study.update();
    SearchRequest request{.query = "alpha", .limit = 7, .sort = Sort::date};
    std::vector<Time> times;
    std::set<RowId> seen;
    for (request.offset = 0; request.offset < 63; request.offset += 7) {
        const auto answer = *study.index().search(request);
        EXPECT_EQ(answer.count, 60);
        for (const Hit& hit : answer.hits) {
            seen.insert(hit.post);
            times.push_back((*study.store().post(hit.post))->created_at);
        }
    }
    EXPECT_EQ(seen.size(), 60u);
    EXPECT_TRUE(std::is_sorted(times.rbegin(), times.rend()));

    request = {.query = "alpha", .limit = 20};
    const auto ranked = *study.index().search(request);
    for (const Hit& hit : ranked.hits)
        EXPECT_EQ(std::stoi(study.id(hit.post)) % 3, 0) << "twice the word ranks first";

    const auto all = *study.index().matches("");
    for (const RowId row : all)
        if (std::stoi(study.id(row)) % 2 == 1)
            odd.push_back(row);
    std::reverse(odd.begin(), odd.end());
    request.within = odd;
    request.within->push_back(100'000); // not indexed yet
    EXPECT_EQ(study.index().search(request)->count, 30);
    request.query.clear();
    EXPECT_EQ(study.index().search(request)->count, 30);
    request.count_only = true;
    const auto counted = *study.index().search(request);
    EXPECT_EQ(counted.count, 30);
    EXPECT_TRUE(counted.hits.empty());
    for (RowId row = 1; row < 20'000; ++row)
        request.within->push_back(row);
    EXPECT_EQ(study.index().search(request)->count, 60);
    request.within->clear();
    EXPECT_EQ(study.index().search(request)->count, 0) << "no post is in an empty set";
    EXPECT_TRUE(study.index().matches(request)->empty());
}

TEST(Search, TellsWhenAWildcardStandsForTooManyWords) {
    IndexedStudy study;
    std::string body;
    for (int i = 0; i < 10'050; ++i)
        body += "word" + std::to_string(i) + " ";
    study.add("1", body);
    study.update();
    EXPECT_EQ(study.found("word100*"), "1");
    EXPECT_THAT(study.found("a wor*"), HasSubstr("column 3: text:wor* stands for more than 10000 words"));
}

TEST(Search, MarksHitsInSnippets) {
    IndexedStudy study;
    study.add(
        "1",
        "First line.\n\nThen AutoModel.from_pretrained\nloads remote code\twith \x02 trust_remote_code=True. " +
            std::string("filler words ") + "end");
    study.update();
    EXPECT_THAT(study.snippet("from_pretrained"), HasSubstr("Then AutoModel.\x02"
                                                            "from_pretrained\x03 loads"));
    EXPECT_THAT(study.snippet("load"), HasSubstr("\x02loads\x03"));
    EXPECT_THAT(study.snippet("\"remote code\""), HasSubstr("loads \x02remote code\x03 with"));
    EXPECT_THAT(study.snippet("trust_rem*"), HasSubstr(" \x02trust_remote_code\x03=True"));
    EXPECT_THAT(study.snippet("\"code true\""), HasSubstr("trust_remote_\x02"
                                                          "code=True\x03"));
    EXPECT_EQ(study.snippet("kind:comment").find('\x02'), std::string::npos);
    EXPECT_EQ(study.snippet("first").find('\n'), std::string::npos);
}

TEST(Search, SnippetsShowTheHitOfALongPost) {
    IndexedStudy study;
    std::string body;
    for (int i = 0; i < 4000; ++i)
        body += "filler 代码 ";
    study.add("1", body + " needle in it " + body);
    study.update();
    const std::string snippet = study.snippet("needle");
    EXPECT_THAT(snippet, HasSubstr("\x02needle\x03 in it"));
    EXPECT_LT(snippet.size(), 400u);
    EXPECT_TRUE(snippet.starts_with("… ") && snippet.ends_with(" …")) << snippet;
}

TEST(Search, EveryWordOfEveryPostFindsIt) {
    IndexedStudy study;
    std::mt19937 random(5);
    const std::vector<std::string> stems = {"model", "load", "remote",  "trust", "hub",      "torch", "code",
                                            "run",   "safe", "company", "fly",   "version",  "Qwen2", "4bit",
                                            "naïve", "代码", "HTML",    "don't", "İstanbul", "ﬁne",   "x"};
    const std::vector<std::string> joints = {"", "_", "-", ".", "/", "::", "s", "ing", "Name"};
    std::vector<std::vector<std::string>> posts;
    for (int i = 0; i < 40; ++i) {
        std::vector<std::string> words;
        std::string body;
        for (int j = 0; j < 15; ++j) {
            std::string word = stems[random() % stems.size()] + joints[random() % joints.size()];
            if (random() % 2 == 0)
                word += stems[random() % stems.size()];
            while (std::string_view("_-./:").find(word.back()) != std::string_view::npos)
                word.pop_back();
            words.push_back(word);
            body += word + (random() % 5 == 0 ? ", " : " ");
        }
        auto post = IndexedStudy::post(std::to_string(i), body);
        post.markup = Markup::plain;
        study.put(post);
        posts.push_back(words);
    }
    study.update();
    for (std::size_t i = 0; i < posts.size(); ++i)
        for (const std::string& word : posts[i])
            for (const std::string& query : {word, "\"" + word + "\"", "prose:\"" + word + "\""}) {
                const std::string ids = " " + study.found(query) + " ";
                EXPECT_THAT(ids, HasSubstr(" " + std::to_string(i) + " ")) << query;
            }
}

} // namespace
} // namespace axial::corpus::tests
