// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "corpus/index/search_index.h"

#include <functional>

namespace axial::cli {

/// Brings the index up to date, or makes it anew, with progress on the terminal or told to `progress` instead.
/// Stops when the command does.
[[nodiscard]] Status update_index(const Context& context, corpus::SearchIndex& index,
                                  const std::function<void(std::int64_t, std::int64_t)>& progress = {});
[[nodiscard]] Status rebuild_index(const Context& context, corpus::SearchIndex& index);

} // namespace axial::cli
