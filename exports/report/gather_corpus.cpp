// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/report/gather.h"

#include <algorithm>

namespace axial::exports {
namespace {

struct SiteTotals {
    std::set<std::string> containers;
    std::set<corpus::RowId> threads;
    std::int64_t posts = 0;
    Time first = Time::max(), last = Time::min();
};

using Sites = std::map<std::pair<std::string, std::string>, SiteTotals>;

std::vector<SiteRow> rows_of(const Sites& sites) {
    std::vector<SiteRow> rows;
    for (const auto& [name, totals] : sites)
        rows.push_back({name.first, name.second, static_cast<std::int64_t>(totals.containers.size()),
                        static_cast<std::int64_t>(totals.threads.size()), totals.posts, totals.first,
                        totals.last});
    return rows;
}

} // namespace

std::string source_of(std::string_view key) {
    return std::string(key.substr(0, key.find('/')));
}

Result<CorpusFigures> gather_corpus(corpus::Store& store, const std::stop_token& stop) {
    CorpusFigures figures;
    AXIAL_ASSIGN(figures.counts, store.counts());
    AXIAL_ASSIGN(figures.runs, store.runs());
    Sites sites;
    AXIAL_TRY(store.for_each_post([&](const corpus::Post& post) {
        auto& site = sites[{post.source, post.site}];
        site.containers.insert(post.container);
        site.threads.insert(post.thread_row);
        ++site.posts;
        site.first = std::min(site.first, post.created_at);
        site.last = std::max(site.last, post.created_at);
        return !stop.stop_requested();
    }));
    if (stop.stop_requested())
        return cancelled();
    figures.sites = rows_of(sites);
    return figures;
}

} // namespace axial::exports
