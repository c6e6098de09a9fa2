// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/time.h"

#include <cstdint>
#include <string>
#include <vector>

/// What the API and the dumps have in common: how a site is named and where its posts are. Both give the same
/// records, so that a study can begin with a dump and go on with the API.
namespace axial::collectors::stackexchange {

struct Site {
    std::string name; ///< site and container of the records, and the API's own name: "ai", "stackoverflow"
    std::string base; ///< "https://ai.stackexchange.com"
};

/// "ai", "ai.stackexchange", "ai.stackexchange.com" and "https://ai.stackexchange.com/" are one site, as are
/// "meta.beer" (as dumps call it) and "beer.meta". Fails for a name that could not stand in a key: only
/// letters, digits, '.', '-' and '_'.
[[nodiscard]] Result<Site> site_from(const std::string& name);

/// The version of the licence by the date of the text, for payloads that do not say.
[[nodiscard]] std::string licence_at(Time date);

/// `kind` is question, answer or comment.
[[nodiscard]] std::string post_key(const Site& site, const char* kind, const std::string& id);
[[nodiscard]] std::string question_url(const Site& site, const std::string& id);
[[nodiscard]] std::string answer_url(const Site& site, const std::string& id);
/// `on` is the post that the comment is on: the question itself or an answer to it.
[[nodiscard]] std::string comment_url(const Site& site, const std::string& question, const std::string& on,
                                      const std::string& id);

/// Cross-references are tags of a thread, because they are what a reader filters by.
inline constexpr const char* duplicate_of = "duplicate-of:"; ///< and the other question's id
inline constexpr const char* links_to = "links-to:";         ///< the same; only dumps tell
inline constexpr const char* closed_as = "closed-as:";       ///< and the reason; only the API tells

/// Adds to `tags` those of `known` that begin with `mark`: what one of the two ways knows of a thread is not
/// lost when the other way brings it up to date.
void keep_marks(const std::vector<std::string>& known, const char* mark, std::vector<std::string>& tags);

} // namespace axial::collectors::stackexchange
