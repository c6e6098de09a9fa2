// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "corpus/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace axial::cli {
namespace {

constexpr Option options[] = {
    {"limit", "N", "at most so many skipped items a run (default 20; with --json all)"}};

using Skipped = std::vector<std::pair<std::string, std::string>>;

nlohmann::json as_json(const corpus::Run& run, const Skipped& skipped) {
    auto items = nlohmann::json::array();
    for (const auto& [what, reason] : skipped)
        items.push_back({{"what", what}, {"reason", reason}});
    return {{"run", run.row},
            {"command", run.command},
            {"source", run.source},
            {"container", run.container},
            {"query", run.query},
            {"endpoint", run.endpoint},
            {"status", run.status},
            {"started_at", format_time(run.started_at)},
            {"finished_at",
             run.finished_at == Time{} ? nlohmann::json() : nlohmann::json(format_time(run.finished_at))},
            {"counts", run.counts},
            {"skipped", std::move(items)}};
}

void print_run(std::ostream& out, const corpus::Run& run, const Skipped& skipped, std::size_t limit) {
    out << fmt::format("{}  {}  {}  {} {}\n", run.row, format_time(run.started_at), run.status, run.command,
                       run.container);
    if (!run.query.empty())
        out << fmt::format("   asked for: {}\n", run.query);
    std::string counts;
    for (const auto& [name, number] : run.counts)
        if (number != 0)
            counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", name, number);
    if (!counts.empty())
        out << "   " << counts << '\n';
    for (std::size_t i = 0; i < std::min(limit, skipped.size()); ++i)
        out << fmt::format("   skipped {}: {}\n", plain(skipped[i].first), plain(skipped[i].second));
    if (skipped.size() > limit)
        out << fmt::format("   and {} more; --limit N shows more\n", skipped.size() - limit);
}

Status run_collect_log(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto limit, arguments.number("limit", 20, 0, 1'000'000));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    const corpus::Store store(study);
    AXIAL_ASSIGN(const auto runs, store.runs());
    auto list = nlohmann::json::array();
    for (const auto& run : runs) {
        AXIAL_ASSIGN(const auto skipped, store.skipped(run.row));
        if (context.json)
            list.push_back(as_json(run, skipped));
        else
            print_run(context.out, run, skipped, static_cast<std::size_t>(limit));
    }
    if (context.json)
        context.print(nlohmann::json{{"runs", std::move(list)}});
    else if (runs.empty())
        context.out << "nothing was collected yet; axial collect --help lists the sources\n";
    return {};
}

} // namespace

const Command collect_log_command{"collect log", "", "list what was collected, asked for and skipped", options,
                                  run_collect_log};

} // namespace axial::cli
