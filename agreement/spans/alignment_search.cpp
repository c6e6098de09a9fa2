// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/alignment_search.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace axial::agreement::alignment {
namespace {

constexpr std::uint32_t none = UINT32_MAX;
constexpr std::size_t widest_front = 512;

/// The columns at the unit where each begins, and the bit under which each unit is known while it may be taken
/// before its turn.
struct Layout {
    struct Entry {
        Cost cost;
        std::uint32_t column;
    };
    std::vector<std::uint32_t> starts; ///< of entries, by place of the unit among the units
    std::vector<Entry> entries;        ///< cheapest first at each place
    std::vector<std::uint32_t> bit;    ///< by place; none: never taken before its turn
    std::size_t front = 0;             ///< bits in use
};

class Planner {
public:
    Planner(const Columns& columns, std::span<const std::uint32_t> place, std::size_t count,
            const std::vector<Cost>& reduced)
        : columns_(columns),
          place_(place),
          count_(count),
          reduced_(reduced) {}

    [[nodiscard]] Layout plan(std::span<const std::uint32_t> chosen) const {
        Layout layout;
        std::vector<std::tuple<std::uint32_t, Cost, std::uint32_t>> order;
        order.reserve(chosen.size());
        std::vector<std::uint32_t> taken_from(count_, none);
        for (const auto column : chosen) {
            const auto members = columns_[column];
            const auto first = place_[members.front()];
            order.emplace_back(first, reduced_[column], column);
            for (const auto member : members.subspan(1)) {
                auto& from = taken_from[place_[member]];
                from = std::min(from, first);
            }
        }
        std::sort(order.begin(), order.end());
        layout.starts.assign(count_ + 1, 0);
        layout.entries.reserve(order.size());
        for (const auto& [first, cost, column] : order) {
            layout.entries.push_back({cost, column});
            ++layout.starts[first + 1];
        }
        for (std::size_t i = 0; i < count_; ++i)
            layout.starts[i + 1] += layout.starts[i];
        give_bits(layout, taken_from);
        return layout;
    }

    /// The cheaper half of the columns, and those of single units.
    [[nodiscard]] std::vector<std::uint32_t> cheaper(std::span<const std::uint32_t> chosen) const {
        std::vector<std::uint32_t> kept, several;
        for (const auto column : chosen)
            (columns_[column].size() == 1 ? kept : several).push_back(column);
        std::sort(several.begin(), several.end(),
                  [&](auto a, auto b) { return std::tie(reduced_[a], a) < std::tie(reduced_[b], b); });
        kept.insert(kept.end(), several.begin(),
                    several.begin() + static_cast<std::ptrdiff_t>(several.size() / 2));
        return kept;
    }

private:
    void give_bits(Layout& layout, const std::vector<std::uint32_t>& taken_from) const {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> births;
        for (std::uint32_t i = 0; i < count_; ++i)
            if (taken_from[i] != none)
                births.emplace_back(taken_from[i], i);
        std::sort(births.begin(), births.end());
        layout.bit.assign(count_, none);
        std::vector<std::uint32_t> free;
        std::size_t next = 0;
        for (std::uint32_t i = 0; i < count_; ++i) {
            for (; next < births.size() && births[next].first == i; ++next) {
                if (free.empty())
                    free.push_back(static_cast<std::uint32_t>(layout.front++));
                layout.bit[births[next].second] = free.back();
                free.pop_back();
            }
            if (layout.bit[i] != none)
                free.push_back(layout.bit[i]);
        }
    }

    const Columns& columns_;
    std::span<const std::uint32_t> place_;
    std::size_t count_;
    const std::vector<Cost>& reduced_;
};

template <std::size_t Words>
class Search {
    using Mask = std::array<std::uint64_t, Words>;
    struct State {
        Mask taken;
        Cost cost;
        std::uint32_t node;   ///< the choices before
        std::uint32_t column; ///< the last choice, not yet a node; none: no choice was to be made
    };
    struct Node {
        std::uint32_t before, column;
    };

public:
    Search(const Columns& columns, const Layout& layout, std::span<const std::uint32_t> place,
           const SearchOptions& options, const std::stop_token& stop)
        : layout_(layout),
          options_(options),
          stop_(stop),
          width_(std::max<std::size_t>(options.width / Words, 16)) {
        for (const auto& entry : layout.entries) {
            auto& mask = masks_.emplace_back();
            for (const auto member : columns[entry.column].subspan(1))
                set(mask, layout.bit[place[member]]);
        }
        table_.assign(1024, none);
    }

    Found run() {
        Found found;
        states_.push_back({{}, 0, none, none});
        const std::size_t places = layout_.bit.size();
        for (std::size_t place = 0; place < places; ++place) {
            if (stop_.stop_requested()) {
                complete_ = false;
                return found;
            }
            step(place);
        }
        found.complete = complete_;
        if (states_.empty())
            return found;
        found.cost = states_.front().cost;
        if (states_.front().column != none)
            found.chosen.push_back(states_.front().column);
        for (auto node = states_.front().node; node != none; node = nodes_[node].before)
            found.chosen.push_back(nodes_[node].column);
        return found;
    }

private:
    static void set(Mask& mask, std::uint32_t bit) { mask[bit / 64] |= std::uint64_t{1} << (bit % 64); }

