// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/journal.h"
#include "corpus/sets.h"
#include "corpus/study.h"

#include <filesystem>
#include <string>
#include <vector>

namespace axial::codebooks::exchange {

/// A set that a round of the other side is about, with those that it was drawn from.
struct SharedSet {
    corpus::Set set;
    std::vector<std::string> posts; ///< keys
};

/// What the other side has: its journal, and the sets of its rounds. Every event in it has been checked by
/// itself (event_check.h).
struct Incoming {
    std::string where;       ///< the file or folder, as given
    std::string study, name; ///< UUID and name of the study that it was made in
    std::vector<Event> events;
    std::vector<SharedSet> sets; ///< parents before those drawn from them
};

/// A whole study, or what it may show the coder `viewer` of it.
[[nodiscard]] Result<Incoming> incoming_from(corpus::Study& study);
[[nodiscard]] Result<Incoming> incoming_for(corpus::Study& study, std::string_view viewer);

/// Reads a study's folder, a packet or a journal file, whichever it is. The file is not believed: its shape,
/// its length and every event are checked, and the error names the line or the event.
[[nodiscard]] Result<Incoming> read_incoming(const std::filesystem::path& path);

} // namespace axial::codebooks::exchange
