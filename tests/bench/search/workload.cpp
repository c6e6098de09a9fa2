// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/search/workload.h"

#include "tests/bench/search/generated_corpus.h"

#include <fmt/format.h>

#include <random>

namespace axial::bench {
namespace {

class Words {
public:
    explicit Words(std::uint64_t seed) : random_(seed) {}
    std::string any() {
        switch (random_() % 3) {
        case 0:
            return word_of(5 + random_() % 200);
        case 1:
            return word_of(200 + random_() % 5'000);
        default:
            return word_of(5'200 + random_() % 50'000);
        }
    }
    std::string frequent() { return word_of(random_() % 300); }
    std::uint64_t number(std::uint64_t below) { return random_() % below; }

private:
    std::mt19937_64 random_;
};

} // namespace

std::vector<QueryKind> workload(std::size_t each, std::uint64_t seed) {
    Words words(seed);
    const auto make = [&](std::string name, Answer answer, auto one, bool has_peer = true) {
        QueryKind kind{std::move(name), answer, {}, has_peer};
        for (std::size_t i = 0; i < each; ++i)
            kind.queries.push_back(one());
        return kind;
    };
    const auto same = [](const std::string& text) { return BenchQuery{text, text}; };
    std::vector<QueryKind> kinds;
    kinds.push_back(make("one word, ranked", Answer::ranked, [&] { return same(words.any()); }));
    kinds.push_back(
        make("two words, ranked", Answer::ranked, [&] { return same(words.frequent() + " " + words.any()); }));
    kinds.push_back(make("phrase", Answer::ranked,
                         [&] { return same(fmt::format("\"{} {}\"", words.frequent(), words.frequent())); }));
    kinds.push_back(make("prefix", Answer::ranked, [&] { return same(words.any().substr(0, 5) + "*"); }));
    kinds.push_back(make("identifier", Answer::ranked, [&] {
        return BenchQuery{"trust_remote_code " + words.frequent(), "\"trust remote code\" " + words.frequent()};
    }));
    kinds.push_back(make("word, source and year, newest first", Answer::by_date_in_source_and_year, [&] {
        const auto word = words.any();
        return BenchQuery{word + " source:github date:2022", word};
    }));
    kinds.push_back(make("facet: sources of a word", Answer::facet, [&] { return same(words.any()); }));
    kinds.push_back(make(
        "source and year, newest first", Answer::first_page,
        [&] {
            return BenchQuery{fmt::format("source:github date:{}", 2019 + words.number(6)), ""};
        },
        false));
    kinds.push_back(make(
        "prose and code apart", Answer::ranked,
        [&] {
            return BenchQuery{"prose:" + words.any() + " code:trust_remote_code", ""};
        },
        false));
    kinds.push_back(make(
        "threads with any", Answer::ranked,
        [&] {
            return BenchQuery{words.frequent() + " thread:(code:trust_remote_code " + words.any() + ")", ""};
        },
        false));
    return kinds;
}

} // namespace axial::bench
