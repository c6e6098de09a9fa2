// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/duplicates/shingles.h"

#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace axial::corpus::duplicates {

/// The lines of prose that stand in many texts of one repository or forum: the headings, check boxes and
/// questions of an issue template, "Thanks in advance!". They say that two texts come from the same place, not
/// that they ask the same. A line counts as such where at least `fewest` texts and `share` of those looked at
/// have it. It is then left out of every text, whatever place that comes from, so that a question keeps its
/// likeness to the copy that was put into a template elsewhere.
class Boilerplate {
public:
    static constexpr std::size_t fewest = 20;
    static constexpr double share = 0.02;
    /// How many texts of one place need to be looked at.
    static constexpr std::size_t enough = 2000;

    /// `texts` of one place; gives nothing new where they are fewer than `fewest`.
    class Counter {
    public:
        void add(const std::vector<Line>& lines);

    private:
        friend class Boilerplate;
        std::size_t texts_ = 0;
        std::unordered_map<std::uint64_t, std::uint32_t> texts_with_;
    };
    void take(const Counter& counter);

    /// The lines that are somebody's own words; all of them where none is.
    [[nodiscard]] std::vector<Line> without(std::vector<Line> lines) const;
    [[nodiscard]] std::size_t size() const { return hashes_.size(); }

private:
    std::unordered_set<std::uint64_t> hashes_;
};

} // namespace axial::corpus::duplicates
