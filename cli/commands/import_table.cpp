// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/indexing.h"
#include "cli/privacy_options.h"
#include "collectors/dumps/table_import.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace axial::cli {
namespace {

using collectors::dumps::TableForm;
using collectors::dumps::TablePreview;
using collectors::dumps::TableRequest;

constexpr Option options[] = {
    {"map", "FIELD=COLUMN", "which column holds a field, where it is not named like it", true},
    {"site", "NAME", "what the posts are filed under (default: the name of the file)"},
    {"markup", "plain|markdown|html", "how the bodies are written"},
    {"dry-run", "", "store nothing; show what the first three rows would become"},
    no_index_option,
    pseudonymise_option,
    drop_authors_option,
    mask_option,
};

Result<TableRequest> request_of(const Arguments& arguments, TableForm form) {
    TableRequest request{.file = arguments.positional.front(), .form = form, .name = arguments.get("site")};
    for (const auto& pair : arguments.all("map")) {
        const auto equals = pair.find('=');
        if (equals == 0 || equals == std::string::npos || equals + 1 == pair.size())
            return fail({Fault::usage, "--map is not FIELD=COLUMN", pair, "as in --map body=text"});
        if (!request.columns.emplace(pair.substr(0, equals), pair.substr(equals + 1)).second)
            return fail({Fault::usage, "--map gives a field twice", pair.substr(0, equals), {}});
    }
    AXIAL_ASSIGN(const auto markup, arguments.one_of("markup", {"plain", "markdown", "html"}));
    request.markup = markup == "html"       ? corpus::Markup::html
                     : markup == "markdown" ? corpus::Markup::markdown
                                            : corpus::Markup::plain;
    return request;
}

void print_preview(Context& context, const TablePreview& preview) {
    if (context.json) {
        auto rows = nlohmann::json::array();
        for (const auto& row : preview.rows)
            rows.push_back({{"line", row.line}, {"problem", row.problem}, {"values", row.values}});
        return context.print(
            nlohmann::json{{"site", preview.name}, {"columns", preview.columns}, {"rows", rows}});
    }
    constexpr std::size_t widest = 100;
    context.out << fmt::format("to be filed under {}; nothing is stored\n", preview.name);
    for (const auto& row : preview.rows) {
        context.out << fmt::format("line {}{}\n", row.line,
                                   row.problem.empty() ? "" : ": left out, " + plain(row.problem));
        for (const auto& field : collectors::dumps::table_fields()) {
            const auto value = row.values.find(field.name);
            context.out << fmt::format(
                "  {:8} {:16} {}\n", field.name, plain(preview.columns.at(field.name)),
                value == row.values.end() ? "-" : plain(corpus::clean_utf8(value->second.substr(0, widest))));
        }
    }
}

Status run_import(Context& context, const Arguments& arguments, TableForm form) {
    AXIAL_ASSIGN(const auto request, request_of(arguments, form));
    if (arguments.has("dry-run")) {
        AXIAL_ASSIGN(const auto preview, collectors::dumps::preview_table(request, 3));
        print_preview(context, preview);
        return {};
    }
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    AXIAL_TRY(apply_privacy_options(context, arguments, study));
    AXIAL_ASSIGN(const auto counts, collectors::dumps::import_table(study, request, context.stop));
    const auto n = [&](const char* name) { return counts.at(name); };
    if (context.json)
        context.print(nlohmann::json(counts));
    else
        context.out << fmt::format(
                           "{} rows: {} stored ({} added, {} changed, {} unchanged), {} with the id of an "
                           "earlier one, {} unusable\n",
                           n("rows_read"), n("rows_stored"), n("added"), n("changed"), n("unchanged"),
                           n("rows_repeated"), n("rows_unusable"))
                    << (n("rows_repeated") + n("rows_unusable") > 0
                            ? "  axial collect log lists what was left out, and why\n"
                            : "");
    return index_imported(context, arguments, study);
}

constexpr const char* help =
    "Fields: id, body and created (needed); updated, thread, parent, title, author, url, score, tags. A field "
    "without --map is\n"
    "looked for in the column of its own name. Rows with the same thread are one thread, opened by the row "
    "whose "
    "id it is.\n"
    "In JSON, user.name is a name within a name. Try --dry-run first.";

} // namespace

const Command import_jsonl_command{"import jsonl",
                                   "FILE",
                                   "import posts from a file of one JSON object a line",
                                   options,
                                   [](Context& context, const Arguments& arguments) {
                                       return run_import(context, arguments, TableForm::jsonl);
                                   },
                                   help};

const Command import_csv_command{
    "import csv",
    "FILE",
    "import posts from a table",
    options,
    [](Context& context, const Arguments& arguments) { return run_import(context, arguments, TableForm::csv); },
    help};

} // namespace axial::cli
