// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/inference/permutation.h"

#include "agreement/inference/nominal_sums.h"
#include "agreement/inference/shuffle.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

namespace axial::agreement {
namespace {

/// Collects the permuted values of one statistic.
class Tally {
public:
    explicit Tally(std::optional<double> observed) : observed_(observed) {}

    void add(std::optional<double> value) {
        ++permutations_;
        if (!value) {
            ++undefined_;
            ++at_least_;
            return;
        }
        sum_ += *value;
        // What equals the observed value but for rounding has reached it.
        at_least_ += observed_ && *value >= *observed_ - 1e-12 * std::max(1.0, std::abs(*observed_)) ? 1 : 0;
    }

    [[nodiscard]] PermutationTest result() const {
        PermutationTest test;
        if (!observed_) {
            test.observed = test.p = Figure::undefined("the coefficient is undefined");
            return test;
        }
        test.observed = *observed_;
        test.permutations = permutations_;
        test.at_least = at_least_;
        test.undefined = undefined_;
        test.p = (1.0 + static_cast<double>(at_least_)) / (1.0 + static_cast<double>(permutations_));
        test.permuted_mean = permutations_ > undefined_
                                 ? Figure(sum_ / static_cast<double>(permutations_ - undefined_))
                                 : Figure::undefined("no permutation has a value");
        return test;
    }

private:
    std::optional<double> observed_;
    std::int64_t permutations_ = 0, at_least_ = 0, undefined_ = 0;
    double sum_ = 0;
};

PermutationTest refused(const char* reason) {
    PermutationTest test;
    test.observed = test.p = test.permuted_mean = Figure::undefined(reason);
    return test;
}

/// Why the test cannot be made, or nothing.
const char* obstacle(const ReliabilityData& data, const PermutationOptions& options) {
    if (options.permutations < 1)
        return "needs a permutation";
    if (!options.strata.empty() && options.strata.size() != data.units())
        return "needs one stratum for each unit";
    if (data.units() >= std::numeric_limits<std::uint32_t>::max())
        return "too many units";
    return nullptr;
}

/// What one rater said, apart from where.
template <typename Cell>
struct Answers {
    std::vector<std::size_t> places; ///< where the rated units are, stratum after stratum
    std::vector<std::size_t> ends;   ///< where each stratum ends in places
    std::vector<Cell> values;
    bool fixed = false; ///< need not be moved
};

/// The answers of all raters when unit u stands at place[u].
template <typename Cell>
std::vector<Answers<Cell>> answers_of(const ReliabilityData& data, const std::vector<std::size_t>& strata,
                                      const std::vector<std::size_t>& place) {
    std::vector<std::size_t> order(data.units());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (!strata.empty())
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return strata[a] < strata[b]; });
    std::vector<Answers<Cell>> all(data.raters());
    bool complete = true;
    for (std::size_t rater = 0; rater < data.raters(); ++rater) {
        auto& answers = all[rater];
        for (std::size_t i = 0; i < order.size(); ++i) {
            const std::int32_t value = data.at(order[i], rater);
            if (value != ReliabilityData::missing) {
                answers.places.push_back(place[order[i]]);
                answers.values.push_back(static_cast<Cell>(value));
            }
            if (i + 1 == order.size() || (!strata.empty() && strata[order[i]] != strata[order[i + 1]]))
                answers.ends.push_back(answers.places.size());
        }
        complete = complete && answers.places.size() == data.units();
    }
    // In a table without gaps only the order of the raters relative to one another matters.
    if (complete && !all.empty())
        all.front().fixed = true;
    return all;
}

template <typename Cell>
void shuffle(Answers<Cell>& answers, detail::BoundedRandom& random) {
    std::size_t begin = 0;
    for (const std::size_t end : answers.ends) {
        random.shuffle(std::span(answers.values).subspan(begin, end - begin));
        begin = end;
    }
}

/// Equal values at the same place of two columns.
template <typename Cell>
std::int64_t equal_cells(const Cell* a, const Cell* b, std::size_t count) {
    std::int64_t equal = 0;
    std::size_t i = 0;
    if constexpr (sizeof(Cell) == 1) {
        // Eight at a time: a byte of the difference is 0 just where adding 0x7f to its low bits sets no high
        // bit and it has none itself.
        constexpr std::uint64_t low = 0x7f7f7f7f7f7f7f7fULL;
        for (; i + 8 <= count; i += 8) {
            std::uint64_t x = 0;
            std::uint64_t y = 0;
            std::memcpy(&x, a + i, 8);
            std::memcpy(&y, b + i, 8);
            const std::uint64_t difference = x ^ y;
            equal += std::popcount(~(((difference & low) + low) | difference | low));
        }
    }
    for (; i < count; ++i)
        equal += a[i] == b[i] ? 1 : 0;
    return equal;
}

