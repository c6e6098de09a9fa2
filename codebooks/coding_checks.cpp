// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/coding_checks.h"

#include "codebooks/code_places.h"
#include "codebooks/codebook.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace axial::codebooks {
namespace {

constexpr std::array<std::string_view, 4> certainties{"", "sure", "probable", "unsure"};

Status check_exclusive(SQLite::Database& database, const Coding& coding) {
    SQLite::Statement query(
        database,
        fmt::format("SELECT other.name, above.name FROM code_places mine "
                    "JOIN codes above ON above.target = 'code:' || mine.parent AND above.exclusive = 1 "
                    "JOIN code_places place ON place.parent = mine.parent AND place.code <> mine.code "
                    "JOIN codes other ON other.target = 'code:' || place.code "
                    "JOIN codings c ON {} = place.code WHERE mine.code = ? AND c.coder = ? AND c.round = ? "
                    "AND c.post = ? AND c.unit = ? AND c.to_post = ? AND (c.unit <> 'span' OR "
                    "(c.begin_at < ? AND c.end_at > ?)) LIMIT 1",
                    coding_code));
    int i = 0;
    for (const auto* text :
         {&coding.code, &coding.coder, &coding.round, &coding.post, &coding.unit, &coding.to})
        query.bind(++i, *text);
    query.bind(++i, coding.end);
    query.bind(++i, coding.begin);
    if (!query.executeStep())
        return {};
    return bad_input(fmt::format("\"{}\" is on it already, and of the codes below \"{}\" only one fits",
                                 query.getColumn(0).getString(), query.getColumn(1).getString()),
                     coding.post, "take that one away first");
}

} // namespace

Status check_use(const NewCoding& coding) {
    const bool span = coding.begin != 0 || coding.end != 0;
    if (!coding.unit.empty() &&
        std::find(code_units.begin(), code_units.end(), coding.unit) == code_units.end())
        return bad_input(fmt::format("\"{}\" is no unit", coding.unit), coding.post,
                         fmt::format("there are: {}", fmt::join(code_units, ", ")));
    if ((coding.unit == "span" && !span) || ((coding.unit == "post" || coding.unit == "thread") && span))
        return bad_input("a span has a beginning and an end, a post or thread as a whole has none",
                         coding.post);
    if ((coding.unit == "relation") != !coding.to.empty() || coding.to == coding.post)
        return bad_input("a relation goes to another post", coding.post);
    if (coding.weight < -1 || coding.weight > 100)
        return bad_input(fmt::format("a weight is between 0 and 100, not {}", coding.weight), coding.post);
    if (std::find(certainties.begin(), certainties.end(), coding.certainty) == certainties.end())
        return bad_input(fmt::format("\"{}\" is no certainty", coding.certainty), coding.post,
                         "sure, probable or unsure");
    return {};
}

/// The code exists in some codebook of the study, and may be applied.
Status check_code(corpus::Study& study, const std::string& code, const Round* round) {
    SQLite::Statement query(study.database(), "SELECT k.name, k.codable, b.id, k.retired, into_code.name FROM "
                                              "codes k JOIN codebooks b ON b.uuid = k.codebook "
                                              "LEFT JOIN code_places place ON place.code = k.uuid AND "
                                              "place.stands_for <> k.uuid LEFT JOIN codes into_code ON "
                                              "into_code.target = 'code:' || place.stands_for "
                                              "WHERE k.target = 'code:' || ?");
    query.bind(1, code);
    if (!query.executeStep())
        return bad_input("no such code", code);
    if (query.getColumn(1).getInt() == 0)
        return bad_input("this code is a heading; apply one of the codes below it",
                         query.getColumn(0).getString());
    if (query.getColumn(3).getInt() != 0)
        return bad_input("this code is retired", query.getColumn(0).getString());
    if (!query.getColumn(4).isNull())
        return bad_input("this code was merged into another", query.getColumn(0).getString(),
                         "apply \"" + query.getColumn(4).getString() + "\"");
    if (round && query.getColumn(2).getString() != round->codebook)
        return bad_input("the code is not of the round's codebook", query.getColumn(0).getString(),
                         "round \"" + round->name + "\" uses " + round->codebook);
    return {};
}

Status check_unit(SQLite::Database& database, const Coding& coding) {
    SQLite::Statement query(database, "SELECT name, applies FROM codes WHERE target = 'code:' || ?");
    query.bind(1, coding.code);
    if (query.executeStep()) {
        const auto units =
            nlohmann::json::parse(query.getColumn(1).getString()).get<std::vector<std::string>>();
        if (!units.empty() && std::find(units.begin(), units.end(), coding.unit) == units.end())
            return bad_input(
                fmt::format("\"{}\" does not apply to a {}", query.getColumn(0).getString(), coding.unit),
                coding.post, fmt::format("it applies to: {}", fmt::join(units, ", ")));
    }
    if (coding.unit == "relation") {
        SQLite::Statement other(database, "SELECT 1 FROM posts WHERE key = ?");
        other.bind(1, coding.to);
        if (!other.executeStep())
            return bad_input("no such post in this study", coding.to);
    }
    return check_exclusive(database, coding);
}

} // namespace axial::codebooks
