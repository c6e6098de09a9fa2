// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/units/units_checks.h"
#include "cli/units/units_file.h"
#include "corpus/result.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Reads the fields of a JSON file of units, with errors that say where.
namespace axial::cli::units {

/// A JSON object and the name of its file.
struct JsonSource {
    const nlohmann::json& object;
    std::string file;

    /// The member of that name; null where there is none or it is null.
    [[nodiscard]] const nlohmann::json* find(const char* field) const;
    [[nodiscard]] std::string text(const char* field, std::string otherwise = {}) const;
    /// A field that is there has to be text.
    [[nodiscard]] Status check_text(const char* field) const;
    /// What is wrong, and in which field.
    [[nodiscard]] tl::unexpected<Error> wrong(std::string what, std::string_view field,
                                              std::string hint = {}) const;
    [[nodiscard]] Result<std::vector<std::string>> labels(const nlohmann::json& list,
                                                          std::string_view field) const;
    [[nodiscard]] Result<double> number(const nlohmann::json& value, const std::string& field) const;
    /// A member that is a whole number, be it written 3 or 3.0.
    [[nodiscard]] Result<std::int64_t> whole(const nlohmann::json& from, const char* name,
                                             const std::string& field) const;
    /// How many raters there are where the file says so, as a number or a list of names, which go to `names`.
    [[nodiscard]] Result<std::optional<std::size_t>> raters(std::vector<std::string>& names) const;
};

/// Text, a number or a truth value as a label.
[[nodiscard]] Result<std::string> read_label(const nlohmann::json& value, const Where& where);

/// "1", "2" … for raters without a name.
void name_raters(UnitsFile& file, std::size_t count);

/// Segments of a continuum, with the continuum and gamma's parameters.
[[nodiscard]] Status read_spans(const JsonSource& source, const std::vector<std::string>& categories,
                                UnitsFile& file);
/// Lists of segment lengths.
[[nodiscard]] Status read_masses(const JsonSource& source, UnitsFile& file);

} // namespace axial::cli::units
