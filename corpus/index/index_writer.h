// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/manifest.h"
#include "corpus/index/open_index.h"
#include "corpus/index/rows_build.h"
#include "corpus/index/workers.h"
#include "corpus/store.h"
#include "corpus/study.h"

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

namespace axial::corpus::index {

/// Writes a study's index: what is new goes into the live shard; what is much goes into shards that are
/// finished at once, beside what is read meanwhile. Killed anywhere, it leaves the old index or the new one,
/// and what is left lying is resumed or removed by the next writer.
class IndexWriter {
public:
    /// References must outlive this.
    IndexWriter(Study& study, const Store& store, Sizes sizes = {});

    /// Indexes what the store has and the index lacks; makes it anew where it cannot be used. `cancelled` when
    /// stopped, with what was finished kept.
    [[nodiscard]] Status update(const Progress& progress, const std::stop_token& stop);
    /// Makes everything anew beside the old index.
    [[nodiscard]] Status rebuild(const Progress& progress, const std::stop_token& stop);

private:
    struct Plan;

    template <typename Work>
    Status locked(Work&& work);
    void give_room_back() const;
    bool shards_open() const;
    Manifest fresh_manifest() const;
    Result<Xapian::WritableDatabase> open_live();
    Xapian::WritableDatabase make_live(Manifest& manifest) const;
    Status follow_live(const Progress& progress, const std::stop_token& stop);
    Status seal(bool anew, const Progress& progress, const std::stop_token& stop);
    Result<Plan> plan_seal(bool anew);
    Status build(Plan& plan, RowsBuild& rows, RowsBuild& changed, const Progress& progress,
                 const std::stop_token& stop);
    Status take_over(const RowsBuild& build, Manifest& next, std::vector<SealedShard>& into);
    Status put_in_place(Manifest next);
    Status tidy(const std::stop_token& stop);
    std::optional<std::size_t> worth_merging() const;
    bool is_large(const Xapian::Database& live) const;

    Study& study_;
    const Store& store_;
    const Sizes sizes_;
    const std::filesystem::path path_;
    Manifest manifest_;
    bool usable_ = false; ///< manifest_ is what is on disk
};

} // namespace axial::corpus::index
