// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/search_index.h"

#include "corpus/database.h"
#include "corpus/index/answers.h"
#include "corpus/index/index_files.h"
#include "corpus/index/index_writer.h"
#include "corpus/index/more_like.h"
#include "corpus/index/open_index.h"
#include "corpus/index/query_builder.h"
#include "corpus/index/query_parser.h"
#include "corpus/index/searcher.h"
#include "corpus/index/snippet.h"
#include "corpus/index/spelling.h"
#include "corpus/index/store_query.h"
#include "corpus/index/store_search.h"
#include "corpus/languages.h"

#include <sys/stat.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>

namespace axial::corpus {
namespace {

using index::Progress;

/// Tells a file from the one that replaces it, without opening it.
using Identity = std::optional<std::tuple<ino_t, time_t, long>>;

Identity identity_of(const std::filesystem::path& file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0)
        return std::nullopt;
    return std::tuple{info.st_ino, info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
}

constexpr int most_tries = 5; ///< to read what a writer keeps replacing

SearchAnswer answer_of(const index::OpenIndex& open, index::Found found) {
    SearchAnswer answer;
    answer.count = found.count;
    answer.facets = std::move(found.facets);
    for (const auto& each : found.documents)
        answer.hits.push_back({open.row_of(each.document), each.weight, {}, each.in_thread, {}, {}});
    return answer;
}

} // namespace

struct SearchIndex::Impl {
    explicit Impl(Study& of) : study(&of), path(of.index_path()), tables(of) {}

    Study* study;
    std::filesystem::path path;
    mutable index::StoreSearch tables;
    mutable std::optional<Store> store_;
    mutable std::shared_ptr<const index::SealedShards> sealed;
    mutable std::optional<index::OpenIndex> reader;
    mutable Identity manifest_identity, live_identity;
    Facts facts;
    FactValues values;

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

    /// What the request asks for, of the documents that count; notes by which words, if by those of a post.
    Result<Xapian::Query> query_in(const index::OpenIndex& open, const index::Query& query,
                                   const SearchRequest& request, index::MoreLike* like = nullptr) const {
        index::Surroundings around{facts_in(open), {}, {request.time_limit, request.stop}};
        around.visible = [&open](const Xapian::Query& inner) { return open.visible(inner); };
        AXIAL_ASSIGN(Xapian::Query built, index::QueryBuilder(open.database(), std::move(around)).build(query));
        if (!request.like.empty()) {
            AXIAL_ASSIGN(auto alike, like_in(open, request.like));
            built = query.kind == index::Query::Kind::everything
                        ? alike.query
                        : Xapian::Query(Xapian::Query::OP_FILTER, alike.query, built);
            if (like)
                *like = std::move(alike);
        }
        if (request.within)
            built = Xapian::Query(Xapian::Query::OP_FILTER, built, open.only(*request.within));
        return open.visible(built);
    }

    Result<index::MoreLike> like_in(const index::OpenIndex& open, const std::string& key) const {
        AXIAL_ASSIGN(const Store* posts, store());
        AXIAL_ASSIGN(const auto post, posts->post(key));
        if (!post)
            return bad_input("no post has this key", key, "copy it from the results of axial search --json");
        return index::more_like(open.database(), *post);
    }

    /// Whether the study's tables answer, rather than the index: where they are faster, and where the index is
    /// not there or behind.
    bool in_tables(const index::Query& query, const SearchRequest& request) const {
        if (!request.like.empty() || !index::needs_no_text(query))
            return false;
        if (index::is_fast_in_tables(query))
            return true;
        const auto posts = store();
        const auto last_change = posts ? (*posts)->last_change() : Result<std::int64_t>(-1);
        const IndexState now = state();
        return last_change && (!now.usable || now.change != *last_change);
    }

    std::filesystem::path live_file() const { return path / sealed->manifest.live / "iamglass"; }

    bool is_current() const {
        return sealed && identity_of(index::manifest_path(path)) == manifest_identity &&
               identity_of(live_file()) == live_identity;
    }

    void forget() const {
        reader.reset();
        sealed.reset();
    }

    /// The finished shards as the manifest on disk names them now. Throws what Xapian throws.
    Status open_sealed() const {
        forget();
        manifest_identity = identity_of(index::manifest_path(path)); // first: it may be replaced meanwhile
        AXIAL_ASSIGN(auto manifest, index::read_manifest(path));
        if (!manifest)
            return world_fault("there is no index yet", path.string(), index::run_index_hint);
        if (const auto reason = index::unfit_reason({manifest->version, manifest->study, manifest->change},
                                                    *study, manifest->change);
            !reason.empty())
            return world_fault(reason, path.string(), index::run_index_hint);
        AXIAL_ASSIGN(sealed, index::SealedShards::open(path, *std::move(manifest)));
        return {};
    }

    /// The index as it stands on disk now.
    Result<const index::OpenIndex*> open_reader() const {
        if (reader && is_current())
            return &*reader;
        if (!sealed || identity_of(index::manifest_path(path)) != manifest_identity)
            AXIAL_TRY(open_sealed());
        reader.reset();
        live_identity = identity_of(live_file());
        reader.emplace(sealed,
                       Xapian::Database((path / sealed->manifest.live).string(), Xapian::DB_BACKEND_GLASS));
        return &*reader;
    }

