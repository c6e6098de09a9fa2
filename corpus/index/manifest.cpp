// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/manifest.h"

#include "corpus/files.h"
#include "corpus/index/part_files.h"
#include "corpus/index/xapian_errors.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <limits>
#include <sstream>

namespace axial::corpus::index {
namespace fs = std::filesystem;
namespace {

constexpr auto header = "axial-index 1";
constexpr auto lock_name = "lock";
constexpr std::uint64_t longest_manifest = 1u << 16;
constexpr std::size_t most_base = 64; ///< far more than are ever made

std::string sum_of(std::string_view text) {
    std::uint64_t hash = 14695981039346656037u;
    for (const unsigned char c : text)
        hash = (hash ^ c) * 1099511628211u;
    return fmt::format("{:016x}", hash);
}

/// A plain name: it is joined to a path.
bool is_folder_name(std::string_view name) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), plain);
}

std::string line_of(std::string_view kind, const SealedShard& shard) {
    return fmt::format("{} {} {} {} {}\n", kind, shard.name, shard.first, shard.last, shard.posts);
}

std::string to_text(const Manifest& manifest) {
    std::string text = fmt::format("{}\nversion {}\nstudy {}\nchange {}\nnext {}\n", header, manifest.version,
                                   manifest.study, manifest.change, manifest.next);
    for (const auto& shard : manifest.base)
        text += line_of("base", shard);
    if (manifest.changed)
        text += line_of("changed", *manifest.changed);
    text += fmt::format("live {}\n", manifest.live);
    return text + fmt::format("sum {}\n", sum_of(text));
}

bool read_shard(std::istream& in, SealedShard& shard) {
    in >> shard.name >> shard.first >> shard.last >> shard.posts;
    return in && is_folder_name(shard.name) && shard.first >= 1 && shard.last >= shard.first &&
           shard.last < std::numeric_limits<std::uint32_t>::max() && shard.posts >= 0;
}

bool read_line(const std::string& line, Manifest& manifest) {
    std::istringstream in(line);
    std::string kind;
    in >> kind;
    bool good = true;
    if (kind == "version")
        in >> manifest.version;
    else if (kind == "study")
        in >> manifest.study;
    else if (kind == "change")
        in >> manifest.change;
    else if (kind == "next")
        in >> manifest.next;
    else if (kind == "base")
        good = read_shard(in, manifest.base.emplace_back());
    else if (kind == "changed")
        good = read_shard(in, manifest.changed.emplace());
    else if (kind == "live")
        good = (in >> manifest.live) && is_folder_name(manifest.live);
    else
        good = false;
    return good && !in.fail() && (in >> std::ws).eof();
}

bool makes_sense(const Manifest& manifest) {
    RowId last = 0;
    for (const auto& shard : manifest.base) {
        if (shard.first <= last)
            return false;
        last = shard.last;
    }
    return manifest.base.size() <= most_base && !manifest.live.empty() && manifest.change >= 0 &&
           manifest.next >= 1;
}

} // namespace

std::vector<std::string> Manifest::folders() const {
    std::vector<std::string> names{live};
    for (const auto& shard : base)
        names.push_back(shard.name);
    if (changed)
        names.push_back(changed->name);
    return names;
}

std::string Manifest::new_folder(const fs::path& index, std::string_view kind) {
    std::string name;
    do
        name = fmt::format("{}-{}", kind, next++);
    while (fs::exists(index / name));
    return name;
}

fs::path manifest_path(const fs::path& index) {
    return index / "manifest";
}

Result<std::optional<Manifest>> read_manifest(const fs::path& index) {
    const auto file = manifest_path(index);
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        if (fs::exists(index / "iamglass", ignored)) // one database, before there were shards
            return bad_input("the index is of another version of Axial", index.string(), run_index_hint);
        return std::optional<Manifest>();
    }
    const auto damaged = [&] {
        return bad_input("the index's list of shards is damaged", file.string(), run_index_hint);
    };
    const auto text = read_file(file, longest_manifest);
    if (!text)
        return damaged();
    if (text->rfind("axial-index ", 0) == 0 && text->rfind(std::string(header) + "\n", 0) != 0)
        return bad_input("the index is of another version of Axial", index.string(), run_index_hint);
    const auto end = text->rfind("sum ");
    if (end == std::string::npos || text->substr(end) != fmt::format("sum {}\n", sum_of(text->substr(0, end))))
        return damaged();
    std::istringstream lines(text->substr(0, end));
    std::string line;
    std::getline(lines, line);
    Manifest manifest;
    while (std::getline(lines, line))
        if (!read_line(line, manifest))
            return damaged();
    if (!makes_sense(manifest))
        return damaged();
    return std::optional(std::move(manifest));
}

Status write_manifest(const fs::path& index, const Manifest& manifest) {
    const auto file = manifest_path(index);
    const auto fresh = file.string() + ".tmp";
    {
        std::ofstream out(fresh, std::ios::trunc);
        out << to_text(manifest) << std::flush;
        if (!out)
            return world_fault("the index cannot be written", fresh, "make room; the old index stays in use");
    }
    AXIAL_TRY(sync(fresh));
    std::error_code ignored;
    if (fs::is_directory(file, ignored)) // not ours
        fs::remove_all(file, ignored);
    if (::rename(fresh.c_str(), file.c_str()) != 0)
        return world_fault("the index cannot be written", file.string(), std::strerror(errno));
    return sync(index);
}

void remove_strangers(const fs::path& index, const Manifest& manifest, const std::vector<std::string>& kept) {
    auto known = manifest.folders();
    known.insert(known.end(), kept.begin(), kept.end());
    known.insert(known.end(), {lock_name, manifest_path(index).filename().string()});
    for (const auto& entry : fs::directory_iterator(index))
        if (std::find(known.begin(), known.end(), entry.path().filename().string()) == known.end()) {
            std::error_code ignored; // what cannot be removed now goes the next time
            fs::remove_all(entry.path(), ignored);
        }
}

Result<WriteLock> WriteLock::take(const fs::path& index) {
    std::error_code failed;
    fs::create_directories(index, failed);
    const auto file = index / lock_name;
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return world_fault("the index cannot be written", index.string(), std::strerror(errno));
    WriteLock lock(descriptor);
    struct stat held {
    }, named{};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 || ::fstat(descriptor, &held) != 0 ||
        ::stat(file.c_str(), &named) != 0 || held.st_ino != named.st_ino) // the folder was removed meanwhile
        return world_fault("the index is being written by another process", index.string(),
                           "try again when it is done");
    return lock;
}

WriteLock::~WriteLock() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

} // namespace axial::corpus::index
