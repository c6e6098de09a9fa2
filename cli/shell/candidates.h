// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

#include <span>
#include <string>
#include <vector>

namespace axial::cli {

/// What a shell could put in the place of the word at the cursor.
struct Candidate {
    std::string word, help; ///< help: one line, may be empty
};

/// `words`: those after "axial" up to the cursor; the last one is being typed and may be empty. None where the
/// shell should propose files. Names of sets, rounds, codebooks and coders, and values in queries, come out of
/// the study of --study or of the current folder, where there is one; never what anybody decided.
[[nodiscard]] std::vector<Candidate> candidates(const Context& context, std::span<const std::string> words);

} // namespace axial::cli
