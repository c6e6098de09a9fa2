// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/dumps/xml_rows.h"
#include "corpus/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace axial::collectors::dumps {

[[nodiscard]] bool is_7z(const std::filesystem::path& file);

/// Names and sizes of what a .7z holds, folders left out. Nothing is unpacked.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::int64_t>>>
list_archive(const std::filesystem::path& file);

/// One entry of a .7z, unpacked while it is read; whatever was packed before it is unpacked and dropped.
[[nodiscard]] Result<std::unique_ptr<ByteStream>> open_entry(const std::filesystem::path& file,
                                                             const std::string& entry);

} // namespace axial::collectors::dumps
