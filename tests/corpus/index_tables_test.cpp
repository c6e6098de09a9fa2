// SPDX-License-Identifier: GPL-3.0-or-later
// Queries that need no text: the study's tables answer as the index does, and without it.
#include "corpus/index/query_parser.h"
#include "corpus/index/store_query.h"
#include "corpus/index/store_search.h"
#include "tests/corpus/index_study.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include <map>
#include <random>
#include <stop_token>

namespace axial::corpus::index_tables_tests {
namespace {

using ::testing::HasSubstr;
using tests::IndexedStudy;

class Random {
public:
    explicit Random(unsigned seed) : random_(seed) {}
    int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }
    template <std::size_t N>
    std::string one_of(const char* const (&of)[N]) {
        return of[below(static_cast<int>(N))];
    }

private:
    std::mt19937 random_;
};

constexpr const char* kinds[] = {"comment", "answer", "Answer", "question"};
constexpr const char* states[] = {"", "", "accepted", "Small_Action"};
constexpr const char* tags[] = {"bug", "Bug", "Ünïcode tag", "=odd", "question", "b"};
constexpr const char* people[] = {"anna", "Anna", "robo[bot]", "ANNA-B", "straße", "STRASSE"};
constexpr const char* roles[] = {"", "MEMBER", "contributor"};
constexpr const char* bodies[] = {"",
                                  "just text",
                                  "see [there](https://example.org) and `code`",
                                  "> quoted\n\nand 中文字 beside",
                                  "# heading\n\n- one\n- two\n\n```\nx = 1\n```",
                                  "@anna see #12 ![pic](https://example.org/p.png)"};
constexpr const char* languages[] = {"", "en", "zh-Hant", "zh", "pt-BR"};

IncomingThread thread_of(int i, Random& random) {
    IncomingThread thread;
    thread.source = i % 3 == 0 ? "discourse" : "github";
    thread.site = i % 3 == 0 ? "discuss.example.org" : "github.com";
    // Two names of one place that differ in case, and threads of one number in both.
    thread.container = i % 2 == 0 ? "Owner/Repo" : "owner/repo";
    thread.kind = "issue";
    thread.native_id = std::to_string(i / 2);
    thread.title = "thread";
    thread.state = random.below(2) == 0 ? "open" : "";
    if (random.below(2) == 0)
        thread.tags = {random.one_of(tags), random.one_of(tags)};
    thread.created_at = tests::day("2024-01-01");
    return thread;
}

IncomingPost post_of(int i, Random& random) {
    auto post = IndexedStudy::post(std::to_string(i), random.one_of(bodies));
    post.kind = random.one_of(kinds);
    post.state = random.one_of(states);
    post.author.id = std::nullopt;
    if (random.below(4) > 0)
        post.author.id = random.one_of(people);
    if (random.below(3) == 0)
        post.author.name = random.one_of(people);
    post.author.kind = random.below(5) == 0 ? "bot" : "user";
    post.author.role = random.one_of(roles);
    // Few days, so that many posts are of one time; some before 1970.
    post.created_at = tests::day("2024-01-30") + std::chrono::days(random.below(60));
    if (random.below(15) == 0)
        post.created_at = Time(std::chrono::milliseconds(-1 - random.below(5) * 86'400'000LL));
    if (random.below(2) == 0)
        post.score = random.below(9) - 4;
    if (random.below(3) == 0)
        post.tags = {random.one_of(tags)};
    post.title = random.below(8) == 0 ? "a title" : "";
    post.visibility = static_cast<Visibility>(random.below(4));
    return post;
}

class MixedStudy : public IndexedStudy {
public:
    explicit MixedStudy(unsigned seed, int posts = 160) {
        Random random(seed);
        const auto stored = store().transaction([&]() -> Status {
            for (int i = 0; i < posts; ++i) {
                AXIAL_ASSIGN(const auto thread, store().put(thread_of(random.below(12), random)));
                AXIAL_TRY(store().put(thread.first, post_of(i, random)));
                if (random.below(6) == 0)
                    AXIAL_TRY(store().put(thread.first, post_of(i, random)));
            }
            return {};
        });
        EXPECT_TRUE(stored) << stored.error().line();
        for (int i = 0; i < static_cast<int>(std::size(languages)); ++i)
            study().database().exec(fmt::format("UPDATE posts SET language = '{}' WHERE id % {} = {}",
                                                languages[i], std::size(languages), i));
        EXPECT_TRUE(index().update());
    }
};

std::string random_value(Random& random) {
    switch (random.below(17)) {
    case 0:
        return random.below(2) == 0 ? "source:github" : "source:Disc*";
    case 1:
        return random.below(2) == 0 ? "site:GitHub.com" : "site:*.org";
    case 2:
        return random.below(2) == 0 ? "repo:OWNER/repo" : "repo:own*";
    case 3:
        return "author:" + fmt::format("\"{}\"", random.one_of(people));
    case 4:
        return random.below(2) == 0 ? "role:member" : "role:con*";
    case 5:
        return "kind:" + random.one_of(kinds);
    case 6:
        return random.below(2) == 0 ? "state:accepted" : "state:open";
    case 7:
        return fmt::format("tag:\"{}\"", random.one_of(tags));
    case 8:
        return random.below(2) == 0 ? "tag:bu*" : "tag:*es*";
    case 9: {
        static constexpr const char* asked[] = {"lang:zh", "lang:en", "lang:und", "lang:zh-hant", "lang:pt*"};
        return random.one_of(asked);
    }
    case 10:
        return fmt::format("is:{}", index::marks[random.below(static_cast<int>(std::size(index::marks)))]);
    case 11:
        return fmt::format("has:{}",
                           index::contents[random.below(static_cast<int>(std::size(index::contents)))]);
    case 12: {
        static constexpr const char* asked[] = {"date:2024-02", "date:>=2024-03-05", "date:<1970",
                                                "date:2024-02-03..2024-02-20"};
        return random.one_of(asked);
    }
    case 13: {
        static constexpr const char* asked[] = {"score:>=0", "score:<2", "score:-2..1", "score:3"};
        return random.one_of(asked);
    }
    case 14:
        return fmt::format("len:>={}", random.below(40));
    case 15:
        return fmt::format("set:{}", random.below(3));
    default:
        return fmt::format("thread:github/OWNER/Repo/issue/{}", random.below(6));
    }
}

std::string random_query(Random& random, int depth) {
    if (depth == 0 || random.below(3) == 0)
        return random_value(random);
    const auto part = [&] { return random_query(random, depth - 1); };
    switch (random.below(5)) {
    case 0:
        return fmt::format("({} OR {})", part(), part());
    case 1:
        return fmt::format("NOT ({})", part());
    case 2:
        return fmt::format("thread:({})", part());
    default:
        return fmt::format("({} {})", part(), part());
    }
}

/// Every third post, from one that the number says.
Result<std::vector<RowId>> every_third(const index::Field&, std::string_view value) {
    std::vector<RowId> rows;
    for (RowId row = value[0] - '0' + 1; row < 200; row += 3)
        rows.push_back(row);
    return rows;
}

using ValuesFound = Result<std::optional<std::map<std::string, std::vector<RowId>>>>;

ValuesFound by_code(std::string_view facet) {
    if (facet != "code")
        return std::nullopt;
    return std::map<std::string, std::vector<RowId>>{{"risk", {1, 2, 2, 9}}, {"none", {}}};
}

std::string text_of(const Result<SearchAnswer>& answer) {
    if (!answer)
        return answer.error().line();
    auto text = fmt::format("{} posts:", answer->count);
    for (const auto& hit : answer->hits)
        text += fmt::format(" {}/{}/{}", hit.post, hit.in_thread, hit.weight);
    for (const auto& facet : answer->facets) {
        text += fmt::format("\n{} +{}:", facet.field, facet.others);
        for (const auto& value : facet.values)
            text += fmt::format(" {}={}", value.value, value.posts);
    }
    return text;
}

class AnyQuery : public ::testing::TestWithParam<unsigned> {};

TEST_P(AnyQuery, IsAnsweredByTheTablesAsByTheIndex) {
    MixedStudy study(GetParam());
    study.index().answer_facts(every_third, by_code);
    index::StoreSearch tables(study.study());
    Random random(GetParam() + 100);
    std::int64_t found = 0;
    for (int i = 0; i < 150; ++i) {
        const auto query = i == 0 ? std::string() : random_query(random, 3);
        SCOPED_TRACE(query);
        const auto tree = index::parse_query(query);
        ASSERT_TRUE(tree) << tree.error().line();
        ASSERT_TRUE(index::needs_no_text(*tree));
        SearchRequest request{.query = query, .offset = static_cast<std::size_t>(random.below(3) * 4)};
        request.limit = static_cast<std::size_t>(random.below(4) * 5);
        request.sort = random.below(2) == 0 ? Sort::date : Sort::relevance;
        request.by_thread = random.below(3) == 0;
        request.count_only = random.below(6) == 0;
        if (random.below(2) == 0)
            request.facets = {"kind", "tag", "author", "month", "code", "lang", "state", "repo"};
        request.facet_values = random.below(3) == 0 ? 2 : 20;
        if (random.below(5) == 0)
            request.within = *every_third(index::fields[0], "1");
        // A word that no post has sends the same question to the index.
        auto by_words = request;
        by_words.query = query.empty() ? "NOT nobodysaysthis" : fmt::format("({}) OR nobodysaysthis", query);
        const auto expected = study.index().search(by_words);
        const auto answer = tables.search(*tree, request, every_third, by_code);
        ASSERT_EQ(text_of(answer), text_of(expected));
        found += answer->count;

        auto rows = study.index().matches(by_words);
        auto ours = tables.matches(*tree, request, every_third).value();
        std::sort(rows->begin(), rows->end());
        std::sort(ours.begin(), ours.end());
        ASSERT_EQ(ours, *rows);
    }
    EXPECT_GT(found, 1000) << "the queries find too little";
}
INSTANTIATE_TEST_SUITE_P(Seeds, AnyQuery, ::testing::Range(0u, 6u));

TEST(Tables, AnswerWithoutAnIndexAndPastOneThatIsBehind) {
    IndexedStudy study;
    study.add("1", "one");
    EXPECT_EQ(study.found("author:someone"), "1");
    EXPECT_EQ(study.snippet("date:2024"), "one");
    EXPECT_THAT(study.found("one"), HasSubstr("there is no index yet"));
    study.update();
    study.add("2", "two");
    EXPECT_EQ(study.found("author:someone"), "1 2");
    EXPECT_EQ(study.found("has:text"), "1 2");
    EXPECT_EQ(study.found("two"), "") << "words are known to the index only";
}

TEST(Tables, TellWhichFactIsNotThere) {
    IndexedStudy study;
    study.add("1", "one");
    EXPECT_THAT(study.found("date:2024 set:mine"), HasSubstr("column 15: set: is known to a study only"));
    study.index().answer_facts([](const index::Field&, std::string_view) -> Result<std::vector<RowId>> {
        return bad_input("no such set", {}, "there are none");
    });
    EXPECT_THAT(study.found("date:2024 set:mine"), HasSubstr("column 15: no such set: \"mine\""));
}

TEST(Tables, KeepLimits) {
    MixedStudy study(1, 400);
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = study.index().search({.query = "date:2024 is:root", .stop = stop.get_token()});
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().fault, Fault::cancelled);
}

TEST(Tables, TakeAsManyConditionsAsAQueryMayHave) {
    IndexedStudy study;
    study.add("1", "one");
    std::string query = "date:2024 (kind:none";
    for (int i = 0; i < 900; ++i)
        query += " OR role:r" + std::to_string(i);
    EXPECT_EQ(study.found(query + " OR kind:comment)"), "1");
}

} // namespace
} // namespace axial::corpus::index_tables_tests
