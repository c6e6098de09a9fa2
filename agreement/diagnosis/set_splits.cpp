// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/diagnosis/set_splits.h"

#include <algorithm>
#include <map>
#include <utility>

namespace axial::agreement {
namespace {

SetSplit split_of(const SetData::Codes& a, const SetData::Codes& b) {
    if (a == b)
        return SetSplit::equal;
    if (a.empty() || b.empty())
        return SetSplit::omission;
    const bool nested = std::includes(a.begin(), a.end(), b.begin(), b.end()) ||
                        std::includes(b.begin(), b.end(), a.begin(), a.end());
    return nested ? SetSplit::addition : SetSplit::code;
}

void count(SetSplitCounts& counts, SetSplit kind, std::int64_t units) {
    counts.units += units;
    switch (kind) {
    case SetSplit::equal:
        counts.equal += units;
        break;
    case SetSplit::omission:
        counts.omission += units;
        break;
    case SetSplit::addition:
        counts.addition += units;
        break;
    case SetSplit::code:
        counts.code += units;
        break;
    }
}

using CodeCounts = std::map<std::string, CodeSplitCounts>;

void count_codes(CodeCounts& counts, const SetData::Codes& a, const SetData::Codes& b, SetSplit kind,
                 std::int64_t units) {
    for (const bool from_first : {true, false})
        for (const auto& code : from_first ? a : b) {
            auto& row = counts[code];
            if ((from_first ? b : a).contains(code))
                row.both += from_first ? units : 0; // met from either side, counted from one
            else if (kind == SetSplit::omission)
                row.against_none += units;
            else
                (kind == SetSplit::addition ? row.against_part : row.against_other) += units;
        }
}

} // namespace

SetSplits set_splits(const SetData& data) {
    SetSplits result;
    const ReliabilityData& table = data.table();
    const std::size_t raters = table.raters();
    for (std::size_t a = 0; a < raters; ++a)
        for (std::size_t b = a + 1; b < raters; ++b)
            result.pairs.push_back({a, b, 0, 0, 0, 0, 0});
    // Many units have the same two sets; what those differ in is worked out once.
    std::map<std::pair<std::int32_t, std::int32_t>, std::pair<SetSplit, std::int64_t>> met;
    for (std::size_t unit = 0; unit < table.units(); ++unit)
        for (std::size_t a = 0, pair = 0; a < raters; ++a)
            for (std::size_t b = a + 1; b < raters; ++b, ++pair) {
                const auto values = std::pair(table.at(unit, a), table.at(unit, b));
                if (values.first == ReliabilityData::missing || values.second == ReliabilityData::missing)
                    continue;
                const auto [found, is_new] = met.try_emplace(values, SetSplit::equal, 0);
                if (is_new)
                    found->second.first = split_of(data.values()[static_cast<std::size_t>(values.first)],
                                                   data.values()[static_cast<std::size_t>(values.second)]);
                const SetSplit kind = found->second.first;
                ++found->second.second;
                count(result.pairs[pair], kind, 1);
                if (kind != SetSplit::equal)
                    result.differences.push_back({kind, unit, a, b});
            }
    CodeCounts codes;
    for (const auto& code : data.codes())
        codes[code].code = code;
    for (const auto& [values, split] : met) {
        count(result.total, split.first, split.second);
        count_codes(codes, data.values()[static_cast<std::size_t>(values.first)],
                    data.values()[static_cast<std::size_t>(values.second)], split.first, split.second);
    }
    for (auto& [name, row] : codes)
        result.codes.push_back(std::move(row));
    return result;
}

} // namespace axial::agreement
