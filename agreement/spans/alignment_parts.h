// SPDX-License-Identifier: GPL-3.0-or-later
// The inside of best_alignment: for alignment*.cpp and their tests only.
#pragma once

#include "agreement/spans/alignment.h"

#include <utility>

namespace axial::agreement::alignment {

/// Costs are whole numbers of 2^-46 delta_empty: sums are the same in every order, so that bounds are bounds.
using Cost = std::int64_t;

struct Problem {
    std::span<const AlignmentUnit> units;
    std::size_t raters;
    const Dissimilarity& dissimilarity;
    const AlignmentLimits& limits;
    const std::stop_token& stop;

    /// Cost of a unitary alignment with the tie-break in it: 2^-31 for each, 2^-37 of the positional cost.
    [[nodiscard]] Cost cost(std::span<const std::uint32_t> members) const;
    /// No two units further apart than this, in multiples of delta_empty, are ever in one unitary alignment.
    [[nodiscard]] double reach() const;
};

/// Two units of different raters that may be aligned; first < second in the order of the line.
struct Pair {
    std::uint32_t first, second;
};

struct Pairs {
    std::vector<Pair> pairs;
    bool complete = true; ///< false: over the limit, so that only near neighbours were looked at
};

/// All pairs with d up to problem.reach(), by first, then second. Over the limit, only the nearest few units of
/// each other rater and order of length, to both sides, among all and among those of the same category.
[[nodiscard]] Pairs close_pairs(const Problem& problem);

/// Groups of numbers below `count` connected by links.
class Groups {
public:
    explicit Groups(std::size_t count);
    void join(std::uint32_t a, std::uint32_t b) { parent_[find(a)] = find(b); }
    std::uint32_t find(std::uint32_t a);

private:
    std::vector<std::uint32_t> parent_;
};

/// Unitary alignments, one after the other.
struct Columns {
    std::vector<std::uint32_t> members;
    std::vector<std::uint32_t> ends;
    std::vector<Cost> costs;

    [[nodiscard]] std::size_t size() const { return ends.size(); }
    [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t index) const {
        const std::size_t begin = index == 0 ? 0 : ends[index - 1];
        return {members.data() + begin, ends[index] - begin};
    }
    void add(std::span<const std::uint32_t> column, Cost cost) {
        members.insert(members.end(), column.begin(), column.end());
        ends.push_back(static_cast<std::uint32_t>(members.size()));
        costs.push_back(cost);
    }
};

/// A partition found, as unitary alignments.
struct Solution {
    std::vector<std::vector<std::uint32_t>> unitary;
    bool exact = true;
};

/// Two raters. Units not in any unitary alignment of the result stand alone.
void assign(const Problem& problem, std::span<const Pair> pairs, Solution& solution);

/// Three raters or more: the unitary alignments of two or more units within a group that no split beats, or
/// nothing when there are more than the limit.
[[nodiscard]] std::optional<Columns> enumerate_columns(const Problem& problem, std::span<const Pair> pairs);

/// Which columns make the cheapest partition of the units 0 .. count - 1, which lie in the order of the line.
/// `columns` has those of single units as well.
struct Partition {
    std::vector<std::uint32_t> chosen;
    bool exact = true;
};
[[nodiscard]] Partition partition(const Columns& columns, std::size_t count, const AlignmentLimits& limits,
                                  const std::stop_token& stop);

/// A partition by merging the pairs in order of dissimilarity as long as it pays; for groups beyond the limits.
void merge_greedily(const Problem& problem, std::span<const Pair> pairs, Solution& solution);

} // namespace axial::agreement::alignment
