// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/facets.h"
#include "corpus/index/searcher.h"
#include "corpus/index/slots.h"

#include <gmock/gmock.h>

#include <random>
#include <set>

namespace axial::corpus::index {
namespace {

using XQuery = Xapian::Query;

struct Made {
    std::string name, thread, source, month;
    std::vector<std::string> tags;
    std::set<int> words;
    std::string order;
};

/// The same random documents as one index, and dealt out to several.
class ManyDocuments {
public:
    explicit ManyDocuments(unsigned seed, int shards) : random_(seed) {
        for (int i = 0; i < shards; ++i)
            parts_.emplace_back("", Xapian::DB_BACKEND_INMEMORY);
        for (int i = 0; i < 700; ++i)
            add(i);
        for (const auto& part : parts_)
            joined_.add_database(part);
    }
    const Xapian::Database& one() const { return one_; }
    const Xapian::Database& many() const { return joined_; }
    const std::vector<Made>& all() const { return all_; }

private:
    void add(int number) {
        Made made{std::to_string(number),
                  "t" + std::to_string(random_() % 90),
                  "s" + std::to_string(random_() % 3),
                  "2024-0" + std::to_string(1 + random_() % 9),
                  {},
                  {},
                  {}};
        for (unsigned i = random_() % 4; i > 0; --i)
            made.tags.push_back("g" + std::to_string(random_() % 5));
        made.order = order_value(Time(std::chrono::milliseconds(random_() % 40)), made.name);
        Xapian::Document document;
        for (int i = 0; i < 6; ++i) {
            const int word = static_cast<int>(random_() % 12);
            made.words.insert(word);
            document.add_term("w" + std::to_string(word));
        }
        std::string tags;
        for (const auto& tag : made.tags)
            (tags.empty() ? tags : tags += '\0') += tag;
        document.add_value(tag_slot, tags);
        document.add_value(thread_slot, thread_value(made.thread));
        document.add_value(source_slot, made.source);
        document.add_value(month_slot, made.month);
        document.add_value(order_slot, made.order);
        document.set_data(made.name);
        one_.add_document(document);
        parts_[random_() % parts_.size()].add_document(document);
        all_.push_back(made);
    }

    std::mt19937 random_;
    Xapian::WritableDatabase one_{"", Xapian::DB_BACKEND_INMEMORY};
    std::vector<Xapian::WritableDatabase> parts_;
    Xapian::Database joined_;
    std::vector<Made> all_;
};

XQuery any_of(const std::set<int>& words) {
    std::vector<XQuery> terms;
    for (const int word : words)
        terms.emplace_back("w" + std::to_string(word));
    return {XQuery::OP_OR, terms.begin(), terms.end()};
}

std::string told(const Xapian::Database& database, const Found& found) {
    std::string text = std::to_string(found.count) + ":";
    for (const auto& hit : found.documents)
        text += " " + database.get_document(hit.document).get_data() + "/" + std::to_string(hit.in_thread);
    for (const Facet& facet : found.facets) {
        text += "\n" + facet.field + " +" + std::to_string(facet.others);
        for (const auto& [value, posts] : facet.values)
            text += " " + value + "=" + std::to_string(posts);
    }
    return text;
}

TEST(Results, AreTheSameInOneIndexAndInMany) {
    for (int shards = 2; shards <= 5; ++shards) {
        const ManyDocuments documents(static_cast<unsigned>(shards), shards);
        std::mt19937 random(9);
        for (int i = 0; i < 40; ++i) {
            std::set<int> words;
            for (unsigned j = 1 + random() % 5; j > 0; --j)
                words.insert(static_cast<int>(random() % 12));
            SearchRequest request;
            request.offset = random() % 30;
            request.limit = 1 + random() % 60;
            request.sort = random() % 3 == 0 ? Sort::date : Sort::relevance;
            request.facets = {"source", "tag", "month"};
            request.facet_values = 1 + random() % 6;
            const auto one = *find(documents.one(), any_of(words), request);
            const auto many = *find(documents.many(), any_of(words), request);
            ASSERT_EQ(told(documents.one(), one), told(documents.many(), many));
            for (std::size_t k = 0; k < one.documents.size(); ++k)
                ASSERT_NEAR(one.documents[k].weight, many.documents[k].weight, 1e-9);
        }
    }
}

TEST(Results, AreCountedByFieldAndThreadAsByHand) {
    const ManyDocuments documents(3, 3);
    for (int word = 0; word < 12; ++word) {
        const std::set<int> words{word, (word + 5) % 12};
        std::map<std::string, std::int64_t> threads, tags, sources;
        std::int64_t posts = 0;
        for (const Made& made : documents.all()) {
            if (!made.words.contains(word) && !made.words.contains((word + 5) % 12))
                continue;
            ++posts;
            ++threads[made.thread];
            ++sources[made.source];
            for (const auto& tag : std::set(made.tags.begin(), made.tags.end()))
                ++tags[tag];
        }
        SearchRequest request;
        request.facets = {"tag", "source"};
        EXPECT_EQ(find(documents.many(), any_of(words), request)->count, posts);
        request.by_thread = true;
        request.limit = 1000;
        const auto found = *find(documents.many(), any_of(words), request);
        EXPECT_EQ(found.count, static_cast<std::int64_t>(threads.size()));
        ASSERT_EQ(found.documents.size(), threads.size());
        std::set<std::string> seen;
        for (const auto& hit : found.documents) {
            const Made& made =
                documents.all()[std::stoul(documents.many().get_document(hit.document).get_data())];
            EXPECT_TRUE(seen.insert(made.thread).second) << "one hit a thread";
            EXPECT_EQ(hit.in_thread, threads[made.thread]);
        }
        for (const auto& [facet, counts] :
             {std::pair{found.facets[0], tags}, std::pair{found.facets[1], sources}}) {
            EXPECT_EQ(facet.values.size(), counts.size());
            for (const auto& [value, number] : facet.values)
                EXPECT_EQ(number, counts.at(value)) << facet.field << " " << value;
        }
    }
}

TEST(Results, ASearchEndsWhenItsTimeIsUpOrItIsStopped) {
    const ManyDocuments documents(4, 2);
    std::stop_source source;
    SearchRequest request;
    request.stop = source.get_token();
    EXPECT_EQ(find(documents.many(), XQuery::MatchAll, request)->count, 700);
    source.request_stop();
    const auto stopped = find(documents.many(), XQuery::MatchAll, request);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().fault, Fault::cancelled);
    request.stop = {};
    request.time_limit = std::chrono::milliseconds(1);
    std::set<int> words{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    XQuery slow = any_of(words);
    for (int i = 0; i < 3000; ++i)
        slow = XQuery(XQuery::OP_AND_MAYBE, slow, XQuery("w" + std::to_string(i % 12)));
    const auto late = find(documents.many(), slow, request);
    ASSERT_FALSE(late);
    EXPECT_THAT(late.error().line(), testing::HasSubstr("the search takes longer than 0.001 s"));
}

TEST(Results, AnUnknownFacetIsToldWithThoseThereAre) {
    const ManyDocuments documents(5, 2);
    SearchRequest request;
    request.facets = {"colour"};
    const auto found = find(documents.one(), XQuery::MatchAll, request);
    ASSERT_FALSE(found);
    EXPECT_THAT(found.error().line(), testing::HasSubstr("\"colour\""));
}

} // namespace
} // namespace axial::corpus::index
