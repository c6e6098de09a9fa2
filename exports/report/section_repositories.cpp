// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/sections.h"

#include <algorithm>

namespace axial::exports {
namespace {

constexpr std::size_t most_rows = 200;

std::string custom_code(const scanner::RepositoryRow& row) {
    if (!row.scanned)
        return "not scanned";
    std::string text = row.config_rule && row.paper_rule ? "yes: configuration and file names"
                       : row.config_rule                 ? "yes: configuration"
                       : row.paper_rule                  ? "yes: file names or tag"
                                                         : "no";
    if (row.load_files > 0)
        text += "; " + count(row.load_files, "file runs", "files run") + " at load";
    if (!row.runs_code_of.empty())
        text += "; runs code of " + joined(row.runs_code_of);
    return text;
}

std::string findings(const scanner::RepositoryRow& row) {
    if (!row.scanned)
        return "–";
    return count(row.errors) + " / " + count(row.warnings) + " / " + count(row.notes);
}

std::string cwes(const scanner::RepositoryRow& row) {
    std::string text;
    for (const auto& [cwe, number] : row.top_cwes)
        text += (text.empty() ? "" : ", ") + std::string("CWE-") + std::to_string(cwe) + " " + count(number);
    return text.empty() ? "–" : text;
}

void write_row(Markup& m, const scanner::RepositoryRow& row, bool kept) {
    m.in("tr", [&] {
        m.element("td", {{"class", "key"}}, row.model);
        number_cell(m, count(row.posts));
        number_cell(m, count(row.threads));
        if (kept)
            number_cell(m, share(row.kept, row.posts));
        cell(m, custom_code(row));
        m.in("td", {{"class", "n"}}, [&] {
            m.text(findings(row));
            if (row.suppressed > 0)
                m.element("small", count(row.suppressed) + " suppressed");
        });
        number_cell(m, row.scanned ? share(row.reachable, row.errors + row.warnings + row.notes) : "–");
        cell(m, cwes(row));
    });
}

} // namespace

void write_repositories(Markup& m, const Report& report) {
    m.in("section", {{"id", "repositories"}}, [&] {
        m.element("h2", "Complaints by repository, with findings");
        const auto& rows = report.repositories;
        if (rows.empty())
            return write_missing(m,
                                 "No model repository is known: axial mentions finds them in posts, axial scan "
                                 "looks into them, axial link joins the two.");
        const bool kept = !report.repositories_set.empty();
        std::vector<Column> columns{{"Repository"}, {"Posts", true}, {"Threads", true}};
        if (kept)
            columns.push_back({"Posts in " + report.repositories_set + " / posts", true});
        columns.insert(columns.end(), {{"Custom code"},
                                       {"Errors / warnings / notes", true},
                                       {"In files run at load / findings", true},
                                       {"Most frequent CWEs"}});
        table(m, columns, [&] {
            for (std::size_t i = 0; i < std::min(rows.size(), most_rows); ++i)
                write_row(m, rows[i], kept);
        });
        const auto scanned =
            std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.scanned; });
        const auto all = static_cast<std::int64_t>(rows.size());
        write_note(m,
                   "Posts and threads that mention the repository, each once. Scanned: " + share(scanned, all) +
                       " repositories. Findings are what the analysers report, not proven faults, and a "
                       "mention is not yet a complaint about the repository." +
                       (rows.size() > most_rows
                            ? " The first " + count(most_rows) + " of " + count(all) + " are shown."
                            : ""));
    });
}

} // namespace axial::exports
