// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/codebook.h"
#include "codebooks/rounds.h"

/// What must hold before a decision is written; shared by votes and codings.
namespace axial::codebooks {

/// The round is open, the coder is in it and the post is in its set.
[[nodiscard]] Status check_may_decide(corpus::Study& study, const Round& round, std::string_view coder,
                                      std::string_view post);

/// The answer is one of the question's, and so is the reason where the answer has reasons.
[[nodiscard]] Status check_answer(const Codebook& codebook, const Vote& vote);

} // namespace axial::codebooks
