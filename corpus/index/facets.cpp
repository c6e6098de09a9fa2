// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/facets.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::corpus::index {
namespace {

/// Counts of combinations as counts of what is combined; a value counts once a post.
std::map<std::string, std::int64_t> apart(const std::map<std::string, std::int64_t>& combinations) {
    std::map<std::string, std::int64_t> counts;
    for (const auto& [joined, posts] : combinations) {
        std::vector<std::string> values;
        for (std::size_t begin = 0; begin <= joined.size();) {
            const std::size_t end = std::min(joined.find('\0', begin), joined.size());
            values.push_back(joined.substr(begin, end - begin));
            begin = end + 1;
        }
        std::sort(values.begin(), values.end());
        values.erase(std::unique(values.begin(), values.end()), values.end());
        for (const std::string& value : values)
            if (!value.empty())
                counts[value] += posts;
    }
    return counts;
}

} // namespace

Result<const FacetField*> facet_field(std::string_view name) {
    std::string known;
    for (const FacetField& field : facet_fields) {
        if (field.name == name)
            return &field;
        (known.empty() ? known : known += ", ") += field.name;
    }
    return bad_input(fmt::format("hits cannot be counted by \"{}\"", name), {}, "one of " + known);
}

void SlotCounts::add(Slot slot) {
    auto& spy = spies_[slot];
    if (!spy)
        spy = std::make_unique<Xapian::ValueCountMatchSpy>(slot);
}

void SlotCounts::watch(Xapian::Enquire& enquire) const {
    for (const auto& [slot, spy] : spies_)
        enquire.add_matchspy(spy.get());
}

std::map<std::string, std::int64_t> SlotCounts::values(Slot slot) const {
    std::map<std::string, std::int64_t> counts;
    if (const auto spy = spies_.find(slot); spy != spies_.end())
        for (auto at = spy->second->values_begin(); at != spy->second->values_end(); ++at)
            counts[*at] = at.get_termfreq();
    return counts;
}

Facet facet_of(const FacetField& field, const std::map<std::string, std::int64_t>& counts, std::size_t most) {
    Facet facet{std::string(field.name), {}, 0};
    const auto values = field.several ? apart(counts) : counts;
    for (const auto& [value, posts] : values)
        facet.values.push_back({value, posts});
    if (field.by_time)
        return facet;
    std::stable_sort(facet.values.begin(), facet.values.end(),
                     [](const FacetValue& a, const FacetValue& b) { return a.posts > b.posts; });
    if (facet.values.size() > most) {
        facet.others = static_cast<std::int64_t>(facet.values.size() - most);
        facet.values.resize(most);
    }
    return facet;
}

} // namespace axial::corpus::index
