// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/thread_scope.h"

#include "corpus/index/documents.h"
#include "corpus/index/facets.h"
#include "corpus/index/slots.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

namespace axial::corpus::index {
namespace {

/// As a list of terms so many threads still match faster than by looking at every document's slot.
constexpr std::size_t most_terms_near = 1'000;

using Threads = std::unordered_set<std::string>;

/// Documents whose thread is one of these, found by their slots.
class ThreadSource : public Xapian::PostingSource {
public:
    explicit ThreadSource(std::shared_ptr<const Threads> threads) : threads_(std::move(threads)) {}

    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return size_ / 2; }
    Xapian::doccount get_termfreq_max() const override { return size_; }
    void next(double) override {
        if (started_)
            ++at_;
        started_ = true;
        settle();
    }
    void skip_to(Xapian::docid document, double) override {
        started_ = true;
        if (at_ != Xapian::ValueIterator())
            at_.skip_to(document);
        settle();
    }
    bool check(Xapian::docid document, double) override {
        started_ = true;
        if (at_ != Xapian::ValueIterator())
            at_.skip_to(document);
        return at_ == Xapian::ValueIterator() || at_.get_docid() != document || threads_->contains(*at_);
    }
    bool at_end() const override { return started_ && at_ == Xapian::ValueIterator(); }
    Xapian::docid get_docid() const override { return at_.get_docid(); }
    void init(const Xapian::Database& shard) override {
        size_ = shard.get_doccount();
        at_ = shard.valuestream_begin(thread_slot);
        started_ = false;
    }
    PostingSource* clone() const override { return new ThreadSource(threads_); }
    std::string get_description() const override { return "ThreadSource"; }

private:
    void settle() {
        while (at_ != Xapian::ValueIterator() && !threads_->contains(*at_))
            ++at_;
    }

    std::shared_ptr<const Threads> threads_;
    Xapian::ValueIterator at_;
    Xapian::doccount size_ = 0;
    bool started_ = false;
};

Xapian::Query unweighted(const Xapian::Query& query) {
    return {Xapian::Query::OP_SCALE_WEIGHT, query, 0.0};
}

} // namespace

Result<Xapian::Query> in_their_threads(const Xapian::Database& database, const Xapian::Query& query,
                                       Reach reach) {
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    SlotCounts counts;
    counts.add(thread_slot);
    counts.watch(enquire);
    enquire.get_mset(0, 0, database.get_doccount());
    const auto threads = counts.values(thread_slot);
    if (threads.empty())
        return Xapian::Query(Xapian::Query::MatchNothing);
    if (reach == Reach::remote && threads.size() > most_far_threads)
        return bad_input(fmt::format("{} threads match, and at most {} can be asked for over a corpus",
                                     threads.size(), most_far_threads),
                         {}, "narrow what stands in thread:(…)");
    if (reach == Reach::remote || threads.size() <= most_terms_near) {
        std::vector<Xapian::Query> terms;
        for (const auto& [thread, posts] : threads)
            terms.emplace_back(thread_term(thread));
        return unweighted({Xapian::Query::OP_OR, terms.begin(), terms.end()});
    }
    auto named = std::make_shared<Threads>();
    for (const auto& [thread, posts] : threads)
        named->insert(thread);
    return Xapian::Query((new ThreadSource(std::move(named)))->release());
}

} // namespace axial::corpus::index
