// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/commands/exporting.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

constexpr Option options[] = {
    {"set", "NAME", "only the posts of this set and what is about them"},
    {"backend", "NAME", "perceval: only items of this back-end: GitHub, Discourse, StackExchange, axial.hub …"},
};

/// "csv, jsonl or html", from the table of formats.
std::string format_names() {
    std::string names;
    const auto last = exports::export_formats.size() - 1;
    for (std::size_t i = 0; i <= last; ++i)
        names += (i == 0 ? "" : i == last ? " or " : ", ") + std::string(exports::export_formats[i].name);
    return names;
}

void tell_sealed(Context& context, const exports::ExportOutcome& outcome) {
    if (outcome.sealed.empty())
        return;
    std::string names;
    for (const auto& name : outcome.sealed)
        names += (names.empty() ? "" : ", ") + name;
    fmt::print(context.err,
               "axial: left out, as long as they are blind and open: the decisions of round{} {}\n",
               outcome.sealed.size() == 1 ? "" : "s", names);
}

void print_outcome(Context& context, const exports::ExportFormat& format,
                   const exports::ExportOutcome& outcome) {
    if (context.json) {
        nlohmann::ordered_json rows = nlohmann::ordered_json::object();
        for (const auto& [table, number] : outcome.rows)
            rows[table] = number;
        auto files = nlohmann::ordered_json::array();
        for (const auto& file : outcome.files)
            files.push_back(file.string());
        context.print(nlohmann::ordered_json{
            {"format", format.name}, {"files", files}, {"rows", rows}, {"sealed_rounds", outcome.sealed}});
        return;
    }
    for (const auto& [table, number] : outcome.rows)
        fmt::print(context.out, "{:>10}  {}\n", number, table);
    const auto& last = outcome.files.back();
    fmt::print(context.out, "written: {}\n",
               outcome.files.size() == 1 ? last.string() : last.parent_path().string());
}

Status run_export(Context& context, const Arguments& arguments) {
    const auto* format = exports::find_format(arguments.positional[0]);
    if (format == nullptr)
        return fail({Fault::usage, "no such format", arguments.positional[0], "use " + format_names()});
    return write_format(context, *format, arguments.positional[1], arguments);
}

} // namespace

Status write_format(Context& context, const exports::ExportFormat& format, const std::string& file,
                    const Arguments& arguments) {
    exports::ExportOptions wanted;
    wanted.set = arguments.get("set");
    wanted.rounds = arguments.all("round");
    wanted.backend = arguments.get("backend");
    wanted.axial_version = AXIAL_VERSION;
    wanted.made_at = now();
    wanted.stop = context.stop;
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto outcome, format.write(study, file, wanted));
    tell_sealed(context, outcome);
    print_outcome(context, format, outcome);
    return {};
}

const Command export_command{"export",
                             "csv|jsonl|perceval|html FILE",
                             "write the study's tables",
                             options,
                             run_export,
                             "csv: a folder with one file a table, or FILE.csv with the posts alone.\n"
                             "jsonl: one JSON object a line, told apart by \"type\".\n"
                             "perceval: one envelope a line, as Perceval writes them, for GrimoireLab.\n"
                             "html: the report, as axial report writes it.\n"
                             "Decisions of a blind round stay out until it is closed."};

} // namespace axial::cli
