// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/hub/hub.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace axial::collectors::hub {

/// The whole list of a repository's discussions, as it was while it was read.
struct Listing {
    std::string container;                          ///< by the name that the Hub uses
    std::string address;                            ///< of the list, without its query
    std::map<std::int64_t, std::string> signatures; ///< by number
    /// Numbers between two pages that came while the list got shorter: one of them may have slipped from the
    /// later page to the earlier one, which had been read.
    std::set<std::int64_t> slipped;
    std::int64_t count = -1;   ///< as the list says; -1: it does not
    std::string refused;       ///< why the repository cannot be read; then all the rest is empty
    bool switched_off = false; ///< its discussions are
};

/// Reads all pages, or at most so many. An error says that the service failed; a refusal is no error.
[[nodiscard]] Result<Listing> read_listing(Collection& collection, const std::string& endpoint,
                                           const HubRepository& repository, std::int64_t most_pages = 20'000);

} // namespace axial::collectors::hub
