// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/reliability_data.h"
#include "agreement/resampling.h"
#include "agreement/sets.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace axial::agreement::tests {

/// Raters follow a unit's truth half of the time; `gaps` in 256: how often a cell is missing.
inline ReliabilityData random_table(std::size_t units, std::size_t raters, std::size_t categories,
                                    unsigned gaps, std::uint64_t seed) {
    SplitMix64 random(seed);
    ReliabilityData data;
    for (std::size_t u = 0; u < units; ++u) {
        const auto truth = random() % categories;
        std::vector<std::optional<std::string>> row;
        for (std::size_t r = 0; r < raters; ++r) {
            row.emplace_back(std::to_string(random() % 2 == 0 ? truth : random() % categories));
            if (random() % 256 < gaps)
                row.back().reset();
        }
        data.add_unit(row);
    }
    return data;
}

inline SetData random_sets(std::size_t units, std::size_t raters, std::uint64_t seed) {
    SplitMix64 random(seed);
    SetData data;
    for (std::size_t u = 0; u < units; ++u) {
        std::vector<std::optional<SetData::Codes>> row;
        for (std::size_t r = 0; r < raters; ++r) {
            auto& cell = row.emplace_back();
            if (random() % 8 == 0)
                continue;
            cell.emplace();
            for (const char* code : {"bug", "cost", "docs"})
                if (random() % 5 < 2)
                    cell->insert(code);
        }
        data.add_unit(row);
    }
    return data;
}

} // namespace axial::agreement::tests
