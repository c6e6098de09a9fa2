// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/report/report_data.h"

#include "exports/report/gather.h"

#include <algorithm>

namespace axial::exports {

namespace {

/// Figures of posts stay where those of the text below them cannot be had.
void gather_figures(corpus::Study& study, RoundSection& section) {
    if (auto all = codebooks::agreement_at_levels(study, section.round))
        section.agreement = std::move(*all);
    else if (auto posts = codebooks::agreement_of(study, section.round)) {
        section.agreement = std::move(*posts);
        section.levels_trouble = all.error().line();
    } else {
        section.trouble = posts.error().line();
        return;
    }
    if (auto diagnosis = codebooks::diagnosis_of(study, section.round))
        section.diagnosis = std::move(*diagnosis);
    else
        section.diagnosis_trouble = diagnosis.error().line();
}

} // namespace

std::vector<RoundSection> gather_agreement(corpus::Study& study, const std::vector<codebooks::Round>& rounds) {
    std::vector<RoundSection> sections;
    for (const auto& round : rounds) {
        RoundSection section;
        section.round = round;
        const auto book = codebooks::Codebooks(study).get(round.codebook);
        section.title = book ? book->title : round.codebook;
        section.sealed = !codebooks::Rounds::unsealed(round);
        if (!section.sealed)
            gather_figures(study, section);
        sections.push_back(std::move(section));
    }
    return sections;
}

Result<std::vector<codebooks::Round>> chosen_rounds(corpus::Study& study,
                                                    const std::vector<std::string>& names) {
    const codebooks::Rounds rounds(study);
    AXIAL_ASSIGN(auto all, rounds.all());
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.opened_at < b.opened_at; });
    if (names.empty())
        return all;
    std::set<std::string> wanted;
    for (const auto& name : names) {
        AXIAL_ASSIGN(const auto round, rounds.get(name));
        wanted.insert(round.uuid);
    }
    std::erase_if(all, [&](const auto& round) { return !wanted.contains(round.uuid); });
    return all;
}

Result<Report> gather_report(corpus::Study& study, const ExportOptions& options) {
    Report report;
    report.study = study.name();
    report.uuid = study.uuid();
    report.axial_version = options.axial_version;
    report.made_at = options.made_at;

    AXIAL_ASSIGN(const auto rounds, chosen_rounds(study, options.rounds));
    corpus::Store store(study);
    AXIAL_ASSIGN(report.corpus, gather_corpus(store, options.stop));
    AXIAL_ASSIGN(report.funnel, gather_funnel(study, options, report.corpus, rounds));
    report.rounds = gather_agreement(study, rounds);
    AXIAL_ASSIGN(report.frequencies, gather_frequencies(study, rounds));
    AXIAL_ASSIGN(const auto outside, codebooks::Rounds(study).codings(codebooks::Round{}, {}));
    report.codings_outside_rounds = static_cast<std::int64_t>(outside.size());
    AXIAL_ASSIGN(report.quotes, gather_quotes(study, rounds));

    AXIAL_ASSIGN(report.sets, corpus::Sets(study).all());
    for (const auto& step : report.funnel.steps)
        if (step.step != "collection" && step.step != "coding")
            report.repositories_set = step.name;
    std::optional<std::string> kept;
    if (!report.repositories_set.empty())
        kept = report.repositories_set;
    AXIAL_ASSIGN(report.repositories, scanner::complaints_by_repository(study, kept));
    AXIAL_ASSIGN(report.codebooks, codebooks::Codebooks(study).all());
    if (options.stop.stop_requested())
        return cancelled();
    return report;
}

} // namespace axial::exports
