// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <string>
#include <string_view>

namespace axial::scanner {

/// Whether `name` can name a model on a hub: "owner/name" or, where `bare` is allowed, "name"; each part of
/// letters, digits, "-", "_" and ".", 96 characters at most, without "--" and "..", beginning and ending with a
/// letter or digit (or "_"), not ending in ".git".
[[nodiscard]] bool is_model_name(std::string_view name, bool bare = true);

/// "hf:owner/name" for "HF:owner/name". Platforms: hf, ms, csg, torchhub, mmlab, and local for a plain folder.
/// Fails for another platform or a malformed name.
[[nodiscard]] Result<std::string> model_key(std::string_view text);

/// What two spellings of one key share: ids are told apart without case on every hub.
[[nodiscard]] std::string folded_key(std::string_view key);

} // namespace axial::scanner
