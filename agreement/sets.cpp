// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/sets.h"

#include "agreement/alpha.h"

#include <algorithm>

namespace axial::agreement {
namespace {

/// Every value as sorted numbers of its codes, so that comparing two sets does not compare texts.
std::vector<std::vector<int>> numbered(const SetData& data) {
    std::map<std::string, int> numbers;
    for (const auto& code : data.codes())
        numbers.emplace(code, static_cast<int>(numbers.size()));
    std::vector<std::vector<int>> result;
    for (const auto& value : data.values()) {
        auto& row = result.emplace_back();
        for (const auto& code : value)
            row.push_back(numbers[code]);
    }
    return result;
}

std::size_t shared_codes(const std::vector<int>& a, const std::vector<int>& b) {
    std::size_t count = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        if (*x == *y) {
            ++count;
            ++x;
            ++y;
        } else {
            ++(*x < *y ? x : y);
        }
    }
    return count;
}

} // namespace

void SetData::add_unit(const std::vector<std::optional<Codes>>& cells) {
    std::vector<std::optional<std::string>> labels;
    for (const auto& cell : cells) {
        if (!cell) {
            labels.emplace_back();
            continue;
        }
        const auto [found, is_new] = labels_.try_emplace(*cell, std::to_string(values_.size()));
        if (is_new)
            values_.push_back(*cell);
        labels.emplace_back(found->second);
    }
    table_.add_unit(labels);
}

SetData::Codes SetData::codes() const {
    Codes all;
    for (const auto& value : values_)
        all.insert(value.begin(), value.end());
    return all;
}

ReliabilityData SetData::code(const std::string& code) const {
    ReliabilityData result({"0", "1"});
    std::vector<bool> holds;
    for (const auto& value : values_)
        holds.push_back(value.contains(code));
    std::vector<std::optional<std::string>> cells(table_.raters());
    for (std::size_t unit = 0; unit < table_.units(); ++unit) {
        for (std::size_t rater = 0; rater < cells.size(); ++rater) {
            const std::int32_t value = table_.at(unit, rater);
            cells[rater].reset();
            if (value != ReliabilityData::missing)
                cells[rater].emplace(1, holds[static_cast<std::size_t>(value)] ? '1' : '0');
        }
        result.add_unit(cells);
    }
    return result;
}

std::function<double(std::size_t, std::size_t)> set_distance(const SetData& data, SetDistance distance) {
    if (distance == SetDistance::nominal)
        return [](std::size_t a, std::size_t b) { return a == b ? 0.0 : 1.0; };
    const bool masi = distance == SetDistance::masi;
    return [sets = numbered(data), masi](std::size_t a, std::size_t b) {
        const auto shared = static_cast<double>(shared_codes(sets[a], sets[b]));
        const auto smaller = static_cast<double>(std::min(sets[a].size(), sets[b].size()));
        const double both = static_cast<double>(sets[a].size() + sets[b].size()) - shared;
        if (both == 0 || shared == both)
            return 0.0;
        const double monotonicity = shared == smaller ? 2.0 / 3.0 : 1.0 / 3.0;
        return 1.0 - shared / both * (masi ? monotonicity : 1.0);
    };
}

Figure alpha_set_nominal(const SetData& data) {
    return alpha(data.table(), set_distance(data, SetDistance::nominal)).alpha;
}

Figure alpha_jaccard(const SetData& data) {
    return alpha(data.table(), set_distance(data, SetDistance::jaccard)).alpha;
}
Figure alpha_masi(const SetData& data) {
    return alpha(data.table(), set_distance(data, SetDistance::masi)).alpha;
}

} // namespace axial::agreement
