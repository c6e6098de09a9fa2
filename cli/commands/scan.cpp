// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "corpus/models.h"
#include "scanner/repository.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace axial::cli {
namespace {

using scanner::ClauseRule;
using scanner::Repository;

constexpr Option options[] = {
    {"id", "PLATFORM:OWNER/NAME", "the id that posts know it by: hf, ms, csg, torchhub or mmlab"},
    {"sarif", "FILE", "an analyser's results that lie elsewhere", true},
};

/// The study to store into: the one of --study, else that of the current folder, else none.
Result<std::optional<corpus::Study>> study_if_any(const Context& context) {
    if (!context.study_path && !corpus::Study::find("."))
        return std::optional<corpus::Study>();
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    return std::optional<corpus::Study>(std::move(study));
}

nlohmann::ordered_json findings_json(const std::vector<corpus::Finding>& findings) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& finding : findings)
        list.push_back({{"tool", finding.tool},
                        {"tool_version", finding.tool_version},
                        {"rule", finding.rule},
                        {"cwes", finding.cwes},
                        {"level", finding.level},
                        {"file", finding.file},
                        {"line", finding.line},
                        {"end_line", finding.end_line},
                        {"message", finding.message},
                        {"reach", finding.reach},
                        {"suppressed", finding.suppressed},
                        {"fingerprint", finding.fingerprint}});
    return list;
}

void print_json(const Context& context, const Repository& scan, bool stored) {
    const auto model = scanner::to_model(scan);
    context.print(nlohmann::ordered_json{{"model", model.key},
                                         {"path", model.path},
                                         {"revision", model.revision},
                                         {"config_rule", model.config_rule},
                                         {"paper_rule", model.paper_rule},
                                         {"clauses", nlohmann::ordered_json::parse(model.clauses)},
                                         {"load", nlohmann::ordered_json::parse(model.load_files)},
                                         {"findings", findings_json(scan.findings)},
                                         {"coverage", nlohmann::ordered_json::parse(model.coverage)},
                                         {"stored", stored}});
}

void print_clauses(std::ostream& out, const Repository& scan) {
    for (const auto rule : {ClauseRule::config, ClauseRule::paper}) {
        fmt::print(out, "needs custom code by the {} rule: {}\n",
                   rule == ClauseRule::config ? "config" : "paper", scan.has(rule) ? "yes" : "no");
        for (const auto& clause : scan.clauses)
            if (clause.rule == rule)
                fmt::print(out, "  {:<16} {}  {}\n", clause.kind, clause.file, clause.value);
    }
}

void print_load(std::ostream& out, const Repository& scan) {
    fmt::print(out, "runs at load: {} files\n", scan.load_files.size());
    for (const auto& file : scan.load_files)
        fmt::print(out, "  {:<32} {}{}{}\n", file.file,
                   file.line > 0 ? fmt::format("{}:{}  ", file.from, file.line) : "", file.how,
                   file.deferred ? "  (inside a function: on a later call)" : "");
    for (const auto& code : scan.other_code)
        fmt::print(out, "  code of another repository: {} {} ({})\n", code.model, code.module, code.file);
    for (const auto& gap : scan.missing)
        fmt::print(out, "  missing: {} ({}{})\n", gap.what, gap.from,
                   gap.line > 0 ? fmt::format(":{}", gap.line) : "");
    for (const auto& gap : scan.unresolved)
        fmt::print(out, "  cannot be followed: {} ({}:{})\n", gap.what, gap.from, gap.line);
}

void print_findings(std::ostream& out, const Repository& scan) {
    fmt::print(out, "findings: {} from {} result file{}\n", scan.findings.size(), scan.reports.size(),
               scan.reports.size() == 1 ? "" : "s");
    for (const auto& finding : scan.findings) {
        std::string cwes;
        for (const int cwe : finding.cwes)
            cwes += fmt::format(" CWE-{}", cwe);
        fmt::print(out, "  {:<8} {:<10} {}:{}{} {}{}\n", finding.level, finding.reach,
                   finding.file.empty() ? "(no file)" : finding.file, finding.line, cwes, finding.rule,
                   finding.suppressed ? " (suppressed)" : "");
    }
    for (const auto& report : scan.reports)
        for (const auto& problem : report.problems)
            fmt::print(out, "  {}: {}\n", plain(report.file), plain(problem));
}

void print_coverage(std::ostream& out, const scanner::Coverage& coverage) {
    fmt::print(out, "examined {} of {} files\n", coverage.examined, coverage.files);
    for (const auto& [reason, skipped] : coverage.skipped)
        fmt::print(out, "  {:>6}  {}: {}{}\n", skipped.count, reason, skipped.files.front(),
                   skipped.count > 1 ? " …" : "");
}

Status run_scan(Context& context, const Arguments& arguments) {
    scanner::ScanRequest request;
    request.path = arguments.positional.at(0);
    request.key = arguments.get("id");
    for (const auto& file : arguments.all("sarif"))
        request.reports.emplace_back(file);
    AXIAL_ASSIGN(const auto scan, scanner::scan_repository(request));
    for (const auto& report : scan.reports) // one that lies there may be anything; one that was named may not
        if (!report.readable && std::count(request.reports.begin(), request.reports.end(), report.file) > 0)
            return bad_input(report.problems.front(), report.file, "give a SARIF file of version 2.1.0");
    AXIAL_ASSIGN(auto study, study_if_any(context));
    if (study) {
        AXIAL_TRY(corpus::Models(*study).put(scanner::to_model(scan), scan.findings));
    }
    if (context.json) {
        print_json(context, scan, study.has_value());
        return {};
    }
    fmt::print(context.out, "{}{}\n", scan.key, scan.revision.empty() ? "" : " at " + scan.revision);
    print_clauses(context.out, scan);
    print_load(context.out, scan);
    print_findings(context.out, scan);
    print_coverage(context.out, scan.coverage);
    if (!study)
        fmt::print(context.err, "not stored: no study here (give --study)\n");
    else if (scan.key.starts_with("local:"))
        fmt::print(context.err, "stored as {}: give --id to link it to posts\n", scan.key);
    return {};
}

} // namespace

const Command scan_command{
    "scan",
    "PATH",
    "look into a model repository on disk",
    options,
    run_scan,
    "Says which clauses mark the repository as needing custom code, which of its Python files run when the "
    "model is\n"
    "loaded, and what SARIF files in it or beside it found. Nothing is executed, imported or unpickled, and no "
    "link\n"
    "out of the folder is followed. The result is stored in the study; a second scan replaces the first."};

} // namespace axial::cli
