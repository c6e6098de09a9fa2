// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/report/gather.h"

#include <algorithm>

namespace axial::exports {
namespace {

using codebooks::Codebook;

/// Post to what each coder answered; only coders of the round and posts of its set can have voted.
using Ballots = std::map<std::string, std::map<std::string, std::string>>;

void count_ballots(const Ballots& ballots, const Codebook& question, std::size_t coders,
                   RoundOutcome& outcome) {
    Tally unanimous;
    for (const auto& [post, answers] : ballots) {
        ++outcome.judged;
        if (answers.size() < coders)
            continue;
        ++outcome.judged_by_all;
        const auto& first = answers.begin()->second;
        const bool agreed = std::all_of(answers.begin(), answers.end(),
                                        [&](const auto& answer) { return answer.second == first; });
        if (agreed)
            ++unanimous[first];
        else
            ++outcome.divided;
    }
    for (const auto& answer : question.answers)
        outcome.unanimous.emplace_back(answer.name, unanimous[answer.id]);
}

Status gather_votes(codebooks::Rounds& rounds, const Codebook& question, RoundOutcome& outcome) {
    AXIAL_ASSIGN(const auto votes, rounds.votes(outcome.round, {}));
    Ballots ballots;
    for (const auto& vote : votes) {
        ballots[vote.post][vote.coder] = vote.answer;
        if (!vote.reason.empty())
            ++outcome.reasons[vote.reason];
    }
    count_ballots(ballots, question, outcome.round.coders.size(), outcome);
    return {};
}

Status gather_finished(codebooks::Rounds& rounds, RoundOutcome& outcome) {
    Tally coders_done;
    for (const auto& coder : outcome.round.coders) {
        AXIAL_ASSIGN(const auto posts, rounds.finished(outcome.round, coder));
        for (const auto& post : std::set<std::string>(posts.begin(), posts.end()))
            ++coders_done[post];
    }
    outcome.judged = static_cast<std::int64_t>(coders_done.size());
    outcome.judged_by_all = std::count_if(coders_done.begin(), coders_done.end(), [&](const auto& post) {
        return post.second == static_cast<std::int64_t>(outcome.round.coders.size());
    });
    return {};
}

} // namespace

Result<RoundOutcome> gather_outcome(corpus::Study& study, const codebooks::Round& round) {
    RoundOutcome outcome;
    outcome.round = round;
    AXIAL_ASSIGN(const auto codebook, codebooks::Codebooks(study).get(round.codebook));
    outcome.title = codebook.title;
    outcome.question = codebook.question;
    outcome.kind = codebook.kind;
    outcome.sealed = !codebooks::Rounds::unsealed(round);
    AXIAL_ASSIGN(const auto set, corpus::Sets(study).get(round.set));
    outcome.posts = set.size;
    if (outcome.sealed)
        return outcome;
    codebooks::Rounds rounds(study);
    if (codebook.kind == Codebook::Kind::question)
        AXIAL_TRY(gather_votes(rounds, codebook, outcome));
    else
        AXIAL_TRY(gather_finished(rounds, outcome));
    return outcome;
}

} // namespace axial::exports
