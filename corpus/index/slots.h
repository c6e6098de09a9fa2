// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"

#include <cstdint>
#include <string>
#include <string_view>

/// What a document of the index keeps by slot: to sort, to group, to count and to compare by. Only these forms,
/// so that every shard, near or far, sorts and counts alike.
namespace axial::corpus::index {

enum Slot : std::uint32_t {
    order_slot = 0,  ///< order_value(): newest first, and ties always in the same order
    score_slot = 1,  ///< slot_value()
    thread_slot = 2, ///< thread_value(): hits are grouped by it
    len_slot = 3,    ///< slot_value() of the body's length in code points
    source_slot = 4, ///< this and the next: the value as it is shown
    site_slot = 5,
    repo_slot = 6,
    author_slot = 7, ///< shown name, else the id; none where nobody is known
    month_slot = 8,  ///< "2024-05", UTC
    lang_slot = 9,   ///< "und" where it is not known
    tag_slot = 10,   ///< tags of the post, else of its thread, joined by '\0'
    kind_slot = 11,
    state_slot = 12,
};

/// The form in which a number stands in its slot; order of bytes is order of values.
[[nodiscard]] std::string slot_value(std::int64_t value);

/// Time in 6 bytes and 4 bytes of a hash of the key: sorts by time, and posts of one time in the same order in
/// any index. Times before 1970 count.
[[nodiscard]] std::string order_value(Time created_at, std::string_view key);
/// Bounds of all order values within [low, high], milliseconds since 1970.
[[nodiscard]] std::string order_low(std::int64_t low);
[[nodiscard]] std::string order_high(std::int64_t high);

/// 8 bytes that stand for a thread, whatever the case of its key.
[[nodiscard]] std::string thread_value(std::string_view thread_key);

} // namespace axial::corpus::index
