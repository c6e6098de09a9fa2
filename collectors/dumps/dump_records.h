// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/dumps/xml_rows.h"
#include "corpus/record.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// From the rows of a Stack Exchange dump to records; no file and no study here.
namespace axial::collectors::dumps {

/// PostTypeId of what is stored. 3 to 8 are tag wikis, nominations and the like.
enum PostType : std::int64_t { question = 1, answer = 2 };

/// Display names by user id.
using UserNames = std::unordered_map<std::int64_t, std::string>;

/// The site that a dump is of.
struct Site {
    std::string name; ///< site and container of the records
    std::string base; ///< "https://ai.stackexchange.com"
};

/// "stackoverflow", "ai", "ai.stackexchange", "meta.beer", "pt.stackoverflow" or a whole host name. Fails for a
/// name that could not stand in a key: only letters, digits, '.', '-' and '_'.
[[nodiscard]] Result<Site> site_from(const std::string& name);

/// "<a><b>" and "|a|b|".
[[nodiscard]] std::vector<std::string> tags_from(std::string_view text);

/// The version of the licence by the date of the text, for dumps that do not say (before 2020).
[[nodiscard]] std::string licence_at(Time date);

[[nodiscard]] std::string post_key(const Site& site, PostType type, std::int64_t id);

/// These expect a row with Id and CreationDate.
[[nodiscard]] corpus::IncomingThread thread_from(const XmlRow& row, const Site& site);
[[nodiscard]] corpus::IncomingPost post_from(const XmlRow& row, const Site& site, const UserNames& names,
                                             bool accepted);
/// `type` and `question_id` are those of the post commented on.
[[nodiscard]] corpus::IncomingPost comment_from(const XmlRow& row, const Site& site, const UserNames& names,
                                                PostType type, std::int64_t question_id);

} // namespace axial::collectors::dumps
