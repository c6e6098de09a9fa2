// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/codebook.h"
#include "codebooks/round_agreement.h"
#include "codebooks/round_diagnosis.h"
#include "codebooks/rounds.h"
#include "corpus/result.h"
#include "corpus/sets.h"
#include "corpus/store.h"
#include "corpus/study.h"
#include "exports/export_formats.h"
#include "scanner/links.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Everything that a report says, as figures and texts, before any of it is written. Nothing here is typed by
/// hand: all of it is computed from the study, and every count comes with what it is counted out of.
namespace axial::exports {

/// Source, or answer, or whatever the rows are, to a number of posts.
using Tally = std::map<std::string, std::int64_t>;

/// What was collected from one site.
struct SiteRow {
    std::string source, site;
    std::int64_t containers = 0, threads = 0, posts = 0; ///< containers: repositories, forums
    Time first{}, last{};                                ///< when the oldest and the newest post were written
};

struct CorpusFigures {
    corpus::Counts counts;
    std::vector<SiteRow> sites; ///< by source, site; posts add up to counts.posts
    std::vector<corpus::Run> runs;
};

/// What the coders of one round made of the posts of its set. Nothing but the round itself while it is sealed.
struct RoundOutcome {
    codebooks::Round round;
    std::string title; ///< of the question or codebook
    std::string question;
    codebooks::Codebook::Kind kind = codebooks::Codebook::Kind::question;
    bool sealed = false;
    std::int64_t posts = 0;         ///< in the set of the round
    std::int64_t judged_by_all = 0; ///< posts that every coder answered, or coded or finished
    std::int64_t judged = 0;        ///< posts that at least one coder did
    /// Questions only: posts of judged_by_all on which all gave that answer, in the codebook's order.
    std::vector<std::pair<std::string, std::int64_t>> unanimous;
    std::int64_t divided = 0; ///< posts of judged_by_all on which they did not agree
    Tally reasons;            ///< id of a reason to how many votes gave it
};

/// One box of the funnel.
struct FunnelStep {
    std::string name; ///< of the set; "collected" and "coded" for the two ends
    std::string step; ///< how it came about, as in corpus::Set
    std::string detail;
    std::int64_t posts = 0;
    Tally by_source;
    std::int64_t removed = 0;        ///< posts of the box above that are not in this one
    std::int64_t added = 0;          ///< posts that are not in the box above: only in sets put together by hand
    std::vector<RoundOutcome> asked; ///< rounds about this set
};

struct Funnel {
    std::vector<std::string> sources; ///< the columns of its table
    std::vector<FunnelStep> steps;    ///< from collected down
};

struct CodeFrequency {
    codebooks::Code code;
    int depth = 0;
    std::int64_t any = 0;     ///< posts to which at least one coder applied it or a code below it
    std::int64_t all = 0;     ///< posts to which every coder of a round did
    Tally by_source;          ///< `any` by source
    std::int64_t codings = 0; ///< applications, of this code alone
};

/// How often the codes of one codebook were used, in the rounds that are no longer sealed.
struct CodebookFrequencies {
    codebooks::Codebook codebook;
    std::vector<std::string> rounds, sealed_rounds;
    std::int64_t looked_at = 0; ///< posts that at least one coder coded or finished
    std::int64_t coded = 0;     ///< those with at least one code: the denominator
    Tally coded_by_source;
    std::vector<CodeFrequency> codes; ///< in the order of the tree
};

/// A coded passage to stand for its code. Without its author, and with the names in it taken out.
struct Quote {
    std::string text, source, post, url;
    Time written_at{};
    int revision = 1;
    std::uint32_t begin = 0, end = 0; ///< code points of that revision
    bool shared = false;              ///< another coder applied the same code to an overlapping span
};

struct CodeQuotes {
    std::string codebook, code, name, colour;
    std::int64_t candidates = 0; ///< coded passages that there were to choose from
    std::vector<Quote> quotes;
};

/// How far the coders of one round agree. Nothing but the round itself while it is sealed.
struct RoundSection {
    codebooks::Round round;
    std::string title;
    bool sealed = false;
    std::optional<codebooks::RoundAgreement> agreement; ///< not when sealed or when it could not be computed
    std::string trouble;                                ///< why it could not be computed
    std::string levels_trouble; ///< why agreement->levels is empty, where the rest of it could be computed
    std::optional<codebooks::RoundDiagnosis> diagnosis; ///< only beside `agreement`
    std::string diagnosis_trouble;                      ///< why that could not be computed
};

struct Report {
    std::string study, uuid, axial_version;
    Time made_at{};
    CorpusFigures corpus;
    Funnel funnel;
    std::vector<RoundSection> rounds;
    std::vector<CodebookFrequencies> frequencies;
    std::int64_t codings_outside_rounds = 0; ///< not counted in the frequencies
    std::vector<CodeQuotes> quotes;
    std::vector<scanner::RepositoryRow> repositories;
    std::string repositories_set; ///< whose posts `kept` counts; may be empty
    std::vector<codebooks::Codebook> codebooks;
    std::vector<corpus::Set> sets;
};

/// Fails if the set or a round does not exist. A study with nothing in it gives an empty report.
[[nodiscard]] Result<Report> gather_report(corpus::Study& study, const ExportOptions& options);

/// Its own rounds or those named, oldest first.
[[nodiscard]] Result<std::vector<codebooks::Round>> chosen_rounds(corpus::Study& study,
                                                                  const std::vector<std::string>& names);

} // namespace axial::exports
