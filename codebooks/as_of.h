// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"
#include "corpus/time.h"

#include <optional>
#include <string>
#include <string_view>

namespace axial::codebooks {

/// A point in the history of a study's decisions.
struct Moment {
    std::string event;        ///< UUID: everything up to and with this event; empty: by `time`
    std::optional<Time> time; ///< everything dated up to and with this
};

/// A UUID of an event or the beginning of one, or a time. Fails where no event or several begin like that.
[[nodiscard]] Result<Moment> find_moment(corpus::Study& study, std::string_view text);

/// From now on this Study shows its decisions, rounds and codebooks as they were at the moment; posts and sets
/// are what they are. Tables of the same names are laid over the real ones for this connection alone and are
/// made by the fold that makes those, so that everything that reads a study reads the past as well. Decisions
/// can no longer be written through it.
[[nodiscard]] Status view_as_of(corpus::Study& study, const Moment& moment);

} // namespace axial::codebooks
