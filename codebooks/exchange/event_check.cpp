// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/exchange/event_check.h"

#include "corpus/uuid.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <string>

namespace axial::codebooks::exchange {
namespace {

constexpr std::size_t longest_target = 4096;
constexpr std::size_t longest_coder = 256;

/// Fields that an event of the kind cannot do without.
struct Needs {
    EventKind kind;
    std::string_view form; ///< what its target begins with
    std::vector<const char*> texts, numbers, lists, flags;
};

const std::vector<Needs>& needs() {
    static const std::vector<Needs> table{
        {EventKind::coder_added, "coder:", {"name"}, {}, {}, {}},
        {EventKind::codebook_created, "codebook:", {"id", "title", "kind"}, {}, {"answers"}, {}},
        {EventKind::code_defined, "code:", {"codebook", "id", "name"}, {}, {"include", "exclude"}, {}},
        {EventKind::code_renamed, "code:", {"name"}, {}, {}, {}},
        {EventKind::code_moved, "code:", {"parent_uuid"}, {"position"}, {}, {}},
        {EventKind::code_redefined, "code:", {}, {}, {}, {}},
        {EventKind::code_adjusted, "code:", {}, {}, {}, {}},
        {EventKind::code_merged, "code:", {"into"}, {}, {}, {}},
        {EventKind::code_split, "code:", {}, {}, {"into"}, {}},
        {EventKind::code_retired, "code:", {}, {}, {}, {}},
        {EventKind::round_opened, "round:", {"name", "codebook", "set"}, {}, {"coders"}, {"blind"}},
        {EventKind::round_released, "round:", {}, {}, {}, {}},
        {EventKind::round_paused, "round:", {}, {}, {}, {}},
        {EventKind::round_resumed, "round:", {}, {}, {}, {}},
        {EventKind::round_closed, "round:", {}, {}, {}, {}},
        {EventKind::vote_cast, "vote:", {"round", "post", "answer"}, {}, {}, {}},
        {EventKind::coding_applied,
         "coding:",
         {"round", "post", "code", "quote", "sha256"},
         {"revision", "begin", "end"},
         {},
         {}},
        {EventKind::coding_amended, "coding:", {}, {}, {}, {}},
        {EventKind::coding_reviewed, "coding:", {"meaning"}, {}, {}, {}},
        {EventKind::coding_carried,
         "coding:",
         {"body", "quote", "sha256"},
         {"revision", "begin", "end"},
         {},
         {}},
        {EventKind::coding_removed, "coding:", {}, {}, {}, {}},
        {EventKind::post_finished, "finished:", {"round", "post"}, {}, {}, {}},
        {EventKind::disagreement_settled,
         "settled:",
         {"round", "post", "what", "outcome"},
         {},
         {"codings"},
         {}},
        {EventKind::memo_written, "memo:", {"about", "text"}, {}, {}, {}},
        {EventKind::link_decided, "link:", {"post", "model"}, {}, {}, {"accepted"}},
        {EventKind::undone, "", {"event"}, {}, {}, {}},
        {EventKind::redone, "", {"event"}, {}, {}, {}},
    };
    return table;
}

bool is_uuid7(std::string_view uuid) {
    if (uuid.size() != 36 || uuid[14] != '7')
        return false;
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const bool hex = (uuid[i] >= '0' && uuid[i] <= '9') || (uuid[i] >= 'a' && uuid[i] <= 'f');
        if (dash ? uuid[i] != '-' : !hex)
            return false;
    }
    return true;
}

std::string text(const Event& event, const char* field) {
    const auto found = event.payload.find(field);
    return found != event.payload.end() && found->is_string() ? found->get<std::string>() : std::string();
}

tl::unexpected<Error> bad(const Event& event, std::string_view where, std::string_view what) {
    return bad_input(fmt::format("event {} {}", event.uuid, what), std::string(where),
                     "the file was changed or damaged; ask for it again");
}

/// Targets that are made of what the payload says must say the same.
std::string target_by_payload(const Event& e) {
    switch (e.kind) {
    case EventKind::coder_added:
        return "coder:" + text(e, "name");
    case EventKind::vote_cast:
        return "vote:" + text(e, "round") + ":" + e.coder + ":" + text(e, "post");
    case EventKind::post_finished:
        return "finished:" + text(e, "round") + ":" + e.coder + ":" + text(e, "post");
    case EventKind::disagreement_settled:
        return "settled:" + text(e, "round") + ":" + text(e, "post") + ":" + text(e, "what");
    case EventKind::memo_written:
        return "memo:" + e.coder + ":" + text(e, "about");
    case EventKind::link_decided:
        return "link:" + text(e, "post") + ":" + text(e, "model");
    default:
        return e.target;
    }
}

Status check_fields(const Event& event, const Needs& row, std::string_view where) {
    const auto missing = [&](const std::vector<const char*>& fields, auto fits) -> const char* {
        for (const auto* field : fields) {
            const auto found = event.payload.find(field);
            if (found == event.payload.end() || !fits(*found))
                return field;
        }
        return nullptr;
    };
    using nlohmann::json;
    for (const auto* field :
         {missing(row.texts, [](const json& value) { return value.is_string(); }),
          missing(row.numbers, [](const json& value) { return value.is_number_unsigned(); }),
          missing(row.lists, [](const json& value) { return value.is_array(); }),
          missing(row.flags, [](const json& value) { return value.is_boolean(); })})
        if (field)
            return bad(event, where, fmt::format("({}) has no field \"{}\"", row_of(event.kind).name, field));
    return {};
}

Status check_coding(const Event& event, std::string_view where) {
    const auto begin = event.payload["begin"].get<std::uint64_t>();
    const auto end = event.payload["end"].get<std::uint64_t>();
    if (begin > end || end > UINT32_MAX || event.payload["revision"].get<std::uint64_t>() > INT32_MAX)
        return bad(event, where, "codes an impossible span");
    if (sha256(text(event, "quote")) != text(event, "sha256"))
        return bad(event, where, "has a quote that does not fit its hash");
    return {};
}

} // namespace

