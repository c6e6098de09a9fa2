// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/duplicates/minhash.h"
#include "corpus/result.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <unordered_map>
#include <vector>

namespace axial::corpus::duplicates {

/// One text of a group.
struct Member {
    std::uint32_t text = 0; ///< counts from 0, in the order of adding
    double similarity = 1;  ///< Jaccard similarity to the first of the group
};

/// Finds the texts whose shingles are alike. Add each text once, the oldest first; then ask for the groups.
/// Keeps some 100 bytes of a text, not the text.
class SimilarGroups {
public:
    /// `similarity` in (0, 1]: the least Jaccard similarity of two texts that count as alike.
    explicit SimilarGroups(double similarity);

    /// A text without shingles is like no other.
    void add(const Shingles& shingles);

    using Load = std::function<Result<Shingles>(std::uint32_t text)>;
    using Progress = std::function<void(std::int64_t, std::int64_t)>;
    /// Two or more texts each, in the order of adding; groups in the order of their first. Texts are in one
    /// group if each is like another of it; so one may be less like the first than was asked, by way of one
    /// between. `load` gives a text's shingles again, for the exact comparison.
    ///
    /// Where more than 64 texts share a band they are compared with the first 64 of them that are not alike.
    [[nodiscard]] Result<std::vector<std::vector<Member>>>
    groups(const Load& load, const Progress& progress = {}, std::stop_token stop = {}) const;

    [[nodiscard]] const Bands& bands() const { return bands_; }

private:
    double similarity_;
    Bands bands_;
    std::uint32_t texts_ = 0;
    std::vector<std::uint32_t> same_as_;  ///< the first text with the very same shingles; itself if that is it
    std::vector<std::uint32_t> distinct_; ///< the texts that are the first of theirs …
    std::vector<std::uint32_t> keys_;     ///< … and their band keys, `bands_.bands` each
    std::unordered_map<std::uint64_t, std::uint32_t> first_with_; ///< by a hash of the whole set
};

} // namespace axial::corpus::duplicates
