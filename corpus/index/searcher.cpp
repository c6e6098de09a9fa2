// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/searcher.h"

#include "corpus/index/facets.h"
#include "corpus/index/slots.h"
#include "corpus/index/watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace axial::corpus::index {
namespace {

using Xapian::doccount;

/// Fetched beyond what is asked for, so that ties at the end of a page can be told.
constexpr std::size_t margin = 32;
constexpr std::size_t most_ties = 10'000;

doccount clipped(std::size_t number, doccount most) {
    return number < most ? static_cast<doccount>(number) : most;
}

/// Equal weights differ in their last bits with the order in which shards add them up.
long long comparable(double weight) {
    return std::llround(weight * 1e7);
}

struct Ranked {
    FoundDocument document;
    std::string order, thread;
};

Xapian::Query watched(const Xapian::Query& query, const SearchRequest& request) {
    const Limits limits{request.time_limit, request.stop};
    if (!limits.any())
        return query;
    return {Xapian::Query::OP_FILTER, query, Xapian::Query((new Watch(Deadline(limits)))->release())};
}

template <typename Work>
auto within_limits(const SearchRequest& request, Work&& work) -> decltype(work()) {
    try {
        return work();
    } catch (const Interrupted& interrupted) {
        return interruption(interrupted, {request.time_limit, request.stop});
    }
}

class Search {
public:
    Search(const Xapian::Database& database, const Xapian::Query& query, const SearchRequest& request,
           Reach reach)
        : database_(database),
          query_(query),
          request_(&request),
          all_(database.get_doccount()) {
        if (reach == Reach::local) // a far shard knows nothing of our watch
            query_ = watched(query, request);
    }

    Result<Found> run() {
        std::vector<const FacetField*> fields;
        for (const std::string& name : request_->facets) {
            AXIAL_ASSIGN(const FacetField* field, facet_field(name));
            fields.push_back(field);
            counts_.add(field->slot);
        }
        if (request_->by_thread)
            counts_.add(thread_slot);
        Found found;
        const bool wanted = !request_->count_only && request_->limit > 0 && all_ > 0;
        if (wanted && counts_.empty()) { // ranking counts as well
            found.documents = hits();
            found.count = ranked_of_;
            return found;
        }
        count(found);
        if (request_->by_thread) {
            threads_ = counts_.values(thread_slot);
            found.count = static_cast<std::int64_t>(threads_.size());
        }
        for (const FacetField* field : fields)
            found.facets.push_back(facet_of(*field, counts_.values(field->slot), request_->facet_values));
        if (wanted && found.count > 0)
            found.documents = hits();
        return found;
    }

private:
    /// Looks at every match and ranks none. Facets are never counted while ranking: Xapian would show a far
    /// shard's best hits to the spies a second time.
    void count(Found& found) {
        Xapian::Enquire enquire(database_);
        enquire.set_query(query_);
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        counts_.watch(enquire);
        if (counts_.empty()) {
            const Xapian::MSet bounds = enquire.get_mset(0, 0, doccount{0});
            if (bounds.get_matches_lower_bound() == bounds.get_matches_upper_bound()) {
                found.count = bounds.get_matches_lower_bound();
                return;
            }
        }
        found.count = enquire.get_mset(0, 0, all_).get_matches_estimated();
    }

    std::vector<Ranked> first(doccount number) {
        Xapian::Enquire enquire(database_);
        enquire.set_query(query_);
        if (request_->sort == Sort::date)
            enquire.set_sort_by_value_then_relevance(order_slot, true);
        else
            enquire.set_sort_by_relevance_then_value(order_slot, true);
        if (request_->by_thread)
            enquire.set_collapse_key(thread_slot);
        // Every match is looked at. Leaving off early loses posts that weigh as much as the last one, but for
        // the last bits of a sum.
        const Xapian::MSet matches = enquire.get_mset(0, number, all_);
        ranked_of_ = matches.get_matches_estimated();
        std::vector<Ranked> ranked;
        for (auto at = matches.begin(); at != matches.end(); ++at)
            ranked.push_back({{*at, at.get_weight(), 1}, at.get_sort_key(), at.get_collapse_key()});
        return ranked;
    }

    std::vector<FoundDocument> hits() {
        const std::size_t end = std::min<std::size_t>(clipped(request_->offset, all_), all_) +
                                std::min<std::size_t>(clipped(request_->limit, all_), all_);
        std::vector<Ranked> ranked = request_->sort == Sort::date ? first(clipped(end, all_)) : by_weight(end);
        std::vector<FoundDocument> page;
        for (std::size_t i = request_->offset; i < std::min(end, ranked.size()); ++i) {
            if (request_->by_thread)
                if (const auto thread = threads_.find(ranked[i].thread); thread != threads_.end())
                    ranked[i].document.in_thread = thread->second;
            page.push_back(ranked[i].document);
        }
        return page;
    }

    /// The first `end` and all that weigh as much as the last of them, in the order that is the same in one
    /// index and in many.
    std::vector<Ranked> by_weight(std::size_t end) {
        std::size_t wanted = end + margin;
        std::vector<Ranked> ranked = first(clipped(wanted, all_));
        while (ranked.size() == wanted && wanted < end + most_ties &&
               comparable(ranked[end - 1].document.weight) == comparable(ranked.back().document.weight)) {
            wanted = end + (wanted - end) * 8;
            ranked = first(clipped(wanted, all_));
        }
        std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
            const auto left = comparable(a.document.weight), right = comparable(b.document.weight);
            return left != right ? left > right : a.order > b.order;
        });
        return ranked;
    }

    Xapian::Database database_;
    Xapian::Query query_;
    const SearchRequest* request_;
    doccount all_;
    std::int64_t ranked_of_ = 0; ///< matches that the last ranking saw
    SlotCounts counts_;
    std::map<std::string, std::int64_t> threads_;
};

} // namespace

Result<Found> find(const Xapian::Database& database, const Xapian::Query& query, const SearchRequest& request,
                   Reach reach) {
    return within_limits(request, [&] { return Search(database, query, request, reach).run(); });
}

Result<std::vector<Xapian::docid>> find_all(const Xapian::Database& database, const Xapian::Query& query,
                                            const SearchRequest& request) {
    return within_limits(request, [&]() -> Result<std::vector<Xapian::docid>> {
        Xapian::Enquire enquire(database);
        enquire.set_query(watched(query, request));
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        enquire.set_docid_order(Xapian::Enquire::ASCENDING);
        const Xapian::MSet found = enquire.get_mset(0, database.get_doccount());
        std::vector<Xapian::docid> documents;
        documents.reserve(found.size());
        for (auto at = found.begin(); at != found.end(); ++at)
            documents.push_back(*at);
        return documents;
    });
}

} // namespace axial::corpus::index
