// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/file_tree.h"

#include "corpus/files.h"
#include "corpus/text/canonical_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace axial::scanner {
namespace fs = std::filesystem;

void Coverage::skip(const std::string& reason, std::string file) {
    auto& entry = skipped[reason];
    ++entry.count;
    if (entry.files.size() < 50)
        entry.files.push_back(std::move(file));
}

namespace {

bool lies_in(const fs::path& inner, const fs::path& outer) {
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

/// Where links may lead: the repository, or the whole cache folder of the model if it is a snapshot in the
/// Hub's cache.
fs::path border_of(const fs::path& root) {
    const auto snapshots = root.parent_path();
    const auto model = snapshots.parent_path();
    if (snapshots.filename() == "snapshots" && model.filename().string().starts_with("models--"))
        return model;
    return root;
}

} // namespace

struct FileTree::Walk {
    FileTree& tree;
    const ScanLimits& limits;
    Coverage& coverage;
    fs::path root, border;
    std::size_t entries = 0;

    void folder(const fs::path& path, int depth) {
        std::error_code failed;
        fs::directory_iterator iterator(path, failed);
        if (failed)
            return coverage.skip("folder that cannot be read", name_of(path));
        std::vector<fs::directory_entry> found;
        for (; iterator != fs::directory_iterator(); iterator.increment(failed)) {
            if (failed)
                break;
            if (++entries > limits.max_entries)
                return coverage.skip(fmt::format("past the {}th directory entry", limits.max_entries),
                                     name_of(path));
            found.push_back(*iterator);
        }
        std::sort(found.begin(), found.end());
        for (const auto& item : found)
            entry(item, depth);
    }

    void entry(const fs::directory_entry& item, int depth) {
        std::error_code failed;
        const auto status = item.symlink_status(failed);
        const std::string name = name_of(item.path());
        if (failed)
            return coverage.skip("entry that cannot be read", name);
        if (fs::is_directory(status)) {
            if (item.path().filename() == ".git")
                return coverage.skip("version control", name);
            if (depth >= limits.max_depth)
                return coverage.skip(fmt::format("folders nested deeper than {}", limits.max_depth), name);
            return folder(item.path(), depth + 1);
        }
        ++coverage.files;
        if (tree.files_.size() >= limits.max_files)
            return coverage.skip(fmt::format("past the {}th file", limits.max_files), name);
        if (fs::is_symlink(status))
            return link(item.path(), name);
        if (!fs::is_regular_file(status))
            return coverage.skip("neither file nor folder", name);
        add(name, item.path());
    }

    void link(const fs::path& path, const std::string& name) {
        std::error_code failed;
        const auto target = fs::canonical(path, failed);
        if (failed)
            return coverage.skip("symbolic link that leads nowhere", name);
        if (!lies_in(target, border))
            return coverage.skip("symbolic link that leads out of the repository", name);
        if (!fs::is_regular_file(target, failed))
            return coverage.skip("symbolic link to a folder", name);
        add(name, target);
    }

    void add(const std::string& name, const fs::path& real) {
        std::error_code failed;
        const auto size = fs::file_size(real, failed);
        if (failed)
            return coverage.skip("file that cannot be read", name);
        tree.files_.emplace(name, TreeFile{name, real, size});
    }

    std::string name_of(const fs::path& path) const {
        return corpus::clean_utf8(path.lexically_relative(root).generic_string());
    }
};

Result<FileTree> FileTree::open(const fs::path& path, const ScanLimits& limits, Coverage& coverage) {
    std::error_code failed;
    const auto root = fs::canonical(path, failed);
    if (failed || !fs::is_directory(root, failed))
        return bad_input("not a folder", path.string(), "give the folder of a model repository");
    FileTree tree;
    tree.bytes_left_ = limits.max_total_bytes;
    Walk walk{tree, limits, coverage, root, border_of(root)};
    walk.folder(root, 0);
    return tree;
}

const TreeFile* FileTree::find(std::string_view path) const {
    const auto at = files_.find(path);
    return at == files_.end() ? nullptr : &at->second;
}

bool FileTree::has_folder(std::string_view path) const {
    if (path.empty())
        return true;
    const std::string prefix = std::string(path) + '/';
    const auto at = files_.lower_bound(prefix);
    return at != files_.end() && at->first.starts_with(prefix);
}

Result<std::string> FileTree::read(const TreeFile& file, std::uint64_t max_bytes) {
    AXIAL_ASSIGN(auto bytes, corpus::read_file(file.real, std::min(max_bytes, bytes_left_)));
    bytes_left_ -= bytes.size();
    return bytes;
}

} // namespace axial::scanner