    void step(std::size_t place) {
        for (State& state : states_) {
            if (const auto bit = layout_.bit[place];
                bit != none && (state.taken[bit / 64] >> (bit % 64) & 1U) != 0) {
                Mask taken = state.taken;
                taken[bit / 64] &= ~(std::uint64_t{1} << (bit % 64));
                offer({taken, state.cost, state.node, state.column});
                continue;
            }
            if (state.column != none) {
                nodes_.push_back({state.node, state.column});
                state.node = static_cast<std::uint32_t>(nodes_.size() - 1);
            }
            steps_ += layout_.starts[place + 1] - layout_.starts[place];
            for (auto i = layout_.starts[place]; i < layout_.starts[place + 1]; ++i) {
                const Cost cost = state.cost + layout_.entries[i].cost;
                if (cost >= options_.bound)
                    break;
                Mask taken = state.taken;
                bool free = true;
                for (std::size_t word = 0; word < Words; ++word) {
                    free = free && (taken[word] & masks_[i][word]) == 0;
                    taken[word] |= masks_[i][word];
                }
                if (free)
                    offer({taken, cost, state.node, layout_.entries[i].column});
            }
        }
        forget();
        states_.swap(next_);
        next_.clear();
        const bool affordable = nodes_.size() < options_.states && steps_ < options_.steps;
        cut(states_, affordable ? width_ : 16);
    }

    /// Keeps the cheapest states.
    void cut(std::vector<State>& states, std::size_t width) {
        if (states.size() <= width)
            return;
        complete_ = false;
        std::nth_element(states.begin(), states.begin() + static_cast<std::ptrdiff_t>(width), states.end(),
                         [](const State& a, const State& b) {
                             return std::tie(a.cost, a.taken) < std::tie(b.cost, b.taken);
                         });
        states.resize(width);
    }

    /// Puts a state among the next ones, or improves the one that it equals.
    void offer(const State& state) {
        if (next_.size() > 16 * width_) {
            cut(next_, width_);
            index(table_.size());
        } else if (next_.size() * 2 >= table_.size()) {
            index(table_.size() * 4);
        }
        const std::size_t at = slot(state.taken);
        if (table_[at] == none) {
            table_[at] = static_cast<std::uint32_t>(next_.size());
            used_.push_back(at);
            next_.push_back(state);
        } else if (State& known = next_[table_[at]]; state.cost < known.cost) {
            known = state;
        }
    }

    [[nodiscard]] std::size_t slot(const Mask& mask) const {
        std::uint64_t hash = 0;
        for (const auto word : mask) {
            hash = (hash ^ word) * 0x9e3779b97f4a7c15ULL;
            hash ^= hash >> 29U;
        }
        std::size_t at = hash & (table_.size() - 1);
        while (table_[at] != none && next_[table_[at]].taken != mask)
            at = (at + 1) & (table_.size() - 1);
        return at;
    }

    void forget() {
        for (const auto at : used_)
            table_[at] = none;
        used_.clear();
    }

    /// Builds the table of the next states anew.
    void index(std::size_t size) {
        forget();
        table_.resize(size, none);
        for (std::uint32_t i = 0; i < next_.size(); ++i) {
            used_.push_back(slot(next_[i].taken));
            table_[used_.back()] = i;
        }
    }

    const Layout& layout_;
    const SearchOptions& options_;
    const std::stop_token& stop_;
    std::size_t width_;
    std::vector<Mask> masks_; ///< of the entries: the later units that each takes
    std::vector<State> states_, next_;
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> table_;
    std::vector<std::size_t> used_;
    std::uint64_t steps_ = 0;
    bool complete_ = true;
};

} // namespace

Found search(const Columns& columns, std::span<const std::uint32_t> place, std::size_t count,
             std::span<const std::uint32_t> chosen, const std::vector<Cost>& reduced,
             const SearchOptions& options, const std::stop_token& stop) {
    const Planner planner(columns, place, count, reduced);
    Layout layout = planner.plan(chosen);
    std::vector<std::uint32_t> fewer;
    while (layout.front > widest_front) { // more units open at once than a mask has bits
        fewer = planner.cheaper(fewer.empty() ? chosen : fewer);
        layout = planner.plan(fewer);
    }
    const auto with = [&]<std::size_t Words>() {
        return Search<Words>(columns, layout, place, options, stop).run();
    };
    Found found = layout.front <= 64    ? with.template operator()<1>()
                  : layout.front <= 128 ? with.template operator()<2>()
                  : layout.front <= 256 ? with.template operator()<4>()
                                        : with.template operator()<8>();
    found.complete = found.complete && fewer.empty();
    return found;
}

} // namespace axial::agreement::alignment