/// The table by columns, units with few ratings before those with many.
template <typename Cell>
class Columns {
public:
    explicit Columns(const ReliabilityData& data, const std::vector<std::size_t>& strata)
        : sums_(data.raters(), data.categories().size()) {
        std::vector<std::size_t> ratings(data.units());
        for (std::size_t unit = 0; unit < data.units(); ++unit) {
            ratings[unit] = data.raters() -
                            static_cast<std::size_t>(std::count(data.row(unit), data.row(unit) + data.raters(),
                                                                ReliabilityData::missing));
            ++sums_.units[ratings[unit]];
        }
        std::vector<std::size_t> next(data.raters() + 1);
        for (std::size_t r = 1; r < next.size(); ++r)
            next[r] = next[r - 1] + static_cast<std::size_t>(sums_.units[r - 1]);
        std::vector<std::size_t> place(data.units());
        for (std::size_t unit = 0; unit < data.units(); ++unit)
            place[unit] = next[ratings[unit]]++;
        answers_ = answers_of<Cell>(data, strata, place);
        // A gap is no category and differs between raters, so that two gaps never look equal.
        for (std::size_t rater = 0; rater < data.raters(); ++rater) {
            columns_.emplace_back(data.units(), static_cast<Cell>(std::numeric_limits<Cell>::max() - rater));
            write(rater);
        }
        mixed_ = std::count_if(sums_.units.begin() + 1, sums_.units.end(),
                               [](std::int64_t units) { return units > 0; }) > 1;
        count_values();
        count_matches();
    }

    [[nodiscard]] const detail::NominalSums& sums() const { return sums_; }

    void permute(detail::BoundedRandom& random) {
        for (std::size_t rater = 0; rater < columns_.size(); ++rater) {
            if (answers_[rater].fixed)
                continue;
            shuffle(answers_[rater], random);
            write(rater);
        }
        // With as many ratings in every unit, no rating can come into another kind of unit.
        if (mixed_)
            count_values();
        count_matches();
    }

private:
    void write(std::size_t rater) {
        const auto& answers = answers_[rater];
        for (std::size_t i = 0; i < answers.places.size(); ++i)
            columns_[rater][answers.places[i]] = answers.values[i];
    }

    void count_values() {
        std::fill(sums_.counts.begin(), sums_.counts.end(), 0);
        for (std::size_t rater = 0; rater < columns_.size(); ++rater) {
            std::size_t unit = static_cast<std::size_t>(sums_.units[0]);
            for (std::size_t r = 1; r < sums_.units.size(); ++r)
                for (auto left = sums_.units[r]; left > 0; --left, ++unit)
                    if (const std::size_t value = columns_[rater][unit]; value < sums_.categories)
                        ++sums_.count(r, rater, value);
        }
    }

    void count_matches() {
        auto begin = static_cast<std::size_t>(sums_.units[0] + (sums_.units.size() > 1 ? sums_.units[1] : 0));
        for (std::size_t r = 2; r < sums_.units.size(); ++r) {
            const auto count = static_cast<std::size_t>(sums_.units[r]);
            sums_.matches[r] = 0;
            for (std::size_t a = 0; a < columns_.size(); ++a)
                for (std::size_t b = a + 1; b < columns_.size(); ++b)
                    sums_.matches[r] +=
                        equal_cells(columns_[a].data() + begin, columns_[b].data() + begin, count);
            begin += count;
        }
    }

    detail::NominalSums sums_;
    std::vector<Answers<Cell>> answers_;
    std::vector<std::vector<Cell>> columns_;
    bool mixed_ = false;
};

template <typename Cell>
std::vector<PermutationTest> test_with(const ReliabilityData& data,
                                       std::span<const NominalStatistic> statistics,
                                       const PermutationOptions& options) {
    Columns<Cell> columns(data, options.strata);
    std::vector<Tally> tallies;
    for (const auto statistic : statistics)
        tallies.emplace_back(detail::value_of(statistic, columns.sums()));
    detail::BoundedRandom random(options.seed);
    for (int i = 0; i < options.permutations && !options.stop.stop_requested(); ++i) {
        columns.permute(random);
        for (std::size_t s = 0; s < statistics.size(); ++s)
            tallies[s].add(detail::value_of(statistics[s], columns.sums()));
    }
    std::vector<PermutationTest> results;
    for (const auto& tally : tallies)
        results.push_back(tally.result());
    return results;
}

} // namespace

std::vector<PermutationTest> permutation_tests(const ReliabilityData& data,
                                               std::span<const NominalStatistic> statistics,
                                               const PermutationOptions& options) {
    if (const char* reason = obstacle(data, options))
        return std::vector<PermutationTest>(statistics.size(), refused(reason));
    if (data.categories().size() + data.raters() <= 256)
        return test_with<std::uint8_t>(data, statistics, options);
    return test_with<std::uint32_t>(data, statistics, options);
}

PermutationTest permutation_test(const ReliabilityData& data, const TableStatistic& statistic,
                                 const PermutationOptions& options) {
    if (const char* reason = obstacle(data, options))
        return refused(reason);
    const std::size_t raters = data.raters();
    std::vector<std::int32_t> cells(data.units() * raters);
    for (std::size_t unit = 0; unit < data.units(); ++unit)
        std::copy_n(data.row(unit), raters, cells.begin() + static_cast<std::ptrdiff_t>(unit * raters));
    Tally tally(statistic(cells, raters));
    std::vector<std::size_t> place(data.units());
    std::iota(place.begin(), place.end(), std::size_t{0});
    auto answers = answers_of<std::int32_t>(data, options.strata, place);
    detail::BoundedRandom random(options.seed);
    for (int i = 0; i < options.permutations && !options.stop.stop_requested(); ++i) {
        for (std::size_t rater = 0; rater < raters; ++rater) {
            if (answers[rater].fixed)
                continue;
            shuffle(answers[rater], random);
            for (std::size_t j = 0; j < answers[rater].places.size(); ++j)
                cells[answers[rater].places[j] * raters + rater] = answers[rater].values[j];
        }
        tally.add(statistic(cells, raters));
    }
    return tally.result();
}

} // namespace axial::agreement
