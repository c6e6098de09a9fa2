// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace axial::codebooks {

/// Every kind of human decision. Stored by name; a name is never used again for another meaning.
enum class EventKind {
    coder_added,
    codebook_created,
    code_defined,
    code_renamed,
    code_moved,
    code_redefined,
    code_adjusted,
    code_merged,
    code_split,
    code_retired,
    round_opened,
    round_released,
    round_paused,
    round_resumed,
    round_closed,
    vote_cast,
    coding_applied,
    coding_amended,
    coding_reviewed,
    coding_carried,
    coding_removed,
    post_finished,
    disagreement_settled,
    memo_written,
    link_decided,
    undone,
    redone,
};

struct EventKindRow {
    EventKind kind;
    std::string_view name;
    std::string_view target;  ///< the form of the target
    std::string_view payload; ///< the fields of the payload
    std::string_view help;    ///< what was decided, for the audit trail
};

inline constexpr std::array event_kinds{
    EventKindRow{EventKind::coder_added, "coder.added", "coder:<name>", "name kind detail",
                 "joined the study: a person, a rule or a model"},
    EventKindRow{EventKind::codebook_created, "codebook.created", "codebook:<uuid>",
                 "id title kind question unit answers[] source", "added a codebook or screening question"},
    EventKindRow{EventKind::code_defined, "code.defined", "code:<uuid>",
                 "codebook id name parent colour key definition include[] exclude[] position codable",
                 "created or redefined a code"},
    // The partial ones below change the fields that they name and leave the others as they are, so that two
    // people who change different things about one code do not undo each other's change.
    EventKindRow{EventKind::code_renamed, "code.renamed", "code:<uuid>", "name", "renamed a code"},
    EventKindRow{EventKind::code_moved, "code.moved", "code:<uuid>", "parent_uuid position",
                 "moved a code below another or to another place"},
    EventKindRow{EventKind::code_redefined, "code.redefined", "code:<uuid>", "definition include[] exclude[]",
                 "changed what a code means"},
    EventKindRow{EventKind::code_adjusted, "code.adjusted", "code:<uuid>",
                 "colour key short memo codable exclusive applies[] examples[]",
                 "changed how a code is shown or may be used"},
    EventKindRow{EventKind::code_merged, "code.merged", "code:<uuid>", "into", "merged a code into another"},
    EventKindRow{EventKind::code_split, "code.split", "code:<uuid>", "into[]", "split a code into others"},
    EventKindRow{EventKind::code_retired, "code.retired", "code:<uuid>", "reason", "retired a code"},
    EventKindRow{EventKind::round_opened, "round.opened", "round:<uuid>",
                 "name codebook set set_uuid coders[] blind seed overlap calibration gate_permille",
                 "opened a round"},
    EventKindRow{EventKind::round_released, "round.released", "round:<uuid>", "alpha_permille items",
                 "released a round after its calibration"},
    EventKindRow{EventKind::round_paused, "round.paused", "round:<uuid>", "note", "paused a round"},
    EventKindRow{EventKind::round_resumed, "round.resumed", "round:<uuid>", "", "resumed a round"},
    EventKindRow{EventKind::round_closed, "round.closed", "round:<uuid>", "", "closed a round"},
    EventKindRow{EventKind::vote_cast, "vote.cast", "vote:<round>:<coder>:<post key>",
                 "round post answer reason note milliseconds", "answered a screening question"},
    EventKindRow{EventKind::coding_applied, "coding.applied", "coding:<uuid>",
                 "round post revision body begin end code quote sha256 unit to weight certainty meaning batch",
                 "applied a code"},
    EventKindRow{EventKind::coding_amended, "coding.amended", "coding:<uuid>", "weight certainty",
                 "changed the weight or the certainty of a coding"},
    EventKindRow{EventKind::coding_reviewed, "coding.reviewed", "coding:<uuid>", "meaning code",
                 "looked at a coding again after its code had changed"},
    EventKindRow{EventKind::coding_carried, "coding.carried", "coding:<uuid>",
                 "revision body begin end quote sha256", "carried a coding over to a later revision"},
    EventKindRow{EventKind::coding_removed, "coding.removed", "coding:<uuid>", "", "removed a coding"},
    EventKindRow{EventKind::post_finished, "post.finished", "finished:<round>:<coder>:<post key>",
                 "round post nothing milliseconds", "declared a post fully coded, be it with nothing"},
    EventKindRow{EventKind::disagreement_settled, "disagreement.settled", "settled:<round>:<post key>:<what>",
                 "round post what rule outcome answer codings[] from[] reason note",
                 "settled what coders disagreed about"},
    EventKindRow{EventKind::memo_written, "memo.written", "memo:<coder>:<what it is about>", "about text",
                 "wrote a memo"},
    EventKindRow{EventKind::link_decided, "link.decided", "link:<post key>:<model id>", "post model accepted",
                 "accepted or rejected a link to a model repository"},
    EventKindRow{EventKind::undone, "undone", "that of the event undone", "event", "took a decision back"},
    EventKindRow{EventKind::redone, "redone", "that of the event redone", "event", "made a decision again"},
};

[[nodiscard]] constexpr const EventKindRow& row_of(EventKind kind) {
    return *std::find_if(event_kinds.begin(), event_kinds.end(),
                         [kind](const EventKindRow& row) { return row.kind == kind; });
}
[[nodiscard]] constexpr std::optional<EventKind> event_kind_from(std::string_view name) {
    for (const auto& row : event_kinds)
        if (row.name == name)
            return row.kind;
    return std::nullopt;
}

/// Codebooks belong to all: whoever works in the study may take a change of one back. What a coder decided
/// about a post only that coder can.
[[nodiscard]] constexpr bool is_shared(std::string_view target) {
    return target.starts_with("code:") || target.starts_with("codebook:");
}

namespace detail {
constexpr bool rows_are_in_order_and_unique() {
    for (std::size_t i = 0; i < event_kinds.size(); ++i) {
        if (static_cast<std::size_t>(event_kinds[i].kind) != i)
            return false;
        for (std::size_t j = 0; j < i; ++j)
            if (event_kinds[i].name == event_kinds[j].name)
                return false;
    }
    return true;
}
} // namespace detail
static_assert(detail::rows_are_in_order_and_unique());
static_assert(event_kinds.size() == static_cast<std::size_t>(EventKind::redone) + 1);

} // namespace axial::codebooks
