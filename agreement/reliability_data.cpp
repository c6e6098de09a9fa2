// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/reliability_data.h"

#include <algorithm>
#include <utility>

namespace axial::agreement {

ReliabilityData::ReliabilityData(const std::vector<std::string>& categories) {
    for (const auto& category : categories)
        index_of(category);
    declared_ = categories_.size();
}

std::vector<std::string> ReliabilityData::undeclared() const {
    if (declared_ == 0)
        return {};
    return {categories_.begin() + static_cast<std::ptrdiff_t>(declared_), categories_.end()};
}

ReliabilityData ReliabilityData::with_raters(const std::vector<std::size_t>& raters) const {
    ReliabilityData result;
    result.raters_ = raters.size();
    result.categories_ = categories_;
    result.index_ = index_;
    result.declared_ = declared_;
    result.cells_.reserve(units() * raters.size());
    for (std::size_t unit = 0; unit < units(); ++unit)
        for (const std::size_t rater : raters)
            result.cells_.push_back(at(unit, rater));
    return result;
}

std::int32_t ReliabilityData::index_of(const std::string& category) {
    const auto [found, is_new] = index_.try_emplace(category, static_cast<std::int32_t>(categories_.size()));
    if (is_new)
        categories_.push_back(category);
    return found->second;
}

void ReliabilityData::widen(std::size_t raters) {
    const std::size_t rows = units();
    std::vector<std::int32_t> wider(rows * raters, missing);
    for (std::size_t unit = 0; unit < rows; ++unit)
        std::copy_n(row(unit), raters_, wider.data() + unit * raters);
    cells_ = std::move(wider);
    raters_ = raters;
}

void ReliabilityData::add_unit(const std::vector<std::optional<std::string>>& cells) {
    if (cells.size() > raters_)
        widen(cells.size());
    for (std::size_t rater = 0; rater < raters_; ++rater) {
        const bool rated = rater < cells.size() && cells[rater].has_value();
        cells_.push_back(rated ? index_of(*cells[rater]) : missing);
    }
}

} // namespace axial::agreement
