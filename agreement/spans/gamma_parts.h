// SPDX-License-Identifier: GPL-3.0-or-later
// The inside of gamma: for gamma*.cpp and their tests only.
#pragma once

#include "agreement/resampling.h"
#include "agreement/spans/gamma.h"

#include <optional>

namespace axial::agreement::gamma_parts {

/// Draws random continua like the data; the data must have a unit.
class ContinuumSampler {
public:
    ContinuumSampler(const SpanData& data, GammaSampler kind);

    /// The continuum of this number; the same seed and number always give the same one. Has a unit.
    [[nodiscard]] std::vector<AlignmentUnit> draw(std::uint64_t seed, std::uint64_t number) const;

private:
    struct Normal {
        double mean = 0, deviation = 0;
    };

    void measure();
    static Normal normal_of(const std::vector<double>& values);
    [[nodiscard]] std::vector<double> rotations(SplitMix64& random) const;
    void rotate(SplitMix64& random, std::vector<AlignmentUnit>& units) const;
    void invent(SplitMix64& random, std::vector<AlignmentUnit>& units) const;
    void add(std::vector<AlignmentUnit>& units, double begin, double end, std::size_t rater,
             std::int32_t category) const;

    GammaSampler kind_;
    std::vector<std::vector<AlignmentUnit>> lines_; ///< units by rater
    std::vector<double> document_ends_;
    double begin_ = 0, end_ = 0; ///< of the stretch that is rotated
    double origin_ = 0;          ///< of the text
    Normal count_, gap_, length_;
    std::vector<std::int64_t> categories_; ///< units with this category or an earlier one
};

/// The disorder of categories over aligned pairs: of all of them, then of those with each category. Nothing
/// where there is no such pair.
[[nodiscard]] std::vector<std::optional<double>> category_disorders(std::span<const AlignmentUnit> units,
                                                                    const Alignment& alignment,
                                                                    const Dissimilarity& dissimilarity,
                                                                    std::size_t categories);

} // namespace axial::agreement::gamma_parts
