// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/folds.h"

#include "corpus/store_rows.h"

namespace axial::codebooks::folds {
namespace {

using nlohmann::json;

std::string after_colon(const Event& event) {
    return event.target.substr(event.target.find(':') + 1);
}

void overlay(json& onto, const json& payload, std::initializer_list<const char*> fields) {
    for (const auto* field : fields)
        if (const auto found = payload.find(field); found != payload.end())
            onto[field] = *found;
}

/// A definition in full. The id of the parent is what earlier builds wrote.
void define(json& code, const Event& event) {
    overlay(code, event.payload,
            {"codebook", "id", "name", "parent", "colour", "key", "definition", "include", "exclude",
             "position", "codable", "short", "memo", "exclusive", "applies", "examples"});
    code["parent_uuid"] = text(event.payload, "parent_uuid");
    code["meaning"] = event.uuid;
    code["moved_at"] = event.uuid;
}

void change(json& code, const Event& event) {
    switch (event.kind) {
    case EventKind::code_defined:
        return define(code, event);
    case EventKind::code_renamed:
        return overlay(code, event.payload, {"name"});
    case EventKind::code_moved:
        overlay(code, event.payload, {"parent_uuid", "position"});
        code["parent"] = "";
        code["moved_at"] = event.uuid;
        return;
    case EventKind::code_redefined:
        overlay(code, event.payload, {"definition", "include", "exclude"});
        code["meaning"] = event.uuid;
        return;
    case EventKind::code_adjusted:
        return overlay(code, event.payload,
                       {"colour", "key", "short", "memo", "codable", "exclusive", "applies", "examples"});
    case EventKind::code_merged:
        code["merged_into"] = text(event.payload, "into");
        code["merged_at"] = event.uuid;
        return;
    case EventKind::code_split:
        overlay(code, event.payload, {"into"});
        code["meaning"] = event.uuid;
        return;
    case EventKind::code_retired:
        code["retired"] = true;
        return;
    default:
        return;
    }
}

/// What the coder said of a coding later on, laid over what was applied.
json folded_coding(const Events& events, const Event& applied) {
    auto coding = applied.payload;
    for (const auto* event : events) {
        if (event->uuid < applied.uuid)
            continue;
        if (event->kind == EventKind::coding_amended)
            overlay(coding, event->payload, {"weight", "certainty"});
        else if (event->kind == EventKind::coding_reviewed)
            overlay(coding, event->payload, {"meaning", "code"});
        else if (event->kind == EventKind::coding_carried)
            overlay(coding, event->payload, {"revision", "body", "begin", "end", "quote", "sha256"});
    }
    return coding;
}

} // namespace

std::string text(const json& payload, const char* field) {
    const auto found = payload.find(field);
    return found != payload.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number(const json& payload, const char* field, std::int64_t otherwise) {
    const auto found = payload.find(field);
    return found != payload.end() && found->is_number_integer() ? found->get<std::int64_t>() : otherwise;
}

bool flag(const json& payload, const char* field, bool otherwise) {
    const auto found = payload.find(field);
    return found != payload.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

std::string list(const json& payload, const char* field) {
    const auto found = payload.find(field);
    return found != payload.end() && found->is_array() ? found->dump() : "[]";
}

std::int64_t at(const Event& event) {
    return corpus::rows::to_row(event.at);
}

const Event* last_of(const Events& events, EventKind kind) {
    for (auto event = events.rbegin(); event != events.rend(); ++event)
        if ((*event)->kind == kind)
            return *event;
    return nullptr;
}

json folded_code(const Events& events) {
    if (!last_of(events, EventKind::code_defined))
        return nullptr;
    json code = json::object();
    for (const auto* event : events)
        change(code, *event);
    return code;
}

Values coder_row(const Events& events) {
    const auto* e = last_of(events, EventKind::coder_added);
    if (!e)
        return {};
    const auto kind = text(e->payload, "kind");
    return {e->uuid, text(e->payload, "name"), at(*e), kind.empty() ? "person" : kind,
            text(e->payload, "detail")};
}

Values codebook_row(const Events& events) {
    const auto* e = last_of(events, EventKind::codebook_created);
    if (!e)
        return {};
    return {e->uuid,
            after_colon(*e),
            text(e->payload, "id"),
            text(e->payload, "title"),
            text(e->payload, "kind"),
            text(e->payload, "question"),
            list(e->payload, "answers")};
}

Values code_row(const Events& events) {
    const auto code = folded_code(events);
    if (code.is_null())
        return {};
    return {events.back()->uuid,
            after_colon(*events.back()),
            text(code, "codebook"),
            text(code, "id"),
            text(code, "parent"),
            text(code, "name"),
            text(code, "colour"),
            text(code, "key"),
            text(code, "definition"),
            list(code, "include"),
            list(code, "exclude"),
            number(code, "position"),
            flag(code, "codable", true) ? 1 : 0,
            text(code, "parent_uuid"),
            text(code, "short"),
            text(code, "memo"),
            flag(code, "exclusive", false) ? 1 : 0,
            list(code, "applies"),
            list(code, "examples"),
            text(code, "merged_into"),
            text(code, "merged_at"),
            text(code, "moved_at"),
            list(code, "into"),
            flag(code, "retired", false) ? 1 : 0,
            text(code, "meaning")};
}

Values round_row(const Events& events) {
    const auto* e = last_of(events, EventKind::round_opened);
    if (!e)
        return {};
    const auto* closed = last_of(events, EventKind::round_closed);
    const auto* paused = last_of(events, EventKind::round_paused);
    const auto* resumed = last_of(events, EventKind::round_resumed);
    const auto calibration = number(e->payload, "calibration");
    const bool released = calibration == 0 || last_of(events, EventKind::round_released);
    return {e->uuid,
            after_colon(*e),
            text(e->payload, "name"),
            text(e->payload, "codebook"),
            text(e->payload, "set"),
            list(e->payload, "coders"),
            flag(e->payload, "blind", true) ? 1 : 0,
            closed ? 1 : 0,
            number(e->payload, "seed"),
            at(*e),
            closed ? at(*closed) : 0,
            text(e->payload, "set_uuid"),
            number(e->payload, "overlap"),
            calibration,
            number(e->payload, "gate_permille"),
            released ? 1 : 0,
            paused && (!resumed || resumed->uuid < paused->uuid) ? 1 : 0};
}

Values vote_row(const Events& events) {
    const auto* e = last_of(events, EventKind::vote_cast);
    if (!e)
        return {};
    return {e->uuid,
            text(e->payload, "round"),
            e->coder,
            text(e->payload, "post"),
            text(e->payload, "answer"),
            text(e->payload, "reason"),
            text(e->payload, "note"),
            at(*e),
            number(e->payload, "milliseconds")};
}

Values coding_row(const Events& events) {
    const auto* e = last_of(events, EventKind::coding_applied);
    if (!e || last_of(events, EventKind::coding_removed))
        return {};
    const auto coding = folded_coding(events, *e);
    const auto unit = text(coding, "unit");
    return {e->uuid,
            after_colon(*e),
            text(coding, "round"),
            e->coder,
            text(coding, "post"),
            text(coding, "code"),
            number(coding, "revision"),
            number(coding, "begin"),
            number(coding, "end"),
            text(coding, "quote"),
            text(coding, "sha256"),
            at(*e),
            text(coding, "body"),
            !unit.empty()               ? unit
            : number(coding, "end") > 0 ? "span"
                                        : "post",
            text(coding, "to"),
            number(coding, "weight", -1),
            text(coding, "certainty"),
            text(coding, "meaning")};
}

Values finished_row(const Events& events) {
    const auto* e = last_of(events, EventKind::post_finished);
    if (!e)
        return {};
    return {e->uuid,
            text(e->payload, "round"),
            e->coder,
            text(e->payload, "post"),
            at(*e),
            flag(e->payload, "nothing", false) ? 1 : 0,
            number(e->payload, "milliseconds")};
}

Values settled_row(const Events& events) {
    const auto* e = last_of(events, EventKind::disagreement_settled);
    if (!e)
        return {};
    return {e->uuid,
            text(e->payload, "round"),
            e->coder,
            text(e->payload, "post"),
            text(e->payload, "what"),
            text(e->payload, "rule"),
            text(e->payload, "outcome"),
            text(e->payload, "answer"),
            list(e->payload, "codings"),
            list(e->payload, "from"),
            text(e->payload, "reason"),
            text(e->payload, "note"),
            at(*e)};
}

Values memo_row(const Events& events) {
    const auto* e = last_of(events, EventKind::memo_written);
    if (!e || text(e->payload, "text").empty())
        return {};
    return {e->uuid, e->coder, text(e->payload, "about"), text(e->payload, "text"), at(*e)};
}

Values link_row(const Events& events) {
    const auto* e = last_of(events, EventKind::link_decided);
    if (!e)
        return {};
    return {e->uuid,
            e->coder,
            text(e->payload, "post"),
            text(e->payload, "model"),
            flag(e->payload, "accepted", false) ? 1 : 0,
            at(*e)};
}

} // namespace axial::codebooks::folds
