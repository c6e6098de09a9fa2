// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"
#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace axial::corpus {

/// Raised when the same posts may come out in other groups.
inline constexpr int near_duplicates_version = 1;

/// What is compared: the first post of each thread with its title, or every post.
enum class AlikeBy : std::uint8_t { thread, post };

struct NearDuplicateOptions {
    AlikeBy by = AlikeBy::thread;
    double similarity = 0.8; ///< the least share of common shingles, in (0, 1]
};

struct NearDuplicate {
    RowId post = 0; ///< by thread: its first
    RowId thread = 0;
    double similarity = 1; ///< Jaccard similarity to the first of the group
};

struct NearDuplicates {
    /// Two or more each, the oldest first, by (created, key); groups in the order of their first.
    std::vector<std::vector<NearDuplicate>> groups;
    std::int64_t compared = 0;    ///< threads or posts
    std::int64_t boilerplate = 0; ///< lines left out because many texts of one repository or forum have them
};

using NearProgress = std::function<void(std::int64_t, std::int64_t)>;

/// The posts, or threads, whose title, prose and code are alike in shingles of five words (README.md here says
/// how sure that is). Posts of one group need not be of one source. `among`: only these posts, and the threads
/// that they are of; every post where it is not given.
[[nodiscard]] Result<NearDuplicates> near_duplicates(Study& study,
                                                     const std::optional<std::vector<RowId>>& among,
                                                     const NearDuplicateOptions& options,
                                                     const NearProgress& progress = {},
                                                     std::stop_token stop = {});

/// One post, or one thread with all its posts, for each group of near-duplicates: the oldest.
struct NearUnique {
    struct Dropped {
        RowId post = 0, kept = 0;
        double similarity = 1; ///< of the two; by thread: of their first posts
    };
    std::vector<RowId> kept;
    std::vector<Dropped> dropped; ///< in the order of `posts`
    std::int64_t repeated = 0;    ///< posts or threads left out
};
[[nodiscard]] Result<NearUnique> near_unique_posts(Study& study, const std::vector<RowId>& posts,
                                                   const NearDuplicateOptions& options,
                                                   const NearProgress& progress = {},
                                                   std::stop_token stop = {});

} // namespace axial::corpus
