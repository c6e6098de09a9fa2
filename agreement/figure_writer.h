// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/coefficient_list.h"
#include "agreement/statistics.h"
#include "agreement/totals.h"

#include <cstddef>
#include <string>
#include <vector>

namespace axial::agreement {

/// Appends coefficients of one table to a summary, each with its intervals and errors, which are computed for
/// all of them together.
class FigureWriter {
public:
    /// `clusters` is empty or dense, one number a unit. Everything is borrowed.
    FigureWriter(Summary& summary, const Totals& totals, const std::vector<std::size_t>& pattern_of_unit,
                 const std::vector<std::size_t>& clusters, const BootstrapOptions& options);

    /// A coefficient with interval and jackknife error (prefix "bca95" in place of "ci95" for the Cohen
    /// family), and Gwet's where there is one. Its figures get their place now and their values in `finish`.
    void add(const NamedCoefficient& which);
    /// A coefficient without an interval.
    void add_alone(const NamedCoefficient& which);
    void add(std::string name, Figure figure);
    /// Computes the intervals. What is too costly to resample gets none, and says so.
    void finish();

private:
    struct Slot {
        NamedCoefficient which;
        std::size_t place; ///< of its first figure of the interval
    };
    void add_gwet(const NamedCoefficient& which);
    [[nodiscard]] std::vector<bool> affordable() const;

    Summary& summary_;
    const Totals& totals_;
    detail::Coefficients<double> at_; ///< over all units
    const std::vector<std::size_t>& pattern_of_unit_;
    const std::vector<std::size_t>& clusters_;
    const BootstrapOptions& options_;
    std::vector<Slot> slots_;
    std::size_t spent_on_gwet_ = 0; ///< operations
};

/// The numbers of clusters replaced by 0, 1 … in the order in which they are met.
[[nodiscard]] std::vector<std::size_t> dense(const std::vector<std::size_t>& clusters);

/// Fills `clusters` of the summary and gives what to resample by: `dense(options.clusters)`, or nothing, with a
/// warning, where they do not fit the table.
[[nodiscard]] std::vector<std::size_t> clusters_for(Summary& summary, const ReliabilityData& data,
                                                    const RatingsOptions& options);

/// Counts of a table, warnings of raters without ratings.
struct PreparedTable {
    ReliabilityData data; ///< without idle raters
    std::vector<std::size_t> pattern_of_unit;
    std::vector<Pattern> patterns; ///< borrow from `data`

    PreparedTable(const ReliabilityData& all, Summary& summary);
    PreparedTable(const PreparedTable&) = delete;
    PreparedTable& operator=(const PreparedTable&) = delete;
};

} // namespace axial::agreement
