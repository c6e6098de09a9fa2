// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "corpus/sampling/design.h"
#include "corpus/sampling/draw.h"

#include <span>

namespace axial::cli {

[[nodiscard]] std::span<const Option> sample_options();

/// What was asked for. `before` is the design of the sample that is topped up: what is not given stays as it
/// was there, and what cannot change is refused.
[[nodiscard]] Result<corpus::sampling::Design>
sample_design(const Arguments& arguments, const std::optional<corpus::sampling::Design>& before);

/// The standard deviations of the answer in each stratum, out of a closed round: √(p (1 − p)), with
/// p = (x + 1) / (n + 2) of n posts in the frame, x of which got the answer (of several coders, their share of
/// one). So no stratum counts as certain after a few posts, and one without any as 0.5.
struct Pilot {
    std::map<std::string, double> deviations;
    std::int64_t posts = 0, outside = 0; ///< in the frame, and not
    std::string round;                   ///< UUID
};
[[nodiscard]] Result<Pilot> read_pilot(corpus::Study& study, const corpus::sampling::Urn& urn,
                                       const std::string& round, const std::string& answer);

/// The strata as a table, or a line of JSON each.
void print_plan(Context& context, const corpus::sampling::Design& design, const corpus::sampling::Plan& plan);

} // namespace axial::cli
