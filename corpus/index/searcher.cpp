// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/searcher.h"

#include "corpus/index/slots.h"

namespace axial::corpus::index {
namespace {

Xapian::doccount clipped(std::size_t number, Xapian::doccount most) {
    return number < most ? static_cast<Xapian::doccount>(number) : most;
}

} // namespace

Result<Found> find(const Xapian::Database& database, const Xapian::Query& query, const SearchRequest& request) {
    const Xapian::doccount all = database.get_doccount();
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    if (request.count_only)
        enquire.set_weighting_scheme(Xapian::BoolWeight());
    else if (request.sort == Sort::date)
        enquire.set_sort_by_value_then_relevance(order_slot, true);
    else
        enquire.set_sort_by_relevance_then_value(order_slot, true);
    // The count is exact because every match is looked at; it costs about as much as ranking them.
    const Xapian::MSet matches = enquire.get_mset(clipped(request.offset, all),
                                                  request.count_only ? 0 : clipped(request.limit, all), all);
    Found found;
    found.count = matches.get_matches_estimated();
    for (auto at = matches.begin(); at != matches.end(); ++at)
        found.documents.push_back({*at, at.get_weight()});
    return found;
}

} // namespace axial::corpus::index
