// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace SQLite {
class Database;
}

namespace axial::corpus {

/// A study is a folder: `study.db` is the truth, `raw.db` keeps payloads as they came, `index/` can be deleted.
///
/// One process at a time may open a study for writing; a lock file says which. Any number may read. A Study and
/// the objects made from it belong to one thread: a worker opens its own.
class Study {
public:
    enum class Mode { read, write };

    /// Makes a new study folder. Fails if `path` exists and is not an empty folder.
    [[nodiscard]] static Result<Study> create(const std::filesystem::path& path, const std::string& name);

    /// Fails if the folder is not a study, was made by a newer Axial, or (to write) is open elsewhere for
    /// writing. Opening to write brings an older schema up to date.
    [[nodiscard]] static Result<Study> open(const std::filesystem::path& path, Mode mode);

    /// Opens a database file that lies by itself (a packet) to read it as it is: of this schema or an older
    /// one, which is not brought up to date. Nothing in the file is run.
    [[nodiscard]] static Result<Study> open_file(const std::filesystem::path& file);

    /// Opens to write beside the process `holder` if it is this one's parent and has the study open for
    /// writing: the window starts collections so. SQLite serialises their transactions. Where nobody holds the
    /// lock it is taken as usual; where another process does, this fails like open().
    [[nodiscard]] static Result<Study> open_beside(const std::filesystem::path& path, std::int64_t holder);

    /// The study that `start` lies in: itself or the nearest folder above it that holds a study.
    [[nodiscard]] static Result<std::filesystem::path> find(const std::filesystem::path& start);

    Study(Study&&) noexcept;
    Study& operator=(Study&&) noexcept;
    ~Study();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path index_path() const { return path_ / "index"; }
    [[nodiscard]] std::filesystem::path raw_path() const { return path_ / "raw.db"; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::string& uuid() const { return uuid_; }
    [[nodiscard]] Mode mode() const { return mode_; }

    /// The connection to study.db; for the classes of corpus/ and codebooks/ that are built on it.
    [[nodiscard]] SQLite::Database& database() const { return *database_; }

private:
    class Lock;
    Study();
    [[nodiscard]] static Result<Study> open(const std::filesystem::path& path, Mode mode, std::int64_t holder);
    std::filesystem::path path_;
    std::string name_, uuid_;
    Mode mode_ = Mode::read;
    std::unique_ptr<Lock> lock_;
    std::unique_ptr<SQLite::Database> database_;
};

} // namespace axial::corpus
