// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/load_graph.h"

#include "scanner/python_imports.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace axial::scanner {
namespace {

std::string join(std::string_view folder, std::string_view name) {
    if (folder.empty() || name.empty())
        return std::string(folder.empty() ? name : folder);
    return fmt::format("{}/{}", folder, name);
}

std::optional<std::string> parent_of(const std::string& path) {
    if (path.empty())
        return std::nullopt;
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string describe(const Import& import) {
    const std::string module = std::string(static_cast<std::size_t>(import.dots), '.') + import.module;
    if (import.names.empty())
        return fmt::format("import {}", module);
    std::string names = import.names.front();
    for (std::size_t i = 1; i < std::min<std::size_t>(import.names.size(), 3); ++i)
        names += ", " + import.names[i];
    return fmt::format("from {} import {}{}", module, names, import.names.size() > 3 ? ", …" : "");
}

class Follower {
public:
    Follower(FileTree& tree, const ScanLimits& limits, Coverage& coverage)
        : tree_(tree),
          limits_(limits),
          coverage_(coverage) {}

    LoadGraph follow(const std::vector<Entry>& entries) {
        for (const auto& entry : entries) {
            if (tree_.find(entry.file))
                reach({entry.file, entry.from, 0, entry.how, true, false}, entry.absolute);
            else
                miss(entry.file, entry.from, 0);
        }
        // Files that run at import go first, so that one reached both ways counts as run.
        for (auto* queue : {&now_, &later_})
            while (!now_.empty() || !queue->empty()) {
                auto& next = now_.empty() ? *queue : now_;
                const Step step = next.front();
                next.pop_front();
                expand(step);
            }
        return std::move(graph_);
    }

private:
    struct Step {
        std::string file;
        bool absolute;
        bool deferred;
        auto operator<=>(const Step&) const = default;
    };

    void reach(LoadFile file, bool absolute) {
        Step step{file.file, absolute, file.deferred};
        if (!seen_.insert(step).second || (step.deferred && seen_.contains({step.file, absolute, false})))
            return;
        (step.deferred ? later_ : now_).push_back(step);
        const auto [at, is_new] = position_.emplace(file.file, graph_.files.size());
        if (is_new)
            graph_.files.push_back(std::move(file));
        else if (!file.deferred && graph_.files[at->second].deferred)
            graph_.files[at->second] = std::move(file);
    }

    void miss(const std::string& what, const std::string& from, int line) {
        if (missed_.insert({what, from}).second)
            graph_.missing.push_back({what, from, line});
    }

    const PythonImports* imports_of(const std::string& path) {
        if (const auto known = parsed_.find(path); known != parsed_.end())
            return known->second ? &*known->second : nullptr;
        auto& slot = parsed_[path];
        const auto source = tree_.read(*tree_.find(path), limits_.max_file_bytes);
        if (!source) {
            coverage_.skip(source.error().what, path);
            graph_.unresolved.push_back({"the file itself: " + source.error().what, path, 0});
            return nullptr;
        }
        ++coverage_.examined;
        slot = find_imports(*source);
        for (const auto& call : slot->unresolved)
            graph_.unresolved.push_back({call.call, path, call.line});
        return &*slot;
    }

    void expand(const Step& step) {
        if (!step.file.ends_with(".py"))
            return;
        if (const auto* imports = imports_of(step.file))
            for (const auto& import : imports->imports)
                resolve(step, import);
    }

    void resolve(const Step& step, const Import& import) {
        std::string folder;
        if (import.dots > 0) {
            folder = *parent_of(step.file);
            for (int up = 1; up < import.dots; ++up) {
                const auto above = parent_of(folder);
                if (!above)
                    return miss(fmt::format("{} (above the repository)", describe(import)), step.file,
                                import.line);
                folder = *above;
            }
        } else if (!step.absolute || !is_ours(import.module)) {
            return;
        }
        const auto package = walk(step, import, folder);
        if (package)
            take_names(step, import, *package);
    }

    /// Whether an absolute import's first part lies in the repository; else it is an installed package.
    bool is_ours(const std::string& module) const {
        const std::string first = module.substr(0, module.find('.'));
        return tree_.find(first + ".py") || tree_.has_folder(first);
    }

    /// Steps down the dotted name. Returns the folder of the package that it ends in; nothing if it ends in a
    /// module, is missing, or has no names to take.
    std::optional<std::string> walk(const Step& step, const Import& import, std::string folder) {
        std::string_view rest = import.module;
        while (!rest.empty()) {
            const auto part = rest.substr(0, rest.find('.'));
            rest.remove_prefix(std::min(part.size() + 1, rest.size()));
            const std::string inner = join(folder, part);
            if (tree_.find(inner + "/__init__.py")) {
                edge(step, import, inner + "/__init__.py");
                folder = inner;
            } else if (tree_.find(inner + ".py")) {
                edge(step, import, inner + ".py");
                return std::nullopt;
            } else if (tree_.has_folder(inner)) {
                folder = inner;
            } else {
                miss(inner + ".py", step.file, import.line);
                return std::nullopt;
            }
        }
        return folder;
    }

    void take_names(const Step& step, const Import& import, const std::string& folder) {
        for (const auto& name : import.names) {
            const std::string inner = join(folder, name);
            if (tree_.find(inner + ".py"))
                edge(step, import, inner + ".py");
            else if (tree_.find(inner + "/__init__.py"))
                edge(step, import, inner + "/__init__.py");
            else if (name != "*" && !tree_.find(join(folder, "__init__.py")) && !tree_.has_folder(inner))
                miss(inner + ".py", step.file, import.line);
        }
    }

    void edge(const Step& step, const Import& import, std::string to) {
        reach(
            {std::move(to), step.file, import.line, describe(import), false, step.deferred || import.deferred},
            step.absolute);
    }

    FileTree& tree_;
    const ScanLimits& limits_;
    Coverage& coverage_;
    LoadGraph graph_;
    std::deque<Step> now_, later_;
    std::set<Step> seen_;
    std::map<std::string, std::size_t> position_;
    std::set<std::pair<std::string, std::string>> missed_;
    std::map<std::string, std::optional<PythonImports>> parsed_;
};

} // namespace

LoadGraph follow_imports(FileTree& tree, const std::vector<Entry>& entries, const ScanLimits& limits,
                         Coverage& coverage) {
    return Follower(tree, limits, coverage).follow(entries);
}

} // namespace axial::scanner
