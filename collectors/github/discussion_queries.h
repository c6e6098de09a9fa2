// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// The questions, as bodies of POST requests. An empty `after`: from the beginning.
namespace axial::collectors::github::queries {

inline constexpr int list_page = 100;     ///< discussions
inline constexpr int batch_comments = 50; ///< of each discussion in a batch
inline constexpr int batch_replies = 20;  ///< of each comment
inline constexpr int comment_page = 50;
inline constexpr int reply_page = 100;

/// `repository` as OWNER/NAME; newest change first.
[[nodiscard]] std::string list(const std::string& repository, int first, const std::string& after);
[[nodiscard]] std::string search(const std::string& term, int first, const std::string& after);
/// Of discussions the list's fields, each under the alias "dNUMBER".
[[nodiscard]] std::string by_number(const std::string& repository, const std::vector<std::int64_t>& numbers);
[[nodiscard]] std::string details(const std::vector<std::string>& ids, int comments, int replies);
[[nodiscard]] std::string comments_of(const std::string& discussion, int first, int replies,
                                      const std::string& after);
[[nodiscard]] std::string replies_of(const std::string& comment, int first, const std::string& after);

} // namespace axial::collectors::github::queries
