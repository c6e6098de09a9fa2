// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace axial::scanner {

/// What a scan may cost at most. What lies beyond is counted as skipped, never dropped in silence.
struct ScanLimits {
    std::size_t max_files = 10'000;
    std::size_t max_entries = 200'000;           ///< directory entries looked at, kept or not
    int max_depth = 24;                          ///< folders within folders
    std::uint64_t max_file_bytes = 4u << 20;     ///< a configuration or Python file
    std::uint64_t max_report_bytes = 128u << 20; ///< a SARIF file
    std::uint64_t max_total_bytes = 1024u << 20; ///< everything read
};

/// What was looked into and what was not, by reason.
struct Coverage {
    struct Skipped {
        std::int64_t count = 0;
        std::vector<std::string> files; ///< the first 50
    };
    std::int64_t files = 0;    ///< found in the repository
    std::int64_t examined = 0; ///< read and understood
    std::map<std::string, Skipped> skipped;

    void skip(const std::string& reason, std::string file);
};

struct TreeFile {
    std::string path; ///< relative to the repository, slashes, valid UTF-8
    std::filesystem::path real;
    std::uint64_t size = 0;
};

/// The files of a repository on disk, by path. Folders that are symbolic links are not entered; a file that is
/// one counts only if it ends inside the repository (for a Hub cache: inside that model's cache folder, where
/// the snapshot's files are links). Nothing but regular files is ever opened.
class FileTree {
public:
    [[nodiscard]] static Result<FileTree> open(const std::filesystem::path& root, const ScanLimits& limits,
                                               Coverage& coverage);

    [[nodiscard]] const TreeFile* find(std::string_view path) const;
    [[nodiscard]] bool has_folder(std::string_view path) const; ///< "" is the repository itself
    [[nodiscard]] const std::map<std::string, TreeFile, std::less<>>& files() const { return files_; }

    /// The whole of a file; fails if it is larger than `max_bytes` or the sum of all reads passes the limit.
    [[nodiscard]] Result<std::string> read(const TreeFile& file, std::uint64_t max_bytes);

private:
    struct Walk;
    std::map<std::string, TreeFile, std::less<>> files_;
    std::uint64_t bytes_left_ = 0;
};

} // namespace axial::scanner
