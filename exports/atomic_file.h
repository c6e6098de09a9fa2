// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace axial::exports {

/// A file that appears whole or not at all: written beside its place under a temporary name, flushed to the
/// disk and renamed by `commit`. Whatever stood there before stays until then, and for good when writing fails.
class AtomicFile {
public:
    /// Fails if the folder is not there or cannot be written to, or `path` is a folder.
    [[nodiscard]] static Result<AtomicFile> create(const std::filesystem::path& path);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile(); ///< removes the temporary file if it was not committed

    /// Buffered; a full disk shows here or in `flush`.
    [[nodiscard]] Status write(std::string_view bytes);
    /// Everything on the disk, still under the temporary name.
    [[nodiscard]] Status flush();
    [[nodiscard]] Status commit();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    AtomicFile(std::filesystem::path path, std::filesystem::path temporary, int descriptor);
    [[nodiscard]] Status drain();
    std::filesystem::path path_, temporary_;
    int descriptor_ = -1;
    std::string buffer_;
};

/// The whole of a file in one go.
[[nodiscard]] Status write_atomically(const std::filesystem::path& path, std::string_view bytes);

} // namespace axial::exports
