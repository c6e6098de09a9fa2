// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

/// How large databases come about, a study's index and shards alike: in parts, written side by side and made
/// one by compaction. A part's folder is named by what it covers and appears complete, by one rename. All of
/// this throws what Xapian and the file system throw.
namespace axial::corpus::index {

struct PartFolder {
    std::filesystem::path path;
    std::uint64_t first = 0, count = 1; ///< covers [first, first + count) of whatever is numbered
};

[[nodiscard]] std::filesystem::path part_path(const std::filesystem::path& folder, std::uint64_t first,
                                              std::uint64_t count);

/// The parts there are, in order, none covered twice; what is left of interrupted work is removed. Makes the
/// folder if need be.
[[nodiscard]] std::vector<PartFolder> parts_in(const std::filesystem::path& folder);

/// A file or folder is on disk when this returns.
[[nodiscard]] Status sync(const std::filesystem::path& path);

/// Puts a finished folder in its place, on disk before its name is.
[[nodiscard]] Status publish(const std::filesystem::path& fresh, const std::filesystem::path& path);

/// The lists of a document's terms are what a document is changed or compared by; they cost a fifth of the time
/// and of the room.
enum class TermLists { kept, none };

/// A database that is being written to appear at `path` when it is finished; what is not finished is removed.
/// In place and unsynced: fast, small, and right for what nobody reads before it is complete.
class PartWriter {
public:
    PartWriter(std::filesystem::path path, TermLists lists);
    ~PartWriter();
    PartWriter(const PartWriter&) = delete;
    PartWriter& operator=(const PartWriter&) = delete;

    /// `bytes`: of its text.
    void add(const Xapian::Document& document, std::size_t bytes);
    [[nodiscard]] std::int64_t documents() const { return documents_; }
    [[nodiscard]] Xapian::WritableDatabase& database() { return database_; }
    /// Where other files may be put that belong to it.
    [[nodiscard]] const std::filesystem::path& folder() const { return fresh_; }
    [[nodiscard]] Status finish();

private:
    std::filesystem::path path_, fresh_;
    Xapian::WritableDatabase database_;
    std::int64_t documents_ = 0, waiting_ = 0;
    std::size_t bytes_ = 0;
    bool finished_ = false;
};

/// Makes one compacted database of several, in their order, at `path`; `cancelled` when stopped. Documents are
/// numbered anew; what it says of itself is what the first part says. `complete` may put files beside it first.
[[nodiscard]] Status merge(const std::vector<std::filesystem::path>& parts, const std::filesystem::path& path,
                           const std::stop_token& stop,
                           const std::function<Status(const std::filesystem::path&)>& complete = {});

} // namespace axial::corpus::index
