// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/shared_material.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace axial::tests {

std::optional<std::filesystem::path> shared_material(const std::string& path) {
    const auto found = std::filesystem::path(AXIAL_SOURCE_DIR).parent_path() / "shared" / path;
    if (!std::filesystem::exists(found))
        return std::nullopt;
    return found;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "axial-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

} // namespace axial::tests
