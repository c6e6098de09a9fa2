// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"
#include "corpus/result.h"
#include "corpus/sampling/strata.h"
#include "corpus/study.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace axial::corpus::sampling {

/// FNV-1a, 64 bits: what stands for a post or a thread in a draw, in a study and in a shard (key_slot,
/// thread_slot) alike. Of ten million keys two are alike in one of 370,000 frames; they are drawn together.
[[nodiscard]] std::uint64_t key_hash(std::string_view key);
/// From the eight bytes in a shard's slot. Fails for any other number of bytes.
[[nodiscard]] Result<std::uint64_t> key_hash_in(std::string_view slot_value);

struct FramePost {
    std::uint64_t post = 0, thread = 0; ///< key_hash of their keys
    std::int64_t at = 0;                ///< when it was written; only its order counts
    std::uint32_t stratum = 0;          ///< of Frame::strata
    std::uint32_t id = 0;               ///< the caller's name for it
};

/// What a sample is drawn from: posts and the strata they are in.
class Frame {
public:
    void reserve(std::size_t posts) { posts_.reserve(posts); }
    void add(const FramePost& post) { posts_.push_back(post); }
    /// The number of the stratum with this name, new or known.
    [[nodiscard]] std::uint32_t stratum(const std::string& name);
    /// Leaves one of the posts with the same hash, that which was added first. Returns how many went.
    std::size_t drop_repeats();

    [[nodiscard]] const std::vector<FramePost>& posts() const { return posts_; }
    [[nodiscard]] std::vector<FramePost>& posts() { return posts_; }
    [[nodiscard]] const std::vector<std::string>& strata() const { return strata_; }
    /// SHA-256 over the sorted hashes: the same posts have the same, whatever holds them.
    [[nodiscard]] std::string digest() const;

private:
    std::vector<FramePost> posts_;
    std::vector<std::string> strata_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// Posts of a study; `id` is the place in `rows`.
[[nodiscard]] Result<Frame> study_frame(Study& study, const std::vector<RowId>& rows,
                                        const std::vector<StratumField>& by);

} // namespace axial::corpus::sampling
