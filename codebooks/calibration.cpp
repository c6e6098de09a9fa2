// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/sets.h"
#include "codebooks/assignment.h"
#include "codebooks/codebook.h"
#include "codebooks/journal.h"
#include "codebooks/rounds.h"
#include "codebooks/sealing.h"
#include "corpus/database.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace axial::codebooks {
namespace {

using agreement::SetData;
using corpus::guarded;

/// What each coder decided about one post, in the order of the round's coders.
using Cells = std::vector<std::optional<SetData::Codes>>;

/// Each coder's own decisions, asked for in that coder's name: nothing here looks under the seal but the one
/// figure that all of them make together.
Result<std::map<std::string, Cells>> cells_of(const Rounds& rounds, const Round& round,
                                              const Codebook& codebook, const std::set<std::string>& posts) {
    std::map<std::string, Cells> cells;
    for (const auto& post : posts)
        cells[post].resize(round.coders.size());
    std::map<std::string, std::string> ids;
    for (const auto& code : codebook.codes)
        ids.emplace(code.uuid, code.id);
    for (std::size_t coder = 0; coder < round.coders.size(); ++coder) {
        const Viewer self{round.coders[coder]};
        const auto cell = [&](const std::string& post) -> SetData::Codes* {
            const auto found = cells.find(post);
            if (found == cells.end())
                return nullptr;
            auto& there = found->second[coder];
            return there ? &*there : &there.emplace();
        };
        AXIAL_ASSIGN(const auto votes, rounds.votes(round, self));
        for (const auto& vote : votes)
            if (auto* there = vote.coder == self.coder ? cell(vote.post) : nullptr)
                *there = {vote.answer};
        AXIAL_ASSIGN(const auto finished, rounds.finished(round, self.coder));
        if (codebook.kind == Codebook::Kind::codes)
            for (const auto& post : finished)
                std::ignore = cell(post);
        AXIAL_ASSIGN(const auto codings, rounds.codings(round, self));
        for (const auto& coding : codings)
            if (auto* there = coding.coder == self.coder ? cell(coding.post) : nullptr;
                there && ids.contains(coding.code))
                there->insert(ids.at(coding.code));
    }
    return cells;
}

agreement::Figure alpha_of(const Codebook& codebook, const std::map<std::string, Cells>& cells) {
    SetData sets;
    for (const auto& [post, row] : cells)
        sets.add_unit(row);
    // Of answers, which are sets of one, the nominal distance of sets is that of the answers.
    return codebook.kind == Codebook::Kind::question ? agreement::alpha_set_nominal(sets)
                                                     : agreement::alpha_masi(sets);
}

} // namespace

Result<Calibration> Rounds::calibration(const Round& round) const {
    if (round.calibration == 0)
        return bad_input("the round has no calibration", round.name);
    AXIAL_ASSIGN(const auto assignment, assignment_of(*study_, round));
    AXIAL_ASSIGN(const auto codebook, Codebooks(*study_).get(round.codebook));
    AXIAL_ASSIGN(const auto cells, cells_of(*this, round, codebook, assignment.calibration()));
    Calibration result;
    result.items = static_cast<std::int64_t>(cells.size());
    for (std::size_t coder = 0; coder < round.coders.size(); ++coder)
        if (std::any_of(cells.begin(), cells.end(), [&](const auto& row) { return !row.second[coder]; }))
            result.waiting.push_back(round.coders[coder]);
    if (!result.waiting.empty())
        return result;
    const auto alpha = alpha_of(codebook, cells);
    if (alpha.defined())
        result.alpha = alpha.value();
    result.passed = round.gate_permille == 0 || (result.alpha && *result.alpha * 1000.0 >= round.gate_permille);
    return result;
}

Result<Calibration> Rounds::release(std::string_view name, std::string_view by, std::string_view note) {
    AXIAL_ASSIGN(const auto round, get(name));
    if (round.closed || round.released)
        return bad_input(round.closed ? "the round is closed" : "there is nothing to release", round.name);
    AXIAL_ASSIGN(const auto result, calibration(round));
    if (!result.waiting.empty())
        return bad_input("not all have decided about the calibration yet", round.name,
                         fmt::format("it waits for {}", fmt::join(result.waiting, ", ")));
    if (!result.passed && note.empty())
        return bad_input(fmt::format("alpha is {} over {} posts, below the gate of {:.3f}",
                                     result.alpha ? fmt::format("{:.3f}", *result.alpha) : "undefined",
                                     result.items, round.gate_permille / 1000.0),
                         round.name, "talk it over and code anew, or go on all the same and say why: --note");
    nlohmann::json payload{{"items", result.items}, {"note", std::string(note)}};
    if (result.alpha)
        payload["alpha_permille"] = std::lround(*result.alpha * 1000.0);
    AXIAL_TRY(Journal(*study_).append(
        Event{{}, {}, std::string(by), EventKind::round_released, "round:" + round.uuid, std::move(payload)}));
    return result;
}

Result<Round> Rounds::pause(std::string_view name, std::string_view by, std::string_view note) {
    AXIAL_ASSIGN(const auto round, get(name));
    if (round.closed || round.paused)
        return bad_input(round.closed ? "the round is closed" : "the round is paused already", round.name);
    AXIAL_TRY(Journal(*study_).append(Event{{},
                                            {},
                                            std::string(by),
                                            EventKind::round_paused,
                                            "round:" + round.uuid,
                                            {{"note", std::string(note)}}}));
    return get(round.uuid);
}

Result<Round> Rounds::resume(std::string_view name, std::string_view by) {
    AXIAL_ASSIGN(const auto round, get(name));
    if (!round.paused)
        return bad_input("the round is not paused", round.name);
    AXIAL_TRY(Journal(*study_).append(Event{
        {}, {}, std::string(by), EventKind::round_resumed, "round:" + round.uuid, nlohmann::json::object()}));
    return get(round.uuid);
}

Result<std::map<std::string, std::int64_t>> Rounds::median_times(const Round& round,
                                                                 const Viewer& viewer) const {
    return guarded([&]() -> Result<std::map<std::string, std::int64_t>> {
        std::map<std::string, std::vector<std::int64_t>> times;
        for (const auto* table : {"votes", "finished"}) {
            SQLite::Statement query(
                study_->database(),
                fmt::format("SELECT t.coder, t.milliseconds FROM {} t WHERE t.round = :round AND "
                            "t.milliseconds > 0 AND {}",
                            table, visible_rows("t")));
            query.bind(":round", round.uuid);
            bind_viewer(query, viewer);
            while (query.executeStep())
                times[query.getColumn(0).getString()].push_back(query.getColumn(1).getInt64());
        }
        std::map<std::string, std::int64_t> medians;
        for (auto& [coder, all] : times) {
            const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
            std::nth_element(all.begin(), middle, all.end());
            medians[coder] = *middle;
        }
        return medians;
    });
}

} // namespace axial::codebooks
