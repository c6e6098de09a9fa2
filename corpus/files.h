// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace axial::corpus {

/// The bytes of a regular file. Fails for anything else (folders, pipes, devices), for a file that cannot be
/// read, and as soon as more than `max_bytes` came, however large the file says it is.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file, std::uint64_t max_bytes);

} // namespace axial::corpus
