// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/round_checks.h"

#include "codebooks/assignment.h"
#include "corpus/database.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::codebooks {
namespace {

Status check_assigned(corpus::Study& study, const Round& round, std::string_view coder, std::string_view post) {
    AXIAL_ASSIGN(const auto assignment, assignment_of(study, round));
    const auto posts = assignment.of(coder);
    if (std::find(posts.begin(), posts.end(), post) != posts.end())
        return {};
    if (!round.released)
        return bad_input("the post is behind the calibration", std::string(post),
                         fmt::format("it can be decided about after \"axial round release {}\"", round.name));
    return bad_input(fmt::format("the post is not \"{}\"'s to decide about", coder), std::string(post),
                     fmt::format("round \"{}\" gives each post to {} of {} coders", round.name, round.overlap,
                                 round.coders.size()));
}

} // namespace

Status check_may_decide(corpus::Study& study, const Round& round, std::string_view coder,
                        std::string_view post) {
    if (round.closed)
        return bad_input("the round is closed", round.name, "open a new round to decide again");
    if (round.paused)
        return bad_input("the round is paused", round.name,
                         fmt::format("resume it with \"axial round resume {}\"", round.name));
    if (std::find(round.coders.begin(), round.coders.end(), coder) == round.coders.end())
        return bad_input(fmt::format("\"{}\" is not a coder of this round", coder), round.name,
                         fmt::format("its coders are {}", fmt::join(round.coders, ", ")));
    return corpus::guarded([&]() -> Status {
        SQLite::Statement query(study.database(),
                                "SELECT p.id, EXISTS (SELECT 1 FROM set_posts m JOIN sets s ON s.id = m.set_id "
                                "WHERE s.name = ?1 AND m.post_id = p.id) FROM posts p WHERE p.key = ?2");
        query.bind(1, round.set);
        query.bind(2, std::string(post));
        if (!query.executeStep())
            return bad_input("no such post in this study", std::string(post),
                             "give its id as \"axial posts\" shows it");
        if (query.getColumn(1).getInt() == 0)
            return bad_input("the post is not in the round's set", std::string(post),
                             fmt::format("round \"{}\" is about set \"{}\"", round.name, round.set));
        return Assignment::is_everything(round) ? Status{} : check_assigned(study, round, coder, post);
    });
}

Status check_answer(const Codebook& codebook, const Vote& vote) {
    if (codebook.kind != Codebook::Kind::question)
        return bad_input("the round applies a codebook, it asks no question", codebook.id,
                         "import codings instead");
    std::vector<std::string> ids;
    for (const auto& answer : codebook.answers) {
        ids.push_back(answer.id);
        if (answer.id != vote.answer)
            continue;
        const bool known =
            vote.reason.empty() || answer.reasons.empty() ||
            std::find(answer.reasons.begin(), answer.reasons.end(), vote.reason) != answer.reasons.end();
        if (!known)
            return bad_input(fmt::format("\"{}\" is not a reason for \"{}\"", vote.reason, vote.answer),
                             vote.post, fmt::format("there are: {}", fmt::join(answer.reasons, ", ")));
        return {};
    }
    return bad_input(fmt::format("\"{}\" is not an answer to this question", vote.answer), vote.post,
                     fmt::format("there are: {}", fmt::join(ids, ", ")));
}

} // namespace axial::codebooks
