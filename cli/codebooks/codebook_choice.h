// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "codebooks/codebook.h"

namespace axial::cli {

inline constexpr Option codebook_option{"codebook", "ID",
                                        "which codebook; may be left out where there is just one"};

/// The codebook of --codebook, or the only one of the study that has codes.
[[nodiscard]] Result<codebooks::Codebook> chosen_codebook(corpus::Study& study, const std::string& id);

} // namespace axial::cli