Status check_event(const Event& event, std::string_view where) {
    if (!is_uuid7(event.uuid))
        return bad_input("an event has no UUID of version 7: \"" + event.uuid.substr(0, 40) + "\"",
                         std::string(where), "the file was changed or damaged; ask for it again");
    if (event.coder.empty() || event.coder.size() > longest_coder)
        return bad(event, where, "names no coder");
    if (!event.payload.is_object())
        return bad(event, where, "has no payload");
    const auto row = std::find_if(needs().begin(), needs().end(),
                                  [&](const Needs& candidate) { return candidate.kind == event.kind; });
    if (row == needs().end())
        return bad(event, where, "is of a kind that cannot be taken in");
    if (!event.target.starts_with(row->form) || event.target.size() <= row->form.size() ||
        event.target.size() > longest_target)
        return bad(event, where, "is about something else than its kind says");
    AXIAL_TRY(check_fields(event, *row, where));
    if (target_by_payload(event) != event.target)
        return bad(event, where, "is about something else than its fields say");
    const bool has_span = event.kind == EventKind::coding_applied || event.kind == EventKind::coding_carried;
    return has_span ? check_coding(event, where) : Status{};
}

Status check_target(const std::vector<Event>& events, std::string_view where) {
    std::map<std::string, const Event*> made;
    const Event* applied = nullptr;
    for (const auto& event : events) {
        if (event.kind == EventKind::undone || event.kind == EventKind::redone)
            continue;
        made[event.uuid] = &event;
        if (event.kind == EventKind::coding_applied && !applied)
            applied = &event;
    }
    for (const auto& event : events) {
        if (event.kind == EventKind::undone || event.kind == EventKind::redone) {
            const auto about = made.find(text(event, "event"));
            if (about == made.end())
                return bad(event, where, "takes back a decision that is not there");
            if (about->second->coder != event.coder && !is_shared(event.target))
                return bad(event, where, "takes back another coder's decision");
        } else if (event.target.starts_with("coding:") && !applied) {
            return bad(event, where, "changes a coding that is not there");
        } else if (event.target.starts_with("coding:") && event.coder != applied->coder) {
            return bad(event, where, "changes another coder's coding");
        }
    }
    return {};
}

bool same(const Event& a, const Event& b) {
    return a.uuid == b.uuid && a.at == b.at && a.coder == b.coder && a.kind == b.kind && a.target == b.target &&
           a.payload == b.payload;
}

} // namespace axial::codebooks::exchange
