// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "corpus/index/search_index.h"

namespace axial::cli {

/// Brings the index up to date, or makes it anew, with progress on the terminal. Stops when the command does.
[[nodiscard]] Status update_index(const Context& context, corpus::SearchIndex& index);
[[nodiscard]] Status rebuild_index(const Context& context, corpus::SearchIndex& index);

} // namespace axial::cli
