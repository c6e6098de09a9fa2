// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/agreement/comparison.h"

#include "agreement/inference/table_statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace axial::cli {
namespace {

using agreement::Figure;
using agreement::TableStatistics;
using codebooks::RoundData;

TableStatistics statistics_of(const RoundData& data) {
    if (data.is_question())
        return agreement::table_statistics(codebooks::answers_of(data));
    return agreement::table_statistics(codebooks::sets_of(data).table());
}

bool same_posts(const RoundData& first, const RoundData& second) {
    return std::equal(first.posts.begin(), first.posts.end(), second.posts.begin(), second.posts.end(),
                      [](const auto& a, const auto& b) { return a.row == b.row; });
}

std::vector<std::size_t> threads_of(const RoundData& data) {
    std::unordered_map<corpus::RowId, std::size_t> numbers;
    std::vector<std::size_t> threads;
    for (const auto& post : data.posts)
        threads.push_back(numbers.emplace(post.thread, numbers.size()).first->second);
    return threads;
}

Figure figure_of(const std::optional<double>& estimate) {
    return estimate ? Figure(*estimate) : Figure::undefined("no variation, no pairs, or not two coders");
}

} // namespace

Comparison compare(const RoundData& first, const RoundData& second, bool by_thread,
                   const agreement::BootstrapOptions& bootstrap) {
    const auto one = statistics_of(first), other = statistics_of(second);
    const bool same = same_posts(first, second);
    const auto differences =
        same ? agreement::difference_of_same_units(
                   one.statistics, one.pattern_of_unit, other.statistics, other.pattern_of_unit,
                   by_thread ? threads_of(first) : std::vector<std::size_t>(), bootstrap)
             : agreement::difference_of_other_units(one.statistics, other.statistics, bootstrap);
    const auto first_values = one.statistics.estimates(), second_values = other.statistics.estimates();
    Comparison result;
    result.first = first.round.name;
    result.second = second.round.name;
    result.units = same ? fmt::format("the same {} posts", first.posts.size())
                        : fmt::format("{} and {} posts", first.posts.size(), second.posts.size());
    for (std::size_t i = 0; i < one.names.size(); ++i) {
        result.rows.push_back(
            {one.names[i], figure_of(first_values[i]), figure_of(second_values[i]), differences[i]});
        if (result.method.empty())
            result.method = differences[i].method;
    }
    return result;
}

} // namespace axial::cli
