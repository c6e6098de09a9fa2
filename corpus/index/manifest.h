// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"
#include "corpus/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace axial::corpus::index {

/// A shard of an index that is finished: a folder beside the manifest.
struct SealedShard {
    std::string name;
    RowId first = 0, last = 0; ///< the rows that it may hold, both included
    std::int64_t posts = 0;
};

/// What an index consists of, in the file index/manifest. It is replaced as a whole, and what it names is never
/// written again, but for the live shard.
struct Manifest {
    std::string version, study;         ///< of the documents; uuid
    std::int64_t change = 0;            ///< the sealed shards hold the posts as of this change, at least
    std::int64_t next = 1;              ///< number of the next folder; none is used twice
    std::vector<SealedShard> base;      ///< by rows, which do not overlap
    std::optional<SealedShard> changed; ///< posts of `base` that changed since: these count, not those
    std::string live;                   ///< where new and changed posts are written; counts before all others

    [[nodiscard]] std::vector<std::string> folders() const;
    /// A name of a folder in `index` that was not used before.
    [[nodiscard]] std::string new_folder(const std::filesystem::path& index, std::string_view kind);
};

[[nodiscard]] std::filesystem::path manifest_path(const std::filesystem::path& index);

/// None where there is no index, not even one of another version.
[[nodiscard]] Result<std::optional<Manifest>> read_manifest(const std::filesystem::path& index);

/// On disk when it returns; whoever reads finds the old one or the new one.
[[nodiscard]] Status write_manifest(const std::filesystem::path& index, const Manifest& manifest);

/// Removes what lies in an index's folder and is neither named by the manifest nor `kept` (a name).
void remove_strangers(const std::filesystem::path& index, const Manifest& manifest,
                      const std::vector<std::string>& kept);

/// The right to write an index; one process, and one object in it, at a time.
class WriteLock {
public:
    /// Makes the folder if need be. Fails if somebody else is writing.
    [[nodiscard]] static Result<WriteLock> take(const std::filesystem::path& index);
    WriteLock(WriteLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    WriteLock& operator=(WriteLock&&) = delete;
    ~WriteLock();

private:
    explicit WriteLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

} // namespace axial::corpus::index
