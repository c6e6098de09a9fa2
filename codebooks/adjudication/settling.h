// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/adjudication/disagreements.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Saying what counts where coders differ. Their own decisions stay what they are: a settlement is an event
/// about the item beside them, and can be taken back like any other.
namespace axial::codebooks::adjudication {

/// What somebody wants to count.
struct Wanted {
    enum class How {
        coder,    ///< what `value`, a coder, decided
        all,      ///< everything that anybody coded there
        join,     ///< the one code on everything that it was applied to
        cut,      ///< the one code on what all have in common
        code,     ///< the code `value` (id, UUID or name), on everything that was coded
        answer,   ///< the answer `value`
        nothing,  ///< no code here
        deferred, ///< later
    };
    How how = How::deferred;
    std::string value;
    std::string reason, note;
};

/// What would count, without writing it. Fails where it does not fit the item: two codes cannot be joined,
/// extents without anything in common not be cut.
[[nodiscard]] Result<Settlement> settlement_of(corpus::Study& study, const Round& round, const Item& item,
                                               const Wanted& wanted);
[[nodiscard]] Result<Settlement> settle(corpus::Study& study, const Round& round, const Item& item,
                                        const Wanted& wanted, std::string_view by);

/// A rule for all that is open. Each item that it settles gets an event of its own that names the rule and who
/// applied it; all of them can be taken back at once.
enum class Rule {
    majority,  ///< what more than half of the judges of an item decided
    unanimous, ///< of codings, what all judges coded alike and nothing else; of votes nothing: they are in
               ///< dispute
};
[[nodiscard]] std::string_view name_of(Rule rule);

struct RuleResult {
    std::int64_t settled = 0, left = 0; ///< items; `left` are open as before
    std::map<std::string, std::int64_t> outcomes;
    std::string batch; ///< for undo(); empty for a dry run, and where nothing was settled
};
[[nodiscard]] Result<RuleResult> apply_rule(corpus::Study& study, const Round& round, Rule rule,
                                            std::string_view by, bool dry_run);

/// A row of what counts: what was settled, and what nobody disputed.
struct Counted {
    std::string post;
    std::string answer; ///< id; of a question
    SettledCode code;   ///< of a codebook; empty `code.code`: looked at, and nothing is here
    std::string how;    ///< "undisputed", "one coder", "majority", "settled"
    std::string by;     ///< who settled it, empty where nobody had to
    std::int64_t judges = 0;
};
struct SettledLayer {
    std::vector<Counted> rows;
    std::int64_t open = 0; ///< items that are still disputed and so in no row
};
[[nodiscard]] Result<SettledLayer> settled_layer(corpus::Study& study, const Round& round);

} // namespace axial::codebooks::adjudication
