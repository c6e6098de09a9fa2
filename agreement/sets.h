// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"
#include "agreement/reliability_data.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace axial::agreement {

/// Reliability data in which a rating is a set of codes. The empty set ("rated, no code applies") is a rating;
/// a missing cell is none.
class SetData {
public:
    using Codes = std::set<std::string>;

    void add_unit(const std::vector<std::optional<Codes>>& cells);

    /// The same table with every distinct set as one value; category i stands for values()[i].
    [[nodiscard]] const ReliabilityData& table() const { return table_; }
    [[nodiscard]] const std::vector<Codes>& values() const { return values_; }
    /// Every code met, in text order.
    [[nodiscard]] Codes codes() const;
    /// One code as a table of the answers "0" (not applied) and "1" (applied), both declared.
    [[nodiscard]] ReliabilityData code(const std::string& code) const;

private:
    ReliabilityData table_;
    std::vector<Codes> values_;
    std::map<Codes, std::string> labels_;
};

enum class SetDistance { nominal, jaccard, masi };

/// The distance between two of data.values(), by index: that of the three alphas below. Does not depend
/// on `data` afterwards.
[[nodiscard]] std::function<double(std::size_t, std::size_t)> set_distance(const SetData& data,
                                                                           SetDistance distance);

/// Krippendorff's alpha with every distinct set as a value of its own.
[[nodiscard]] Figure alpha_set_nominal(const SetData& data);
/// Distance 1 - |A n B| / |A u B|; two empty sets are equal.
[[nodiscard]] Figure alpha_jaccard(const SetData& data);
/// Passonneau (2006, LREC): distance 1 - J * M, J = |A n B| / |A u B|, M = 1 for equal sets, 2/3 where one
/// holds the other, 1/3 where they overlap, 0 where they are disjoint; two empty sets are equal.
[[nodiscard]] Figure alpha_masi(const SetData& data);

} // namespace axial::agreement
