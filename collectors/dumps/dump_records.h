// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/dumps/xml_rows.h"
#include "collectors/stackexchange/site.h"
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

using stackexchange::licence_at;
using stackexchange::Site;
using stackexchange::site_from;

/// "<a><b>" and "|a|b|".
[[nodiscard]] std::vector<std::string> tags_from(std::string_view text);

/// Attributes that rows of Posts.xml get when they are kept in raw.db, out of the other files of the dump: the
/// newest text in PostHistory.xml, and the cross-references of PostLinks.xml, apart by blanks.
inline constexpr const char* markdown_attribute = "Markdown";
inline constexpr const char* links_attribute = "Links";

[[nodiscard]] std::string post_key(const Site& site, PostType type, std::int64_t id);

/// These expect a row with Id and CreationDate. Times are in whole seconds, as the API gives them, so that a
/// post is the same from either.
[[nodiscard]] corpus::IncomingThread thread_from(const XmlRow& row, const Site& site);
[[nodiscard]] corpus::IncomingPost post_from(const XmlRow& row, const Site& site, const UserNames& names,
                                             bool accepted);
/// `type` and `question_id` are those of the post commented on.
[[nodiscard]] corpus::IncomingPost comment_from(const XmlRow& row, const Site& site, const UserNames& names,
                                                PostType type, std::int64_t question_id);

} // namespace axial::collectors::dumps
