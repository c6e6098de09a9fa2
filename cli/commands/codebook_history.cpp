// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/codebook_history.h"

#include "cli/codebooks/codebook_choice.h"
#include "cli/commands/commands.h"
#include "codebooks/codebook_lint.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

using codebooks::Codebook;
using nlohmann::ordered_json;

constexpr Option diff_options[] = {codebook_option};
constexpr Option lint_options[] = {
    {"coder", "NAME", "who asks: of blind rounds that are open only their own codings count"}};

std::string positional(const Arguments& arguments, std::size_t i) {
    return i < arguments.positional.size() ? arguments.positional[i] : std::string();
}

/// The codebook as it was at a version.
Result<Codebook> codebook_at(Context& context, const std::string& id, const std::string& version) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto now, chosen_codebook(study, id));
    AXIAL_ASSIGN(const auto moment, codebooks::find_version(study, now, version));
    AXIAL_TRY(codebooks::view_as_of(study, moment));
    auto then = codebooks::Codebooks(study).get(now.uuid);
    if (!then)
        return bad_input("the codebook was not there yet", version,
                         "\"axial codebook history\" lists its versions");
    return then;
}

Status run_history(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto codebook, chosen_codebook(study, positional(arguments, 0)));
    AXIAL_ASSIGN(const auto versions, codebooks::codebook_history(study, codebook));
    for (const auto& version : versions) {
        if (context.json) {
            context.print(ordered_json{{"version", version.number},
                                       {"event", version.event},
                                       {"at", format_time(version.at)},
                                       {"coder", version.coder},
                                       {"batch", version.batch},
                                       {"changes", version.changes}});
            continue;
        }
        fmt::print(context.out, "{:>4}  {}  {}  {}\n", version.number, version.event, format_time(version.at),
                   version.coder);
        for (const auto& change : version.changes)
            fmt::print(context.out, "      {}\n", plain(change));
        if (!version.batch.empty() && version.changes.size() > 0)
            fmt::print(context.out, "      (axial undo {})\n", version.batch);
    }
    return {};
}

Status run_diff(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto before, codebook_at(context, arguments.get("codebook"), arguments.positional[0]));
    AXIAL_ASSIGN(const auto after, codebook_at(context, arguments.get("codebook"), arguments.positional[1]));
    const auto differences = codebooks::differences(before, after);
    if (!context.json) {
        context.out << codebooks::describe(differences);
        return {};
    }
    auto list = ordered_json::array();
    for (const auto& difference : differences)
        list.push_back({{"what", std::string(codebooks::heading_of(difference.kind))},
                        {"code", difference.code},
                        {"from", difference.from},
                        {"to", difference.to}});
    context.print(ordered_json{{"codebook", after.id}, {"differences", list}});
    return {};
}

Status run_at(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto codebook, codebook_at(context, arguments.get("codebook"), arguments.positional[0]));
    context.out << codebooks::write_codebook(codebook);
    return {};
}

Status run_lint(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto codebook, chosen_codebook(study, positional(arguments, 0)));
    AXIAL_ASSIGN(const auto found, codebooks::lint(study, codebook, {arguments.get("coder")}));
    for (const auto& finding : found) {
        if (context.json)
            context.print(
                ordered_json{{"check", finding.check}, {"code", finding.code}, {"text", finding.text}});
        else
            fmt::print(context.out, "{:<15} {}: {}\n", finding.check, finding.code, plain(finding.text));
    }
    if (found.empty() && !context.json)
        fmt::print(context.out, "{}: nothing to remark on {} codes\n", codebook.id, codebook.codes.size());
    return {};
}

} // namespace

const Command codebook_history_command{
    "codebook history",
    "[ID]",
    "list every change of a codebook",
    {},
    run_history,
    "Each change is a version; its number is this copy's, its UUID is the same in "
    "every copy of the study."};
const Command codebook_diff_command{
    "codebook diff",
    "A B",
    "say what changed between two versions, as Markdown",
    diff_options,
    run_diff,
    "A and B are numbers or UUIDs of \"axial codebook history\", times such as 2026-03-01, or \"now\"."};
const Command codebook_at_command{"codebook at", "VERSION", "write a codebook as it was, as YAML", diff_options,
                                  run_at};
const Command codebook_lint_command{"codebook lint", "[ID]", "find codes that need another look", lint_options,
                                    run_lint};

} // namespace axial::cli
