// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace axial::exports {
namespace {

constexpr std::size_t buffered = 1u << 18;

tl::unexpected<Error> system_fault(const std::string& what, const std::filesystem::path& where,
                                   const std::string& hint) {
    return world_fault(what + ": " + std::strerror(errno), where.string(), hint);
}

} // namespace

AtomicFile::AtomicFile(std::filesystem::path path, std::filesystem::path temporary, int descriptor)
    : path_(std::move(path)),
      temporary_(std::move(temporary)),
      descriptor_(descriptor) {
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      buffer_(std::move(other.buffer_)) {
    other.temporary_.clear();
}

AtomicFile::~AtomicFile() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
    if (!temporary_.empty())
        ::unlink(temporary_.c_str());
}

Result<AtomicFile> AtomicFile::create(const std::filesystem::path& path) {
    std::error_code ignored;
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    if (!std::filesystem::is_directory(folder, ignored))
        return bad_input("the folder to write into does not exist", folder.string(), "make it first");
    if (!path.has_filename() || std::filesystem::is_directory(path, ignored))
        return bad_input("is a folder, not a file", path.string(), "give the name of a file");
    // Renaming over a device, a pipe or a link such as /dev/stdout would put a plain file in its place.
    if (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored))
        return bad_input("is a device or a pipe, not a file", path.string(), "give the name of a file");
    if (std::filesystem::is_symlink(path, ignored)) {
        std::error_code failed;
        const auto target = std::filesystem::canonical(path, failed);
        if (failed)
            return bad_input("is a link to nothing", path.string(), "remove the link, or give another name");
        return create(target);
    }
    std::string pattern = (folder / ("." + path.filename().string() + ".XXXXXX")).string();
    const int descriptor = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (descriptor < 0)
        return system_fault("cannot write", path, "choose a folder that you may write to");
    // mkstemp makes private files; a report is as open as any file that the person makes.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(descriptor, 0666 & ~mask);
    return AtomicFile(path, pattern, descriptor);
}

Status AtomicFile::write(std::string_view bytes) {
    buffer_ += bytes;
    return buffer_.size() < buffered ? Status{} : drain();
}

Status AtomicFile::drain() {
    std::string_view rest = buffer_;
    while (!rest.empty()) {
        const auto written = ::write(descriptor_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return system_fault("cannot write", path_, "nothing was changed; make room and try again");
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
    return {};
}

Status AtomicFile::flush() {
    AXIAL_TRY(drain());
    // Pipes and some file systems know no fsync; that is no failure to write.
    if (::fsync(descriptor_) != 0 && errno != EINVAL && errno != EROFS)
        return system_fault("cannot write", path_, "nothing was changed; make room and try again");
    return {};
}

Status AtomicFile::commit() {
    AXIAL_TRY(flush());
    if (::rename(temporary_.c_str(), path_.c_str()) != 0)
        return system_fault("cannot write", path_, "nothing was changed");
    temporary_.clear();
    return {};
}

Status write_atomically(const std::filesystem::path& path, std::string_view bytes) {
    AXIAL_ASSIGN(auto file, AtomicFile::create(path));
    AXIAL_TRY(file.write(bytes));
    return file.commit();
}

} // namespace axial::exports