    Result<IndexState> read_state() const {
        AXIAL_ASSIGN(const Store* posts, store());
        AXIAL_ASSIGN(const std::int64_t last_change, posts->last_change());
        return index::xapian_guarded(path.string(), [&]() -> Result<IndexState> {
            AXIAL_ASSIGN(const index::OpenIndex* open, open_reader());
            const index::Stamp stamp = index::stamp_of(open->live());
            IndexState state{true, index::unfit_reason(stamp, *study, last_change), stamp.change, open->posts(),
                             open->shards()};
            state.usable = state.reason.empty();
            return state;
        });
    }

    IndexState state() const {
        auto state = retried([&] { return read_state(); });
        return state ? *state : IndexState{false, state.error().what, 0, 0, 0};
    }

    /// Runs `work` again, some times, if a writer moved on so far meanwhile that the snapshot is gone.
    template <typename Work>
    auto retried(Work&& work) const -> decltype(work()) {
        auto result = work();
        for (int i = 1; i < most_tries && !result && result.error().fault == Fault::world; ++i) {
            if (sealed && is_current())
                break;
            const auto before = std::pair(manifest_identity, live_identity);
            forget();
            result = work();
            if (!result && std::pair(manifest_identity, live_identity) == before)
                break;
        }
        return result;
    }

    /// `work` over a usable index.
    template <typename Work>
    auto reading(Work&& work) const -> decltype(work(*reader)) {
        const IndexState now = state();
        if (!now.usable)
            return world_fault(now.reason, path.string(), index::run_index_hint);
        return retried([&] {
            return index::xapian_guarded(path.string(), [&]() -> decltype(work(*reader)) {
                AXIAL_ASSIGN(const index::OpenIndex* open, open_reader());
                return work(*open);
            });
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
    AXIAL_ASSIGN(const Store* posts, impl_->store());
    AXIAL_ASSIGN(const std::int64_t last_change, posts->last_change());
    if (const IndexState now = state(); now.usable && now.change == last_change)
        return {};
    return index::IndexWriter(*impl_->study, *posts).update(progress, stop);
}

Status SearchIndex::rebuild(const Progress& progress, std::stop_token stop) {
    AXIAL_TRY(complete_languages(*impl_->study, std::numeric_limits<std::int64_t>::max(), progress, stop));
    AXIAL_ASSIGN(const Store* posts, impl_->store());
    return index::IndexWriter(*impl_->study, *posts).rebuild(progress, stop);
}

void SearchIndex::answer_facts(Facts facts, FactValues values) {
    impl_->facts = std::move(facts);
    impl_->values = std::move(values);
}

Result<SearchAnswer> SearchIndex::search(const SearchRequest& request) const {
    AXIAL_ASSIGN(const index::Query query, index::parse_query(request.query));
    if (impl_->in_tables(query, request)) {
        AXIAL_ASSIGN(auto found, impl_->tables.search(query, request, impl_->facts, impl_->values));
        index::Highlighter plain(query);
        AXIAL_TRY(index::show(*impl_->study, plain, found.hits));
        return found;
    }
    index::MoreLike like;
    AXIAL_ASSIGN(SearchAnswer answer, impl_->reading([&](const index::OpenIndex& open) -> Result<SearchAnswer> {
        AXIAL_ASSIGN(const Xapian::Query built, impl_->query_in(open, query, request, &like));
        AXIAL_ASSIGN(auto found, index::find_in(open, built, request, impl_->values));
        auto answered = answer_of(open, std::move(found));
        answered.suggestion = index::suggestion(open.database(), query, request.query);
        return answered;
    }));
    index::Highlighter highlighter(query, like.words);
    AXIAL_TRY(index::show(*impl_->study, highlighter, answer.hits));
    return answer;
}

Result<std::vector<RowId>> SearchIndex::matches(std::string_view query) const {
    return matches(SearchRequest{.query = std::string(query)});
}

Result<std::vector<RowId>> SearchIndex::matches(const SearchRequest& request) const {
    AXIAL_ASSIGN(const index::Query query, index::parse_query(request.query));
    if (impl_->in_tables(query, request))
        return impl_->tables.matches(query, request, impl_->facts);
    return impl_->reading([&](const index::OpenIndex& open) -> Result<std::vector<RowId>> {
        AXIAL_ASSIGN(const Xapian::Query built, impl_->query_in(open, query, request));
        AXIAL_ASSIGN(const auto documents, index::find_all(open.database(), built, request));
        std::vector<RowId> rows;
        rows.reserve(documents.size());
        for (const Xapian::docid document : documents)
            rows.push_back(open.row_of(document));
        return rows;
    });
}

Result<std::vector<std::string>> SearchIndex::differences(std::size_t limit) const {
    AXIAL_ASSIGN(const Store* posts, impl_->store());
    const IndexState now = state();
    if (!now.usable)
        return std::vector<std::string>{now.reason};
    return impl_->reading([&](const index::OpenIndex& open) { return index::compare(open, *posts, limit); });
}

} // namespace axial::corpus
