// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/indexing.h"
#include "codebooks/codebook.h"
#include "codebooks/journal.h"
#include "codebooks/quote_check.h"
#include "corpus/integrity.h"
#include "corpus/store.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t most_lines = 100;

constexpr Option options[] = {
    {"repair", "",
     "make projections and index anew from the journal and the store; what people decided stays"}};

struct Check {
    std::string_view name, what;
    std::int64_t checked = 0;
    std::vector<std::string> differences;
    std::string note; ///< what was mended on the way, as it may be
};

Result<Check> check_projections(corpus::Study& study, Context&) {
    const codebooks::Journal journal(study);
    Check check{"projections", "events recomputed against the tables of the current state", 0, {}, {}};
    AXIAL_ASSIGN(check.checked, journal.size());
    AXIAL_ASSIGN(check.differences, journal.differences(most_lines));
    return check;
}

Result<Check> check_quotes(corpus::Study& study, Context&) {
    Check check{"quotes", "codings whose quote was compared with the text that it was cut from", 0, {}, {}};
    AXIAL_ASSIGN(const auto quotes, codebooks::check_quotes(study, most_lines));
    check.checked = quotes.checked;
    check.differences = quotes.differences;
    return check;
}

/// The index follows the store and may lag behind it, or be gone: that is no disagreement, it is brought up to
/// date first. What counts is whether it then says what the store says.
Result<Check> check_index(corpus::Study& study, Context& context) {
    corpus::SearchIndex index(study);
    Check check{"index", "indexed posts compared with the store", 0, {}, {}};
    const auto before = index.state();
    AXIAL_ASSIGN(const auto last, corpus::Store(study).last_change());
    if (!before.usable)
        check.note = before.reason + ", made anew";
    else if (before.change < last)
        check.note = "was behind the store, brought up to date";
    if (!check.note.empty())
        AXIAL_TRY(update_index(context, index));
    check.checked = index.state().posts;
    AXIAL_ASSIGN(check.differences, index.differences(most_lines));
    return check;
}

Result<Check> check_database(corpus::Study& study, Context&) {
    Check check{"database", "integrity and references of study.db and raw.db", 1, {}, {}};
    AXIAL_ASSIGN(check.differences, corpus::integrity_problems(study, most_lines));
    return check;
}

Status repair(Context& context) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    AXIAL_TRY(codebooks::Journal(study).rebuild());
    corpus::SearchIndex index(study);
    return rebuild_index(context, index);
}

Status run_verify(Context& context, const Arguments& arguments) {
    if (arguments.has("repair"))
        AXIAL_TRY(repair(context));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    std::vector<Check> checks;
    for (const auto run : {check_database, check_projections, check_quotes, check_index}) {
        if (context.stop.stop_requested())
            return cancelled();
        AXIAL_ASSIGN(auto check, run(study, context));
        checks.push_back(std::move(check));
    }
    std::size_t different = 0;
    auto json = ordered_json::object();
    for (const auto& check : checks) {
        different += check.differences.size();
        json[std::string(check.name)] = {{"checked", check.checked}, {"differences", check.differences}};
        if (!check.note.empty())
            json[std::string(check.name)]["note"] = check.note;
        if (context.json)
            continue;
        fmt::print(context.out, "{:<12} {:>8}  {}: {}\n", check.name, check.checked, check.what,
                   check.differences.empty() ? "no difference"
                                             : fmt::format("{} DIFFER", check.differences.size()));
        if (!check.note.empty())
            fmt::print(context.out, "             {}\n", check.note);
        for (const auto& line : check.differences)
            fmt::print(context.out, "             {}\n", line);
    }
    if (context.json)
        context.print(ordered_json{{"ok", different == 0}, {"checks", json}});
    if (different > 0)
        return bad_input(fmt::format("the study does not agree with itself in {} places", different),
                         study.path().string(), "\"axial verify --repair\" makes projections and index anew");
    return {};
}

} // namespace

const Command verify_command{
    "verify",
    "",
    "recompute everything that can be recomputed and say what differs",
    options,
    run_verify,
    "Checks study.db and raw.db themselves, the projections against the journal, the quote of every coding "
    "against the text "
    "of its\n"
    "revision, and the index against the store. Exit status 1 where anything differs."};

} // namespace axial::cli
