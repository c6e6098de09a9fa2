// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/spans/span_data.h"
#include "agreement/spans/universe.h"
#include "codebooks/round_agreement.h"
#include "codebooks/round_data.h"
#include "corpus/result.h"
#include "corpus/study.h"
#include "corpus/text/segments.h"

#include <cstddef>
#include <string>
#include <vector>

namespace axial::codebooks {

/// The posts of a round laid end to end, in units of characters (code points) and of tokens: what agreement
/// below the post is computed over.
struct RoundText {
    /// A sentence with the post that it is in.
    struct Sentence {
        std::size_t post = 0; ///< index into RoundData::posts
        corpus::TextRange range;
    };
    agreement::SpanData characters, tokens;
    agreement::Universe counted; ///< what of `characters` counts; all of it unless prose was asked for
    std::vector<Sentence> sentences;
    std::vector<std::size_t> posts; ///< index into RoundData::posts of each document, in order
    std::string universe;           ///< in words
};

/// Takes the posts that all coders of the round judged, each in the revision that was coded. Units that lie
/// outside the universe (blocks of code, quotes) are no tokens and no sentences; characters stay and are left
/// out by `counted`. Documents are posts, clusters their threads, or posts where posts are drawn.
[[nodiscard]] Result<RoundText> read_text(corpus::Study& study, const RoundData& data,
                                          const AgreementOptions& options);

} // namespace axial::codebooks
