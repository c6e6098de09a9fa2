// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/scale.h"
#include "agreement/weights.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace axial::agreement {

/// Level of measurement of Krippendorff's alpha: how far apart two values are, squared. Krippendorff 2011,
/// section E; x and y are scores (scale.h), min and max those of the categories declared or met.
///  nominal   1 where they differ
///  ordinal   (values from x to y, those at both ends counted half)^2, by the data's own margins
///  interval  (x - y)^2
///  ratio     ((x - y) / (x + y))^2, 0 where x = y = 0; negative values are refused
///  circular  sin^2(pi (x - y) / U), U = Scale::circumference()
///  bipolar   (x - y)^2 / ((x + y - 2 min) (2 max - x - y))
///  custom    1 - weight, by a matrix
enum class Level { nominal, ordinal, interval, ratio, circular, bipolar, custom };

[[nodiscard]] std::string_view name_of(Level level);
[[nodiscard]] std::optional<Level> level_named(std::string_view name);

/// The distance between categories (by index) of a level that has a fixed one: all but ordinal.
class LevelDistance {
public:
    LevelDistance(Level level, const Scale& scale);
    explicit LevelDistance(const Weights& custom);
    /// Any distance, symmetric and 0 on the diagonal, such as one between sets of codes.
    LevelDistance(std::size_t categories, std::function<double(std::size_t, std::size_t)> distance);

    [[nodiscard]] Level level() const { return level_; }
    [[nodiscard]] double operator()(std::size_t a, std::size_t b) const {
        return table_.empty() ? distance(a, b) : table_[a * size_ + b];
    }

private:
    [[nodiscard]] double distance(std::size_t a, std::size_t b) const;
    void tabulate();

    Level level_;
    std::size_t size_;
    std::vector<double> scores_;
    std::function<double(std::size_t, std::size_t)> function_; ///< where given
    double low_ = 0, high_ = 0, circumference_ = 1;
    std::vector<double> table_; ///< where there are few categories
};

/// Why alpha cannot be computed on these labels at a level; empty if it can.
[[nodiscard]] std::string obstacle(Level level, const Scale& scale, const std::vector<std::string>& categories);

} // namespace axial::agreement
