// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/agreement/spans_literal.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace axial::agreement::literal {
namespace {

using Matrix = std::map<std::pair<int, int>, double>;

std::int64_t shared(const Section& a, const Section& b) {
    return std::max<std::int64_t>(0, std::min(a.end, b.end) - std::max(a.begin, b.begin));
}

double sum(const std::map<int, double>& values) {
    double total = 0;
    for (const auto& [key, value] : values)
        total += value;
    return total;
}

std::map<int, double> margins(const Matrix& matrix) {
    std::map<int, double> rows;
    for (const auto& [key, value] : matrix)
        rows[key.first] += value;
    return rows;
}

Matrix expected(const std::map<int, double>& margin, std::map<int, double> own) {
    const double total = sum(margin);
    const double divisor = total * total - sum(own);
    Matrix matrix;
    for (const auto& [c, left] : margin)
        for (const auto& [k, right] : margin)
            matrix[{c, k}] = total * (left * right - (c == k ? own[c] : 0)) / divisor;
    return matrix;
}

std::optional<double> alpha(const Matrix& observed, const Matrix& chance) {
    double disagreed = 0;
    double by_chance = 0;
    for (const auto& [key, value] : observed)
        disagreed += key.first != key.second ? value : 0;
    for (const auto& [key, value] : chance)
        by_chance += key.first != key.second ? value : 0;
    if (!(std::abs(by_chance) > 1e-9) || !std::isfinite(by_chance))
        return std::nullopt;
    return 1 - disagreed / by_chance;
}

Matrix coincidences(const std::vector<RaterLine>& lines) {
    Matrix matrix;
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (std::size_t j = 0; j < lines.size(); ++j)
            for (const Section& a : lines[i])
                for (const Section& b : lines[j])
                    if (i != j && shared(a, b) > 0)
                        matrix[{a.category, b.category}] +=
                            static_cast<double>(shared(a, b)) / static_cast<double>(lines.size() - 1);
    return matrix;
}

} // namespace

std::vector<RaterLine> lines_of(const SpanData& data, std::optional<std::int32_t> category) {
    std::vector<RaterLine> lines(data.raters());
    for (std::size_t rater = 0; rater < data.raters(); ++rater) {
        RaterLine units;
        for (const Span& span : data.spans())
            if (span.rater == rater && (!category || span.category == *category))
                units.push_back({span.begin - data.begin(), span.end - data.begin(), span.category});
        for (bool changed = true; changed;) { // unite what overlaps, until nothing does
            changed = false;
            for (std::size_t a = 0; a < units.size() && !changed; ++a)
                for (std::size_t b = a + 1; b < units.size() && !changed; ++b)
                    if (units[a].category == units[b].category && shared(units[a], units[b]) > 0) {
                        units[a] = {std::min(units[a].begin, units[b].begin),
                                    std::max(units[a].end, units[b].end), units[a].category};
                        units.erase(units.begin() + static_cast<std::ptrdiff_t>(b));
                        changed = true;
                    }
        }
        std::sort(units.begin(), units.end(),
                  [](const Section& a, const Section& b) { return a.begin < b.begin; });
        std::int64_t at = 0;
        for (const Section& unit : units) {
            if (unit.begin > at)
                lines[rater].push_back({at, unit.begin, -1});
            lines[rater].push_back(unit);
            at = unit.end;
        }
        if (at < data.length())
            lines[rater].push_back({at, data.length(), -1});
    }
    return lines;
}

Disorder disorder_2004(const std::vector<RaterLine>& lines, std::int64_t length) {
    const auto m = static_cast<double>(lines.size());
    const auto l = static_cast<double>(length);
    double observed = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (std::size_t j = 0; j < lines.size(); ++j)
            for (const Section& a : lines[i])
                for (const Section& b : lines[j]) {
                    if (i == j)
                        continue;
                    if (a.category >= 0 && b.category >= 0 && shared(a, b) > 0)
                        observed += std::pow(a.begin - b.begin, 2) + std::pow(a.end - b.end, 2);
                    else if (a.category >= 0 && b.category < 0 && b.begin <= a.begin && a.end <= b.end)
                        observed += std::pow(a.end - a.begin, 2);
                    else if (b.category >= 0 && a.category < 0 && a.begin <= b.begin && b.end <= a.end)
                        observed += std::pow(b.end - b.begin, 2);
                }
    double units = 0;
    double own = 0;
    for (const auto& line : lines)
        for (const Section& section : line)
            if (const auto b = static_cast<double>(section.end - section.begin); section.category >= 0) {
                ++units;
                own += b * (b - 1);
            }
    double chance = 0;
    for (const auto& line : lines)
        for (const Section& section : line) {
            if (section.category < 0)
                continue;
            const auto b = static_cast<double>(section.end - section.begin);
            chance += (units - 1) / 3 * (2 * b * b * b - 3 * b * b + b);
            for (const auto& other : lines)
                for (const Section& gap : other)
                    if (const auto g = static_cast<double>(gap.end - gap.begin); gap.category < 0 && g >= b)
                        chance += b * b * (g - b + 1);
        }
    return {observed / (m * (m - 1) * l * l), 2 / l * chance / (m * l * (m * l - 1) - own)};
}

