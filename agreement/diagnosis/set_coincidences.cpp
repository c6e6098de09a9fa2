// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/diagnosis/set_coincidences.h"

#include "agreement/patterns.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace axial::agreement {
namespace {

/// Sets as sorted lists of numbers of codes.
using Numbers = std::vector<std::size_t>;

class Counter {
public:
    explicit Counter(SetCoincidences& result) : result_(&result), width_(result.codes.size() + 1) {}

    /// `times` pairs of raters gave these two sets to the same unit.
    void add(const Numbers& first, const Numbers& second, double times) {
        Numbers both, only_first, only_second;
        std::set_intersection(first.begin(), first.end(), second.begin(), second.end(),
                              std::back_inserter(both));
        std::set_difference(first.begin(), first.end(), second.begin(), second.end(),
                            std::back_inserter(only_first));
        std::set_difference(second.begin(), second.end(), first.begin(), first.end(),
                            std::back_inserter(only_second));
        for (const auto code : both)
            result_->counts[code * width_ + code] += times;
        spread(only_first, only_second, times);
        spread(only_second, only_first, times);
    }

private:
    void spread(const Numbers& codes, const Numbers& over, double times) {
        const std::size_t nothing = width_ - 1;
        for (const auto code : codes) {
            if (over.empty())
                count(code, nothing, times);
            for (const auto other : over)
                count(code, other, times / static_cast<double>(over.size()));
        }
    }
    void count(std::size_t a, std::size_t b, double times) {
        result_->counts[a * width_ + b] += times;
        result_->counts[b * width_ + a] += times;
    }

    SetCoincidences* result_;
    std::size_t width_;
};

} // namespace

SetCoincidences set_coincidences(const SetData& data, std::vector<std::string> codes) {
    SetCoincidences result;
    std::unordered_map<std::string, std::size_t> numbers;
    for (auto& code : codes)
        if (numbers.emplace(code, result.codes.size()).second)
            result.codes.push_back(std::move(code));
    for (const auto& code : data.codes())
        if (numbers.emplace(code, result.codes.size()).second)
            result.codes.push_back(code);
    result.counts.assign((result.codes.size() + 1) * (result.codes.size() + 1), 0.0);

    std::vector<Numbers> values;
    for (const auto& set : data.values()) {
        auto& value = values.emplace_back();
        for (const auto& code : set)
            value.push_back(numbers.at(code));
        std::sort(value.begin(), value.end());
    }
    Counter counter(result);
    const auto raters = data.table().raters();
    for (const auto& pattern : patterns_of(data.table()))
        for (std::size_t a = 0; a < raters; ++a)
            for (std::size_t b = a + 1; b < raters; ++b)
                if (pattern.ratings[a] != ReliabilityData::missing &&
                    pattern.ratings[b] != ReliabilityData::missing)
                    counter.add(values[static_cast<std::size_t>(pattern.ratings[a])],
                                values[static_cast<std::size_t>(pattern.ratings[b])],
                                static_cast<double>(pattern.units));
    return result;
}

} // namespace axial::agreement
