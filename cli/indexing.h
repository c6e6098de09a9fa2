// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "corpus/index/search_index.h"

#include <functional>

namespace axial::cli {

inline constexpr Option no_index_option{
    "no-index", "", "leave the index as it is, to import more first; the next search brings it up to date"};

/// What an import ends with: the index is brought up to date, unless the option above was given.
[[nodiscard]] Status index_imported(const Context& context, const Arguments& arguments, corpus::Study& study);

/// Brings the index up to date, or makes it anew, with progress on the terminal or told to `progress` instead.
/// Stops when the command does.
[[nodiscard]] Status update_index(const Context& context, corpus::SearchIndex& index,
                                  const std::function<void(std::int64_t, std::int64_t)>& progress = {});
[[nodiscard]] Status rebuild_index(const Context& context, corpus::SearchIndex& index,
                                   const std::function<void(std::int64_t, std::int64_t)>& progress = {});

} // namespace axial::cli
