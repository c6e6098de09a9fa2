// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"
#include "codebooks/round_agreement.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace axial::codebooks {

/// How two coders of a round differ on one post or stretch of text.
enum class Difference {
    answer,   ///< other answers to the question
    omission, ///< one coded what the other left alone, or gave one code more
    code,     ///< the same stretch (or post), another code
    boundary, ///< the same code, another extent, or cut into several
    both,     ///< overlapping stretches, another code and another extent
};
[[nodiscard]] std::string_view name_of(Difference difference);

/// One thing to look at: where at least two coders who judged a post differ.
struct Disagreement {
    corpus::RowId post_row = 0, thread_row = 0;
    std::string post;  ///< its key
    std::string title; ///< of its thread
    Time at{};         ///< when the later of them decided
    Difference difference = Difference::answer;
    /// One entry per coder of the round: the answer or the codes by name, joined; "nothing" where the coder
    /// judged the post and applied no code; empty where they did not judge it, or where a stretch is about two
    /// other coders.
    std::vector<std::string> values;
    /// Of a stretch of text: code points of `revision`, half-open; 0, 0 = the post as a whole.
    std::uint32_t begin = 0, end = 0;
    int revision = 1;
    std::string quote; ///< the stretch, cut to 200 code points
    /// Share of all observed disagreement of its level (the unit's part of D_o), 0..1; 0 for stretches, which
    /// are counted.
    double share = 0;
};

/// Two coders over the posts that both judged.
struct PairAgreement {
    std::size_t first = 0, second = 0; ///< indices into RoundAgreement::raters
    std::int64_t units = 0;
    /// Of answers; of whole sets of codes: percent and kappa by equal or not, alpha by MASI.
    agreement::Figure percent = agreement::Figure::undefined("not computed");
    agreement::Figure kappa = percent, alpha = percent;
};

/// How often two answers, or two codes, meet on a post: what the heat map shows.
struct Coincidences {
    /// Ids of answers or codes, in the codebook's order; for codes the last one, "", stands for "nothing".
    std::vector<std::string> ids;
    std::vector<std::string> names;
    /// Symmetric, ids x ids. Questions: Krippendorff's coincidences, whose sum is the number of pairable
    /// values. Codes: for every pair of coders and post, a code that both applied counts 1 on the diagonal,
    /// and each code that only one applied counts 1 with the codes that only the other applied, in equal
    /// parts, or with nothing.
    std::vector<std::vector<double>> counts;
};

/// Two answers or codes that are taken for each other.
struct ConfusedPair {
    std::size_t first = 0, second = 0; ///< indices into Coincidences::ids, first < second
    double count = 0;                  ///< Coincidences::counts of the two
    double share = 0;                  ///< of all that lie off the diagonal
};

/// Agreement over a stretch of time, in the order in which the posts were decided.
struct DriftWindow {
    Time from{}, to{};
    std::int64_t units = 0;
    agreement::Figure percent = agreement::Figure::undefined("not computed");
    /// Nominal; of codes with every distinct set as a value of its own.
    agreement::Figure alpha = agreement::Figure::undefined("not computed");
    agreement::Figure low = alpha, high = alpha; ///< its 95 % interval, by posts
};

/// How often coders differ in which way, over all pairs of them.
struct Splits {
    std::int64_t agreements = 0; ///< stretches marked alike: same code, same extent
    std::int64_t omission = 0, code = 0, boundary = 0, both = 0;
};

/// What to look at when a figure is low.
struct RoundDiagnosis {
    std::vector<PairAgreement> pairs;
    Coincidences coincidences;
    std::vector<ConfusedPair> confused;      ///< most confused first, only those that occur
    std::vector<Disagreement> disagreements; ///< posts by share, most first; then stretches in reading order
    std::optional<Splits> posts;             ///< codes: how the sets of codes of posts differ
    std::optional<Splits> spans;             ///< codes: how stretches differ
    std::vector<DriftWindow> drift;          ///< up to five windows with equal numbers of posts
    agreement::Figure drift_p =              ///< of the trend test, 0..1
        agreement::Figure::undefined("not computed");
    /// Alpha if this coder had not taken part; one a coder, undefined where fewer than two would be left.
    std::vector<agreement::Figure> without_coder;
};

/// Refuses a blind round that is still open, as agreement_of does.
[[nodiscard]] Result<RoundDiagnosis> diagnosis_of(corpus::Study& study, const Round& round,
                                                  const AgreementOptions& options = {});

} // namespace axial::codebooks
