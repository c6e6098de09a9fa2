// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "corpus/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace axial::cli {
namespace {

constexpr Option options[] = {
    {"limit", "N", "at most so many questions and skipped items a run (default 20; with --json all)"}};

using Skipped = std::vector<std::pair<std::string, std::string>>;

nlohmann::json time_json(Time time) {
    return time == Time{} ? nlohmann::json() : nlohmann::json(format_time(time));
}

nlohmann::json as_json(const corpus::Query& query) {
    return {{"term", query.term},
            {"field", query.field},
            {"endpoint", query.endpoint},
            {"from", time_json(query.from)},
            {"to", time_json(query.to)},
            {"asked_at", time_json(query.asked_at)},
            {"hits", query.hits < 0 ? nlohmann::json() : nlohmann::json(query.hits)},
            {"fetched", query.fetched},
            {"capped", query.capped},
            {"incomplete", query.incomplete}};
}

nlohmann::json as_json(const corpus::Run& run, const std::vector<corpus::Query>& queries,
                       const Skipped& skipped) {
    auto questions = nlohmann::json::array();
    for (const auto& query : queries)
        questions.push_back(as_json(query));
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
            {"finished_at", time_json(run.finished_at)},
            {"counts", run.counts},
            {"queries", std::move(questions)},
            {"skipped", std::move(items)}};
}

/// "is:issue trust_remote_code in body, 2024-01-01..2024-03-31: 412 hits, 412 read"
std::string in_words(const corpus::Query& query) {
    std::string text = query.term.empty() ? "everything" : plain(query.term);
    if (!query.field.empty())
        text += " in " + plain(query.field);
    const auto date = [](Time time) { return time == Time{} ? std::string() : format_time(time); };
    if (query.from != Time{} || query.to != Time{})
        text += fmt::format(", {}..{}", date(query.from), date(query.to));
    text += query.hits < 0 ? fmt::format(": {} read", query.fetched)
                           : fmt::format(": {} hits, {} read", query.hits, query.fetched);
    if (query.capped)
        text += ", more than the service gives out";
    if (query.incomplete)
        text += ", incomplete by the service's own word";
    return text;
}

void print_run(std::ostream& out, const corpus::Run& run, const std::vector<corpus::Query>& queries,
               const Skipped& skipped, std::size_t limit) {
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
    for (std::size_t i = 0; i < std::min(limit, queries.size()); ++i)
        out << fmt::format("   {}  {}\n", format_time(queries[i].asked_at), in_words(queries[i]));
    if (queries.size() > limit)
        out << fmt::format("   and {} more questions; --limit N shows more\n", queries.size() - limit);
    for (std::size_t i = 0; i < std::min(limit, skipped.size()); ++i)
        out << fmt::format("   skipped {}: {}\n", plain(skipped[i].first), plain(skipped[i].second));
    if (skipped.size() > limit)
        out << fmt::format("   and {} more skipped; --limit N shows more\n", skipped.size() - limit);
}

Status run_collect_log(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto limit, arguments.number("limit", 20, 0, 1'000'000));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    const corpus::Store store(study);
    AXIAL_ASSIGN(const auto runs, store.runs());
    auto list = nlohmann::json::array();
    for (const auto& run : runs) {
        AXIAL_ASSIGN(const auto queries, store.queries(run.row));
        AXIAL_ASSIGN(const auto skipped, store.skipped(run.row));
        if (context.json)
            list.push_back(as_json(run, queries, skipped));
        else
            print_run(context.out, run, queries, skipped, static_cast<std::size_t>(limit));
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
