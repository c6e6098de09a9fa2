// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/budgets.h"

#include <algorithm>

namespace axial::collectors {

std::pair<std::size_t, Budgets::Moment> Budgets::choose(const std::string& resource, Moment now) {
    auto& current = current_[resource];
    std::size_t best = current;
    for (std::size_t i = 0; i < tokens_; ++i) {
        const std::size_t token = (current + i) % tokens_;
        const Moment until = states_[{resource, token}].closed_until;
        if (until <= now) {
            current = token;
            return {token, now};
        }
        if (until < states_[{resource, best}].closed_until)
            best = token;
    }
    current = best;
    return {best, states_[{resource, best}].closed_until};
}

void Budgets::close(std::size_t token, const std::string& resource, Moment until) {
    auto& state = states_[{resource, token}];
    state.closed_until = std::max(state.closed_until, until);
}

void Budgets::close_all(const std::string& resource, Moment until) {
    for (std::size_t token = 0; token < tokens_; ++token)
        close(token, resource, until);
}

void Budgets::note(std::size_t token, const std::string& resource, const Budget& budget, Moment now) {
    auto& state = states_[{resource, token}];
    state.budget = budget;
    state.told_at = now;
}

std::optional<Budget> Budgets::told(std::size_t token, const std::string& resource) const {
    const auto found = states_.find({resource, token});
    return found == states_.end() ? std::nullopt : found->second.budget;
}

std::optional<Budget> Budgets::left(const std::string& resource, Moment now) const {
    std::optional<Budget> sum;
    for (std::size_t token = 0; token < tokens_; ++token) {
        const auto found = states_.find({resource, token});
        if (found == states_.end() || !found->second.budget)
            continue;
        Budget budget = *found->second.budget;
        budget.reset_in = std::max(Moment{0}, found->second.told_at + budget.reset_in - now);
        if (!sum)
            sum = Budget{0, 0, budget.reset_in, budget.window};
        sum->limit += budget.limit;
        sum->remaining += budget.remaining;
        sum->reset_in = std::min(sum->reset_in, budget.reset_in);
    }
    return sum;
}

} // namespace axial::collectors
