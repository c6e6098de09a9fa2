// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/round_agreement.h"
#include "corpus/sets.h"
#include "corpus/store.h"
#include "tests/support/shared_material.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace axial::codebooks {

inline const char* const question_yaml = R"(axial-codebook: 1
id: keep
title: Screening
kind: question
question: Keep it?
answers:
  - id: "yes"
    name: Keep
    definition: About the topic.
  - id: "no"
    name: Drop
    definition: Not about the topic.
)";

inline const char* const codes_yaml = R"(axial-codebook: 1
id: book
title: Book
kind: codes
codes:
  - id: top
    name: Top
    codable: false
    definition: A heading.
  - id: first
    parent: top
    name: First
    definition: The first.
  - id: second
    parent: top
    name: Second
    definition: The second.
)";

/// A study of six posts with the same text, four on GitHub and two on a forum, and a round of two coders, c1
/// and c2, about all of them.
class RoundFixture : public testing::Test {
protected:
    explicit RoundFixture(const char* body = "some text to code", int posts_per_thread = 1)
        : study_(corpus::Study::create(folder_ / "study", "test")) {
        corpus::Store store(*study_);
        std::vector<corpus::RowId> rows;
        for (int i = 0; i < 6; ++i) {
            corpus::IncomingThread thread;
            thread.source = i < 4 ? "github" : "discourse";
            thread.site = thread.container = "x";
            thread.kind = "issue";
            thread.native_id = std::to_string(i / posts_per_thread);
            corpus::IncomingPost post;
            post.kind = "comment";
            post.native_id = std::to_string(i);
            post.body = body;
            post.markup = corpus::Markup::markdown;
            EXPECT_TRUE(store.transaction([&]() -> Status {
                AXIAL_ASSIGN(const auto stored, store.put(thread));
                AXIAL_TRY(store.put(stored.first, post));
                return {};
            }));
            keys_.push_back(corpus::make_key(thread.source, "x", "comment", post.native_id));
            rows.push_back((*store.post(keys_.back()))->row);
        }
        EXPECT_TRUE(corpus::Sets(*study_).create({"all", "list", "", "", "{}", rows}));
    }

    Round open(const char* yaml, bool blind = true) {
        const auto codebook = parse_codebook(yaml, "book.yaml");
        EXPECT_TRUE(codebook) << codebook.error().line();
        EXPECT_TRUE(Codebooks(*study_).import(*codebook, "c1"));
        Round round;
        round.name = "round";
        round.codebook = codebook->id;
        round.set = "all";
        round.coders = {"c1", "c2"};
        round.blind = blind;
        const auto opened = Rounds(*study_).open(round, "c1");
        EXPECT_TRUE(opened) << opened.error().line();
        return *opened;
    }
    RoundAgreement closed_agreement() {
        const auto round = Rounds(*study_).close("round", "c1");
        EXPECT_TRUE(round) << round.error().line();
        auto result = agreement_of(*study_, *round, {100, 1});
        EXPECT_TRUE(result) << result.error().line();
        return *result;
    }
    void vote(const Round& round, const char* coder, const std::string& answers) {
        for (std::size_t i = 0; i < answers.size(); ++i) {
            if (answers[i] == '.')
                continue;
            Vote cast;
            cast.coder = coder;
            cast.post = keys_[i];
            cast.answer = answers[i] == 'y' ? "yes" : "no";
            const auto done = Rounds(*study_).vote(round, cast);
            EXPECT_TRUE(done) << done.error().line();
        }
    }
    void code(const Round& round, const char* coder, std::size_t post, const std::string& id,
              std::uint32_t begin, std::uint32_t end) {
        const auto codebook = Codebooks(*study_).get("book");
        for (const auto& code : codebook->codes)
            if (code.id == id) {
                const auto done =
                    Rounds(*study_).apply({round.uuid, coder, keys_[post], code.uuid, begin, end});
                EXPECT_TRUE(done) << done.error().line();
            }
    }

    tests::TemporaryFolder folder_;
    Result<corpus::Study> study_;
    std::vector<std::string> keys_;
};

} // namespace axial::codebooks
