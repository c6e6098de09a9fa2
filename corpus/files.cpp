// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/files.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <system_error>

namespace axial::corpus {

Result<std::string> read_file(const std::filesystem::path& file, std::uint64_t max_bytes) {
    std::error_code failed;
    const auto status = std::filesystem::status(file, failed);
    if (!std::filesystem::exists(status))
        return bad_input("cannot be read: there is no such file", file.string(), "check the path");
    if (!std::filesystem::is_regular_file(status))
        return bad_input("cannot be read: not a regular file", file.string());
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return world_fault("cannot be read", file.string(), "check its permissions");
    std::string bytes;
    std::array<char, 1 << 16> block;
    while (stream.read(block.data(), block.size()), stream.gcount() > 0) {
        bytes.append(block.data(), static_cast<std::size_t>(stream.gcount()));
        if (bytes.size() > max_bytes)
            return bad_input(fmt::format("larger than {} bytes", max_bytes), file.string());
    }
    if (stream.bad())
        return world_fault("cannot be read", file.string());
    return bytes;
}

} // namespace axial::corpus
