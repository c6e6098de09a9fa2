// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/part_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <system_error>

namespace axial::corpus::index {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t batch_posts = 500; // Xapian writes fastest in small batches
constexpr std::size_t batch_bytes = 8u << 20;
constexpr auto unfinished = ".tmp";

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

fs::path part_path(const fs::path& folder, std::uint64_t first, std::uint64_t count) {
    return folder / fmt::format("part-{:06}-{}", first, count);
}

std::vector<PartFolder> parts_in(const fs::path& folder) {
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
    std::uint64_t covered = 0;
    for (auto& part : found) {
        if (part.first < covered) { // merged already
            fs::remove_all(part.path);
            continue;
        }
        covered = part.first + part.count;
        parts.push_back(std::move(part));
    }
    return parts;
}

Status sync(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0)
        ::close(descriptor);
    return synced ? Status{} : world_fault("it could not be written to disk", path.string(), "make room");
}

Status publish(const fs::path& fresh, const fs::path& path) {
    for (const auto& file : fs::directory_iterator(fresh))
        AXIAL_TRY(sync(file.path()));
    AXIAL_TRY(sync(fresh));
    fs::rename(fresh, path);
    return sync(path.parent_path());
}

PartWriter::PartWriter(fs::path path, TermLists lists)
    : path_(std::move(path)),
      fresh_(path_.string() + unfinished),
      database_(fresh_.string(), Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS |
                                     Xapian::DB_BACKEND_GLASS |
                                     (lists == TermLists::none ? Xapian::DB_NO_TERMLIST : 0)) {
}

PartWriter::~PartWriter() {
    if (finished_)
        return;
    try {
        database_.close();
    } catch (const Xapian::Error&) { // a full disk: it is thrown away below
    }
    std::error_code ignored;
    fs::remove_all(fresh_, ignored);
}

void PartWriter::add(const Xapian::Document& document, std::size_t bytes) {
    database_.add_document(document);
    ++documents_;
    bytes_ += bytes;
    if (++waiting_ < batch_posts && bytes_ < batch_bytes)
        return;
    database_.commit();
    waiting_ = 0;
    bytes_ = 0;
}

Status PartWriter::finish() {
    database_.commit();
    database_.close();
    AXIAL_TRY(publish(fresh_, path_));
    finished_ = true;
    return {};
}

Status merge(const std::vector<fs::path>& parts, const fs::path& path, const std::stop_token& stop,
             const std::function<Status(const fs::path&)>& complete) {
    const fs::path fresh = path.string() + unfinished;
    const auto give_up = [&] {
        std::error_code ignored;
        fs::remove_all(fresh, ignored);
    };
    try {
        fs::remove_all(fresh);
        Xapian::Database all;
        for (const auto& part : parts)
            all.add_database(Xapian::Database(part.string(), Xapian::DB_BACKEND_GLASS));
        StoppableCompactor compactor(stop);
        all.compact(fresh.string(), Xapian::DBCOMPACT_MULTIPASS, 0, compactor);
        Status published = complete ? complete(fresh) : Status{};
        if (published)
            published = publish(fresh, path);
        if (!published)
            give_up();
        return published;
    } catch (const Stopped&) {
        give_up();
        return cancelled();
    } catch (...) {
        give_up();
        throw;
    }
}

} // namespace axial::corpus::index
