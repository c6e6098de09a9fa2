// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/sampling/design.h"
#include "corpus/sampling/frame.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace axial::corpus::sampling {

/// What came of a draw.
struct Drawn {
    Plan plan;
    std::vector<FramePost> posts; ///< in no order; `stratum` is their unit's
};

/// A fixed order for each stratum, by the seed and the units' keys alone: a sample is the head of each. So it
/// is the same on any machine and for any order of the frame, and a larger one holds a smaller one.
class Urn {
public:
    Urn(const Frame& frame, Unit unit, std::uint64_t seed);

    /// The strata with their populations, by number.
    [[nodiscard]] std::vector<PlannedStratum> strata() const;
    /// The names of the strata that the units of these posts are in, by the posts' hashes; without posts that
    /// are not in the frame.
    [[nodiscard]] std::unordered_map<std::uint64_t, std::string>
    strata_of(const std::unordered_set<std::uint64_t>& posts) const;
    /// `taken`: hashes of the posts of a sample that is topped up. All of their units are in the new sample,
    /// and as many more as the design asks for. Fails if one is not in the frame.
    [[nodiscard]] Result<Drawn> draw(const Design& design,
                                     const std::unordered_set<std::uint64_t>& taken = {}) const;

private:
    struct Ball {
        std::uint64_t place = 0, hash = 0;
        std::uint32_t stratum = 0, order = 0; ///< of equal places, the lower order is first
    };
    [[nodiscard]] std::uint64_t hash_of(const FramePost& post) const {
        return unit_ == Unit::post ? post.post : post.thread;
    }
    void fill(std::uint64_t seed);

    const Frame* frame_;
    Unit unit_;
    std::vector<Ball> balls_; ///< by stratum, then place
};

/// Where a unit stands in the order of its stratum: draw_place() of its key.
[[nodiscard]] std::uint64_t place_of(std::uint64_t hash, std::uint64_t seed);

} // namespace axial::corpus::sampling
