// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/levels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace axial::agreement {
namespace {

constexpr std::array names{std::pair(Level::nominal, "nominal"),   std::pair(Level::ordinal, "ordinal"),
                           std::pair(Level::interval, "interval"), std::pair(Level::ratio, "ratio"),
                           std::pair(Level::circular, "circular"), std::pair(Level::bipolar, "bipolar"),
                           std::pair(Level::custom, "custom")};
constexpr std::size_t tabulated_up_to = 1024;

} // namespace

std::string_view name_of(Level level) {
    for (const auto& [known, name] : names)
        if (known == level)
            return name;
    return "nominal";
}

std::optional<Level> level_named(std::string_view name) {
    for (const auto& [level, known] : names)
        if (known == name)
            return level;
    return std::nullopt;
}

LevelDistance::LevelDistance(Level level, const Scale& scale)
    : level_(level),
      size_(scale.scores.size()),
      scores_(scale.scores) {
    if (size_ == 0)
        return;
    low_ = scale.low();
    high_ = scale.high();
    circumference_ = scale.circumference();
    if (size_ <= tabulated_up_to)
        tabulate();
}

LevelDistance::LevelDistance(const Weights& custom) : level_(Level::custom), size_(custom.size()) {
    table_.resize(size_ * size_);
    for (std::size_t a = 0; a < size_; ++a)
        for (std::size_t b = 0; b < size_; ++b)
            table_[a * size_ + b] = a == b ? 0.0 : 1.0 - custom(a, b);
}

LevelDistance::LevelDistance(std::size_t categories, std::function<double(std::size_t, std::size_t)> distance)
    : level_(Level::custom),
      size_(categories),
      function_(std::move(distance)) {
    if (size_ <= tabulated_up_to)
        tabulate();
}

void LevelDistance::tabulate() {
    std::vector<double> table(size_ * size_);
    for (std::size_t a = 0; a < size_; ++a)
        for (std::size_t b = 0; b < size_; ++b)
            table[a * size_ + b] = distance(a, b);
    table_ = std::move(table);
}

double LevelDistance::distance(std::size_t a, std::size_t b) const {
    if (function_)
        return function_(a, b);
    if (level_ == Level::nominal)
        return a == b ? 0.0 : 1.0;
    const double x = scores_[a];
    const double y = scores_[b];
    if (x == y)
        return 0;
    const double square = (x - y) * (x - y);
    switch (level_) {
    case Level::ratio:
        return square / ((x + y) * (x + y));
    case Level::circular: {
        const double sine = std::sin(std::numbers::pi * (x - y) / circumference_);
        return sine * sine;
    }
    case Level::bipolar:
        return square / ((x + y - 2.0 * low_) * (2.0 * high_ - x - y));
    default:
        return square;
    }
}

std::string obstacle(Level level, const Scale& scale, const std::vector<std::string>& categories) {
    if (level == Level::nominal || level == Level::custom)
        return {};
    if (level == Level::ordinal || level == Level::circular || level == Level::bipolar)
        return scale.ordered() ? std::string() : "the labels have no order: declare the categories in order";
    if (!scale.numeric())
        return scale.why_not_numeric;
    if (level == Level::ratio)
        for (std::size_t k = 0; k < scale.scores.size(); ++k)
            if (scale.scores[k] < 0)
                return "the ratio level takes no negative value: '" + categories[k] + "'";
    return {};
}

} // namespace axial::agreement
