// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/clauses.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace axial::scanner {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t max_front_matter = 256u << 10;

std::string_view base_name(std::string_view path) {
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

std::string folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

std::string join(std::string_view folder, std::string_view name) {
    return folder.empty() ? std::string(name) : fmt::format("{}/{}", folder, name);
}

std::string_view text_of(const dom::element& element) {
    std::string_view text;
    return element.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

class Finder {
public:
    Finder(FileTree& tree, std::string_view key, const ScanLimits& limits, Coverage& coverage)
        : tree_(tree),
          key_(key),
          platform_(key.substr(0, key.find(':'))),
          limits_(limits),
          coverage_(coverage) {}

    Markers find() {
        for (const auto& [path, file] : tree_.files()) {
            by_name(path);
            read_configuration(file);
        }
        if (platform_ == "mmlab")
            add(ClauseRule::paper, "platform", "", "every OpenMMLab repository loads through its own library");
        if (const auto* readme = tree_.find("README.md"))
            read_tags(*readme);
        if (whole_tree_)
            for (const auto& [path, file] : tree_.files())
                if (path.ends_with(".py"))
                    found_.entries.push_back(
                        {path, *whole_tree_, "every .py file of a trusted repository", true});
        return std::move(found_);
    }

private:
    void add(ClauseRule rule, std::string_view kind, std::string_view file, std::string value) {
        found_.clauses.push_back({rule, std::string(kind), std::string(file), std::move(value)});
    }

    void by_name(const std::string& path) {
        const auto name = base_name(path);
        if (name == "tokenizer.py" || name == "__init__.py" || name == "hubconf.py")
            add(ClauseRule::paper, "file name", path, std::string(name));
        for (const std::string_view start : {"modeling_", "tokenization_", "configuration_"})
            if (name.starts_with(start) && name.ends_with(".py"))
                add(ClauseRule::paper, "file name", path, fmt::format("{}*.py", start));
        if (path == "hubconf.py") {
            add(ClauseRule::config, "hubconf", path, "torch.hub runs this file");
            found_.entries.push_back({path, path, "hubconf.py", true});
        } else if (path == "custom_generate/generate.py") {
            add(ClauseRule::config, "custom_generate", path, "generate() runs this file");
            found_.entries.push_back({path, path, "custom_generate", false});
        } else if (path == "ms_wrapper.py") {
            add(ClauseRule::config, "modelscope", path, "registers its own classes with ModelScope");
            found_.entries.push_back({path, path, "ms_wrapper.py", true});
        }
    }

    void read_configuration(const TreeFile& file) {
        const auto name = base_name(file.path);
        const bool automatic = name.ends_with("config.json");
        if (!automatic && file.path != "model_index.json" && file.path != "modules.json" &&
            file.path != "configuration.json")
            return;
        const auto bytes = tree_.read(file, limits_.max_file_bytes);
        if (!bytes)
            return coverage_.skip(bytes.error().what, file.path);
        dom::parser parser;
        dom::element root;
        if (const auto error = parser.parse(simdjson::padded_string(*bytes)).get(root))
            return coverage_.skip(fmt::format("not valid JSON: {}", simdjson::error_message(error)), file.path);
        ++coverage_.examined;
        if (file.path == "model_index.json")
            read_pipeline(file.path, root);
        else if (file.path == "modules.json")
            read_modules(file.path, root);
        else if (file.path == "configuration.json")
            read_modelscope(file.path, root);
        else
            read_auto_map(file.path, root);
    }

    /// `auto_map`: class → "module.Class", or a list of those with nulls (slow and fast tokenizer), or one such
    /// value.
    void read_auto_map(const std::string& file, const dom::element& root) {
        dom::object map;
        dom::element value;
        if (root["auto_map"].get(map) == simdjson::SUCCESS) {
            for (const auto [name, reference] : map)
                read_references(file, name, reference);
        } else if (root["auto_map"].get(value) == simdjson::SUCCESS) {
            read_references(file, "AutoTokenizer", value); // the oldest tokenizers carry the bare list
        }
        for (const std::string_view key :
             {"attn_implementation", "_attn_implementation", "_attn_implementation_internal"})
            if (root[key].get(value) == simdjson::SUCCESS)
                if (const auto kernel = text_of(value); kernel.find('/') != std::string_view::npos) {
                    add(ClauseRule::config, "kernel", file, fmt::format("{}: {}", key, kernel));
                    found_.other_code.push_back(
                        {fmt::format("hf:{}", kernel.substr(0, kernel.find_first_of("@:"))), "", file});
                }
    }

    void read_references(const std::string& file, std::string_view name, const dom::element& value) {
        dom::array list;
        if (value.get(list) == simdjson::SUCCESS) {
            for (const auto item : list)
                if (!item.is_array())
                    read_references(file, name, item);
        } else if (const auto reference = text_of(value); !reference.empty()) {
            add(ClauseRule::config, "auto_map", file, fmt::format("{}: {}", name, reference));
            follow(file, fmt::format("auto_map {}", name), reference);
        }
    }

    /// "module.Class", or "owner/name--module.Class" for code of another repository.
    void follow(const std::string& file, const std::string& how, std::string_view reference) {
        if (const auto dashes = reference.find("--"); dashes != std::string_view::npos) {
            const std::string platform = platform_ == "ms" || platform_ == "csg" ? platform_ : "hf";
            const std::string other = fmt::format("{}:{}", platform, reference.substr(0, dashes));
            if (other != key_) {
                found_.other_code.push_back({other, std::string(reference.substr(dashes + 2)), file});
                return;
            }
            reference.remove_prefix(dashes + 2);
        }
        std::string module(reference.substr(0, reference.rfind('.')));
        std::replace(module.begin(), module.end(), '.', '/');
        const std::string at_root = module + ".py";
        const std::string beside = join(folder_of(file), at_root);
        found_.entries.push_back(
            {tree_.find(at_root) || !tree_.find(beside) ? at_root : beside, file, how, false});
    }

    void read_pipeline(const std::string& file, const dom::element& root) {
        dom::object parts;
        if (root.get(parts) != simdjson::SUCCESS)
            return;
        for (const auto [name, value] : parts) {
            dom::array pair;
            if (value.get(pair) != simdjson::SUCCESS || pair.size() < 1)
                continue;
            const auto module = text_of(pair.at(0));
            if (module.empty())
                continue;
            const std::string path =
                name == "_class_name" ? fmt::format("{}.py", module) : fmt::format("{}/{}.py", name, module);
            if (name != "_class_name" && !tree_.find(path))
                continue; // the component comes from an installed library
            add(ClauseRule::config, "pipeline", file, fmt::format("{}: {}", name, module));
            found_.entries.push_back({path, file, fmt::format("pipeline {}", name), false});
        }
    }

    void read_modules(const std::string& file, const dom::element& root) {
        dom::array modules;
        if (root.get(modules) != simdjson::SUCCESS)
            return;
        for (const auto module : modules) {
            std::string_view type;
            if (module["type"].get(type) != simdjson::SUCCESS || type.starts_with("sentence_transformers."))
                continue;
            const std::string path = fmt::format("{}.py", type.substr(0, type.find('.')));
            if (type.find("--") == std::string_view::npos && !tree_.find(path))
                continue;
            add(ClauseRule::config, "module", file, std::string(type));
            follow(file, "modules.json type", type);
        }
    }

    void read_modelscope(const std::string& file, const dom::element& root) {
        bool allowed = false;
        if (root["allow_remote"].get(allowed) == simdjson::SUCCESS && allowed) {
            add(ClauseRule::config, "modelscope", file, "allow_remote: true");
            whole_tree_ = file;
        }
        dom::array plugins;
        if (root["plugins"].get(plugins) == simdjson::SUCCESS)
            for (const auto plugin : plugins) {
                add(ClauseRule::config, "modelscope", file, fmt::format("plugin: {}", text_of(plugin)));
                whole_tree_ = file;
            }
    }

    void read_tags(const TreeFile& readme) {
        const auto bytes = tree_.read(readme, limits_.max_file_bytes);
        if (!bytes)
            return coverage_.skip(bytes.error().what, readme.path);
        ++coverage_.examined;
        std::string_view text = *bytes;
        if (text.starts_with("\xEF\xBB\xBF"))
            text.remove_prefix(3);
        if (!text.starts_with("---"))
            return;
        const auto end = text.find("\n---", 3);
        if (end == std::string_view::npos || end > max_front_matter)
            return coverage_.skip("front matter without an end, or longer than 256 KiB", readme.path);
        if (const auto problem = read_front_matter(std::string(text.substr(3, end - 3)), readme.path))
            coverage_.skip(*problem, readme.path);
    }

    std::optional<std::string> read_front_matter(const std::string& yaml, const std::string& file) {
        try {
            const YAML::Node root = YAML::Load(yaml);
            const YAML::Node tags = root.IsMap() ? root["tags"] : YAML::Node();
            const auto is_tag = [](const YAML::Node& node) {
                return node.IsScalar() && node.Scalar() == "custom_code";
            };
            const bool tagged =
                tags && (is_tag(tags) || (tags.IsSequence() && std::any_of(tags.begin(), tags.end(), is_tag)));
            if (tagged)
                add(ClauseRule::paper, "tag", file, "custom_code");
            return std::nullopt;
        } catch (const YAML::Exception& exception) {
            return fmt::format("front matter is not YAML: {}", exception.msg);
        }
    }

    FileTree& tree_;
    std::string key_, platform_;
    const ScanLimits& limits_;
    Coverage& coverage_;
    std::optional<std::string> whole_tree_; ///< the file that has every Python file imported
    Markers found_;
};

} // namespace

Markers find_markers(FileTree& tree, std::string_view key, const ScanLimits& limits, Coverage& coverage) {
    return Finder(tree, key, limits, coverage).find();
}

} // namespace axial::scanner
