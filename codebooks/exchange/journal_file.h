// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/exchange/incoming.h"

#include <iosfwd>

/// A journal as a file of JSON Lines: a line that says of what study, a line for each set of a round and for
/// each event, and a last line with their number and the SHA-256 of all bytes before it, so that a file that
/// was cut short or changed is told from one that is whole. Events lie in the order of their UUIDs: it diffs in
/// git.
namespace axial::codebooks::exchange {

inline constexpr int journal_file_version = 1;

void write_journal(std::ostream& out, const Incoming& journal);
/// At most 1 GiB, lines of at most 8 MiB.
[[nodiscard]] Result<Incoming> read_journal(const std::filesystem::path& file);

} // namespace axial::codebooks::exchange
