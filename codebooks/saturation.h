// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/rounds.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace axial::codebooks {

/// One post in the order in which the round came to it.
struct SaturationStep {
    std::string post;
    Time at{};                          ///< its first decision
    std::vector<std::string> new_codes; ///< names of codes that no post before it had
    std::int64_t codes = 0;             ///< distinct codes so far
};

struct SaturationOptions {
    std::int64_t base = 20;  ///< posts whose codes are the yardstick, 1 or more
    std::int64_t run = 10;   ///< posts in a row that are looked at for new codes, 1 or more
    double threshold = 0.05; ///< 0 to 1
};

/// Whether more posts still bring new codes: Guest, Namey and Chen (2020), "A simple method to assess and
/// report thematic saturation in qualitative research", PLOS ONE 15(5). The new codes of each run of posts
/// after the base are divided by the distinct codes of the base; saturation is reached with the first run whose
/// share is at most the threshold.
struct Saturation {
    std::vector<SaturationStep> steps;
    std::int64_t base_codes = 0;
    std::optional<double>
        last_share; ///< of the last whole run; none where there is none, or the base has no code
    std::optional<std::int64_t> reached_at; ///< after how many posts
};

/// Over all coders of a round; posts that somebody finished without a code count as posts without new codes.
/// Refuses a blind round that is open.
[[nodiscard]] Result<Saturation> saturation_of(corpus::Study& study, const Round& round,
                                               const SaturationOptions& options = {});
/// The figures alone, out of `steps`.
void measure(Saturation& saturation, const SaturationOptions& options);

} // namespace axial::codebooks
