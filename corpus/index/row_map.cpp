// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/row_map.h"

#include "corpus/files.h"
#include "corpus/index/xapian_errors.h"

#include <algorithm>
#include <fstream>
#include <string>

namespace axial::corpus::index {
namespace {

constexpr auto file_name = "rows";
constexpr std::uint64_t longest_file = std::uint64_t{1} << 31;
constexpr std::size_t bytes_a_range = 8;

void append(std::string& bytes, RowId number) {
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>((static_cast<std::uint32_t>(number) >> shift) & 0xff);
}

RowId number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
    return number;
}

} // namespace

RowMap::RowMap(const std::vector<RowRange>& ranges) {
    for (const auto& range : ranges) {
        const auto count = static_cast<Xapian::docid>(range.last - range.first + 1);
        by_row_.push_back({range.first, static_cast<Xapian::docid>(size_ + 1), count});
        size_ += count;
    }
}

RowMap RowMap::of_live(const Xapian::Database& live) {
    RowMap map;
    const auto end = live.valuestream_end(row_slot);
    for (auto at = live.valuestream_begin(row_slot); at != end; ++at) {
        const std::string value = *at;
        if (value.size() != 4)
            continue;
        const RowId row = number_at(value, 0);
        if (!map.by_document_.empty()) {
            Piece& last = map.by_document_.back();
            if (last.first + last.count == row && last.document + last.count == at.get_docid()) {
                ++last.count;
                ++map.size_;
                continue;
            }
        }
        map.by_document_.push_back({row, at.get_docid(), 1});
        ++map.size_;
    }
    map.by_row_ = map.by_document_;
    std::sort(map.by_row_.begin(), map.by_row_.end(),
              [](const Piece& a, const Piece& b) { return a.first < b.first; });
    return map;
}

RowId RowMap::row(Xapian::docid document) const {
    const auto& pieces = by_document_.empty() ? by_row_ : by_document_;
    auto after = std::upper_bound(pieces.begin(), pieces.end(), document,
                                  [](Xapian::docid id, const Piece& piece) { return id < piece.document; });
    if (after == pieces.begin())
        return 0;
    --after;
    return after->first + (document - after->document);
}

Xapian::docid RowMap::document(RowId row) const {
    auto after = std::upper_bound(by_row_.begin(), by_row_.end(), row,
                                  [](RowId wanted, const Piece& piece) { return wanted < piece.first; });
    if (after == by_row_.begin())
        return 0;
    --after;
    return row < after->first + after->count ? after->document + static_cast<Xapian::docid>(row - after->first)
                                             : 0;
}

Rows RowMap::documents(const Rows& rows) const {
    Rows held;
    for (const Xapian::docid row : rows)
        if (const auto id = document(row); id != 0)
            held.push_back(id);
    if (!by_document_.empty())
        std::sort(held.begin(), held.end());
    return held;
}

Rows RowMap::rows() const {
    Rows all;
    all.reserve(static_cast<std::size_t>(size_));
    for (const auto& piece : by_row_)
        for (Xapian::docid i = 0; i < piece.count; ++i)
            all.push_back(static_cast<Xapian::docid>(piece.first) + i);
    return all;
}

std::string row_value(RowId row) {
    std::string value;
    append(value, row);
    return value;
}

Status write_rows(const std::filesystem::path& shard, const std::vector<RowRange>& ranges) {
    std::string bytes;
    bytes.reserve(ranges.size() * bytes_a_range);
    for (const auto& range : ranges) {
        append(bytes, range.first);
        append(bytes, range.last);
    }
    const auto file = shard / file_name;
    std::ofstream out(file, std::ios::trunc | std::ios::binary);
    out << bytes << std::flush;
    return out ? Status{} : world_fault("the index cannot be written", file.string(), "make room");
}

Result<std::vector<RowRange>> read_rows(const std::filesystem::path& shard, std::int64_t posts) {
    const auto file = shard / file_name;
    const auto damaged = [&] {
        return world_fault("a shard of the index is damaged", file.string(), run_index_hint);
    };
    const auto bytes = read_file(file, longest_file);
    if (!bytes || bytes->size() % bytes_a_range != 0)
        return damaged();
    std::vector<RowRange> ranges;
    ranges.reserve(bytes->size() / bytes_a_range);
    RowId last = 0;
    std::int64_t count = 0;
    for (std::size_t at = 0; at < bytes->size(); at += bytes_a_range) {
        const RowRange range{number_at(*bytes, at), number_at(*bytes, at + 4)};
        if (range.first <= last || range.last < range.first)
            return damaged();
        last = range.last;
        count += range.last - range.first + 1;
        ranges.push_back(range);
    }
    if (count != posts)
        return damaged();
    return ranges;
}

} // namespace axial::corpus::index
