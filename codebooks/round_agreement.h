// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/statistics.h"
#include "codebooks/codebook.h"
#include "codebooks/rounds.h"
#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace axial::codebooks {

/// How large a unit is. Questions are answered at the levels thread and post, codes applied at all of them.
enum class UnitLevel { thread, post, sentence, span, token, character };
[[nodiscard]] std::string_view name_of(UnitLevel level);

/// Which text the levels below the post are computed over.
enum class Universe {
    all,   ///< every post that all coders of the round judged
    coded, ///< of these, the ones in which at least one coder coded a stretch
    prose, ///< all, without code blocks and quotes
};
[[nodiscard]] std::string_view name_of(Universe universe);

/// Agreement on one answer of a question (that answer against the rest) or one code (applied or not).
struct CategoryAgreement {
    std::string id;                              ///< of the answer or code in its codebook
    std::string name;                            ///< for people
    std::map<std::string, std::int64_t> applied; ///< how often each coder gave it, 0 included
    /// Of the two-valued table "0" / "1", with `percent_agreement`, `cohen_kappa`, `alpha_nominal`, `gwet_ac1`,
    /// `prevalence_index` … ; for a code also where nobody used it (then mostly undefined).
    agreement::Summary summary;
};

/// What the figures of a round are computed from and how.
struct AgreementOptions {
    agreement::BootstrapOptions bootstrap;
    /// What is drawn for the intervals: whole threads, since posts of one thread are not independent, or posts.
    bool resample_threads = true;
    Universe universe = Universe::all; ///< of the levels below the post
    double overlap = 0.5; ///< at the level of spans, two match when they share this much of the longer
    bool gamma = false;   ///< also Mathet's gamma, which draws and aligns random continua
};

/// The same decisions looked at in units of one size.
struct LevelAgreement {
    UnitLevel level = UnitLevel::post;
    std::string unit;         ///< in words: what a unit is and what a coder's value for it
    std::string universe;     ///< in words: which units there are
    std::string missing_rule; ///< in words
    std::string headline; ///< the figure of `summary` to show first: "alpha_masi", "u_alpha", "char_kappa" …
    agreement::Summary summary;
};

/// How far the coders of a round agree.
struct RoundAgreement {
    Round round;
    Codebook::Kind kind = Codebook::Kind::question;
    std::vector<std::string> raters;     ///< the columns: the coders of the round, in its order
    std::vector<std::string> categories; ///< ids of the answers or codes, in the codebook's order
    std::string universe;                ///< in words: which posts are units
    std::string missing_rule;            ///< in words: when a cell is missing
    AgreementOptions options;

    /// Question: nominal_summary over answers. Codebook: set_summary over the sets of codes.
    agreement::Summary overall;
    std::map<std::string, agreement::Summary> by_source; ///< the same for the posts of each source
    std::vector<CategoryAgreement> by_category;          ///< in the order of `categories`
    std::vector<LevelAgreement> levels; ///< from the largest unit to the smallest; empty unless asked for
};

/// Question: a unit is a post of the set, a cell the coder's answer, missing where there is no vote.
/// Codebook: a unit is a post of the set that at least one coder finished or coded; a cell is the set of codes
/// that the coder applied to the post (to a part or the whole), missing where the coder neither coded nor
/// finished it. Refuses a blind round that is still open, in which no figure over all coders may be had.
[[nodiscard]] Result<RoundAgreement> agreement_of(corpus::Study& study, const Round& round,
                                                  const AgreementOptions& options = {});

/// The same, with `levels`: the coders at thread, post, sentence, span, token and character level side by side.
[[nodiscard]] Result<RoundAgreement> agreement_at_levels(corpus::Study& study, const Round& round,
                                                         const AgreementOptions& options = {});

} // namespace axial::codebooks
