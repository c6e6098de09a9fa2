// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>

namespace axial::tests {

/// A file or folder of the shared test material that lies beside a checkout in CI (../shared), if it is there.
[[nodiscard]] std::optional<std::filesystem::path> shared_material(const std::string& path);

/// The whole of a file.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// A folder that is removed again.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

} // namespace axial::tests

/// Skips the test, in one line that says what is not checked, when the shared material is not there.
#define AXIAL_NEEDS_SHARED(variable, path)                                                                     \
    const auto variable##_found = ::axial::tests::shared_material(path);                                       \
    if (!variable##_found)                                                                                     \
        GTEST_SKIP() << "skipped: ../shared/" << (path) << " is not there";                                    \
    const auto& variable = *variable##_found
