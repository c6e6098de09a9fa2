// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/codebook.h"
#include "codebooks/rounds.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the coders of a round do not agree about, piece by piece, and what was settled about it.
namespace axial::codebooks::adjudication {

/// How the coders of one item differ.
enum class Kind {
    none,     ///< they do not
    answer,   ///< other answers to the question
    missing,  ///< one coded what another, who judged the post, left alone
    code,     ///< the same extent, another code
    boundary, ///< the same code, another extent
    both,     ///< another code and another extent
};
[[nodiscard]] std::string_view name_of(Kind kind);

/// A code on an extent, as it was settled. Offsets are those of Coding.
struct SettledCode {
    std::string code; ///< UUID
    int revision = 1;
    std::uint32_t begin = 0, end = 0;
    std::string quote;
    std::string unit, to; ///< as those of Coding
    bool operator==(const SettledCode&) const = default;
};

/// The last word about an item.
struct Settlement {
    std::string event, coder;
    std::string rule; ///< "majority", "unanimous"; empty: a person looked at it
    std::string
        outcome; ///< "ada" (that coder's), "all", "joined", "cut", "code", "nothing", "deferred", an answer …
    std::string answer; ///< of a question: the id
    std::vector<SettledCode> codings;
    std::vector<std::string>
        from; ///< the decisions that it was made of: UUIDs of codings, "coder: answer" of votes
    std::string reason, note;
    Time at{};
};

/// One thing to decide: a vote about a post, or the codings of a post that overlap each other. Whole-post
/// codings of a post are one item.
struct Item {
    std::string post;
    std::string what; ///< "vote", "post", or "span:" and the UUID of the first coding in it: stable for ever
    Kind kind = Kind::none;
    double disagreement = 0;         ///< share of the pairs of coders who judged the post that differ, 0 to 1
    std::vector<std::string> judges; ///< coders who judged the post, in the order of the round
    std::map<std::string, std::string> answers;         ///< of a question: by coder
    std::map<std::string, std::vector<Coding>> codings; ///< by coder
    std::optional<Settlement> settlement;

    [[nodiscard]] bool disputed() const { return kind != Kind::none; }
    /// Every decision in it, as Settlement::from has them.
    [[nodiscard]] std::vector<std::string> decisions() const;
    /// Was settled, and then decisions came in late (by merging) that nobody had in view.
    [[nodiscard]] bool outdated() const { return settlement && settlement->from != decisions(); }
    /// Needs somebody: differs, and nobody settled it as it now is, or only put it off.
    [[nodiscard]] bool open() const;
    /// Of a pair of codes that stand for each other: their UUIDs in order, else empty.
    [[nodiscard]] std::pair<std::string, std::string> code_pair() const;
};

/// Every item of a round, undisputed ones too, in the order of posts and offsets. Refuses a blind round that is
/// open.
[[nodiscard]] Result<std::vector<Item>> items_of(corpus::Study& study, const Round& round);

} // namespace axial::codebooks::adjudication
