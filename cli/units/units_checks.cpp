// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/units/units_checks.h"

#include "agreement/weights.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace axial::cli::units {
namespace {

std::optional<double> number_in(const std::string& label) {
    double value = 0;
    const auto* end = label.data() + label.size();
    const auto read = std::from_chars(label.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end)
        return std::nullopt;
    return value;
}

bool is_one_of(const std::string& label, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), label) != words.end();
}

bool is_without_ratings(const agreement::ReliabilityData& data) {
    for (std::size_t unit = 0; unit < data.units(); ++unit)
        for (std::size_t rater = 0; rater < data.raters(); ++rater)
            if (data.at(unit, rater) != agreement::ReliabilityData::missing)
                return false;
    return true;
}

} // namespace

std::string place(std::string_view row, std::string_view column) {
    return fmt::format("{}, column '{}'", row, column);
}

std::string label_of(double number) {
    return fmt::format("{}", number == 0 ? 0.0 : number); // no "-0"
}

Status check_label(const std::string& label, const std::vector<std::string>& categories, const Where& where) {
    if (is_one_of(label, {"NaN", "nan", "NAN"}))
        return bad_input(fmt::format("'{}' is not a rating", label), where(),
                         "leave the cell empty where a coder did not judge the unit");
    if (!categories.empty() && std::find(categories.begin(), categories.end(), label) == categories.end())
        return bad_input(fmt::format("'{}' is not one of the declared categories", label), where(),
                         fmt::format("they are {}", fmt::join(categories, ", ")));
    return {};
}

Status check_level(const std::string& label, const UnitsFile& file, bool declared, const Where& where) {
    if (file.level.empty() || file.level == "nominal" || !file.scores.empty())
        return {};
    const auto value = number_in(label);
    if (!value && file.level == "ordinal" && declared)
        return {};
    if (!value || !std::isfinite(*value))
        return bad_input(fmt::format("'{}' is not a number, which the level {} needs", label, file.level),
                         where(),
                         file.level == "ordinal" ? "or declare the order with --categories, lowest first"
                                                 : "give numbers, or another --level");
    if (file.level == "ratio" && *value < 0)
        return bad_input(fmt::format("'{}' is below zero, where the level ratio has no meaning", label),
                         where(), "use --level interval");
    return {};
}

Status check_weights(const std::vector<std::vector<double>>& weights,
                     const std::vector<std::string>& categories, const std::string& where) {
    if (auto fault = agreement::fault_of_matrix(weights, categories); !fault.empty())
        return bad_input(
            std::move(fault), where,
            "weights are a symmetric matrix with 1 on its diagonal, in the order of the categories");
    return {};
}

void add_notes(UnitsFile& file) {
    const bool table = file.kind == UnitsFile::Kind::ratings || file.kind == UnitsFile::Kind::sets;
    if (file.raters.size() == 1)
        file.notes.push_back(fmt::format("only one coder ('{}'): agreement needs two", file.raters.front()));
    if (table && file.units.size() == 1)
        file.notes.push_back(fmt::format("only one unit ('{}'): no figure of it says anything about others",
                                         file.units.front()));
    if (file.kind == UnitsFile::Kind::ratings && is_without_ratings(file.ratings))
        file.notes.emplace_back("no cell has a rating");
    if (table && file.units.size() > 1 && file.raters.size() > file.units.size())
        file.notes.push_back(fmt::format("{} coders and {} units: are the coders in the rows? Units go there",
                                         file.raters.size(), file.units.size()));
    for (const auto& category : file.ratings.categories())
        if (is_one_of(category, {"NA", "N/A", "n/a", "null", "NULL", "None", "-", "?"}))
            file.notes.push_back(
                fmt::format("'{}' is taken for a category; leave a cell empty where it means a gap", category));
}

} // namespace axial::cli::units
