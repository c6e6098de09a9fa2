// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "scanner/links.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <optional>

namespace axial::cli {
namespace {

constexpr Option options[] = {{"set", "NAME", "count the posts of this set as kept, and sort by them"}};

nlohmann::ordered_json row_json(const scanner::RepositoryRow& row, bool with_set) {
    nlohmann::ordered_json json{{"model", row.model}, {"posts", row.posts}, {"threads", row.threads}};
    if (with_set)
        json["kept"] = row.kept;
    json["scanned"] = row.scanned;
    if (!row.scanned)
        return json;
    json["config_rule"] = row.config_rule;
    json["paper_rule"] = row.paper_rule;
    json["load_files"] = row.load_files;
    json["findings"] = {{"error", row.errors}, {"warning", row.warnings}, {"note", row.notes}};
    json["suppressed"] = row.suppressed;
    json["reachable"] = row.reachable;
    json["cwes"] = nlohmann::ordered_json::array();
    for (const auto& [cwe, count] : row.top_cwes)
        json["cwes"].push_back({{"cwe", cwe}, {"findings", count}});
    json["runs_code_of"] = row.runs_code_of;
    return json;
}

void print_row(std::ostream& out, const scanner::RepositoryRow& row, bool with_set) {
    fmt::print(out, "{:<44} {:>5} {:>7}", row.model, row.posts, row.threads);
    if (with_set)
        fmt::print(out, " {:>5}", row.kept);
    if (!row.scanned) {
        fmt::print(out, "  not scanned\n");
        return;
    }
    std::string cwes;
    for (const auto& [cwe, count] : row.top_cwes)
        cwes += fmt::format(" {}×{}", cwe, count);
    fmt::print(out, "  {:<7} {:>6} {:>7} {:>5} {:>9} {}\n",
               row.config_rule && row.paper_rule ? "both"
               : row.config_rule                 ? "config"
               : row.paper_rule                  ? "paper"
                                                 : "no",
               row.errors, row.warnings, row.notes, row.reachable, cwes);
    for (const auto& other : row.runs_code_of)
        fmt::print(out, "  runs code of {}\n", other);
}

Status run_link(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    const bool with_set = arguments.has("set");
    const auto set = with_set ? std::optional(arguments.get("set")) : std::nullopt;
    AXIAL_ASSIGN(const auto rows, scanner::complaints_by_repository(study, set));
    if (context.json) {
        for (const auto& row : rows)
            context.print(row_json(row, with_set));
        return {};
    }
    if (rows.empty()) {
        fmt::print(context.err, "no repository yet: run axial scan and axial mentions\n");
        return {};
    }
    fmt::print(context.out, "{:<44} {:>5} {:>7}{}  {:<7} {:>6} {:>7} {:>5} {:>9}  {}\n", "repository", "posts",
               "threads", with_set ? "  kept" : "", "custom", "errors", "warnings", "notes", "reachable",
               "CWE×findings");
    for (const auto& row : rows)
        print_row(context.out, row, with_set);
    return {};
}

} // namespace

const Command link_command{"link",
                           "",
                           "join posts, repositories and findings",
                           options,
                           run_link,
                           "One row for each repository that was scanned or that posts name: posts and threads "
                           "that name it, whether it needs\n"
                           "custom code and by which rule (config, paper or both), findings by level without "
                           "suppressed ones, and how many of\n"
                           "them lie in files that the load can reach. With --json one object a line."};

} // namespace axial::cli
