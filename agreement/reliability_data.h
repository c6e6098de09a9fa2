// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace axial::agreement {

/// Reliability data: which category each rater gave each unit, with gaps.
///
/// Three things stay apart: *missing* (the rater did not judge the unit), an answer that means "none", and a
/// category that nobody used. Categories are those declared plus those met; some coefficients depend on how
/// many there are, so `categories_declared` says whether the list was given.
class ReliabilityData {
public:
    static constexpr std::int32_t missing = -1;

    ReliabilityData() = default;
    /// `categories` in the codebook's order; may hold ones that nobody used. A repeated one counts once.
    explicit ReliabilityData(const std::vector<std::string>& categories);

    /// A unit, one cell per rater; nothing = missing. Short rows are filled with missing, longer ones add
    /// raters.
    void add_unit(const std::vector<std::optional<std::string>>& cells);

    [[nodiscard]] std::size_t units() const { return raters_ == 0 ? 0 : cells_.size() / raters_; }
    [[nodiscard]] std::size_t raters() const { return raters_; }
    [[nodiscard]] const std::vector<std::string>& categories() const { return categories_; }
    [[nodiscard]] bool categories_declared() const { return declared_ > 0; }
    /// Where a list was given: the values met that are not in it.
    [[nodiscard]] std::vector<std::string> undeclared() const;
    /// The same units and categories with some of the raters, by index.
    [[nodiscard]] ReliabilityData with_raters(const std::vector<std::size_t>& raters) const;
    /// Index into categories(), or `missing`.
    [[nodiscard]] std::int32_t at(std::size_t unit, std::size_t rater) const {
        return cells_[unit * raters_ + rater];
    }
    /// All ratings of a unit: raters() values.
    [[nodiscard]] const std::int32_t* row(std::size_t unit) const { return cells_.data() + unit * raters_; }

private:
    std::int32_t index_of(const std::string& category);
    void widen(std::size_t raters);

    std::size_t raters_ = 0;
    std::vector<std::int32_t> cells_; ///< row-major, units x raters
    std::vector<std::string> categories_;
    std::unordered_map<std::string, std::int32_t> index_;
    std::size_t declared_ = 0; ///< how many of the categories
};

} // namespace axial::agreement
