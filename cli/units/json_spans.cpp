// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/segmentation.h"
#include "cli/units/json_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace axial::cli::units {
namespace {

using nlohmann::json;

struct Segment {
    std::int64_t rater = 0, begin = 0, end = 0;
    std::string category;
};

Result<Segment> read_segment(const JsonSource& source, const json& item, const std::string& field,
                             const std::vector<std::string>& categories) {
    if (!item.is_object())
        return source.wrong("not an object", field, "rater, start, length, category");
    Segment segment;
    AXIAL_ASSIGN(segment.rater, source.whole(item, "rater", field));
    AXIAL_ASSIGN(segment.begin, source.whole(item, "start", field));
    AXIAL_ASSIGN(const auto length, source.whole(item, "length", field));
    if (length <= 0)
        return source.wrong(length < 0 ? "a reversed span: its length is below 0" : "a span without length",
                            field);
    if (segment.rater < 0)
        return source.wrong("a rater below 0", field, "they count from 0");
    segment.end = segment.begin + length;
    const auto category = item.find("category");
    if (category == item.end())
        return source.wrong("no 'category'", field);
    const auto here = [&] { return fmt::format("{}, {}", source.file, field); };
    AXIAL_ASSIGN(segment.category, read_label(*category, here));
    AXIAL_TRY(check_label(segment.category, categories, here));
    return segment;
}

using Range = std::pair<std::int64_t, std::int64_t>;

/// From the first to the last segment where the file does not say.
Result<Range> read_continuum(const JsonSource& source, const std::vector<Segment>& segments) {
    const auto* continuum = source.find("continuum");
    if (continuum == nullptr) {
        Range range{0, 0};
        for (const auto& segment : segments)
            range = &segment == segments.data()
                        ? Range{segment.begin, segment.end}
                        : Range{std::min(range.first, segment.begin), std::max(range.second, segment.end)};
        return range;
    }
    if (!continuum->is_object())
        return source.wrong("not an object", "continuum", "begin and length");
    AXIAL_ASSIGN(const auto begin, source.whole(*continuum, "begin", "continuum"));
    AXIAL_ASSIGN(const auto length, source.whole(*continuum, "length", "continuum"));
    if (length <= 0)
        return source.wrong("no length", "continuum");
    return Range{begin, begin + length};
}

Status read_gamma(const JsonSource& source, UnitsFile::Gamma& gamma) {
    const auto* given = source.find("gamma");
    if (given == nullptr)
        return {};
    if (!given->is_object())
        return source.wrong("not an object", "gamma", "alpha, beta, delta_empty");
    for (const auto& [name, value] : given->items())
        if (name != "alpha" && name != "beta" && name != "delta_empty")
            return source.wrong(fmt::format("unknown parameter '{}'", name), "gamma",
                                "alpha, beta, delta_empty");
    for (const auto& [name, target] : {std::pair{"alpha", &gamma.alpha}, std::pair{"beta", &gamma.beta},
                                       std::pair{"delta_empty", &gamma.delta_empty}}) {
        if (!given->contains(name))
            continue;
        AXIAL_ASSIGN(*target, source.number(given->at(name), fmt::format("gamma, {}", name)));
        if (*target < 0)
            return source.wrong(fmt::format("{} is below 0", name), "gamma");
    }
    return {};
}

} // namespace

Status read_spans(const JsonSource& source, const std::vector<std::string>& categories, UnitsFile& file) {
    const auto* list = source.find("segments");
    if (list == nullptr || !list->is_array())
        return source.wrong("no segments", "segments", "a list of rater, start, length, category");
    std::vector<Segment> segments;
    std::int64_t raters = 0;
    for (const auto& item : *list) {
        const auto field = fmt::format("segment {}", segments.size() + 1);
        AXIAL_ASSIGN(auto segment, read_segment(source, item, field, categories));
        raters = std::max(raters, segment.rater + 1);
        segments.push_back(std::move(segment));
    }
    AXIAL_ASSIGN(const auto range, read_continuum(source, segments));
    AXIAL_ASSIGN(const auto declared, source.raters(file.raters));
    const auto count = declared.value_or(static_cast<std::size_t>(std::min<std::int64_t>(raters, 100'000)));
    name_raters(file, count);
    file.spans.emplace(count, range.first, range.second);
    for (const auto& category : categories)
        file.spans->category(category);
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto& segment = segments[i];
        if (const auto problem = file.spans->add(static_cast<std::size_t>(segment.rater), segment.begin,
                                                 segment.end, segment.category))
            return source.wrong(*problem, fmt::format("segment {}", i + 1));
    }
    return read_gamma(source, file.gamma);
}

Status read_masses(const JsonSource& source, UnitsFile& file) {
    const auto* lists = source.find("masses");
    if (lists == nullptr || !lists->is_array() || lists->size() < 2)
        return source.wrong("fewer than two lists", "masses", "one list of segment lengths a rater");
    for (const auto& list : *lists) {
        auto& masses = file.masses.emplace_back();
        const auto field = fmt::format("masses list {}", file.masses.size());
        if (!list.is_array() || list.empty())
            return source.wrong("not a list of lengths", field);
        for (const auto& item : list) {
            const auto here = fmt::format("{}, item {}", field, masses.size() + 1);
            if (!item.is_number_integer() || item.get<double>() < 1 || item.get<double>() > 1e15)
                return source.wrong("not a whole number above 0", here);
            masses.push_back(item.get<std::int64_t>());
        }
    }
    name_raters(file, file.masses.size());
    if (auto problem = agreement::masses_error(file.masses))
        return source.wrong(std::move(*problem), "masses");
    return {};
}

} // namespace axial::cli::units
