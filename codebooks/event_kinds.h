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
    round_opened,
    round_closed,
    vote_cast,
    coding_applied,
    coding_removed,
    post_finished,
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
    EventKindRow{EventKind::coder_added, "coder.added", "coder:<name>", "name", "joined the study"},
    EventKindRow{EventKind::codebook_created, "codebook.created", "codebook:<uuid>",
                 "id title kind question unit answers[] source", "added a codebook or screening question"},
    EventKindRow{EventKind::code_defined, "code.defined", "code:<uuid>",
                 "codebook id name parent colour key definition include[] exclude[] position codable",
                 "created or redefined a code"},
    EventKindRow{EventKind::round_opened, "round.opened", "round:<uuid>",
                 "name codebook set set_uuid coders[] blind seed", "opened a round"},
    EventKindRow{EventKind::round_closed, "round.closed", "round:<uuid>", "", "closed a round"},
    EventKindRow{EventKind::vote_cast, "vote.cast", "vote:<round>:<coder>:<post key>",
                 "round post answer reason note", "answered a screening question"},
    EventKindRow{EventKind::coding_applied, "coding.applied", "coding:<uuid>",
                 "round post revision body begin end code quote sha256", "applied a code"},
    EventKindRow{EventKind::coding_removed, "coding.removed", "coding:<uuid>", "", "removed a coding"},
    EventKindRow{EventKind::post_finished, "post.finished", "finished:<round>:<coder>:<post key>", "round post",
                 "declared a post fully coded, be it with nothing"},
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
