// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/alignment_duals.h"

#include <algorithm>
#include <cmath>

namespace axial::agreement::alignment {
namespace {

constexpr double unit_of_cost = 0x1p46;

class Sweeps {
public:
    Sweeps(const Columns& columns, std::span<const std::uint32_t> units, std::span<const std::uint32_t> chosen,
           std::span<const std::uint32_t> place, std::vector<double>& prices)
        : columns_(columns),
          units_(units),
          chosen_(chosen),
          place_(place),
          prices_(prices) {
        std::vector<std::uint32_t> count(units.size() + 1);
        for (const auto column : chosen)
            for (const auto unit : columns[column])
                ++count[place[unit] + 1];
        for (std::size_t i = 1; i < count.size(); ++i)
            count[i] += count[i - 1];
        starts_ = count;
        incident_.resize(count.back());
        for (std::uint32_t i = 0; i < chosen.size(); ++i)
            for (const auto unit : columns[chosen[i]])
                incident_[count[place[unit]]++] = i;
        recompute();
    }

    /// Sets the price of a unit between its best offer (share 0) and its second best (share 1).
    void set(std::uint32_t at, double share) {
        double best = HUGE_VAL, second = HUGE_VAL;
        for (auto i = starts_[at]; i < starts_[at + 1]; ++i) {
            const double rest = reduced_[incident_[i]];
            second = std::min(second, std::max(best, rest));
            best = std::min(best, rest);
        }
        const double change = second == HUGE_VAL ? best : best + share * (second - best);
        prices_[units_[at]] += change;
        for (auto i = starts_[at]; i < starts_[at + 1]; ++i)
            reduced_[incident_[i]] -= change;
    }

    void sweep(double share, bool forwards) {
        if (forwards)
            for (std::uint32_t at = 0; at < units_.size(); ++at)
                set(at, share);
        else
            for (auto at = static_cast<std::uint32_t>(units_.size()); at-- > 0;)
                set(at, share);
    }

    /// No column may stay below 0: what is missing is taken evenly from its units.
    void repair() {
        std::vector<double> less(units_.size());
        for (std::size_t i = 0; i < chosen_.size(); ++i)
            if (reduced_[i] < 0) {
                const auto members = columns_[chosen_[i]];
                const double share = -reduced_[i] / static_cast<double>(members.size());
                for (const auto unit : members)
                    less[place_[unit]] = std::max(less[place_[unit]], share);
            }
        for (const auto unit : units_)
            prices_[unit] -= less[place_[unit]];
        recompute();
    }

    void in_whole_numbers(std::vector<Cost>& reduced) const {
        for (const auto column : chosen_) {
            reduced[column] = columns_.costs[column];
            for (const auto unit : columns_[column])
                reduced[column] -= std::llround(prices_[unit] * unit_of_cost);
        }
        for (const auto column : chosen_)
            if (const Cost missing = -reduced[column]; missing > 0) {
                const auto at = place_[columns_[column].front()];
                for (auto i = starts_[at]; i < starts_[at + 1]; ++i)
                    reduced[chosen_[incident_[i]]] += missing;
            }
    }

private:
    void recompute() {
        reduced_.resize(chosen_.size());
        for (std::size_t i = 0; i < chosen_.size(); ++i) {
            reduced_[i] = static_cast<double>(columns_.costs[chosen_[i]]) / unit_of_cost;
            for (const auto unit : columns_[chosen_[i]])
                reduced_[i] -= prices_[unit];
        }
    }

    const Columns& columns_;
    std::span<const std::uint32_t> units_, chosen_, place_;
    std::vector<double>& prices_;
    std::vector<std::uint32_t> starts_, incident_;
    std::vector<double> reduced_;
};

} // namespace

void reduce_costs(const Columns& columns, std::span<const std::uint32_t> units,
                  std::span<const std::uint32_t> chosen, std::span<const std::uint32_t> place, int sweeps,
                  std::vector<double>& prices, std::vector<Cost>& reduced) {
    Sweeps state(columns, units, chosen, place, prices);
    for (int i = 0; i < sweeps; ++i)
        state.sweep(0.5, i % 2 == 0);
    state.repair();
    state.sweep(0, true);
    state.sweep(0, false);
    state.in_whole_numbers(reduced);
}

} // namespace axial::agreement::alignment
