// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/discourse/topics.h"

/// The ways through a forum.
namespace axial::collectors::discourse {

/// By a list of topics: all of the forum's, a category's or a tag's.
[[nodiscard]] Status walk_list(Session& session, Topics& topics);
/// By the forum's search.
[[nodiscard]] Status walk_search(Session& session, Topics& topics);
/// By the list of all posts, upwards from the newest one that was asked for before. Sees neither edits nor
/// deletions, and no small actions.
[[nodiscard]] Status walk_posts(Session& session);
/// Where walk_posts goes on: an id up to which every post was asked for; 0: from the beginning.
[[nodiscard]] Result<std::int64_t> last_walked_post(Session& session);
/// The newest post's id, 0 if there is none.
[[nodiscard]] Result<std::int64_t> newest_post(Session& session);

/// Where a walk through a list stands.
struct Place {
    std::string stream;     ///< in the table of streams
    bool everything = true; ///< oldest first to the end; else newest activity first, as far as the watermark
    int page = 0;
    std::string sweep;          ///< mark of the sweep that is under way; empty: none
    std::string watermark;      ///< nothing older than it can have changed since the last complete walk
    std::string next_watermark; ///< for the next walk: newest activity when this one began
};

[[nodiscard]] Result<Place> find_place(const Session& session);
[[nodiscard]] std::string list_url(const Session& session, const Place& place);

} // namespace axial::collectors::discourse
