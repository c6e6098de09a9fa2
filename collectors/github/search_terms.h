// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/github/github_search.h"

#include <string>
#include <utility>

namespace axial::collectors::github {

/// Dates of creation, both ends included, in whole seconds.
struct Window {
    Time from{}, to{};

    [[nodiscard]] bool is_one_second() const { return to - from < std::chrono::seconds{1}; }
    /// Both halves, without a gap and without a second in both.
    [[nodiscard]] std::pair<Window, Window> halves() const;
    [[nodiscard]] std::string text() const; ///< "2024-01-01T00:00:00Z..2024-02-01T00:00:00Z"
};

/// One pass of a search: issues or pull requests, changed since a time or ever.
struct Term {
    std::string text;          ///< query, fields and type
    std::string updated_since; ///< empty: ever

    [[nodiscard]] std::string within(const Window& window) const;
};

/// The passes of a search, issues first.
[[nodiscard]] std::vector<Term> terms_of(const GithubSearchRequest& request);

/// What a pass is stored under: the same search has the same name.
[[nodiscard]] std::string name_of(const Term& term, const GithubSearchRequest& request);

/// All that is searched, up to `end` where the request does not end before.
[[nodiscard]] Window whole_window(const GithubSearchRequest& request, Time end);

/// The address of the first page: a hundred hits, oldest first.
[[nodiscard]] std::string search_address(const GithubSearchRequest& request, const Term& term,
                                         const Window& window, int page_size = 100);

} // namespace axial::collectors::github
