// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/exchange/merge.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace axial::codebooks::exchange {

/// Everything known of both sides, as it will be.
struct Union {
    std::map<std::string, Event> last_code, rounds; ///< by target: what stands
    std::set<std::string> closed_here;              ///< UUIDs of rounds
};

[[nodiscard]] Union unite(const std::map<std::string, Event>& here, const std::vector<Event>& fresh);

/// A text field of an event's payload; empty where there is none.
[[nodiscard]] std::string text_of(const Event& event, const char* field);
/// "1 decision", "3 decisions".
[[nodiscard]] std::string decisions(std::int64_t n);

/// New decisions that something is odd about: their round, code or text is not here, they come late, their
/// coder is none of the round's, a clock was wrong, a set's posts are not here. May throw SQLite::Exception.
[[nodiscard]] std::vector<Clash> odd_decisions(corpus::Study& study, const Union& both, const MergePlan& plan);

} // namespace axial::codebooks::exchange
