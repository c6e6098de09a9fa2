// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/search_index.h"

#include "corpus/database.h"
#include "corpus/index/index_files.h"
#include "corpus/index/query_builder.h"
#include "corpus/index/query_parser.h"
#include "corpus/index/row_source.h"
#include "corpus/index/snippet.h"
#include "corpus/languages.h"

#include <sys/stat.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>

namespace axial::corpus {
namespace {

using index::Progress;

/// Tells one commit of an index from the next without opening it: every commit replaces this file.
using Identity = std::tuple<ino_t, time_t, long>;

std::optional<Identity> identity_of(const std::filesystem::path& folder) {
    struct stat info {};
    if (::stat((folder / "iamglass").c_str(), &info) != 0)
        return std::nullopt;
    return Identity{info.st_ino, info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
}

/// Sorted, without repeats and without rows that are not indexed: Xapian believes what a source names.
std::vector<Xapian::docid> documents_of(const Xapian::Database& database, const std::vector<RowId>& rows) {
    std::vector<Xapian::docid> documents;
    documents.reserve(rows.size());
    for (const RowId row : rows)
        if (row > 0 && row < std::numeric_limits<Xapian::docid>::max())
            documents.push_back(static_cast<Xapian::docid>(row));
    std::sort(documents.begin(), documents.end());
    documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
    auto indexed = database.postlist_begin("");
    const auto end = database.postlist_end("");
    std::erase_if(documents, [&](Xapian::docid document) {
        if (indexed != end)
            indexed.skip_to(document);
        return indexed == end || *indexed != document;
    });
    return documents;
}

Xapian::doccount clipped(std::size_t number, Xapian::doccount most) {
    return number < most ? static_cast<Xapian::doccount>(number) : most;
}

SearchAnswer look_up(const Xapian::Database& database, Xapian::Query query, const SearchRequest& request) {
    const Xapian::doccount all = database.get_doccount();
    std::optional<index::RowSource> within;
    if (!request.within.empty()) {
        within.emplace(documents_of(database, request.within));
        query = Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(&*within));
    }
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    constexpr auto date = index::field_named("date").slot;
    if (request.count_only)
        enquire.set_weighting_scheme(Xapian::BoolWeight());
    else if (request.sort == Sort::date)
        enquire.set_sort_by_value_then_relevance(date, true);
    else
        enquire.set_sort_by_relevance_then_value(date, true);
    // The count is exact because every match is looked at; it costs about as much as ranking them.
    const Xapian::MSet found = enquire.get_mset(clipped(request.offset, all),
                                                request.count_only ? 0 : clipped(request.limit, all), all);
    SearchAnswer answer;
    answer.count = found.get_matches_estimated();
    for (auto at = found.begin(); at != found.end(); ++at)
        answer.hits.push_back({static_cast<RowId>(*at), at.get_weight(), {}});
    return answer;
}

} // namespace

struct SearchIndex::Impl {
    explicit Impl(Study& of) : study(&of), path(of.index_path()) {}

    Study* study;
    std::filesystem::path path;
    mutable std::optional<Store> store_;
    mutable std::optional<Xapian::Database> reader;
    mutable std::optional<Identity> identity;

    Result<const Store*> store() const {
        return guarded([&]() -> Result<const Store*> {
            if (!store_)
                store_.emplace(*study);
            return &*store_;
        });
    }

    /// The index as it stands on disk now.
    const Xapian::Database& open_reader() const {
        const auto now = identity_of(path);
        if (!reader || now != identity) {
            reader.reset();
            reader.emplace(path.string());
            identity = now;
        }
        return *reader;
    }

    Result<IndexState> read_state() const {
        AXIAL_ASSIGN(const Store* posts, store());
        AXIAL_ASSIGN(const std::int64_t last_change, posts->last_change());
        if (!identity_of(path))
            return IndexState{false, "there is no index yet", 0, 0};
        return index::xapian_guarded(path.string(), [&]() -> Result<IndexState> {
            const Xapian::Database& database = open_reader();
            const index::Stamp stamp = index::stamp_of(database);
            IndexState state{true, index::unfit_reason(stamp, *study, last_change), stamp.change,
                             database.get_doccount()};
            state.usable = state.reason.empty();
            return state;
        });
    }

    IndexState state() const {
        auto state = retried([&] { return read_state(); });
        return state ? *state : IndexState{false, state.error().what, 0, 0};
    }

    /// Runs `work` again, once, if a writer moved on so far meanwhile that the snapshot is gone.
    template <typename Work>
    auto retried(Work&& work) const -> decltype(work()) {
        auto result = work();
        if (result || !reader || identity_of(path) == identity)
            return result;
        reader.reset();
        return work();
    }

