// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/sections.h"

namespace axial::exports {
namespace {

std::int64_t of_source(const Tally& tally, const std::string& source) {
    const auto found = tally.find(source);
    return found == tally.end() ? 0 : found->second;
}

void write_steps(Markup& m, const Funnel& funnel) {
    std::vector<Column> columns{{"Step"}, {"All", true}};
    for (const auto& source : funnel.sources)
        columns.push_back({source, true});
    const auto& first = funnel.steps.front();
    table(m, columns, [&] {
        for (const auto& step : funnel.steps)
            m.in("tr", [&] {
                cell(m, step.name);
                share_cell(m, step.posts, first.posts);
                for (const auto& source : funnel.sources)
                    share_cell(m, of_source(step.by_source, source), of_source(first.by_source, source));
            });
    });
    write_note(m, "Posts of the step / posts collected, over all sources and within each.");
}

void write_answers(Markup& m, const RoundOutcome& outcome) {
    m.element("h3", outcome.question.empty() ? outcome.title : outcome.question);
    if (outcome.sealed) {
        write_missing(m, "Round " + outcome.round.name +
                             " is blind and still open: its answers are sealed until it is closed.");
        return;
    }
    const bool several = outcome.round.coders.size() > 1;
    table(m, {{"Round " + outcome.round.name}, {"Posts / posts judged by all coders", true}}, [&] {
        for (const auto& [answer, posts] : outcome.unanimous)
            m.in("tr", [&] {
                cell(m, several ? "all coders: " + answer : answer);
                share_cell(m, posts, outcome.judged_by_all);
            });
        if (several)
            m.in("tr", [&] {
                cell(m, "divided");
                share_cell(m, outcome.divided, outcome.judged_by_all);
            });
    });
    std::string reasons;
    for (const auto& [reason, votes] : outcome.reasons)
        reasons += (reasons.empty() ? "" : ", ") + reason + " " + count(votes);
    write_note(m, "Judged by all coders: " + share(outcome.judged_by_all, outcome.posts) + " posts of set " +
                      outcome.round.set + "; by at least one: " + share(outcome.judged, outcome.posts) + "." +
                      (reasons.empty() ? "" : " Votes by reason: " + reasons + "."));
}

} // namespace

void write_funnel(Markup& m, const Report& report) {
    m.in("section", {{"id", "funnel"}}, [&] {
        m.element("h2", "Funnel");
        if (report.corpus.counts.posts == 0)
            return write_missing(m, "Without posts there is no funnel to draw.");
        m.in("figure", [&] {
            draw_funnel(m, report.funnel);
            m.element("figcaption",
                      "From all posts of the study down to the coded ones, drawn from its sets. The line "
                      "at the foot of a box is its share of the posts collected.");
        });
        if (report.funnel.steps.size() == 1)
            write_missing(m, "No sets yet: axial set new draws the first one from the posts of the study.");
        write_steps(m, report.funnel);
        for (const auto& step : report.funnel.steps)
            for (const auto& outcome : step.asked)
                if (outcome.kind == codebooks::Codebook::Kind::question)
                    write_answers(m, outcome);
    });
}

} // namespace axial::exports
