// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/sets.h"
#include "codebooks/codebook.h"
#include "codebooks/rounds.h"
#include "corpus/record.h"
#include "corpus/result.h"
#include "corpus/study.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace axial::codebooks {

/// A stretch of a post's text with the code that a coder applied to it.
struct MarkedStretch {
    std::size_t rater = 0;            ///< index into Round::coders
    std::uint32_t begin = 0, end = 0; ///< code points, half-open
    std::string code;                 ///< id in the codebook
};

/// A post of the round's set with what each coder decided about it.
struct RoundPost {
    corpus::RowId row = 0, thread = 0;
    std::string key, source, title; ///< title of its thread
    /// One cell a coder: the answer (a set of one) or the codes applied to the post or a part of it, by id;
    /// nothing where the coder has not judged the post.
    std::vector<std::optional<agreement::SetData::Codes>> cells;
    std::vector<MarkedStretch> stretches; ///< of `revision`
    int revision = 1;  ///< the latest one that a stretch was marked in; the current one where none was
    Time decided_at{}; ///< the latest decision about it

    [[nodiscard]] std::size_t judged_by() const;
    /// Of a question: the answers, one a coder.
    [[nodiscard]] std::vector<std::optional<std::string>> answers() const;
};

/// The decisions of a round in the form in which agreement is computed from them. Read once, for all figures.
struct RoundData {
    Round round;
    Codebook codebook;
    std::vector<RoundPost> posts;                  ///< all of the set, by (created, key)
    std::map<std::string, std::string> names;      ///< of answers and codes by id
    std::vector<std::string> categories;           ///< ids of answers or codable codes, in the codebook's order
    std::int64_t whole_post_codings = 0;           ///< codings of posts as a whole: not stretches
    std::int64_t stretches_of_other_revisions = 0; ///< marked in an older text than `RoundPost::revision`

    [[nodiscard]] bool is_question() const { return codebook.kind == Codebook::Kind::question; }
    [[nodiscard]] std::size_t raters() const { return round.coders.size(); }
};

/// Refuses a blind round that is still open: nobody may have a figure over all of its coders.
[[nodiscard]] Result<RoundData> read_round(corpus::Study& study, const Round& round);

/// The answers of a question as a table: a row a post of the set, a column a coder.
[[nodiscard]] agreement::ReliabilityData answers_of(const RoundData& data);
/// The sets of codes, or answers as sets of one: a row a post of the set, a column a coder.
[[nodiscard]] agreement::SetData sets_of(const RoundData& data);
/// One answer or code against the rest, "0" and "1": a row a post of the set (of a codebook: that somebody
/// judged), a column a coder.
[[nodiscard]] agreement::ReliabilityData one_against_rest(const RoundData& data, const std::string& id);

} // namespace axial::codebooks
