// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/rows_build.h"

#include "corpus/index/documents.h"
#include "corpus/index/index_files.h"

#include <algorithm>

namespace axial::corpus::index {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t least_part = 2000; ///< less is not worth a thread
constexpr std::size_t most_open = 96;     ///< parts, of six files each; a thousand files are usually allowed
constexpr unsigned most_merged = 4;       ///< shards that a build results in, for each area

RowRange range_of(const PartFolder& part) {
    return {static_cast<RowId>(part.first), static_cast<RowId>(part.first + part.count - 1)};
}

std::vector<RowRange> ranges_of(const std::vector<PartFolder>& parts) {
    std::vector<RowRange> ranges;
    for (const auto& part : parts)
        ranges.push_back(range_of(part));
    return ranges;
}

std::int64_t documents_in(const fs::path& path) {
    return Xapian::Database(path.string(), Xapian::DB_BACKEND_GLASS).get_doccount();
}

std::uint64_t rows_between(const RowRange& first, const RowRange& last) {
    return static_cast<std::uint64_t>(last.last - first.first + 1);
}

} // namespace

Status merge_shards(const std::vector<fs::path>& shards, const fs::path& path, const std::stop_token& stop) {
    return merge(shards, path, stop, [&](const fs::path& fresh) -> Status {
        std::vector<RowRange> all;
        for (const auto& shard : shards) {
            AXIAL_ASSIGN(const auto rows, read_rows(shard, documents_in(shard)));
            for (const auto& range : rows)
                if (!all.empty() && all.back().last + 1 == range.first)
                    all.back().last = range.last;
                else
                    all.push_back(range);
        }
        return write_rows(fresh, all);
    });
}

RowsBuild::RowsBuild(Study& study, fs::path folder, std::vector<Area> areas, std::int64_t change,
                     const Sizes& sizes)
    : study_(study),
      parts_(folder / "parts"),
      shards_(folder / "shards"),
      areas_(std::move(areas)),
      change_(change),
      sizes_(sizes) {
}

bool RowsBuild::in_one_area(const PartFolder& part) const {
    const auto range = range_of(part);
    return std::any_of(areas_.begin(), areas_.end(), [&](const Area& area) {
        return !area.scattered && range.first >= area.rows.front().first && range.last <= area.rows.back().last;
    });
}

/// The parts of an earlier run that still say what the store says; the others are removed.
Result<std::vector<PartFolder>> RowsBuild::valid(const fs::path& folder, PostRows& rows) {
    std::vector<PartFolder> good;
    for (auto& part : parts_in(folder)) {
        bool fits = in_one_area(part);
        try {
            const Stamp stamp = stamp_of(Xapian::Database(part.path.string(), Xapian::DB_BACKEND_GLASS));
            fits = fits && unfit_reason(stamp, study_, change_).empty() &&
                   read_rows(part.path, documents_in(part.path)).has_value();
            if (fits) {
                AXIAL_ASSIGN(const bool changed, rows.any_changed_after(stamp.change, range_of(part)));
                fits = !changed;
            }
        } catch (const Xapian::DatabaseError&) {
            fits = false;
        }
        if (fits) {
            resumed_ += documents_in(part.path);
            good.push_back(std::move(part));
        } else {
            fs::remove_all(part.path);
        }
    }
    return good;
}

Status RowsBuild::plan() {
    PostRows rows(study_);
    fs::create_directories(parts_.parent_path());
    AXIAL_ASSIGN(const auto done, valid(shards_, rows));
    const auto finished = ranges_of(done);
    for (const auto& part : parts_in(parts_)) // a merged one that lost its sources only half
        if (without({range_of(part)}, finished).empty())
            fs::remove_all(part.path);
    AXIAL_ASSIGN(const auto parts, valid(parts_, rows));
    auto covered = ranges_of(parts);
    covered.insert(covered.end(), finished.begin(), finished.end());
    std::sort(covered.begin(), covered.end(),
              [](const RowRange& a, const RowRange& b) { return a.first < b.first; });
    left_ = 0;
    for (const auto& area : areas_)
        for (const auto& range : without(area.rows, covered)) {
            AXIAL_ASSIGN(const auto posts, rows.count(range));
            left_ += posts;
        }
    const std::int64_t each = (left_ + sizes_.workers - 1) / std::max(1u, sizes_.workers);
    const auto at_most = std::min(std::max(each, least_part), sizes_.part_posts);
    planned_.clear();
    for (const auto& area : areas_)
        AXIAL_TRY(cut(rows, area, covered, at_most));
    return {};
}

Status RowsBuild::cut(PostRows& rows, const Area& area, const std::vector<RowRange>& covered,
                      std::int64_t at_most) {
    PartRows part;
    std::int64_t posts = 0;
    const auto close = [&] {
        if (!part.rows.empty())
            planned_.push_back(std::move(part));
        part = {};
        posts = 0;
    };
    for (RowRange range : without(area.rows, covered)) {
        bool some = false;
        const RowId last = range.last;
        AXIAL_TRY(rows.for_each_row(range, [&](RowId row) {
            some = true;
            if (++posts < at_most)
                return;
            part.rows.push_back({range.first, row});
            close();
            range.first = row + 1;
            some = false;
        }));
        if (some)
            part.rows.push_back({range.first, last});
        if (!area.scattered) // a part's folder covers all that lies between its ends
            close();
    }
    close();
    return {};
}

