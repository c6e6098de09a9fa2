// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <string_view>

/// Taking decisions back, and making them again, whenever and in whatever order. Several events that were made
/// as one change carry its UUID in `batch` and go together.
namespace axial::codebooks {

/// `what` is the UUID of an event or of a change. All of it or nothing: fails if one of its events is undone
/// already, is another coder's, or belongs to a round that is closed. Returns how many events it was.
[[nodiscard]] Result<std::int64_t> undo(corpus::Study& study, std::string_view what, std::string_view coder);
[[nodiscard]] Result<std::int64_t> redo(corpus::Study& study, std::string_view what, std::string_view coder);

} // namespace axial::codebooks
