// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/part_files.h"
#include "corpus/index/post_rows.h"
#include "corpus/index/workers.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <vector>

namespace axial::corpus::index {

/// How an index is laid out. What is given here is right; tests make it small.
struct Sizes {
    std::int64_t part_posts = 20'000;   ///< Xapian writes small databases fastest
    std::int64_t live_posts = 4'000;    ///< a live shard of more is sealed; a commit takes longer as it grows
    std::uint64_t live_bytes = 1 << 28; ///< likewise
    std::int64_t small_posts = 50'000;  ///< finished shards below are merged as soon as two are alike
    std::size_t most_shards = 8;        ///< finished ones; each makes every query slower
    int worth_remaking = 6;             ///< a shard is made anew when one in so many of its posts changed
    unsigned workers = usual_workers();
};

/// Makes one compacted shard of several, in order of their rows. Throws what Xapian throws.
[[nodiscard]] Status merge_shards(const std::vector<std::filesystem::path>& shards,
                                  const std::filesystem::path& path, const std::stop_token& stop);

/// Rows whose posts become shards of their own.
struct Area {
    std::vector<RowRange> rows; ///< sorted, apart
    bool scattered = false;     ///< one shard of many small ranges; not resumed
};

/// Makes finished shards of posts: parts on all workers, then compacted. What is stopped or killed is resumed
/// from the same folder by the next one, so far as its posts have not changed since.
class RowsBuild {
public:
    /// `change`: the store's last one, read before. References must outlive this.
    RowsBuild(Study& study, std::filesystem::path folder, std::vector<Area> areas, std::int64_t change,
              const Sizes& sizes);

    /// Looks at what there is and cuts up the rest.
    [[nodiscard]] Status plan();
    [[nodiscard]] std::int64_t posts() const { return left_ + resumed_; }
    [[nodiscard]] std::int64_t resumed() const { return resumed_; }
    [[nodiscard]] Status write_parts(Tally& tally, const std::stop_token& stop);
    [[nodiscard]] Status merge_parts(Tally& tally, const std::stop_token& stop);
    /// The finished shards, by rows: `first` and `count` of each are rows.
    [[nodiscard]] Result<std::vector<PartFolder>> shards() const;

private:
    struct PartRows {
        std::vector<RowRange> rows;
    };
    using Group = std::vector<PartFolder>;

    Result<std::vector<PartFolder>> valid(const std::filesystem::path& folder, PostRows& rows);
    bool in_one_area(const PartFolder& part) const;
    Status cut(PostRows& rows, const Area& area, const std::vector<RowRange>& covered, std::int64_t at_most);
    Status write(Study& study, PostRows& rows, std::size_t number, Tally& tally, const std::stop_token& stop);
    std::vector<Group> groups(const std::vector<PartFolder>& parts, const std::vector<PartFolder>& done) const;
    Status merge_group(Group parts, std::size_t at_once, const std::stop_token& stop) const;

    Study& study_;
    const std::filesystem::path parts_, shards_;
    const std::vector<Area> areas_;
    const std::int64_t change_;
    const Sizes& sizes_;
    std::vector<PartRows> planned_;
    std::int64_t left_ = 0, resumed_ = 0;
};

} // namespace axial::corpus::index
