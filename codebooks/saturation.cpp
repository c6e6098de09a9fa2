// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/saturation.h"

#include "codebooks/codebook.h"
#include "corpus/database.h"
#include "corpus/store_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace axial::codebooks {
namespace {

/// When each post of the round was first finished or coded.
Result<std::vector<SaturationStep>> posts_in_order(corpus::Study& study, const Round& round) {
    return corpus::guarded([&]() -> Result<std::vector<SaturationStep>> {
        SQLite::Statement query(
            study.database(),
            "SELECT post, min(at), min(event) AS first FROM (SELECT post, at, event FROM codings WHERE round = "
            "?1 UNION "
            "ALL SELECT post, at, event FROM finished WHERE round = ?1) GROUP BY post ORDER BY first");
        query.bind(1, round.uuid);
        std::vector<SaturationStep> steps;
        while (query.executeStep()) {
            auto& step = steps.emplace_back();
            step.post = query.getColumn(0).getString();
            step.at = corpus::rows::time_from(query.getColumn(1));
        }
        return steps;
    });
}

} // namespace

void measure(Saturation& saturation, const SaturationOptions& options) {
    const auto& steps = saturation.steps;
    const auto size = static_cast<std::int64_t>(steps.size());
    if (size == 0)
        return;
    const auto codes_after = [&](std::int64_t posts) {
        return posts == 0 ? 0 : steps[static_cast<std::size_t>(posts) - 1].codes;
    };
    saturation.base_codes = codes_after(std::min(size, options.base));
    if (size <= options.base || saturation.base_codes == 0)
        return;
    for (auto from = options.base; from + options.run <= size; from += options.run) {
        const auto fresh = codes_after(from + options.run) - codes_after(from);
        saturation.last_share = static_cast<double>(fresh) / static_cast<double>(saturation.base_codes);
        if (!saturation.reached_at && *saturation.last_share <= options.threshold)
            saturation.reached_at = from + options.run;
    }
}

Result<Saturation> saturation_of(corpus::Study& study, const Round& round, const SaturationOptions& options) {
    if (!Rounds::unsealed(round))
        return bad_input("the round is blind and open", round.name,
                         fmt::format("close it first with \"axial round close {}\"", round.name));
    AXIAL_ASSIGN(const auto codebook, Codebooks(study).get(round.codebook));
    if (codebook.kind != Codebook::Kind::codes)
        return bad_input("a question has no codes to saturate", round.name);
    std::map<std::string, std::string> names;
    for (const auto& code : codebook.codes)
        names[code.uuid] = code.name;
    AXIAL_ASSIGN(const auto codings, Rounds(study).codings(round, {}));
    std::map<std::string, std::set<std::string>> codes_of;
    for (const auto& coding : codings)
        codes_of[coding.post].insert(names.contains(coding.code) ? names.at(coding.code) : coding.code);
    Saturation saturation;
    AXIAL_ASSIGN(saturation.steps, posts_in_order(study, round));
    std::set<std::string> seen;
    for (auto& step : saturation.steps) {
        for (const auto& code : codes_of[step.post])
            if (seen.insert(code).second)
                step.new_codes.push_back(code);
        step.codes = static_cast<std::int64_t>(seen.size());
    }
    measure(saturation, options);
    return saturation;
}

} // namespace axial::codebooks
