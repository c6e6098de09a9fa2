// SPDX-License-Identifier: GPL-3.0-or-later
#include "study_fixture.h"

#include "codebooks/codebook.h"
#include "corpus/index/search_index.h"
#include "corpus/sets.h"
#include "corpus/store.h"

namespace axial::coding_ui::tests {
namespace {

constexpr auto codes_yaml = R"(axial-codebook: 1
id: trust
title: Trust
kind: codes
codes:
  - id: security
    name: Security
    codable: false
  - id: malicious
    parent: security
    name: Fear of malicious code
    definition: The writer fears what foreign code does.
  - id: ambiguity
    parent: security
    name: Trust model ambiguity
  - id: docs
    name: Documentation
)";

constexpr auto question_yaml = R"(axial-codebook: 1
id: keep
title: Keep or not
kind: question
question: Is the flag itself discussed?
answers:
  - id: include
    name: Include
    key: i
  - id: exclude
    name: Exclude
    key: e
    reasons:
      - code-only
)";

corpus::IncomingThread topic(int number, const std::string& title) {
    corpus::IncomingThread thread;
    thread.source = "discourse";
    thread.site = thread.container = "forum.example";
    thread.kind = "topic";
    thread.native_id = std::to_string(number);
    thread.title = title;
    thread.url = "https://forum.example/t/" + thread.native_id;
    thread.created_at = thread.updated_at = *parse_time("2024-01-0" + std::to_string(number) + "T08:00:00Z");
    return thread;
}

corpus::IncomingPost post(int number, const std::string& body, const std::string& author) {
    corpus::IncomingPost incoming;
    incoming.kind = "post";
    incoming.native_id = std::to_string(number);
    incoming.author.id = incoming.author.name = author;
    incoming.created_at = incoming.updated_at =
        *parse_time("2024-01-01T09:00:" + std::to_string(10 + number % 50) + "Z");
    incoming.body = body;
    incoming.markup = corpus::Markup::markdown;
    incoming.dialect = corpus::Dialect::discourse;
    incoming.url = "https://forum.example/p/" + incoming.native_id;
    return incoming;
}

void fill(corpus::Study& study) {
    corpus::Store store(study);
    const auto put = [&](const corpus::IncomingThread& thread, const std::vector<corpus::IncomingPost>& posts) {
        const auto row = must(store.put(thread)).first;
        for (const auto& each : posts)
            must(store.put(row, each));
    };
    put(topic(1, "Consent 😕"), {post(11, StudyFixture::emoji_body, "ann"),
                                post(12, "> who looked?\n\nNobody, use `revision`.", "bob")});
    put(topic(2, "加载模型"), {post(21, "加载模型时提示需要执行远程代码", "chen")});
    put(topic(3, "Flag in code"), {post(31, "```python\nmodel = load(trust_remote_code=True)\n```", "dee")});
}

std::vector<corpus::RowId> all_posts(corpus::Study& study) {
    std::vector<corpus::RowId> rows;
    must(corpus::Store(study).for_each_post([&](const corpus::Post& each) {
        rows.push_back(each.row);
        return true;
    }));
    return rows;
}

} // namespace

StudyFixture::StudyFixture() {
    auto study = must(corpus::Study::create(path(), "Consent study"));
    fill(study);
    must(corpus::SearchIndex(study).update());
    corpus::NewSet set;
    set.name = "all";
    set.step = "list";
    set.posts = all_posts(study);
    must(corpus::Sets(study).create(set));
    codebooks::Codebooks books(study);
    must(books.import(must(codebooks::parse_codebook(codes_yaml, "trust.yaml")), "ada"));
    must(books.import(must(codebooks::parse_codebook(question_yaml, "keep.yaml")), "ada"));
    codebooks::Round round;
    round.name = "coding";
    round.codebook = "trust";
    round.set = "all";
    round.coders = {"ada", "ben"};
    must(codebooks::Rounds(study).open(round, "ada"));
    round.name = "screening";
    round.codebook = "keep";
    round.coders = {"ada"};
    must(codebooks::Rounds(study).open(round, "ada"));
}

std::filesystem::path StudyFixture::path() const {
    return std::filesystem::path(folder_.path().toStdString()) / "study";
}

std::vector<codebooks::Coding> StudyFixture::codings(const std::string& coder) const {
    auto study = must(corpus::Study::open(path(), corpus::Study::Mode::read));
    const codebooks::Rounds rounds(study);
    return must(rounds.codings(must(rounds.get("coding")), {coder}));
}

std::vector<codebooks::Vote> StudyFixture::votes(const std::string& coder) const {
    auto study = must(corpus::Study::open(path(), corpus::Study::Mode::read));
    const codebooks::Rounds rounds(study);
    return must(rounds.votes(must(rounds.get("screening")), {coder}));
}

void StudyFixture::code_as(const std::string& coder, const std::string& key, std::uint32_t begin,
                           std::uint32_t end) {
    auto study = must(corpus::Study::open(path(), corpus::Study::Mode::write));
    codebooks::Rounds rounds(study);
    const auto book = must(codebooks::Codebooks(study).get("trust"));
    must(rounds.apply({must(rounds.get("coding")).uuid, coder, key, book.codes.back().uuid, begin, end}));
}

void StudyFixture::open_round(const std::string& name, const std::string& codebook, bool blind) {
    auto study = must(corpus::Study::open(path(), corpus::Study::Mode::write));
    codebooks::Round round;
    round.name = name;
    round.codebook = codebook;
    round.set = "all";
    round.coders = {"ada", "ben"};
    round.blind = blind;
    must(codebooks::Rounds(study).open(round, "ada"));
}

void StudyFixture::close_round(const std::string& name) {
    auto study = must(corpus::Study::open(path(), corpus::Study::Mode::write));
    must(codebooks::Rounds(study).close(name, "ada"));
}

void StudyFixture::vote_as(const std::string& round, const std::string& coder, const std::string& post,
                           const std::string& answer) {
    auto study = must(corpus::Study::open(path(), corpus::Study::Mode::write));
    codebooks::Rounds rounds(study);
    codebooks::Vote vote;
    vote.coder = coder;
    vote.post = post;
    vote.answer = answer;
    must(rounds.vote(must(rounds.get(round)), vote));
}

void StudyFixture::finish_as(const std::string& coder, const std::string& post) {
    auto study = must(corpus::Study::open(path(), corpus::Study::Mode::write));
    codebooks::Rounds rounds(study);
    must(rounds.finish(must(rounds.get("coding")), coder, post));
}

} // namespace axial::coding_ui::tests
