// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace axial::agreement {

/// A statistic: a number, or "undefined" with the reason. Never 0, 1 or NaN in place of undefined.
class Figure {
public:
    Figure(double value) : value_(value) {} // NOLINT: a number is a figure
    [[nodiscard]] static Figure undefined(std::string reason) { return Figure(std::move(reason)); }

    [[nodiscard]] bool defined() const { return value_.has_value(); }
    [[nodiscard]] double value() const { return *value_; } ///< only if defined
    [[nodiscard]] const std::string& reason() const { return reason_; }

private:
    explicit Figure(std::string reason) : reason_(std::move(reason)) {}
    std::optional<double> value_;
    std::string reason_;
};

} // namespace axial::agreement