Family family_2016(const std::vector<RaterLine>& lines, std::int64_t length, std::size_t categories) {
    Family family;
    const Matrix observed = coincidences(lines);
    std::map<int, double> own;
    std::map<int, double> own_bar;
    std::map<int, double> own_shared;
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (const Section& a : lines[i]) {
            const auto b = static_cast<double>(a.end - a.begin);
            own[a.category] += a.category < 0 ? b : b * b;
            own_bar[std::min(a.category, 0)] += a.category < 0 ? b : b * b;
            for (std::size_t j = 0; j < lines.size() && a.category >= 0; ++j) {
                double overlap = 0;
                for (const Section& other : lines[j])
                    overlap += i != j && other.category >= 0 ? static_cast<double>(shared(a, other)) : 0;
                own_shared[a.category] += overlap * overlap / static_cast<double>(lines.size() - 1);
            }
        }
    family.u = alpha(observed, expected(margins(observed), own));
    Matrix bar;
    Matrix inner;
    for (const auto& [key, value] : observed) {
        bar[{std::min(key.first, 0), std::min(key.second, 0)}] += value;
        if (key.first >= 0 && key.second >= 0)
            inner[key] += value;
    }
    family.bar = alpha(bar, expected(margins(bar), own_bar));
    const auto inner_margins = margins(inner);
    family.coverage = sum(inner_margins) / (static_cast<double>(lines.size()) * static_cast<double>(length));
    const Matrix chance = expected(inner_margins, own_shared);
    family.cu = alpha(inner, chance);
    const double total = sum(inner_margins);
    if (family.cu && !(total * total - sum(own_shared) > 1e-9))
        family.cu.reset();
    const auto chance_margins = margins(chance);
    family.k.resize(categories);
    for (const auto& [k, l] : inner_margins) {
        const double e = chance_margins.at(k);
        const double between = e - chance.at({k, k});
        if (std::isfinite(between) && std::abs(between) > 1e-9 && l * total > own_shared[k] + 1e-9)
            family.k[static_cast<std::size_t>(k)] =
                1 - e / l * (l - (inner.contains({k, k}) ? inner.at({k, k}) : 0)) / between;
    }
    return family;
}

std::vector<std::vector<bool>> positions_of(const SpanData& data, std::optional<std::int32_t> category) {
    std::vector<std::vector<bool>> marked(data.raters(),
                                          std::vector<bool>(static_cast<std::size_t>(data.length()), false));
    for (const Span& span : data.spans())
        for (std::int64_t at = span.begin; at < span.end; ++at)
            if (!category || span.category == *category)
                marked[span.rater][static_cast<std::size_t>(at - data.begin())] = true;
    return marked;
}

Positions position_agreement(const std::vector<std::vector<bool>>& marked) {
    const std::size_t m = marked.size();
    const std::size_t length = marked[0].size();
    double both = 0;
    double one = 0;
    double pairs = 0;
    double ones = 0;
    double kappas = 0;
    bool every_kappa = true;
    for (std::size_t g = 0; g < m; ++g)
        for (std::size_t h = g + 1; h < m; ++h) {
            double a = 0, b = 0, c = 0, d = 0;
            for (std::size_t at = 0; at < length; ++at)
                (marked[g][at] ? (marked[h][at] ? a : b) : (marked[h][at] ? c : d)) += 1;
            const double n = a + b + c + d;
            const double chance = ((a + b) * (a + c) + (c + d) * (b + d)) / (n * n);
            every_kappa &= chance < 1;
            kappas += ((a + d) / n - chance) / (1 - chance);
            both += a;
            one += b + c;
            pairs += n;
        }
    for (const auto& row : marked)
        ones += static_cast<double>(std::count(row.begin(), row.end(), true));
    Positions result;
    const double n = static_cast<double>(m * length);
    const double agreed = 1 - one / pairs;
    result.percent = 100 * agreed;
    if (every_kappa)
        result.kappa = kappas / static_cast<double>(m * (m - 1) / 2);
    if (both + one > 0) {
        result.positive = 2 * both / (2 * both + one);
        result.together = both / (both + one);
    }
    if (ones > 0 && ones < n) {
        const double chance = std::pow(ones / n, 2) + std::pow(1 - ones / n, 2);
        result.fleiss = (agreed - chance) / (1 - chance);
        result.alpha = 1 - (1 - agreed) / (2 * ones * (n - ones) / (n * (n - 1)));
    }
    return result;
}

} // namespace axial::agreement::literal
