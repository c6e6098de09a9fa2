// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/study.h"

#include "corpus/database.h"
#include "corpus/languages.h"
#include "corpus/schema.h"
#include "corpus/text/canonical_text.h"
#include "corpus/text/language.h"
#include "corpus/time.h"
#include "corpus/uuid.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace axial::corpus {
namespace fs = std::filesystem;

/// The right to write: an advisory lock that the system gives back when the process ends, however it ends.
class Study::Lock {
public:
    /// None where the parent process `parent` (0: nobody) holds it and is content with this one beside it.
    static Result<std::unique_ptr<Lock>> take(const fs::path& folder, std::int64_t parent = 0) {
        const auto file = folder / "study.lock";
        const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (descriptor < 0)
            return world_fault("the study cannot be written", folder.string(),
                               "check the permissions of its folder");
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            std::ifstream holder(file);
            std::string process;
            std::getline(holder, process);
            ::close(descriptor);
            if (parent > 0 && parent == ::getppid() && process == std::to_string(parent))
                return std::unique_ptr<Lock>();
            return world_fault("the study is open for writing elsewhere", folder.string(),
                               process.empty() ? "close it there" : "close it there: process " + process);
        }
        const std::string process = std::to_string(::getpid()) + "\n";
        // Only a courtesy to the next one who asks; the lock itself does not depend on it.
        if (::ftruncate(descriptor, 0) == 0) [[maybe_unused]]
            const auto written = ::write(descriptor, process.data(), process.size());
        return std::unique_ptr<Lock>(new Lock(descriptor));
    }
    ~Lock() { ::close(descriptor_); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    explicit Lock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

namespace {

constexpr int busy_timeout_ms = 5000;
constexpr int patient_timeout_ms = 60'000; ///< where another writer is known to be at work
/// How many posts of an older study get their language each time it is opened for writing: well under a second.
/// Bringing the index up to date does all that are left.
constexpr std::int64_t languages_at_once = 10'000;

/// Absolute and without a slash at the end; as given where the current folder is gone.
fs::path whole_path(const fs::path& path) {
    std::error_code failed;
    auto whole = fs::absolute(path, failed).lexically_normal();
    if (failed)
        return path;
    return whole.filename().empty() ? whole.parent_path() : whole;
}

/// Valid UTF-8 without control characters.
std::string one_line(const std::string& text) {
    auto line = clean_utf8(text);
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return line;
}

std::unique_ptr<SQLite::Database> connect(const fs::path& file, Study::Mode mode, bool create,
                                          int timeout_ms = busy_timeout_ms) {
    const int flags = SQLite::OPEN_READWRITE | (create ? SQLite::OPEN_CREATE : 0);
    auto database = mode == Study::Mode::read
                        ? open_for_reading(file, timeout_ms)
                        : std::make_unique<SQLite::Database>(file.string(), flags, timeout_ms);
    database->exec("PRAGMA foreign_keys = ON");
    database->exec("PRAGMA cache_size = -65536");
    return database;
}

/// What makes a file a study, before anything in it is believed.
Status check(SQLite::Database& database, const fs::path& path) {
    if (database.execAndGet("PRAGMA application_id").getInt() != application_id)
        return bad_input("not an Axial study", path.string(), R"(make one with "axial init STUDY")");
    const int version = database.execAndGet("PRAGMA user_version").getInt();
    if (version > current_schema())
        return bad_input(
            fmt::format("the study has schema {}, this Axial knows up to {}", version, current_schema()),
            path.string(), "open it with a newer Axial");
    return {};
}

std::string meta(SQLite::Database& database, const char* key) {
    SQLite::Statement query(database, "SELECT value FROM meta WHERE key = ?");
    query.bind(1, key);
    return query.executeStep() ? query.getColumn(0).getString() : std::string();
}

void set_meta(SQLite::Database& database, const char* key, const std::string& value) {
    SQLite::Statement insert(database, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)");
    insert.bind(1, key);
    insert.bind(2, value);
    insert.exec();
}

} // namespace

Study::Study() = default;
Study::Study(Study&&) noexcept = default;
Study& Study::operator=(Study&&) noexcept = default;
Study::~Study() = default;

Result<Study> Study::create(const fs::path& path, const std::string& name) {
    std::error_code error;
    if (fs::exists(path / "study.db", error))
        return bad_input("there is a study already", path.string(), "choose another folder");
    if (fs::exists(path, error) && (!fs::is_directory(path, error) || !fs::is_empty(path, error)))
        return bad_input("the folder is not empty", path.string(), "choose a new folder for the study");
    if (one_line(name) != name)
        return bad_input("the name of a study is one line of UTF-8", path.string(), "choose another --name");
    const bool is_new = fs::create_directories(path, error);
    if (error)
        return world_fault("the folder cannot be made: " + error.message(), path.string(),
                           "choose another path");
    Study study;
    study.path_ = whole_path(path);
    study.mode_ = Mode::write;
    AXIAL_ASSIGN(study.lock_, Lock::take(path));
    auto made = guarded([&]() -> Result<Study> {
        study.database_ = connect(path / "study.db", Mode::write, true);
        study.database_->exec("PRAGMA journal_mode = WAL");
        AXIAL_TRY(migrate(*study.database_));
        study.uuid_ = uuid7(now());
        study.name_ = name.empty() ? one_line(study.path_.filename().string()) : name;
        Transaction transaction(*study.database_);
        set_meta(*study.database_, "uuid", study.uuid_);
        set_meta(*study.database_, "name", study.name_);
        set_meta(*study.database_, "created_at", format_time(now()));
        set_meta(*study.database_, "language_version", std::to_string(language_version));
        transaction.commit();
        return std::move(study);
    });
    if (!made) { // a half-made study would be in the way of the next try
        study.database_.reset();
        for (const char* file : {"study.db", "study.db-wal", "study.db-shm", "study.lock"})
            fs::remove(path / file, error);
        if (is_new)
            fs::remove(path, error);
        if (made.error().where.empty())
            made.error().where = path.string();
    }
    return made;
}

Result<Study> Study::open(const fs::path& path, Mode mode) {
    return open(path, mode, 0);
}

Result<Study> Study::open_file(const fs::path& file) {
    Study study;
    study.path_ = whole_path(file);
    study.mode_ = Mode::read;
    auto opened = guarded([&]() -> Result<Study> {
        study.database_ = connect(file, Mode::read, false);
        study.database_->exec("PRAGMA trusted_schema = OFF");
        AXIAL_TRY(check(*study.database_, file));
        study.uuid_ = meta(*study.database_, "uuid");
        study.name_ = meta(*study.database_, "name");
        return std::move(study);
    });
    if (!opened && opened.error().where.empty())
        opened.error().where = file.string();
    return opened;
}

Result<Study> Study::open_beside(const fs::path& path, std::int64_t holder) {
    return open(path, Mode::write, holder);
}

Result<Study> Study::open(const fs::path& path, Mode mode, std::int64_t holder) {
    std::error_code error;
    if (!fs::is_regular_file(path / "study.db", error))
        return bad_input("not an Axial study", path.string(), R"(make one with "axial init STUDY")");
    Study study;
    study.path_ = whole_path(path);
    study.mode_ = mode;
    if (mode == Mode::write) {
        AXIAL_ASSIGN(study.lock_, Lock::take(path, holder));
    }
    const bool beside = mode == Mode::write && !study.lock_;
    auto opened = guarded([&]() -> Result<Study> {
        study.database_ =
            connect(path / "study.db", mode, false, beside ? patient_timeout_ms : busy_timeout_ms);
        AXIAL_TRY(check(*study.database_, path));
        const int version = study.database_->execAndGet("PRAGMA user_version").getInt();
        if (version < current_schema() && mode == Mode::read)
            AXIAL_TRY(Study::open(path, Mode::write)); // brings it up to date and closes it again
        if (mode == Mode::write) {
            AXIAL_TRY(migrate(*study.database_));
            AXIAL_TRY(complete_languages(study, languages_at_once));
        }
        study.uuid_ = meta(*study.database_, "uuid");
        study.name_ = meta(*study.database_, "name");
        return std::move(study);
    });
    if (!opened && opened.error().where.empty())
        opened.error().where = path.string();
    return opened;
}

Result<fs::path> Study::find(const fs::path& start) {
    std::error_code error;
    const auto from = whole_path(start);
    for (auto folder = from;; folder = folder.parent_path()) {
        if (fs::is_regular_file(folder / "study.db", error))
            return folder;
        if (folder == folder.parent_path())
            break;
    }
    return bad_input("no study here", from.string(),
                     R"(name one with --study, or make one with "axial init STUDY")");
}

} // namespace axial::corpus
