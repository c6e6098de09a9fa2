// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/event_kinds.h"
#include "corpus/result.h"
#include "corpus/study.h"
#include "corpus/time.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace axial::codebooks {

/// One human decision, never overwritten.
///
/// `target` names the one thing that the event is about ("coding:<uuid>", "vote:<round>:<coder>:<post key>" …).
/// The state of a target is the fold of its own events in the order of their UUIDs, and of nothing else. That
/// makes projections, undo and merging the same mechanism: two journals are merged by the union of their
/// events, in any order, and every table of the current state can be recomputed from it.
struct Event {
    std::string uuid; ///< version 7: text order is time order
    Time at{};
    std::string coder; ///< who decided
    EventKind kind{};
    std::string target;
    nlohmann::json payload; ///< fields by kind, see event_kinds.h
};

/// The append-only table of events in study.db. Triggers refuse UPDATE and DELETE.
class Journal {
public:
    explicit Journal(corpus::Study& study);

    /// Appends an event and brings the projection of its target up to date, in one transaction. The UUID and,
    /// if it is zero, the time are set here. Returns the event as written.
    [[nodiscard]] Result<Event> append(Event event);
    /// All of them or none.
    [[nodiscard]] Result<std::vector<Event>> append(std::vector<Event> events);

    /// Takes back one event, by an event of kind `undone` on the same target. Fails if there is no such event,
    /// it is undone already, it belongs to another coder, or its round is closed.
    [[nodiscard]] Result<Event> undo(std::string_view uuid, std::string_view coder);
    /// Takes back the taking back.
    [[nodiscard]] Result<Event> redo(std::string_view uuid, std::string_view coder);

    /// Takes in events that were made elsewhere, with their UUIDs; those that are there already are left out.
    /// All or none, in any order with the same result. They must have been checked (exchange/event_check.h).
    /// Returns how many were new.
    [[nodiscard]] Result<std::int64_t> take(const std::vector<Event>& events);

    [[nodiscard]] Result<std::optional<Event>> find(std::string_view uuid) const;
    /// Events of one target, in order.
    [[nodiscard]] Result<std::vector<Event>> of(std::string_view target) const;
    [[nodiscard]] Status for_each(const std::function<bool(const Event&)>& visit) const;
    /// The same for those that the coder `viewer` may see: none of another's in a blind round that is open
    /// (sealing.h).
    [[nodiscard]] Status for_each(std::string_view viewer,
                                  const std::function<bool(const Event&)>& visit) const;
    [[nodiscard]] Result<std::int64_t> size() const;

    /// Recomputes every projection beside the present ones and lists the rows that differ, at most `limit`.
    [[nodiscard]] Result<std::vector<std::string>> differences(std::size_t limit) const;
    /// Throws the projections away and makes them anew from the events.
    [[nodiscard]] Status rebuild();

private:
    corpus::Study* study_;
};

} // namespace axial::codebooks
