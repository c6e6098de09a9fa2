// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/store.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>

/// What a search of GitHub has found so far, as "OWNER/NAME#7": a thread that it no longer finds may be gone.
namespace axial::collectors::github {

using Found = std::set<std::string>;

/// Of the windows of the pass that is under way; `search` is its name in the table of streams.
[[nodiscard]] Result<Found> found_now(const corpus::Store& store, const std::string& search,
                                      std::int64_t windows);
/// Of all passes that came to their end.
[[nodiscard]] Result<Found> found_before(const corpus::Store& store, const std::string& search);
/// To be called in a transaction.
[[nodiscard]] Status note_found(corpus::Store& store, const std::string& search, const Found& found);

/// The repository and number of a hit; 0: it has none.
[[nodiscard]] std::pair<std::string, std::int64_t> parts_of(const std::string& hit);

} // namespace axial::collectors::github
