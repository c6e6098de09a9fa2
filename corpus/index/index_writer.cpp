// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/index_writer.h"

#include "corpus/index/documents.h"
#include "corpus/index/index_files.h"
#include "corpus/index/xapian_errors.h"

#include <algorithm>
#include <iterator>

namespace axial::corpus::index {
namespace fs = std::filesystem;
namespace {

/// Bytes. A commit writes one block a word of a post, so small ones make a single new post cheap.
constexpr int live_block = 2048;
constexpr auto rebuild_folder = "rebuild", seal_folder = "seal";

RowId last_row(const Manifest& manifest) {
    return manifest.base.empty() ? 0 : manifest.base.back().last;
}

Rows within(const Rows& rows, const SealedShard& shard) {
    return {std::lower_bound(rows.begin(), rows.end(), shard.first),
            std::upper_bound(rows.begin(), rows.end(), shard.last)};
}

/// Rows as ranges, neighbours joined.
std::vector<RowRange> ranges_of(const Rows& rows) {
    std::vector<RowRange> ranges;
    for (const RowId row : rows) {
        if (!ranges.empty() && ranges.back().last + 1 == row)
            ranges.back().last = row;
        else
            ranges.push_back({row, row});
    }
    return ranges;
}

std::uintmax_t size_of(const fs::path& folder) {
    std::uintmax_t size = 0;
    for (const auto& entry : fs::directory_iterator(folder))
        size += entry.is_regular_file() ? entry.file_size() : 0;
    return size;
}

} // namespace

/// What sealing is going to do.
struct IndexWriter::Plan {
    fs::path folder;
    std::int64_t change = 0;
    Manifest next; ///< with the shards that stay
    std::vector<Area> rows, changed;
};

IndexWriter::IndexWriter(Study& study, const Store& store, Sizes sizes)
    : study_(study),
      store_(store),
      sizes_(sizes),
      path_(study.index_path()) {
}

Manifest IndexWriter::fresh_manifest() const {
    Manifest manifest;
    manifest.version = std::to_string(index_version);
    manifest.study = study_.uuid();
    manifest.next = manifest_.next;
    return manifest;
}

bool IndexWriter::shards_open() const {
    try {
        const auto sealed = SealedShards::open(path_, manifest_);
        for (std::size_t i = 0; sealed && i < manifest_.base.size(); ++i)
            if ((*sealed)->shards[i].rows->size() != manifest_.base[i].posts)
                return false;
        return sealed.has_value();
    } catch (const Xapian::DatabaseError&) {
        return false;
    }
}

template <typename Work>
Status IndexWriter::locked(Work&& work) {
    return xapian_guarded(path_.string(), [&]() -> Status {
        AXIAL_ASSIGN(const auto lock, WriteLock::take(path_));
        std::error_code ignored;
        fs::remove_all(study_.path() / "index.new", ignored); // where indexes were once made
        auto known = read_manifest(path_);
        AXIAL_ASSIGN(const auto last_change, store_.last_change());
        manifest_ = known && *known ? **std::move(known) : Manifest{};
        usable_ =
            !manifest_.live.empty() &&
            unfit_reason({manifest_.version, manifest_.study, manifest_.change}, study_, last_change).empty() &&
            shards_open();
        if (usable_)
            remove_strangers(path_, manifest_, {rebuild_folder, seal_folder});
        else
            manifest_ = fresh_manifest();
        const Status done = xapian_guarded(path_.string(), work);
        if (!done && done.error().fault == Fault::world) // a full disk is not kept full
            give_room_back();
        return done;
    });
}

void IndexWriter::give_room_back() const {
    std::error_code ignored;
    for (const auto* folder : {rebuild_folder, seal_folder})
        fs::remove_all(path_ / folder, ignored);
    if (usable_)
        remove_strangers(path_, manifest_, {});
}

/// Empty, and as far as the finished shards of the manifest are.
Xapian::WritableDatabase IndexWriter::make_live(Manifest& manifest) const {
    manifest.live = manifest.new_folder(path_, "live");
    Xapian::WritableDatabase live((path_ / manifest.live).string(),
                                  Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS, live_block);
    set_stamp(live, study_.uuid(), manifest.change);
    live.commit();
    return live;
}

/// The live shard to write; a new one where it is missing or damaged: what it had is indexed again.
Result<Xapian::WritableDatabase> IndexWriter::open_live() {
    AXIAL_ASSIGN(const auto last_change, store_.last_change());
    if (usable_) {
        try {
            Xapian::WritableDatabase live((path_ / manifest_.live).string(),
                                          Xapian::DB_OPEN | Xapian::DB_BACKEND_GLASS);
            const Stamp stamp = stamp_of(live);
            if (unfit_reason(stamp, study_, last_change).empty() && stamp.change >= manifest_.change)
                return live;
        } catch (const Xapian::DatabaseLockError&) {
            throw;
        } catch (const Xapian::DatabaseError&) { // it is made anew
        }
    }
    auto live = make_live(manifest_);
    AXIAL_TRY(sync(path_));
    AXIAL_TRY(write_manifest(path_, manifest_));
    usable_ = true;
    remove_strangers(path_, manifest_, {rebuild_folder, seal_folder});
    return live;
}

bool IndexWriter::is_large(const Xapian::Database& live) const {
    return live.get_doccount() > sizes_.live_posts || size_of(path_ / manifest_.live) > sizes_.live_bytes;
}

Status IndexWriter::update(const Progress& progress, const std::stop_token& stop) {
    return locked([&]() -> Status {
        if (!usable_) { // what is much is never written twice
            AXIAL_ASSIGN(const std::int64_t all, changes_after(study_, 0));
            if (all > sizes_.live_posts)
                AXIAL_TRY(seal(true, progress, stop));
        }
        bool complete = false;
        {
            AXIAL_ASSIGN(auto live, open_live());
            AXIAL_ASSIGN(const std::int64_t more, changes_after(study_, stamp_of(live).change));
            if (more <= sizes_.live_posts) { // found at once, sealed after
                AXIAL_TRY(follow(study_, store_, live, progress, stop));
                if (!is_large(live))
                    return {};
                complete = true;
            }
        }
        const Status sealed = seal(false, complete ? Progress{} : progress, stop);
        if (complete && !sealed && sealed.error().fault == Fault::cancelled)
            return {};
        AXIAL_TRY(sealed);
        return follow_live({}, stop);
    });
}

Status IndexWriter::rebuild(const Progress& progress, const std::stop_token& stop) {
    return locked([&]() -> Status {
        AXIAL_TRY(seal(true, progress, stop));
        return follow_live({}, stop);
    });
}

/// What came while shards were made.
Status IndexWriter::follow_live(const Progress& progress, const std::stop_token& stop) {
    AXIAL_ASSIGN(auto live, open_live());
    return follow(study_, store_, live, progress, stop);
}

/// Which shards stay, and which rows are indexed again: those after them, those that changed since, and all of
/// a shard of which a good part changed.
Result<IndexWriter::Plan> IndexWriter::plan_seal(bool anew) {
    Plan plan;
    plan.folder = path_ / (anew ? rebuild_folder : seal_folder);
    AXIAL_ASSIGN(plan.change, store_.last_change());
    plan.next = fresh_manifest();
    plan.next.change = plan.change;
    PostRows posts(study_);
    AXIAL_ASSIGN(const RowId last, posts.last());
    AXIAL_TRY(last > 0 ? numbered(last) : Status{});
    std::vector<RowRange> kept;
    if (!anew) {
        AXIAL_ASSIGN(const Rows since, posts.changed_after(manifest_.change, last_row(manifest_)));
        AXIAL_ASSIGN(const auto sealed, SealedShards::open(path_, manifest_));
        Rows changed, again;
        std::set_union(since.begin(), since.end(), sealed->changed.begin(), sealed->changed.end(),
                       std::back_inserter(changed));
        for (const auto& shard : manifest_.base) {
            const Rows its = within(changed, shard);
            if (static_cast<std::int64_t>(its.size()) * sizes_.worth_remaking > shard.posts)
                continue;
            plan.next.base.push_back(shard);
            kept.push_back({shard.first, shard.last});
            again.insert(again.end(), its.begin(), its.end());
        }
        if (since.empty() && again == sealed->changed)
            plan.next.changed = manifest_.changed;
        else if (!again.empty())
            plan.changed.push_back({ranges_of(again), true});
    }
    for (const auto& range : without({{1, last}}, kept))
        plan.rows.push_back({{range}, false});
    return plan;
}

Status IndexWriter::seal(bool anew, const Progress& progress, const std::stop_token& stop) {
    AXIAL_ASSIGN(Plan plan, plan_seal(anew));
    RowsBuild rows(study_, plan.folder / "rows", plan.rows, plan.change, sizes_);
    RowsBuild changed(study_, plan.folder / "changed", plan.changed, plan.change, sizes_);
    AXIAL_TRY(build(plan, rows, changed, progress, stop));
    AXIAL_TRY(take_over(rows, plan.next, plan.next.base));
    std::vector<SealedShard> again;
    AXIAL_TRY(take_over(changed, plan.next, again));
    if (!again.empty())
        plan.next.changed = again.front();
    auto& base = plan.next.base;
    std::sort(base.begin(), base.end(),
              [](const SealedShard& a, const SealedShard& b) { return a.first < b.first; });
    AXIAL_TRY(put_in_place(std::move(plan.next)));
    return tidy(stop);
}

Status IndexWriter::build(Plan& plan, RowsBuild& rows, RowsBuild& changed, const Progress& progress,
                          const std::stop_token& stop) {
    fs::create_directories(plan.folder);
    AXIAL_TRY(rows.plan());
    AXIAL_TRY(changed.plan());
    Tally tally(progress, rows.posts() + changed.posts());
    for (auto* build : {&rows, &changed})
        AXIAL_TRY(build->write_parts(tally, stop));
    for (auto* build : {&rows, &changed})
        AXIAL_TRY(build->merge_parts(tally, stop));
    return {};
}

/// Moves finished shards beside those that are there; nobody sees them before the manifest names them.
Status IndexWriter::take_over(const RowsBuild& build, Manifest& next, std::vector<SealedShard>& into) {
    AXIAL_ASSIGN(const auto shards, build.shards());
    for (const auto& shard : shards) {
        SealedShard sealed;
        sealed.name = next.new_folder(path_, "shard");
        sealed.first = static_cast<RowId>(shard.first);
        sealed.last = static_cast<RowId>(shard.first + shard.count - 1);
        fs::rename(shard.path, path_ / sealed.name);
        sealed.posts =
            Xapian::Database((path_ / sealed.name).string(), Xapian::DB_BACKEND_GLASS).get_doccount();
        into.push_back(std::move(sealed));
    }
    return {};
}

Status IndexWriter::put_in_place(Manifest next) {
    make_live(next).close();
    AXIAL_TRY(sync(path_));
    AXIAL_TRY(write_manifest(path_, next));
    manifest_ = std::move(next);
    usable_ = true;
    remove_strangers(path_, manifest_, {}); // readers that have them open keep them
    return {};
}

/// The first of two neighbours that should be one.
std::optional<std::size_t> IndexWriter::worth_merging() const {
    const auto& base = manifest_.base;
    if (base.size() < 2)
        return std::nullopt;
    const auto& last = base.back();
    const auto& before = base[base.size() - 2];
    if (last.posts < sizes_.small_posts && before.posts < sizes_.small_posts && before.posts < 2 * last.posts)
        return base.size() - 2;
    if (base.size() <= sizes_.most_shards)
        return std::nullopt;
    std::size_t least = 0;
    for (std::size_t i = 1; i + 1 < base.size(); ++i)
        if (base[i].posts + base[i + 1].posts < base[least].posts + base[least + 1].posts)
            least = i;
    return least;
}

/// Keeps the shards few. The index is complete before, so being stopped does no harm.
Status IndexWriter::tidy(const std::stop_token& stop) {
    for (auto at = worth_merging(); at && !stop.stop_requested(); at = worth_merging()) {
        Manifest next = manifest_;
        const auto first = next.base.begin() + static_cast<std::ptrdiff_t>(*at);
        SealedShard one{next.new_folder(path_, "shard"), first->first, first[1].last,
                        first->posts + first[1].posts};
        const auto merged = merge_shards({path_ / first->name, path_ / first[1].name}, path_ / one.name, stop);
        if (!merged && merged.error().fault == Fault::cancelled)
            return {};
        AXIAL_TRY(merged);
        *first = std::move(one);
        next.base.erase(first + 1);
        AXIAL_TRY(write_manifest(path_, next));
        manifest_ = std::move(next);
        remove_strangers(path_, manifest_, {});
    }
    return {};
}

} // namespace axial::corpus::index