Status RowsBuild::write_parts(Tally& tally, const std::stop_token& stop) {
    tally.add(resumed_);
    struct Hand {
        Study study;
        std::unique_ptr<PostRows> rows;
    };
    const MakeWorker make = [&]() -> Result<Task> {
        AXIAL_ASSIGN(auto study, Study::open(study_.path(), Study::Mode::read));
        auto hand = std::make_shared<Hand>(Hand{std::move(study), nullptr});
        hand->rows = std::make_unique<PostRows>(hand->study);
        return Task([this, hand, &tally](std::size_t number, const std::stop_token& until) {
            return write(hand->study, *hand->rows, number, tally, until);
        });
    };
    return in_parallel(planned_.size(), sizes_.workers, make, tally, stop);
}

Status RowsBuild::write(Study& study, PostRows& rows, std::size_t number, Tally& tally,
                        const std::stop_token& stop) {
    constexpr std::int64_t told_each = 500;
    const auto& part = planned_[number];
    const auto path = part_path(parts_, static_cast<std::uint64_t>(part.rows.front().first),
                                rows_between(part.rows.front(), part.rows.back()));
    return xapian_guarded(path.string(), [&]() -> Status {
        PartWriter writer(path, TermLists::none);
        set_stamp(writer.database(), study.uuid(), change_);
        DocumentMaker maker;
        std::vector<RowRange> held;
        const auto add = [&](const Post& post) {
            return xapian_guarded(path.string(), [&]() -> Status { // its exceptions are not the store's
                if (stop.stop_requested())
                    return cancelled();
                AXIAL_TRY(numbered(post.row));
                writer.add(maker.document(post), post.body.text.size());
                if (!held.empty() && held.back().last + 1 == post.row)
                    held.back().last = post.row;
                else
                    held.push_back({post.row, post.row});
                if (writer.documents() % told_each == 0)
                    tally.add(told_each);
                return {};
            });
        };
        for (const auto& range : part.rows)
            AXIAL_TRY(rows.for_each(range, add));
        if (writer.documents() > 0) {
            AXIAL_TRY(write_rows(writer.folder(), held));
            AXIAL_TRY(writer.finish());
        }
        tally.add(writer.documents() % told_each);
        return {};
    });
}

/// Neighbours that become one shard; nothing that is kept elsewhere lies between them.
std::vector<RowsBuild::Group> RowsBuild::groups(const std::vector<PartFolder>& parts,
                                                const std::vector<PartFolder>& done) const {
    std::int64_t all = 0;
    std::vector<std::int64_t> sizes;
    for (const auto& part : parts)
        all += sizes.emplace_back(documents_in(part.path));
    const std::int64_t number = std::clamp<std::int64_t>(all / (2 * sizes_.small_posts), 1,
                                                         std::clamp(sizes_.workers, 1u, most_merged));
    const std::int64_t enough = (all + number - 1) / number;
    std::vector<Group> groups;
    for (const auto& area : areas_) {
        const RowRange span{area.rows.front().first, area.rows.back().last};
        std::int64_t posts = enough;
        RowId before = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const auto range = range_of(parts[i]);
            if (range.first < span.first || range.last > span.last)
                continue;
            const bool parted = std::any_of(done.begin(), done.end(), [&](const PartFolder& other) {
                return range_of(other).first > before && range_of(other).first < range.first;
            });
            if ((posts >= enough && !area.scattered) || parted || before == 0) {
                groups.emplace_back();
                posts = 0;
            }
            groups.back().push_back(parts[i]);
            posts += sizes[i];
            before = range.last;
        }
    }
    return groups;
}

Status RowsBuild::merge_group(Group parts, std::size_t at_once, const std::stop_token& stop) const {
    const auto one_of = [&](const Group& some, const fs::path& folder) -> Result<PartFolder> {
        std::vector<fs::path> paths;
        for (const auto& part : some)
            paths.push_back(part.path);
        const auto first = some.front().first, count = some.back().first + some.back().count - first;
        PartFolder one{part_path(folder, first, count), first, count};
        AXIAL_TRY(merge_shards(paths, one.path, stop));
        for (const auto& done : paths)
            fs::remove_all(done);
        return one;
    };
    return xapian_guarded(shards_.string(), [&]() -> Status {
        while (parts.size() > at_once) {
            Group next;
            for (std::size_t begin = 0; begin < parts.size(); begin += at_once) {
                const std::size_t end = std::min(begin + at_once, parts.size());
                const Group some(parts.begin() + static_cast<std::ptrdiff_t>(begin),
                                 parts.begin() + static_cast<std::ptrdiff_t>(end));
                next.push_back(some.front());
                if (some.size() > 1) {
                    AXIAL_ASSIGN(next.back(), one_of(some, parts_));
                }
            }
            parts = std::move(next);
        }
        AXIAL_TRY(one_of(parts, shards_));
        return {};
    });
}

Status RowsBuild::merge_parts(Tally& tally, const std::stop_token& stop) {
    return xapian_guarded(shards_.string(), [&]() -> Status {
        const auto parts = parts_in(parts_);
        const auto all = groups(parts, parts_in(shards_));
        const auto workers = std::min({sizes_.workers, most_merged, static_cast<unsigned>(all.size())});
        const auto at_once = most_open / std::max(1u, workers);
        const MakeWorker make = [&]() -> Result<Task> {
            return Task([&](std::size_t number, const std::stop_token& until) {
                return merge_group(all[number], at_once, until);
            });
        };
        return in_parallel(all.size(), workers, make, tally, stop);
    });
}

Result<std::vector<PartFolder>> RowsBuild::shards() const {
    return xapian_guarded(shards_.string(),
                          [&]() -> Result<std::vector<PartFolder>> { return parts_in(shards_); });
}

} // namespace axial::corpus::index
