// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/sampling/strata.h"

#include "corpus/text/utf8.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace axial::corpus::sampling {
namespace {

struct Known {
    std::string_view name;
    index::Slot slot;
    std::size_t length = std::string::npos;
};

/// Years and months are UTC's.
constexpr std::array known{
    Known{"source", index::source_slot},  Known{"site", index::site_slot},
    Known{"container", index::repo_slot}, Known{"kind", index::kind_slot},
    Known{"language", index::lang_slot},  Known{"state", index::state_slot},
    Known{"year", index::month_slot, 4},  Known{"month", index::month_slot},
};
constexpr std::string_view tag_prefix = "tag:";

Result<StratumField> field_named(std::string_view name) {
    if (name.starts_with(tag_prefix) && name.size() > tag_prefix.size())
        return StratumField{std::string(name), index::tag_slot, std::string::npos,
                            utf8::lower(name.substr(tag_prefix.size()))};
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const Known& field) { return field.name == name; });
    if (found == known.end())
        return fail({Fault::usage,
                     fmt::format("there are no strata by \"{}\"", name),
                     {},
                     "there are " + strata_names()});
    return StratumField{std::string(name), found->slot, found->length, {}};
}

bool has_tag(std::string_view joined, std::string_view wanted) {
    for (std::size_t begin = 0; begin <= joined.size();) {
        const auto end = std::min(joined.find('\0', begin), joined.size());
        if (utf8::lower(joined.substr(begin, end - begin)) == wanted)
            return true;
        begin = end + 1;
    }
    return false;
}

} // namespace

std::string_view name_of(Unit unit) {
    return unit == Unit::post ? "post" : "thread";
}

std::string strata_names() {
    std::string names;
    for (const auto& field : known)
        names += std::string(field.name) + ", ";
    return names + "tag:NAME, and several joined by commas";
}

Result<std::vector<StratumField>> strata_fields(std::string_view by) {
    std::vector<StratumField> fields;
    if (by.empty())
        return fields;
    for (std::size_t begin = 0; begin <= by.size();) {
        const auto end = std::min(by.find(',', begin), by.size());
        AXIAL_ASSIGN(auto field, field_named(utf8::trim(by.substr(begin, end - begin))));
        if (std::any_of(fields.begin(), fields.end(),
                        [&](const auto& other) { return other.name == field.name; }))
            return fail({Fault::usage, fmt::format("strata by \"{}\" twice", field.name), {}, {}});
        fields.push_back(std::move(field));
        begin = end + 1;
    }
    return fields;
}

std::string stratum_value(const StratumField& field, std::string_view in_slot) {
    if (!field.tag.empty())
        return has_tag(in_slot, field.tag) ? "yes" : "no";
    if (in_slot.empty() || (field.slot == index::lang_slot && in_slot == "und"))
        return "unknown";
    return std::string(in_slot.substr(0, field.length));
}

std::string stratum_name(const std::vector<std::string>& values) {
    return values.empty() ? "all" : fmt::format("{}", fmt::join(values, " / "));
}

} // namespace axial::corpus::sampling