    /// `work` over a usable index.
    template <typename Work>
    auto reading(Work&& work) const -> decltype(work(*reader)) {
        const IndexState now = state();
        if (!now.usable)
            return world_fault(now.reason, path.string(), index::run_index_hint);
        return retried(
            [&] { return index::xapian_guarded(path.string(), [&] { return work(open_reader()); }); });
    }

    Status write(const std::filesystem::path& folder, int flags, const Progress& progress,
                 std::stop_token stop) {
        AXIAL_ASSIGN(const Store* posts, store());
        return index::xapian_guarded(path.string(), [&]() -> Status {
            Xapian::WritableDatabase database(folder.string(), flags | Xapian::DB_BACKEND_GLASS);
            AXIAL_ASSIGN(const std::int64_t last_change, posts->last_change());
            if (!index::unfit_reason(index::stamp_of(database), *study, last_change).empty()) {
                index::set_stamp(database, study->uuid(), 0);
                database.commit();
            }
            const Status followed = index::follow(*study, *posts, database, progress, stop);
            database.close();
            return followed;
        });
    }
};

SearchIndex::SearchIndex(Study& study) : impl_(std::make_unique<Impl>(study)) {
}
SearchIndex::SearchIndex(SearchIndex&&) noexcept = default;
SearchIndex::~SearchIndex() = default;

IndexState SearchIndex::state() const {
    return impl_->state();
}

Status SearchIndex::update(const Progress& progress, std::stop_token stop) {
    AXIAL_TRY(complete_languages(*impl_->study, std::numeric_limits<std::int64_t>::max(), progress, stop));
    const IndexState now = state();
    if (!now.usable) {
        impl_->reader.reset();
        return impl_->write(impl_->path, Xapian::DB_CREATE_OR_OVERWRITE, progress, stop);
    }
    AXIAL_ASSIGN(const Store* posts, impl_->store());
    AXIAL_ASSIGN(const std::int64_t last_change, posts->last_change());
    if (now.change == last_change)
        return {};
    return impl_->write(impl_->path, Xapian::DB_OPEN, progress, stop);
}

Status SearchIndex::rebuild(const Progress& progress, std::stop_token stop) {
    AXIAL_TRY(complete_languages(*impl_->study, std::numeric_limits<std::int64_t>::max(), progress, stop));
    if (!state().usable)
        return update(progress, stop);
    const auto fresh = impl_->study->path() / "index.new";
    // In place and unsynced is fast and small, and right for what nobody reads before it is complete.
    constexpr int flags = Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS;
    auto written = impl_->write(fresh, flags, progress, stop);
    if (!written) {
        std::error_code ignored;
        if (written.error().fault == Fault::cancelled)
            std::filesystem::remove_all(fresh, ignored);
        return written;
    }
    impl_->reader.reset();
    return index::xapian_guarded(impl_->path.string(), [&] { return index::take_place(fresh, impl_->path); });
}

Result<SearchAnswer> SearchIndex::search(const SearchRequest& request) const {
    AXIAL_ASSIGN(const index::Query query, index::parse_query(request.query));
    AXIAL_ASSIGN(SearchAnswer answer,
                 impl_->reading([&](const Xapian::Database& database) -> Result<SearchAnswer> {
                     AXIAL_ASSIGN(const Xapian::Query built, index::QueryBuilder(database).build(query));
                     return look_up(database, built, request);
                 }));
    AXIAL_ASSIGN(const Store* posts, impl_->store());
    index::Highlighter highlighter(query);
    for (Hit& hit : answer.hits) {
        AXIAL_ASSIGN(const auto post, posts->post(hit.post));
        if (post)
            hit.snippet = highlighter.snippet(post->body);
    }
    return answer;
}

Result<std::vector<RowId>> SearchIndex::matches(std::string_view query) const {
    AXIAL_ASSIGN(const index::Query parsed, index::parse_query(query));
    return impl_->reading([&](const Xapian::Database& database) -> Result<std::vector<RowId>> {
        AXIAL_ASSIGN(const Xapian::Query built, index::QueryBuilder(database).build(parsed));
        Xapian::Enquire enquire(database);
        enquire.set_query(built);
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        enquire.set_docid_order(Xapian::Enquire::ASCENDING);
        const Xapian::MSet found = enquire.get_mset(0, database.get_doccount());
        std::vector<RowId> rows;
        for (auto at = found.begin(); at != found.end(); ++at)
            rows.push_back(static_cast<RowId>(*at));
        return rows;
    });
}

Result<std::vector<std::string>> SearchIndex::differences(std::size_t limit) const {
    AXIAL_ASSIGN(const Store* posts, impl_->store());
    const IndexState now = state();
    if (!now.usable)
        return std::vector<std::string>{now.reason};
    return impl_->reading(
        [&](const Xapian::Database& database) { return index::compare(database, *posts, limit); });
}

} // namespace axial::corpus
