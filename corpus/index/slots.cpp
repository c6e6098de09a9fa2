// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/slots.h"

#include "corpus/index/tokenizer.h"

#include <xapian.h>

#include <algorithm>

namespace axial::corpus::index {
namespace {

constexpr std::int64_t offset = std::int64_t{1} << 47; ///< moves times before 1970 above zero
constexpr std::int64_t most = (std::int64_t{1} << 48) - 1;

std::uint64_t hash_of(std::string_view text) { // FNV-1a, 64 bits: the same on every machine
    std::uint64_t hash = 14695981039346656037u;
    for (const unsigned char c : text)
        hash = (hash ^ c) * 1099511628211u;
    return hash;
}

void append_big_endian(std::string& bytes, std::uint64_t value, int width) {
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8)
        bytes += static_cast<char>((value >> shift) & 0xff);
}

std::string time_bytes(std::int64_t milliseconds) {
    const std::int64_t moved = std::clamp(milliseconds, -offset, most - offset) + offset;
    std::string bytes;
    append_big_endian(bytes, static_cast<std::uint64_t>(moved), 6);
    return bytes;
}

} // namespace

std::string slot_value(std::int64_t value) {
    return Xapian::sortable_serialise(static_cast<double>(value));
}

std::string order_value(Time created_at, std::string_view key) {
    std::string bytes = time_bytes(created_at.time_since_epoch().count());
    append_big_endian(bytes, hash_of(key) >> 32, 4);
    return bytes;
}

std::string order_low(std::int64_t low) {
    return time_bytes(low);
}

std::string order_high(std::int64_t high) {
    return time_bytes(high) + std::string(4, '\xff');
}

std::string thread_value(std::string_view thread_key) {
    std::string bytes;
    append_big_endian(bytes, hash_of(fold_term(thread_key)), 8);
    return bytes;
}

} // namespace axial::corpus::index
