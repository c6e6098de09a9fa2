// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/dump_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <array>
#include <fstream>

namespace axial::collectors::dumps {
namespace {

constexpr std::size_t most_entries = 10'000; ///< a dump of one site holds eight files
constexpr std::size_t block = 1U << 20U;

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;

Error damaged(const std::filesystem::path& file, archive* from) {
    const char* said = from != nullptr ? archive_error_string(from) : nullptr;
    return {Fault::input, fmt::format("cannot be unpacked: {}", said != nullptr ? said : "out of memory"),
            file.string(), "download it again, or unpack it with 7z and give the folder"};
}

Result<Archive> open(const std::filesystem::path& file) {
    Archive opened(archive_read_new(), archive_read_free);
    if (!opened || archive_read_support_format_7zip(opened.get()) != ARCHIVE_OK ||
        archive_read_open_filename(opened.get(), file.c_str(), block) != ARCHIVE_OK)
        return fail(damaged(file, opened.get()));
    return opened;
}

/// Null at the end of the archive.
Result<archive_entry*> next_entry(archive* from, const std::filesystem::path& file) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(from, &entry);
    if (status == ARCHIVE_EOF)
        return nullptr;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
        return fail(damaged(file, from));
    return entry;
}

std::string name_of(archive_entry* entry) {
    const char* name = archive_entry_pathname_utf8(entry);
    if (name == nullptr)
        name = archive_entry_pathname(entry);
    return name != nullptr ? name : "";
}

class Entry : public ByteStream {
public:
    Entry(Archive from, std::filesystem::path file, std::string name)
        : archive_(std::move(from)),
          file_(std::move(file)),
          name_(std::move(name)) {}

    Result<std::size_t> read(char* into, std::size_t most) override {
        const auto got = archive_read_data(archive_.get(), into, most);
        if (got < 0)
            return fail(damaged(file_, archive_.get()));
        return static_cast<std::size_t>(got);
    }
    std::string place() const override { return file_.string() + ": " + name_; }

private:
    Archive archive_;
    std::filesystem::path file_;
    std::string name_;
};

} // namespace

bool is_7z(const std::filesystem::path& file) {
    constexpr std::array<char, 6> magic{'7', 'z', '\xBC', '\xAF', '\x27', '\x1C'};
    std::array<char, 6> start{};
    std::ifstream stream(file, std::ios::binary);
    return stream.read(start.data(), start.size()) && start == magic;
}

Result<std::vector<std::pair<std::string, std::int64_t>>> list_archive(const std::filesystem::path& file) {
    AXIAL_ASSIGN(const auto opened, open(file));
    std::vector<std::pair<std::string, std::int64_t>> entries;
    for (;;) {
        AXIAL_ASSIGN(archive_entry* const entry, next_entry(opened.get(), file));
        if (entry == nullptr)
            return entries;
        if (entries.size() == most_entries)
            return bad_input("holds more than 10,000 files", file.string(), "is this a dump of one site?");
        if (archive_entry_filetype(entry) == AE_IFREG)
            entries.emplace_back(name_of(entry), archive_entry_size(entry));
    }
}

Result<std::unique_ptr<ByteStream>> open_entry(const std::filesystem::path& file, const std::string& wanted) {
    AXIAL_ASSIGN(auto opened, open(file));
    for (;;) {
        AXIAL_ASSIGN(archive_entry* const entry, next_entry(opened.get(), file));
        if (entry == nullptr)
            return bad_input("no longer holds " + wanted, file.string());
        if (archive_entry_filetype(entry) == AE_IFREG && name_of(entry) == wanted)
            return std::unique_ptr<ByteStream>(std::make_unique<Entry>(std::move(opened), file, wanted));
    }
}

} // namespace axial::collectors::dumps
