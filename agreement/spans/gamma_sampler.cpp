// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/gamma_parts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <tuple>

namespace axial::agreement::gamma_parts {
namespace {

/// Below `count`, each number with the same chance.
std::uint64_t below(SplitMix64& random, std::uint64_t count) {
    const std::uint64_t uneven = (0 - count) % count;
    for (;;)
        if (const std::uint64_t value = random(); value >= uneven)
            return value % count;
}

/// Box and Muller 1958.
double normal(SplitMix64& random, double mean, double deviation) {
    const double first = static_cast<double>((random() >> 11U) + 1) * 0x1p-53;
    const double second = static_cast<double>(random() >> 11U) * 0x1p-53;
    return mean + deviation * std::sqrt(-2 * std::log(first)) * std::cos(2 * std::numbers::pi * second);
}

} // namespace

ContinuumSampler::ContinuumSampler(const SpanData& data, GammaSampler kind)
    : kind_(kind),
      lines_(data.raters()),
      begin_(std::numeric_limits<double>::infinity()),
      end_(-begin_),
      origin_(static_cast<double>(data.begin())),
      categories_(data.categories().size()) {
    for (const auto& document : data.documents())
        document_ends_.push_back(static_cast<double>(document.end));
    for (const auto& unit : alignment_units(data)) {
        lines_[unit.rater].push_back(unit);
        begin_ = std::min(begin_, unit.begin);
        end_ = std::max(end_, unit.end);
        ++categories_[static_cast<std::size_t>(unit.category)];
    }
    if (!document_ends_.empty()) {
        begin_ = static_cast<double>(data.begin());
        end_ = static_cast<double>(data.end());
    }
    for (std::size_t i = 1; i < categories_.size(); ++i)
        categories_[i] += categories_[i - 1];
    measure();
}

void ContinuumSampler::measure() {
    std::vector<double> counts, gaps{0}, lengths;
    for (auto line : lines_) {
        counts.push_back(static_cast<double>(line.size()));
        std::sort(line.begin(), line.end(), [](const AlignmentUnit& a, const AlignmentUnit& b) {
            return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
        });
        for (std::size_t i = 0; i < line.size(); ++i) {
            lengths.push_back(line[i].end - line[i].begin);
            if (i > 0 || line[i].begin > origin_)
                gaps.push_back(line[i].begin - (i > 0 ? line[i - 1].end : origin_));
        }
    }
    count_ = normal_of(counts);
    gap_ = normal_of(gaps);
    length_ = normal_of(lengths);
}

ContinuumSampler::Normal ContinuumSampler::normal_of(const std::vector<double>& values) {
    Normal result;
    for (const auto value : values)
        result.mean += value / static_cast<double>(values.size());
    for (const auto value : values)
        result.deviation += (value - result.mean) * (value - result.mean) / static_cast<double>(values.size());
    result.deviation = std::sqrt(result.deviation);
    return result;
}

std::vector<AlignmentUnit> ContinuumSampler::draw(std::uint64_t seed, std::uint64_t number) const {
    // Seeds are scattered twice, so that the streams of neighbouring numbers do not run after one another.
    SplitMix64 random(SplitMix64(SplitMix64(seed)() + number)());
    std::vector<AlignmentUnit> units;
    while (units.empty())
        kind_ == GammaSampler::shuffle ? rotate(random, units) : invent(random, units);
    return units;
}

void ContinuumSampler::add(std::vector<AlignmentUnit>& units, double begin, double end, std::size_t rater,
                           std::int32_t category) const {
    std::uint32_t document = 0;
    if (!document_ends_.empty()) {
        const auto at = std::upper_bound(document_ends_.begin(), document_ends_.end() - 1, (begin + end) / 2);
        document = static_cast<std::uint32_t>(at - document_ends_.begin());
    }
    units.push_back({begin, end, static_cast<std::uint32_t>(rater), category, document});
}

std::vector<double> ContinuumSampler::rotations(SplitMix64& random) const {
    constexpr int attempts = 64;
    const double length = end_ - begin_;
    std::vector<double> chosen;
    for (std::size_t line = 0; line < lines_.size(); ++line) {
        double rotation = 0;
        for (int attempt = 0; attempt < attempts; ++attempt) {
            rotation = static_cast<double>(below(random, static_cast<std::uint64_t>(length)));
            const bool near = std::any_of(chosen.begin(), chosen.end(), [&](double other) {
                const double apart = std::abs(other - rotation);
                return std::min(apart, length - apart) < length_.mean / 2;
            });
            if (!near)
                break;
        }
        chosen.push_back(rotation);
    }
    return chosen;
}

void ContinuumSampler::rotate(SplitMix64& random, std::vector<AlignmentUnit>& units) const {
    const auto by = rotations(random);
    for (std::size_t rater = 0; rater < lines_.size(); ++rater)
        for (const auto& unit : lines_[below(random, lines_.size())]) {
            const double moved = unit.begin + by[rater];
            const double begin = moved >= end_ ? moved - (end_ - begin_) : moved;
            add(units, begin, begin + (unit.end - unit.begin), rater, unit.category);
        }
}

void ContinuumSampler::invent(SplitMix64& random, std::vector<AlignmentUnit>& units) const {
    for (std::size_t rater = 0; rater < lines_.size(); ++rater) {
        auto count = static_cast<std::int64_t>(std::abs(normal(random, count_.mean, count_.deviation)));
        if (units.empty())
            count = std::max<std::int64_t>(count, 1);
        double at = origin_;
        for (; count > 0; --count) {
            at += normal(random, gap_.mean, gap_.deviation);
            double length = 0;
            while (length <= 0)
                length = std::abs(normal(random, length_.mean, length_.deviation));
            const auto rank =
                static_cast<std::int64_t>(below(random, static_cast<std::uint64_t>(categories_.back())));
            const auto category = std::upper_bound(categories_.begin(), categories_.end(), rank);
            add(units, at, at + length, rater, static_cast<std::int32_t>(category - categories_.begin()));
            at += length;
        }
    }
}

} // namespace axial::agreement::gamma_parts
