// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/scale.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace axial::agreement {

/// How much two different categories agree all the same, on scores x (scale.h) with range R = max - min, or on
/// their ranks; Gwet, Handbook of Inter-Rater Reliability, chapter 4. Distances marked * are divided by the
/// largest, so that weights run from 0 to 1.
///  identity   1 where equal, else 0
///  linear     1 - |x - y| / R
///  quadratic  1 - (x - y)^2 / R^2
///  ordinal    1 - C(|rank - rank'| + 1, 2)*; not the metric of Krippendorff's ordinal alpha
///  radical    1 - sqrt(|x - y| / R)
///  ratio      1 - ((x - y) / (x + y))^2 / (R / (max + min))^2; scores of 0 or more only
///  circular   1 - sin^2(pi (x - y) / U)*, U = Scale::circumference()
///  bipolar    1 - (x - y)^2 / ((x + y - 2 min) (2 max - x - y))*
///  custom     a matrix
enum class WeightFamily { identity, linear, quadratic, ordinal, radical, ratio, circular, bipolar, custom };

inline constexpr std::array weight_families{
    WeightFamily::linear, WeightFamily::quadratic, WeightFamily::ordinal, WeightFamily::radical,
    WeightFamily::ratio,  WeightFamily::circular,  WeightFamily::bipolar};

/// "linear" …, as in the names of statistics.
[[nodiscard]] std::string_view name_of(WeightFamily family);

/// Weights of pairs of categories: 1 on the diagonal, symmetric.
class Weights {
public:
    [[nodiscard]] static Weights identity(std::size_t categories);
    /// One of `weight_families`; `scale` must be ordered and, for ratio, without negative scores.
    [[nodiscard]] static Weights of(WeightFamily family, const Scale& scale);
    /// The caller has checked the matrix (`fault_of_matrix`).
    [[nodiscard]] static Weights custom(const std::vector<std::vector<double>>& matrix);

    [[nodiscard]] WeightFamily family() const { return family_; }
    [[nodiscard]] bool is_identity() const { return family_ == WeightFamily::identity; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] double operator()(std::size_t a, std::size_t b) const {
        return is_identity() ? (a == b ? 1.0 : 0.0) : matrix_[a * size_ + b];
    }
    /// Of all pairs: T_w in Gwet's formulas.
    [[nodiscard]] double total() const { return total_; }

private:
    Weights(WeightFamily family, std::size_t size) : family_(family), size_(size) {}
    WeightFamily family_;
    std::size_t size_;
    std::vector<double> matrix_; ///< row-major; empty for identity
    double total_ = 0;
};

/// What is wrong with a matrix of custom weights for these categories, naming row and column (counted from 1)
/// with their labels; empty if nothing is: it has to be square of their number, finite, 1 on the diagonal and
/// symmetric (within 1e-9), and no weight may exceed 1.
[[nodiscard]] std::string fault_of_matrix(const std::vector<std::vector<double>>& matrix,
                                          const std::vector<std::string>& categories);

} // namespace axial::agreement
