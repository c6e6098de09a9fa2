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

/// Agreement on one answer of a question (that answer against the rest) or one code (applied or not).
struct CategoryAgreement {
    std::string id;                              ///< of the answer or code in its codebook
    std::string name;                            ///< for people
    std::map<std::string, std::int64_t> applied; ///< how often each coder gave it, 0 included
    /// Of the two-valued table "0" / "1", with `percent_agreement`, `cohen_kappa`, `alpha_nominal`, `gwet_ac1`,
    /// `prevalence_index` … ; for a code also where nobody used it (then mostly undefined).
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
    agreement::BootstrapOptions bootstrap;

    /// Question: nominal_summary over answers. Codebook: set_summary over the sets of codes.
    agreement::Summary overall;
    std::map<std::string, agreement::Summary> by_source; ///< the same for the posts of each source
    std::vector<CategoryAgreement> by_category;          ///< in the order of `categories`
};

/// Question: a unit is a post of the set, a cell the coder's answer, missing where there is no vote.
/// Codebook: a unit is a post of the set that at least one coder finished or coded; a cell is the set of codes
/// that the coder applied to the post (to a part or the whole), missing where the coder neither coded nor
/// finished it. Refuses a blind round that is still open, in which no figure over all coders may be had.
[[nodiscard]] Result<RoundAgreement> agreement_of(corpus::Study& study, const Round& round,
                                                  const agreement::BootstrapOptions& bootstrap = {});

} // namespace axial::codebooks
