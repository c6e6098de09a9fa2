// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/commands/importing.h"
#include "codebooks/rounds.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <map>
#include <utility>

namespace axial::cli {
namespace {

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
    std::map<std::pair<std::string, std::string>, const corpus::CsvRow*> seen;
    const auto cast = [&](const corpus::CsvRow& row) -> Status {
        const auto [first, is_new] = seen.try_emplace({row.cells[coder], row.cells[post]}, &row);
        if (!is_new)
            return bad_input(fmt::format("{} has voted on this post already, in {}", row.cells[coder],
                                         table.where(*first->second)),
                             row.cells[post], "leave one of the two rows");
        codebooks::Vote vote;
        vote.post = row.cells[post];
        vote.coder = row.cells[coder];
        vote.answer = row.cells[answer];
        vote.reason = reason ? row.cells[*reason] : std::string();
        vote.note = note ? row.cells[*note] : std::string();
        AXIAL_TRY(rounds.vote(round, vote));
        return {};
    };
    AXIAL_TRY(import_rows(context, study, table, cast));
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
