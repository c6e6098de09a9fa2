// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/exchange/incoming.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

/// Merging is the union of journals by the UUIDs of their events: the same in any order, and the same when it
/// is done again. Nothing that is here is changed; where two decisions are about one thing, the fold of the
/// journal says which stands, and people are told.
namespace axial::codebooks::exchange {

/// Something that people should know of a merge, and what comes of it. Says who, about what and how often;
/// never how anybody decided in a blind round.
struct Clash {
    std::string what;       ///< "code \"Fear\" was changed here by ada and there by ben"
    std::string resolution; ///< "ben's stands, the later one; both are in the history"
    bool operator==(const Clash&) const = default;
};

/// What a merge would do.
struct MergePlan {
    std::vector<Event> fresh;    ///< in the order of their UUIDs
    std::int64_t known = 0;      ///< events that are here already
    std::vector<SharedSet> sets; ///< that are not here
    std::map<std::string, std::map<std::string, std::int64_t>>
        by_coder; ///< coder → kind of decision → how many
    std::vector<Clash> clashes;
};

struct Merged {
    std::int64_t events = 0, sets = 0;
    std::vector<std::string> renamed; ///< "pilot → pilot.1a2b3c4d": of two sets with one name, the younger
};

/// Fails, naming the event, where a journal is of another study, an event is here with other contents, or takes
/// back what it may not.
[[nodiscard]] Result<MergePlan> plan_merge(corpus::Study& study, std::span<const Incoming> incoming);
/// In one transaction.
[[nodiscard]] Result<Merged> merge(corpus::Study& study, const MergePlan& plan);

} // namespace axial::codebooks::exchange
