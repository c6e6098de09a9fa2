// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/github/search_terms.h"
#include "collectors/http/json.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace axial::collectors::github {

/// GitHub gives out the first 1,000 hits of a search, and its counts waver: windows are split well below.
inline constexpr std::int64_t most_hits = 900;

/// Where one pass stands. Lies in the table of streams after every window.
struct SearchState {
    std::string updated_since; ///< what is asked for beside the query
    Time begun{};              ///< the whole window ends here, unless the request says when
    std::string newest;        ///< newest change among the hits so far
    std::int64_t whole = -1;   ///< hits of the whole window, as GitHub counted them first
    std::int64_t sum = 0;      ///< hits of the windows that were read to their end, as GitHub counts them
    std::int64_t fetched = 0;
    std::int64_t leaves = 0;  ///< windows that were read to their end
    std::int64_t capped = 0;  ///< one-second windows with more hits than are given out
    std::int64_t partial = 0; ///< windows whose answer stayed incomplete
    std::int64_t threads = 0; ///< leaves whose threads were collected
    std::vector<Window> open; ///< still to be read, the next one last

    [[nodiscard]] std::string text() const;
    [[nodiscard]] static SearchState parse(const std::string& text);
};

/// What one window showed, or why it is to be split.
struct WindowResult {
    std::int64_t hits = 0; ///< as GitHub counts them
    bool too_many = false;
    bool incomplete = false;
    std::vector<std::pair<Json, std::shared_ptr<const HttpAnswer>>>
        items; ///< each once, with where it came from
    Time asked_at{};
};

/// Reads a window: its first page, and the others if all can be had, or if the window cannot be split. An
/// incomplete answer is asked for again.
[[nodiscard]] Result<WindowResult> read_window(Collection& collection, const GithubSearchRequest& request,
                                               const Term& term, const Window& window);

} // namespace axial::collectors::github
