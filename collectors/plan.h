// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace axial::collectors {

/// One part of what a run would do.
struct PlanStep {
    std::string what;              ///< "issues and pull requests, changed since 2024-05-01"
    std::int64_t items = -1;       ///< about so many threads, posts or hits; -1: not known before they are read
    std::int64_t requests = 0;     ///< about so many
    bool at_least = false;         ///< both are lower bounds: what is found may ask for more
    std::string resource = "core"; ///< the budget that they draw from, as the service's Manners name it
};

/// What a run would do, told from what the study has and a few cheap questions to the service, which are asked
/// while the plan is made. Nothing is stored.
struct Plan {
    std::vector<PlanStep> steps;
    std::vector<std::string>
        caps; ///< limits of the service that will bite: "search gives out 1,000 of 4,310 hits …"

    [[nodiscard]] std::int64_t requests() const {
        std::int64_t sum = 0;
        for (const auto& step : steps)
            sum += step.requests;
        return sum;
    }
};

} // namespace axial::collectors
