// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"

#include <xapian.h>

#include <cstddef>
#include <string>
#include <vector>

namespace axial::corpus::index {

inline constexpr std::size_t like_words = 20; ///< that a post is looked for by

/// A term that tells a post from others.
struct TellingWord {
    std::string term;
    bool stem = false; ///< of a plain word; else the term itself
};

/// Posts like one: with any of the words that are frequent in its title and prose and rare elsewhere (tf-idf;
/// in its code where it has no other), ranked by them. Not the post itself, nor others of its thread.
struct MoreLike {
    Xapian::Query query;
    std::vector<TellingWord> words; ///< most telling first
};

/// The post's words are taken from its text, since indexes keep no lists of them. `database` is all that the
/// words' rarity is counted in. The same in one index and in many shards. Throws what Xapian throws.
[[nodiscard]] MoreLike more_like(const Xapian::Database& database, const Post& post);

} // namespace axial::corpus::index
