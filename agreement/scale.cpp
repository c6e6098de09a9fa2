// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/scale.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>

namespace axial::agreement {
namespace {

std::vector<double> distinct(std::vector<double> scores) {
    std::sort(scores.begin(), scores.end());
    scores.erase(std::unique(scores.begin(), scores.end()), scores.end());
    return scores;
}

std::vector<double> places_in_text_order(const std::vector<std::string>& labels) {
    std::vector<std::size_t> order(labels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return labels[a] < labels[b]; });
    std::vector<double> places(labels.size());
    for (std::size_t place = 0; place < order.size(); ++place)
        places[order[place]] = static_cast<double>(place + 1);
    return places;
}

void find_scores(Scale& scale, const ReliabilityData& data, std::span<const double> declared, bool by_text) {
    const auto& labels = data.categories();
    if (!labels.empty() && declared.size() == labels.size()) {
        scale.source = Scale::Source::declared_scores;
        scale.scores.assign(declared.begin(), declared.end());
        return;
    }
    for (const auto& label : labels) {
        const auto number = parse_number(label);
        if (!number) {
            scale.why_not_numeric = "labels are not numbers: '" + label.substr(0, 40) + "'";
            break;
        }
        scale.scores.push_back(*number);
    }
    if (scale.why_not_numeric.empty()) {
        scale.source = Scale::Source::numeric_labels;
        return;
    }
    scale.scores.clear();
    if (data.categories_declared()) {
        scale.source = Scale::Source::declared_order;
        scale.scores.resize(labels.size());
        std::iota(scale.scores.begin(), scale.scores.end(), 1.0);
    } else if (by_text) {
        scale.source = Scale::Source::text_order;
        scale.scores = places_in_text_order(labels);
    }
}

} // namespace

std::optional<double> parse_number(std::string_view label) {
    if (label.starts_with('+') && !label.starts_with("+-"))
        label.remove_prefix(1);
    double number = 0;
    const auto [end, error] = std::from_chars(label.data(), label.data() + label.size(), number);
    if (error != std::errc() || end != label.data() + label.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

double Scale::low() const {
    return *std::min_element(scores.begin(), scores.end());
}
double Scale::high() const {
    return *std::max_element(scores.begin(), scores.end());
}

double Scale::circumference() const {
    const auto sorted = distinct(scores);
    double step = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < sorted.size(); ++i)
        step = std::min(step, sorted[i] - sorted[i - 1]);
    return sorted.size() < 2 ? 1.0 : sorted.back() - sorted.front() + step;
}

Scale scale_of(const ReliabilityData& data, std::span<const double> declared, bool by_text) {
    Scale scale;
    find_scores(scale, data, declared, by_text);
    const auto sorted = distinct(scale.scores);
    for (const double score : scale.scores)
        scale.ranks.push_back(
            static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), score) - sorted.begin()));
    return scale;
}

} // namespace axial::agreement
