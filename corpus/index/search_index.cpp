// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/search_index.h"

#include "corpus/database.h"
#include "corpus/index/index_files.h"
#include "corpus/index/open_index.h"
#include "corpus/index/query_builder.h"
#include "corpus/index/query_parser.h"
#include "corpus/index/searcher.h"
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

SearchAnswer answer_of(const index::OpenIndex& open, index::Found found) {
    SearchAnswer answer;
    answer.count = found.count;
    answer.facets = std::move(found.facets);
    for (const auto& each : found.documents)
        answer.hits.push_back({open.row_of(each.document), each.weight, {}, each.in_thread});
    return answer;
}

} // namespace

struct SearchIndex::Impl {
    explicit Impl(Study& of) : study(&of), path(of.index_path()) {}

    Study* study;
    std::filesystem::path path;
    mutable std::optional<Store> store_;
    mutable std::optional<index::OpenIndex> reader;
    Facts facts;
    mutable std::optional<Identity> identity;

    Result<const Store*> store() const {
        return guarded([&]() -> Result<const Store*> {
            if (!store_)
                store_.emplace(*study);
            return &*store_;
        });
    }

    /// Facts as queries over `open`.
    index::FactQuery facts_in(const index::OpenIndex& open) const {
        if (!facts)
            return {};
        return [this, &open](const index::Field& field, std::string_view value) -> Result<Xapian::Query> {
            AXIAL_ASSIGN(const auto rows, facts(field, value));
            return rows.empty() ? Xapian::Query(Xapian::Query::MatchNothing) : open.only(rows);
        };
    }

    /// The index as it stands on disk now.
    const index::OpenIndex& open_reader() const {
        const auto now = identity_of(path);
        if (!reader || now != identity) {
            reader.reset();
            reader.emplace(std::vector{Xapian::Database(path.string())});
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
            const Xapian::Database& database = open_reader().database();
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

void SearchIndex::answer_facts(Facts facts) {
    impl_->facts = std::move(facts);
}

Result<SearchAnswer> SearchIndex::search(const SearchRequest& request) const {
    AXIAL_ASSIGN(const index::Query query, index::parse_query(request.query));
    AXIAL_ASSIGN(SearchAnswer answer, impl_->reading([&](const index::OpenIndex& open) -> Result<SearchAnswer> {
        AXIAL_ASSIGN(Xapian::Query built,
                     index::QueryBuilder(open.database(), impl_->facts_in(open)).build(query));
        if (!request.within.empty())
            built = Xapian::Query(Xapian::Query::OP_FILTER, built, open.only(request.within));
        AXIAL_ASSIGN(auto found, index::find(open.database(), open.visible(built), request));
        return answer_of(open, std::move(found));
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
    return impl_->reading([&](const index::OpenIndex& open) -> Result<std::vector<RowId>> {
        AXIAL_ASSIGN(const Xapian::Query built,
                     index::QueryBuilder(open.database(), impl_->facts_in(open)).build(parsed));
        Xapian::Enquire enquire(open.database());
        enquire.set_query(open.visible(built));
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        enquire.set_docid_order(Xapian::Enquire::ASCENDING);
        const Xapian::MSet found = enquire.get_mset(0, open.database().get_doccount());
        std::vector<RowId> rows;
        for (auto at = found.begin(); at != found.end(); ++at)
            rows.push_back(open.row_of(*at));
        return rows;
    });
}

Result<std::vector<std::string>> SearchIndex::differences(std::size_t limit) const {
    AXIAL_ASSIGN(const Store* posts, impl_->store());
    const IndexState now = state();
    if (!now.usable)
        return std::vector<std::string>{now.reason};
    return impl_->reading(
        [&](const index::OpenIndex& open) { return index::compare(open.database(), *posts, limit); });
}

} // namespace axial::corpus
