// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/weights.h"

#include "agreement/levels.h"

#include <algorithm>
#include <cmath>

namespace axial::agreement {
namespace {

double distance(WeightFamily family, const Scale& scale, const LevelDistance& level, std::size_t a,
                std::size_t b) {
    const double apart = std::abs(scale.scores[a] - scale.scores[b]);
    switch (family) {
    case WeightFamily::linear:
        return apart;
    case WeightFamily::radical:
        return std::sqrt(apart);
    case WeightFamily::ordinal: {
        const double steps =
            std::abs(static_cast<double>(scale.ranks[a]) - static_cast<double>(scale.ranks[b]));
        return steps * (steps + 1.0) / 2.0;
    }
    default:
        return level(a, b);
    }
}

Level level_of(WeightFamily family) {
    switch (family) {
    case WeightFamily::ratio:
        return Level::ratio;
    case WeightFamily::circular:
        return Level::circular;
    case WeightFamily::bipolar:
        return Level::bipolar;
    default:
        return Level::interval;
    }
}

std::string cell_text(std::size_t row, std::size_t column, const std::vector<std::string>& categories) {
    return "row " + std::to_string(row + 1) + " ('" + categories[row] + "'), column " +
           std::to_string(column + 1) + " ('" + categories[column] + "')";
}

} // namespace

std::string_view name_of(WeightFamily family) {
    switch (family) {
    case WeightFamily::identity:
        return "identity";
    case WeightFamily::linear:
        return "linear";
    case WeightFamily::quadratic:
        return "quadratic";
    case WeightFamily::ordinal:
        return "ordinal";
    case WeightFamily::radical:
        return "radical";
    case WeightFamily::ratio:
        return "ratio";
    case WeightFamily::circular:
        return "circular";
    case WeightFamily::bipolar:
        return "bipolar";
    case WeightFamily::custom:
        break;
    }
    return "custom";
}

Weights Weights::identity(std::size_t categories) {
    Weights result(WeightFamily::identity, categories);
    result.total_ = static_cast<double>(categories);
    return result;
}

Weights Weights::of(WeightFamily family, const Scale& scale) {
    Weights result(family, scale.scores.size());
    result.matrix_.resize(result.size_ * result.size_);
    const LevelDistance level(level_of(family), scale);
    double largest = 0;
    for (std::size_t a = 0; a < result.size_; ++a)
        for (std::size_t b = 0; b < result.size_; ++b) {
            result.matrix_[a * result.size_ + b] = distance(family, scale, level, a, b);
            largest = std::max(largest, result.matrix_[a * result.size_ + b]);
        }
    // The distance of lowest and highest is the largest one, but for the circle.
    for (double& weight : result.matrix_) {
        weight = largest > 0 ? 1.0 - weight / largest : 1.0;
        result.total_ += weight;
    }
    return result;
}

Weights Weights::custom(const std::vector<std::vector<double>>& matrix) {
    Weights result(WeightFamily::custom, matrix.size());
    for (const auto& row : matrix)
        for (const double weight : row) {
            result.matrix_.push_back(weight);
            result.total_ += weight;
        }
    return result;
}

std::string fault_of_matrix(const std::vector<std::vector<double>>& matrix,
                            const std::vector<std::string>& categories) {
    constexpr double tolerance = 1e-9;
    const std::size_t size = categories.size();
    if (matrix.size() != size)
        return "the matrix of weights has " + std::to_string(matrix.size()) + " rows for " +
               std::to_string(size) + " categories";
    for (std::size_t row = 0; row < size; ++row)
        if (matrix[row].size() != size)
            return "the matrix of weights has " + std::to_string(matrix[row].size()) + " columns in row " +
                   std::to_string(row + 1) + " ('" + categories[row] + "') for " + std::to_string(size) +
                   " categories";
    for (std::size_t row = 0; row < size; ++row)
        for (std::size_t column = 0; column < size; ++column) {
            const double weight = matrix[row][column];
            const std::string where = "the weight in " + cell_text(row, column, categories);
            if (!std::isfinite(weight) || weight > 1.0 + tolerance)
                return where + " is not a number of at most 1";
            if (row == column && std::abs(weight - 1.0) > tolerance)
                return where + " is not 1";
            if (std::abs(weight - matrix[column][row]) > tolerance)
                return where + " differs from the one in " + cell_text(column, row, categories);
        }
    return {};
}

} // namespace axial::agreement
