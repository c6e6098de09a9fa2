// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/http/json.h"
#include "collectors/reparse/payload.h"

#include <string>

namespace axial::collectors::reparse {

/// "Git commit": what made an envelope of Perceval's, for people; empty where it is none.
[[nodiscard]] std::string maker_of(const Json& envelope);
/// Whether its items become threads here: GitHub's issues and pull requests, Discourse's topics, Stack
/// Exchange's questions.
[[nodiscard]] bool is_known_maker(const Json& envelope);

/// The thread in an envelope of a known maker, with the keys that the collectors give it. It counts as fetched
/// when Perceval fetched it. `site` stands in place of the name that the origin gives a forum; empty: it does
/// not.
[[nodiscard]] Result<Reading> read_envelope(const Json& envelope, const std::string& site, std::int64_t raw,
                                            const Surroundings& around);

} // namespace axial::collectors::reparse
