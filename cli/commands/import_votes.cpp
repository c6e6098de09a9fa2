// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "codebooks/rounds.h"
#include "corpus/csv.h"
#include "corpus/store.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

/// Votes of all rows, or none: an error in row 400 leaves the study as it was.
Status run_import_votes(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto table, corpus::CsvTable::read(arguments.positional[1]));
    AXIAL_ASSIGN(const auto post, table.column("post"));
    AXIAL_ASSIGN(const auto coder, table.column("coder"));
    AXIAL_ASSIGN(const auto answer, table.column("answer"));
    const auto reason = table.find_column("reason");
    const auto note = table.find_column("note");
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    codebooks::Rounds rounds(study);
    AXIAL_ASSIGN(const auto round, rounds.get(arguments.positional[0]));
    AXIAL_TRY(corpus::Store(study).transaction([&]() -> Status {
        for (const auto& row : table.rows()) {
            if (context.stop.stop_requested())
                return cancelled();
            codebooks::Vote vote;
            vote.post = row.cells[post];
            vote.coder = row.cells[coder];
            vote.answer = row.cells[answer];
            vote.reason = reason ? row.cells[*reason] : std::string();
            vote.note = note ? row.cells[*note] : std::string();
            if (auto cast = rounds.vote(round, vote); !cast) {
                auto error = std::move(cast).error();
                error.where = table.where(row) + (error.where.empty() ? "" : ": " + error.where);
                return fail(std::move(error));
            }
        }
        return {};
    }));
    if (context.json)
        context.print(nlohmann::ordered_json{{"round", round.name}, {"votes", table.rows().size()}});
    else
        fmt::print(context.out, "round \"{}\": {} votes\n", round.name, table.rows().size());
    return {};
}

} // namespace

const Command import_votes_command{
    "import votes",
    "ROUND FILE.csv",
    "cast votes from a table",
    {},
    run_import_votes,
    "Columns: post (its id, as \"axial posts\" shows it), coder, answer, and if wanted reason and note."};

} // namespace axial::cli
