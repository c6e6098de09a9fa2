// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/shards/part_files.h"

#include "corpus/index/documents.h"
#include "corpus/shards/shard_errors.h"
#include "corpus/shards/shard_info.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace axial::corpus::shards {
namespace fs = std::filesystem;
namespace {

constexpr int batch_posts = 1000; // Xapian writes fastest in small batches
constexpr auto unfinished = ".tmp";

Status sync(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0)
        ::close(descriptor);
    return synced ? Status{} : world_fault("it could not be written to disk", path.string(), "make room");
}

/// Puts a finished folder in its place, on disk before its name is.
Status publish(const fs::path& fresh, const fs::path& path) {
    for (const auto& file : fs::directory_iterator(fresh))
        AXIAL_TRY(sync(file.path()));
    AXIAL_TRY(sync(fresh));
    fs::rename(fresh, path);
    return sync(path.parent_path());
}

struct Stopped {};

/// Lets a compaction end between two tables.
class StoppableCompactor : public Xapian::Compactor {
public:
    explicit StoppableCompactor(std::stop_token stop) : stop_(std::move(stop)) {}
    void set_status(const std::string&, const std::string&) override {
        if (stop_.stop_requested())
            throw Stopped{};
    }

private:
    std::stop_token stop_;
};

std::optional<PartFolder> part_of(const fs::path& path) {
    PartFolder part{path, 0, 0};
    unsigned long first = 0, count = 0;
    char end = 0;
    if (std::sscanf(path.filename().c_str(), "part-%lu-%lu%c", &first, &count, &end) != 2 || count == 0)
        return std::nullopt;
    part.first = first;
    part.count = count;
    return part;
}

} // namespace

fs::path part_path(const fs::path& folder, std::size_t first, std::size_t count) {
    return folder / fmt::format("part-{:06}-{}", first, count);
}

Result<std::vector<PartFolder>> parts_in(const fs::path& folder) {
    return shard_guarded(folder.string(), [&]() -> Result<std::vector<PartFolder>> {
        std::vector<PartFolder> found, parts;
        fs::create_directories(folder);
        for (const auto& entry : fs::directory_iterator(folder)) {
            if (auto part = part_of(entry.path()))
                found.push_back(*std::move(part));
            else
                fs::remove_all(entry.path());
        }
        std::sort(found.begin(), found.end(), [](const PartFolder& a, const PartFolder& b) {
            return a.first != b.first ? a.first < b.first : a.count > b.count;
        });
        std::size_t covered = 0;
        for (auto& part : found) {
            if (part.first < covered) { // merged already
                fs::remove_all(part.path);
                continue;
            }
            covered = part.first + part.count;
            parts.push_back(std::move(part));
        }
        return parts;
    });
}

Result<std::int64_t> write_part(Study& study, const PartPlan& part, const fs::path& path, const Known& known,
                                const std::stop_token& stop) {
    return shard_guarded(path.string(), [&]() -> Result<std::int64_t> {
        const fs::path fresh = path.string() + unfinished;
        // In place and unsynced is fast and small, and right for what nobody reads before it is complete.
        Xapian::WritableDatabase database(fresh.string(), Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC |
                                                              Xapian::DB_DANGEROUS | Xapian::DB_BACKEND_GLASS);
        index::DocumentMaker maker;
        std::int64_t read = 0, written = 0;
        AXIAL_TRY(for_each_record(study, part.after, part.posts, [&](const ShardRecord& record) -> Status {
            return shard_guarded(path.string(), [&]() -> Status { // nothing is thrown through SQLite
                if (stop.stop_requested())
                    return cancelled();
                ++read;
                const auto key = key_value(record.key());
                if (known) {
                    AXIAL_ASSIGN(const bool there, known(key));
                    if (there)
                        return {};
                }
                Xapian::Document document = maker.document(post_of(record));
                document.add_value(key_slot, key);
                document.add_boolean_term(key_term(key));
                document.set_data(encode(record));
                database.add_document(document);
                if (++written % batch_posts == 0)
                    database.commit();
                return {};
            });
        }));
        if (read != part.posts)
            return world_fault("the study changed meanwhile", study.path().string(), "run it again");
        database.commit();
        database.close();
        AXIAL_TRY(publish(fresh, path));
        return written;
    });
}

Status merge(const std::vector<fs::path>& parts, const fs::path& path, const std::stop_token& stop) {
    const fs::path fresh = path.string() + unfinished;
    auto merged = shard_guarded(path.string(), [&]() -> Status {
        try {
            fs::remove_all(fresh);
            Xapian::Database all;
            for (const auto& part : parts)
                all.add_database(Xapian::Database(part.string(), Xapian::DB_BACKEND_GLASS));
            StoppableCompactor compactor(stop);
            all.compact(fresh.string(), Xapian::DBCOMPACT_MULTIPASS, 0, compactor);
            return publish(fresh, path);
        } catch (const Stopped&) {
            return cancelled();
        }
    });
    if (!merged) {
        std::error_code ignored;
        fs::remove_all(fresh, ignored);
    }
    return merged;
}

} // namespace axial::corpus::shards
