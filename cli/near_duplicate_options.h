// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "corpus/duplicates/near_duplicates.h"

#include <string_view>

namespace axial::cli {

/// --by thread|post and --similarity S, as `duplicates` and `set new --near-unique` both take them. `by` is
/// what counts where --by is not given.
[[nodiscard]] Result<corpus::NearDuplicateOptions> near_duplicate_options(const Arguments& arguments,
                                                                          corpus::AlikeBy by);
[[nodiscard]] std::string_view name_of(corpus::AlikeBy by);

} // namespace axial::cli
