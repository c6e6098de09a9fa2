// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/github/discussions.h"

/// The two ways to find discussions, and what both are told with.
namespace axial::collectors::github {

/// All discussions of one repository. Returns why it cannot be read; empty: it was.
[[nodiscard]] Result<std::string> walk_repository(Collection& collection, Graphql& graphql,
                                                  const DiscussionsRequest& request,
                                                  const std::string& repository);

[[nodiscard]] Status search_discussions(Collection& collection, Graphql& graphql,
                                        const DiscussionsRequest& request);

/// Why a repository's list is not there; empty: it is.
[[nodiscard]] std::string refusal_of(const GraphqlReply& list);

inline constexpr std::int64_t search_cap = 1000; ///< hits that GitHub gives out of one search

/// A part of the time in which discussions were created, in whole seconds, both ends included. Zero: open.
struct Window {
    Time from{}, to{};
    [[nodiscard]] bool can_be_split() const { return to - from >= std::chrono::seconds{1}; }
};
/// The whole search, as it is asked first.
[[nodiscard]] Window whole_window(const DiscussionsRequest& request);
/// With the qualifiers that the request asks for, and the window's.
[[nodiscard]] std::string search_term(const DiscussionsRequest& request, const Window& window);

} // namespace axial::collectors::github
