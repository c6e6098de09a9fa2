// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/mentions.h"
#include "scanner/model_id.h"
#include "tests/support/shared_material.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace axial::scanner {
namespace {

struct Score {
    int right = 0, found = 0, wanted = 0, empty = 0, empty_right = 0;

    [[nodiscard]] double precision() const { return found == 0 ? 1 : static_cast<double>(right) / found; }
    [[nodiscard]] double recall() const { return wanted == 0 ? 1 : static_cast<double>(right) / wanted; }
    [[nodiscard]] double f1() const { return 2.0 * right / (found + wanted); }
    [[nodiscard]] double nil() const { return static_cast<double>(empty_right) / empty; }
};

std::string alias(std::string key) {
    key = folded_key(key);
    for (const auto& [old_name, name] :
         {std::pair<std::string, std::string>{"hf:thudm/", "hf:zai-org/"}, {"hf:dunzhang/", "hf:novasearch/"}})
        if (key.starts_with(old_name))
            key = name + key.substr(old_name.size());
    return key;
}

struct Thread {
    std::set<std::string> wanted, found, any_pair, only_urls;
};

void count(const std::set<std::string>& found, const std::set<std::string>& wanted, Score& score) {
    for (const auto& id : found)
        score.right += wanted.contains(id) ? 1 : 0;
    score.found += static_cast<int>(found.size());
    score.wanted += static_cast<int>(wanted.size());
}

/// Baseline (a): every word/word is a Hub model.
std::set<std::string> any_pair(const std::string& text) {
    std::set<std::string> ids;
    std::string token;
    for (const char c : text + " ") {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 ||
            std::string("-_./").find(c) != std::string::npos) {
            token += c;
            continue;
        }
        if (is_model_name(token, false) && token.find('/') == token.rfind('/'))
            ids.insert(alias("hf:" + token));
        token.clear();
    }
    return ids;
}

class LinkSet : public testing::Test {
protected:
    void score(const std::filesystem::path& file) {
        std::ifstream lines(file);
        std::map<std::string, Thread> threads;
        for (std::string line; std::getline(lines, line);)
            add(nlohmann::json::parse(line), threads);
        for (const auto& [url, thread] : threads) {
            count(thread.found, thread.wanted, ours);
            count(thread.any_pair, thread.wanted, pairs);
            count(thread.only_urls, thread.wanted, urls);
        }
    }

    void add(const nlohmann::json& row, std::map<std::string, Thread>& threads) {
        const std::string text = row["text"], url = row["source_url"];
        auto& thread = threads[url];
        std::set<std::string> wanted, found, by_url;
        for (const auto& expected : row["expected"])
            wanted.insert(alias(expected["id"]));
        const auto canonical = corpus::canonical_text(text, corpus::Markup::markdown, corpus::Dialect::github);
        for (const auto& mention : find_mentions(canonical, {"", "", url})) {
            if (mention.confidence < 0.5)
                continue;
            const std::string id = alias(mention.model);
            found.insert(id);
            if (mention.kind == "url" || mention.kind == "git-clone")
                by_url.insert(id);
            auto& [right, all] = kinds[mention.kind];
            right += wanted.contains(id) ? 1 : 0;
            ++all;
        }
        const auto pair = any_pair(text);
        nil(wanted, found, ours);
        nil(wanted, pair, pairs);
        nil(wanted, by_url, urls);
        if (std::getenv("AXIAL_SHOW_LINKS") != nullptr && found != wanted)
            fmt::print("{}\n  wanted {}\n  found  {}\n", text, nlohmann::json(wanted).dump(),
                       nlohmann::json(found).dump());
        thread.wanted.insert(wanted.begin(), wanted.end());
        thread.found.insert(found.begin(), found.end());
        thread.any_pair.insert(pair.begin(), pair.end());
        thread.only_urls.insert(by_url.begin(), by_url.end());
    }

    static void nil(const std::set<std::string>& wanted, const std::set<std::string>& found, Score& score) {
        if (!wanted.empty())
            return;
        ++score.empty;
        score.empty_right += found.empty() ? 1 : 0;
    }

    Score ours, pairs, urls;
    std::map<std::string, std::pair<int, int>> kinds; ///< right, all
};

TEST_F(LinkSet, BeatsBothBaselinesOnTheLabelledSnippets) {
    AXIAL_NEEDS_SHARED(file, "scanner/links.jsonl");
    score(file);
    const auto print = [](const char* name, const Score& score) {
        fmt::print("{:<10} thread F1 {:.3f}  precision {:.3f}  recall {:.3f}  NIL {:.3f} ({}/{})\n", name,
                   score.f1(), score.precision(), score.recall(), score.nil(), score.empty_right, score.empty);
    };
    print("ours", ours);
    print("word/word", pairs);
    print("URLs only", urls);
    for (const auto& [kind, counts] : kinds)
        fmt::print("  {:<10} precision {}/{}\n", kind, counts.first, counts.second);
    EXPECT_GT(ours.f1(), pairs.f1());
    EXPECT_GT(ours.f1(), urls.f1());
    EXPECT_GE(ours.f1(), 0.88);
    EXPECT_GE(ours.nil(), 0.94);
    for (const auto* kind : {"url", "code", "native", "cache-path", "git-clone", "cli"})
        EXPECT_GE(static_cast<double>(kinds[kind].first), 0.98 * kinds[kind].second) << kind;
}

} // namespace
} // namespace axial::scanner
