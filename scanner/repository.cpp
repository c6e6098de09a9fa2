// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/repository.h"

#include "corpus/files.h"
#include "corpus/text/canonical_text.h"
#include "scanner/clauses.h"
#include "scanner/load_graph.h"
#include "scanner/model_id.h"
#include "scanner/sarif.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <system_error>
#include <utility>

namespace axial::scanner {
namespace fs = std::filesystem;

bool Repository::has(ClauseRule rule) const {
    return std::any_of(clauses.begin(), clauses.end(),
                       [&](const Clause& clause) { return clause.rule == rule; });
}

namespace {

bool is_hash(const std::string& text) {
    return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// "models--owner--name/snapshots/<commit>", the layout of the Hub's cache.
bool in_hub_cache(const fs::path& root, std::string& key, std::string& revision) {
    const std::string model = root.parent_path().parent_path().filename().string();
    if (root.parent_path().filename() != "snapshots" || !model.starts_with("models--"))
        return false;
    std::string name = model.substr(8);
    if (const auto dashes = name.find("--"); dashes != std::string::npos)
        name.replace(dashes, 2, "/");
    key = "hf:" + name;
    revision = root.filename().string();
    return is_model_name(name);
}

/// The commit that a checkout stands at; empty where there is none or it is packed.
std::string checked_out_commit(const fs::path& root) {
    std::error_code failed;
    if (fs::is_symlink(fs::symlink_status(root / ".git", failed)))
        return {};
    const auto first_line = [](const fs::path& file) {
        const auto bytes = corpus::read_file(file, 4096);
        return bytes ? bytes->substr(0, bytes->find_first_of("\r\n")) : std::string();
    };
    std::string head = first_line(root / ".git" / "HEAD");
    if (head.starts_with("ref: refs/") && head.find("..") == std::string::npos)
        head = first_line(root / ".git" / head.substr(5));
    return is_hash(head) ? head : std::string();
}

bool is_report(std::string_view name) {
    return name.ends_with(".sarif") || name.ends_with(".sarif.json");
}

class Scan {
public:
    Scan(const ScanRequest& request, fs::path root) : request_(request), root_(std::move(root)) {}

    Result<Repository> run() {
        AXIAL_TRY(name_it());
        AXIAL_ASSIGN(auto tree, FileTree::open(root_, request_.limits, scan_.coverage));
        auto markers = find_markers(tree, scan_.key, request_.limits, scan_.coverage);
        auto graph = follow_imports(tree, markers.entries, request_.limits, scan_.coverage);
        scan_.clauses = std::move(markers.clauses);
        scan_.other_code = std::move(markers.other_code);
        scan_.load_files = std::move(graph.files);
        scan_.missing = std::move(graph.missing);
        scan_.unresolved = std::move(graph.unresolved);
        for (const auto& file : scan_.load_files)
            reach_[file.file] = file.deferred ? "deferred" : "import";
        read_reports(tree);
        count_the_rest(tree);
        return std::move(scan_);
    }

private:
    Status name_it() {
        scan_.path = root_.string();
        if (!in_hub_cache(root_, scan_.key, scan_.revision)) {
            scan_.key = "local:" + corpus::clean_utf8(root_.filename().string());
            scan_.revision = checked_out_commit(root_);
        }
        if (!request_.key.empty()) {
            AXIAL_ASSIGN(scan_.key, model_key(request_.key));
        }
        return {};
    }

    void read_reports(FileTree& tree) {
        for (const auto& [path, file] : tree.files())
            if (is_report(path))
                read_report(tree, path, tree.read(file, request_.limits.max_report_bytes), true);
        std::set<fs::path> others;
        std::error_code failed;
        const std::string folder = root_.filename().string();
        for (fs::directory_iterator item(root_.parent_path(), failed), end; !failed && item != end;
             item.increment(failed)) {
            const std::string name = item->path().filename().string();
            if (name.starts_with(folder + ".") && is_report(name) && item->is_regular_file(failed) &&
                !item->is_symlink(failed))
                others.insert(item->path());
        }
        others.insert(request_.reports.begin(), request_.reports.end());
        for (const auto& file : others)
            read_report(tree, file.string(), corpus::read_file(file, request_.limits.max_report_bytes), false);
    }

    void read_report(const FileTree& tree, const std::string& name, const Result<std::string>& bytes,
                     bool inside) {
        auto parsed =
            bytes ? read_sarif(*bytes, name) : Result<SarifReport>(tl::unexpected<Error>(bytes.error()));
        Report& report = scan_.reports.emplace_back(Report{name, 0, {}, false});
        if (!parsed) {
            report.problems.push_back(parsed.error().what);
            if (inside)
                scan_.coverage.skip(parsed.error().what, name);
            return;
        }
        scan_.coverage.examined += inside ? 1 : 0;
        report.readable = true;
        report.findings = static_cast<std::int64_t>(parsed->findings.size());
        report.problems = std::move(parsed->problems);
        for (auto& finding : parsed->findings) {
            place(tree, finding);
            scan_.findings.push_back(std::move(finding));
        }
    }

    /// Gives a finding its file in this repository and whether that runs at load.
    void place(const FileTree& tree, corpus::Finding& finding) const {
        finding.reach = "unknown";
        const std::string file = matching_file(tree, finding.file);
        if (file.empty())
            return;
        finding.file = file;
        if (const auto reached = reach_.find(file); reached != reach_.end())
            finding.reach = reached->second;
        // Without knowing every import, "not reached" cannot be said of code.
        else if ((scan_.unresolved.empty() && !scan_.key.starts_with("mmlab:")) || !file.ends_with(".py"))
            finding.reach = "unreached";
    }

    /// The path itself or the longest tail of it that lies in the repository. A bare file name is only taken
    /// for the repository's own where the folder before it has the repository's name.
    std::string matching_file(const FileTree& tree, const std::string& path) const {
        if (path.empty() || tree.find(path))
            return path;
        const std::string name = scan_.key.substr(scan_.key.find_last_of(":/") + 1);
        std::string before;
        for (std::size_t begin = 0, slash = 0; (slash = path.find('/', begin)) != std::string::npos;
             begin = slash + 1) {
            before = path.substr(begin, slash - begin);
            const std::string tail = path.substr(slash + 1);
            const bool deep = tail.find('/') != std::string::npos;
            if (tree.find(tail) && (deep || before == name || before == root_.filename()))
                return tail;
        }
        return {};
    }

    /// Every file that nothing above has read is counted, with the reason.
    void count_the_rest(const FileTree& tree) {
        static constexpr std::array<std::string_view, 22> opaque = {
            ".bin",  ".pt",  ".pth",         ".pkl",  ".pickle", ".ckpt",  ".h5",     ".keras",
            ".onnx", ".pb",  ".safetensors", ".gguf", ".npy",    ".npz",   ".joblib", ".msgpack",
            ".zip",  ".tar", ".gz",          ".7z",   ".nemo",   ".tflite"};
        for (const auto& [path, file] : tree.files()) {
            if (reach_.contains(path) || is_report(path) || path.ends_with("config.json") ||
                path == "README.md" || path == "model_index.json" || path == "modules.json" ||
                path == "configuration.json")
                continue;
            if (path.ends_with(".py"))
                scan_.coverage.skip("Python, not reached by the load", path);
            else if (std::any_of(opaque.begin(), opaque.end(), [&](auto end) { return path.ends_with(end); }))
                scan_.coverage.skip("weights or archive, contents not examined", path);
            else
                scan_.coverage.skip("other file, only its name was examined", path);
        }
    }

    const ScanRequest& request_;
    fs::path root_;
    Repository scan_;
    std::map<std::string, std::string> reach_;
};

} // namespace

Result<Repository> scan_repository(const ScanRequest& request) {
    std::error_code failed;
    const auto root = fs::canonical(request.path, failed);
    if (failed || !fs::is_directory(root, failed))
        return bad_input("not a folder", request.path.string(), "give the folder of a model repository");
    return Scan(request, root).run();
}

corpus::Model to_model(const Repository& repository) {
    using nlohmann::json;
    json clauses = json::array(), files = json::array(), missing = json::array(), unresolved = json::array();
    json other = json::array(), skipped = json::object(), reports = json::array();
    for (const auto& clause : repository.clauses)
        clauses.push_back({{"rule", clause.rule == ClauseRule::config ? "config" : "paper"},
                           {"kind", clause.kind},
                           {"file", clause.file},
                           {"value", clause.value}});
    for (const auto& file : repository.load_files)
        files.push_back({{"file", file.file},
                         {"from", file.from},
                         {"line", file.line},
                         {"how", file.how},
                         {"entry", file.entry},
                         {"deferred", file.deferred}});
    for (const auto& gap : repository.missing)
        missing.push_back({{"what", gap.what}, {"from", gap.from}, {"line", gap.line}});
    for (const auto& gap : repository.unresolved)
        unresolved.push_back({{"what", gap.what}, {"from", gap.from}, {"line", gap.line}});
    for (const auto& code : repository.other_code)
        other.push_back({{"model", code.model}, {"module", code.module}, {"file", code.file}});
    for (const auto& [reason, what] : repository.coverage.skipped)
        skipped[reason] = {{"count", what.count}, {"files", what.files}};
    for (const auto& report : repository.reports)
        reports.push_back(
            {{"file", report.file}, {"findings", report.findings}, {"problems", report.problems}});
    const json load = {
        {"files", files}, {"missing", missing}, {"unresolved", unresolved}, {"other_code", other}};
    const json coverage = {{"files", repository.coverage.files},
                           {"examined", repository.coverage.examined},
                           {"skipped", skipped},
                           {"reports", reports}};
    const auto written = [](const json& value) {
        return value.dump(-1, ' ', false, json::error_handler_t::replace);
    };
    corpus::Model model;
    model.key = repository.key;
    model.platform = repository.key.substr(0, repository.key.find(':'));
    model.path = corpus::clean_utf8(repository.path);
    model.revision = repository.revision;
    model.scanned_at = now();
    model.config_rule = repository.has(ClauseRule::config);
    model.paper_rule = repository.has(ClauseRule::paper);
    model.clauses = written(clauses);
    model.load_files = written(load);
    model.coverage = written(coverage);
    return model;
}

} // namespace axial::scanner
