// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/units/units_file.h"
#include "corpus/result.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// What both readers of units ask of a table.
namespace axial::cli::units {

/// Says where a cell is; asked only once something is wrong there.
using Where = std::function<std::string()>;

/// Where a cell is, in words: "ratings.csv:12, column 'anna'".
[[nodiscard]] std::string place(std::string_view row, std::string_view column);

/// A number as a label: the text that a person would write, so that 1 and 1.0 are one category.
[[nodiscard]] std::string label_of(double number);

/// A label that may be a rating: not a "NaN" that a program wrote for a gap, and one of the declared
/// categories where there are any.
[[nodiscard]] Status check_label(const std::string& label, const std::vector<std::string>& categories,
                                 const Where& where);

/// At the levels interval and ratio a label is a finite number, at ratio not below 0; at the level ordinal it
/// is a number or there is a declared order.
[[nodiscard]] Status check_level(const std::string& label, const UnitsFile& file, bool declared,
                                 const Where& where);

/// A matrix of weights of these categories; the error names row and column.
[[nodiscard]] Status check_weights(const std::vector<std::vector<double>>& weights,
                                   const std::vector<std::string>& categories, const std::string& where);

/// What is right in itself and yet often a mistake: labels that look like gaps, more coders than units.
void add_notes(UnitsFile& file);

} // namespace axial::cli::units
