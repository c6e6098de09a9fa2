// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/sampling/allocation.h"
#include "corpus/sampling/sample_size.h"
#include "corpus/sampling/strata.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace axial::corpus::sampling {

/// What a sample is to be. With the frame, and for a top-up the sample before it, it says which units are
/// drawn.
struct Design {
    Unit unit = Unit::post;
    std::string by; ///< strata_fields()
    Allocation allocation = Allocation::proportional;
    std::int64_t size = 0;              ///< units, of each stratum if `per_stratum`; used without `precision`
    std::optional<Precision> precision; ///< says the size
    bool per_stratum = false;           ///< size or precision hold for every stratum; nothing is allocated
    std::int64_t least = 0;             ///< so many of every stratum that has them
    std::map<std::string, double> deviations; ///< S_h by the stratum's name, for Neyman
    std::uint64_t seed = 1;
};

struct PlannedStratum {
    std::string name;
    std::int64_t population = 0; ///< N_h
    std::int64_t drawn = 0;      ///< before a top-up
    std::int64_t size = 0;       ///< n_h, with those drawn before
    /// N_h / n_h: how many units of the frame one of the sample stands for; 0 where none is drawn.
    [[nodiscard]] double weight() const {
        return size == 0 ? 0 : static_cast<double>(population) / static_cast<double>(size);
    }
};

struct Plan {
    std::vector<PlannedStratum> strata; ///< by name
    std::int64_t population = 0, size = 0;
};

/// How many of each stratum; `strata` have name, population and drawn. Fails where the size cannot be had, or
/// Neyman's allocation lacks a deviation of a stratum, by its name.
[[nodiscard]] Result<Plan> plan(const Design& design, std::vector<PlannedStratum> strata);

/// The half-width of the interval for a share of `precision.share` in every stratum: z √(Σ (N_h/N)² p (1 − p) /
/// n_h · (N_h − n_h)/(N_h − 1)), Cochran 1977, 5.10. 1 where a stratum has units and none is drawn.
[[nodiscard]] double margin_of(const Plan& plan, const Precision& precision);

/// For provenance: size, seed, strata, unit, allocation and what else was asked. from_json takes provenance
/// with more in it, and that of earlier versions, which has size, seed and strata only.
[[nodiscard]] nlohmann::ordered_json to_json(const Design& design, const Plan& plan);
[[nodiscard]] Result<Design> design_from(const nlohmann::json& provenance);

} // namespace axial::corpus::sampling
