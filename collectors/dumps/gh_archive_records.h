// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/github/records.h"
#include "collectors/http/json.h"
#include "corpus/record.h"

#include <optional>
#include <string>
#include <string_view>

/// From the events of GH Archive to the records that the GitHub collector makes of the same things.
namespace axial::collectors::dumps {

/// What all events have, in the form of 2015 and later or the older one.
struct ArchiveEvent {
    std::string type;
    std::string id;         ///< empty in the older form
    std::optional<Time> at; ///< when it happened
    std::string repository; ///< OWNER/NAME; empty where it is not named or could not stand in a key
};
[[nodiscard]] ArchiveEvent event_of(const Json& line);

/// True for the types that can carry the text of an issue, pull request, review or comment on one.
[[nodiscard]] bool has_thread(std::string_view type);

/// OWNER/NAME of the characters that GitHub allows.
[[nodiscard]] bool is_repository_name(std::string_view name);

/// What an event says. The thread is always there, unless the event carries no text at all.
struct EventRecords {
    std::optional<corpus::IncomingThread> thread;
    bool is_stub = false;                      ///< of the thread no more is known than that it is there
    std::optional<corpus::IncomingPost> first; ///< the thread's first post
    std::optional<corpus::IncomingPost> post;  ///< a review or comment
};

/// Nothing in it for an event without text: those before 2015 name issues and comments by id only, those after
/// October 2025 carry nothing of a pull request. An error, without a place, where a number or id is missing.
/// `origin` is the repository, when the event happened and where its payload is kept.
[[nodiscard]] Result<EventRecords> records_of(const Json& line, const ArchiveEvent& event,
                                              const github::Origin& origin);

} // namespace axial::collectors::dumps
