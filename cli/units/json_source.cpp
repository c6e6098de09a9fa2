// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/units/json_source.h"

#include <fmt/format.h>

#include <cmath>
#include <set>

namespace axial::cli::units {

using nlohmann::json;

const json* JsonSource::find(const char* field) const {
    const auto found = object.find(field);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string JsonSource::text(const char* field, std::string otherwise) const {
    const auto* found = find(field);
    return found != nullptr && found->is_string() ? found->get<std::string>() : std::move(otherwise);
}

Status JsonSource::check_text(const char* field) const {
    const auto* found = find(field);
    if (found != nullptr && !found->is_string())
        return wrong("not text", field);
    return {};
}

tl::unexpected<Error> JsonSource::wrong(std::string what, std::string_view field, std::string hint) const {
    return bad_input(std::move(what), fmt::format("{}, {}", file, field), std::move(hint));
}

Result<std::string> read_label(const json& value, const Where& where) {
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_boolean())
        return std::string(value.get<bool>() ? "true" : "false");
    if (value.is_number_integer())
        return value.dump();
    if (value.is_number() && std::isfinite(value.get<double>()))
        return label_of(value.get<double>());
    return bad_input("a label that is neither text nor a number", where());
}

Result<std::vector<std::string>> JsonSource::labels(const json& list, std::string_view field) const {
    if (!list.is_array())
        return wrong("not a list", field);
    std::vector<std::string> labels;
    std::set<std::string> seen;
    for (const auto& item : list) {
        const auto here = [&] { return fmt::format("{}, {} item {}", file, field, labels.size() + 1); };
        AXIAL_ASSIGN(auto label, read_label(item, here));
        if (!seen.insert(label).second)
            return bad_input(fmt::format("'{}' is there twice", label), here());
        labels.push_back(std::move(label));
    }
    return labels;
}

Result<double> JsonSource::number(const json& value, const std::string& field) const {
    if (!value.is_number() || !std::isfinite(value.get<double>()))
        return wrong("not a number", field);
    return value.get<double>();
}

Result<std::int64_t> JsonSource::whole(const json& from, const char* name, const std::string& field) const {
    constexpr double bound = 1e15; // whole in a double, and far from overflow in what is computed of it
    const auto found = from.find(name);
    if (found == from.end())
        return wrong(fmt::format("no '{}'", name), field);
    if (!found->is_number())
        return wrong(fmt::format("'{}' is not a number", name), field);
    const auto value = found->get<double>();
    if (!(std::abs(value) <= bound) || value != std::floor(value))
        return wrong(fmt::format("'{}' is not a whole number up to 10^15", name), field,
                     "offsets are whole: give seconds as milliseconds");
    return static_cast<std::int64_t>(value);
}

Result<std::optional<std::size_t>> JsonSource::raters(std::vector<std::string>& names) const {
    constexpr std::uint64_t most = 100'000;
    const auto* raters = find("raters");
    if (raters == nullptr)
        return std::optional<std::size_t>();
    if (raters->is_array()) {
        AXIAL_ASSIGN(names, labels(*raters, "raters"));
        return std::optional(names.size());
    }
    if (!raters->is_number_unsigned() || raters->get<std::uint64_t>() > most)
        return wrong("neither a number of raters nor a list of their names", "raters");
    return std::optional(raters->get<std::size_t>());
}

void name_raters(UnitsFile& file, std::size_t count) {
    while (file.raters.size() < count)
        file.raters.push_back(fmt::format("{}", file.raters.size() + 1));
}

} // namespace axial::cli::units
