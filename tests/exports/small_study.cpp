// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/exports/small_study.h"

#include "codebooks/codebook.h"

#include <algorithm>
#include <stdexcept>

namespace axial::tests {
namespace {

struct Given {
    const char *source, *site, *container, *body, *url;
};

// 0 to 5 github, 6 to 9 discourse (two forums), 10 and 11 stackexchange. Post 5 repeats post 4.
constexpr Given posts[] = {
    {"github", "github.com", "example/loader",
     "I do not trust remote code that I have not read. @alice said the same. Who checks it?",
     "https://example.org/0"},
    {"github", "github.com", "example/loader",
     "<script>alert('title')</script> is what the model card shows & more", "javascript:alert(1)"},
    {"github", "github.com", "example/loader",
     "Where do I put the flag when a pipeline loads the model for me?", "https://example.org/2?a=1&b=2"},
    {"github", "github.com", "example/serve", "Thanks, this works for me now and I can close it.",
     "https://example.org/3"},
    {"github", "github.com", "example/serve", "The flag does nothing in version 4.", "https://example.org/4"},
    {"github", "github.com", "example/serve", "The  flag does nothing in version 4.", "https://example.org/5"},
    {"discourse", "forum.example.org", "forum.example.org",
     "The docs never say what the flag runs on my machine.", "https://example.org/6"},
    {"discourse", "forum.example.org", "forum.example.org",
     "Also here: 文档没有说明这个标志会执行什么代码。🙂 Please explain it.",
     "https://example.org/7"},
    {"discourse", "other.example.org", "other.example.org", "Unrelated talk about learning rates.",
     "https://example.org/8"},
    {"discourse", "other.example.org", "other.example.org", "sealed-evidence stands in this post about trust.",
     "https://example.org/9"},
    {"stackexchange", "stackoverflow", "stackoverflow",
     "Is trust_remote_code safe if I pin the revision of the model?", "https://example.org/10"},
    {"stackexchange", "stackoverflow", "stackoverflow", "Pinning helps, but read the code that you pin.",
     "https://example.org/11"},
};

constexpr const char* question_yaml = R"(axial-codebook: 1
id: about-flag
title: About the flag
kind: question
question: Does the post discuss the flag?
answers:
  - id: include
    name: Include
  - id: exclude
    name: Exclude
    reasons: [other-topic, thanks]
)";

constexpr const char* codes_yaml = R"(axial-codebook: 1
id: themes
title: Themes <of> trust
kind: codes
codes:
  - id: security
    name: Security
    codable: false
  - id: fear
    parent: security
    name: Fear of code
    definition: Afraid of what runs.
    include: [a danger is named]
    exclude: [only a question]
  - id: pinning
    parent: security
    name: Pinning
  - id: usability
    name: Usability
)";

template <typename T>
T must(Result<T> result) {
    if (!result)
        throw std::runtime_error(result.error().line());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

codebooks::Round round_about(const char* name, const char* codebook, const char* set) {
    codebooks::Round round;
    round.name = name;
    round.codebook = codebook;
    round.set = set;
    round.coders = {"ana", "ben"};
    return round;
}

} // namespace

SmallStudy::SmallStudy() : study_(must(corpus::Study::create(folder_ / "study", "Flags & <trust>"))) {
    collect();
    draw_sets();
    screen();
    code();
}

void SmallStudy::collect() {
    corpus::Store store(*study_);
    must(store.transaction([&]() -> Status {
        int number = 0;
        for (const auto& given : posts) {
            corpus::IncomingThread thread{given.source,
                                          given.site,
                                          given.container,
                                          "issue",
                                          std::to_string(number / 2),
                                          "Thread <b>",
                                          given.url,
                                          "open",
                                          {},
                                          {},
                                          {}};
            const auto row = must(store.put(thread)).first;
            corpus::IncomingPost post;
            post.kind = "comment";
            post.native_id = std::to_string(100 + number);
            post.author = {"secret-author", "Secret Author", "user", ""};
            post.created_at = *parse_time("2024-05-01") + std::chrono::hours(24 * number);
            post.body = given.body;
            post.url = given.url;
            post.markup = corpus::Markup::markdown;
            post.dialect = corpus::Dialect::github;
            must(store.put(row, post));
            keys_.push_back(corpus::make_key(given.source, given.container, post.kind, post.native_id));
            ++number;
        }
        corpus::Run run;
        run.command = "collect github";
        run.source = "github";
        run.container = "example/loader";
        run.query = "trust <flag>";
        run.endpoint = "https://api.example.org";
        return store.finish(must(store.begin(run)), "done", {{"added", 6}});
    }));
    for (const auto& key : keys_)
        rows_.push_back(must(store.post(key))->row);
}

void SmallStudy::draw_sets() {
    corpus::Sets sets(*study_);
    auto rows = rows_;
    rows.erase(rows.begin() + 8); // post 8 is not found
    must(sets.create({"hits", "query", "flag OR trust", "", "{}", rows}));
    const auto unique = must(corpus::unique_posts(*study_, rows));
    must(sets.create({"unique", "unique", "same text once", "hits", "{}", unique.kept}));
}

void SmallStudy::screen() {
    codebooks::Codebooks books(*study_);
    must(books.import(must(codebooks::parse_codebook(question_yaml, "question.yaml")), "ana"));
    codebooks::Rounds rounds(*study_);
    const auto round = must(rounds.open(round_about("screening", "about-flag", "unique"), "ana"));
    // All ten posts by both, but post 11 by ana alone; they differ on post 4.
    for (const std::size_t number : {0, 1, 2, 3, 4, 6, 7, 9, 10, 11})
        for (const std::string coder : {"ana", "ben"}) {
            if (number == 11 && coder == "ben")
                continue;
            const bool out = number == 3 || (number == 4 && coder == "ben");
            codebooks::Vote vote;
            vote.coder = coder;
            vote.post = keys_[number];
            vote.answer = out ? "exclude" : "include";
            vote.reason = out ? "thanks" : "";
            must(rounds.vote(round, vote));
        }
    must(rounds.close("screening", "ana"));
    std::vector<corpus::RowId> kept;
    for (const std::size_t number : {0, 1, 2, 6, 7, 9, 10})
        kept.push_back(rows_[number]);
    must(corpus::Sets(*study_).create({"kept", "outcome", "round screening, include", "unique", "{}", kept}));
}

void SmallStudy::code() {
    codebooks::Codebooks books(*study_);
    must(books.import(must(codebooks::parse_codebook(codes_yaml, "codes.yaml")), "ana"));
    std::map<std::string, std::string> uuid;
    for (const auto& code : must(books.get("themes")).codes)
        uuid[code.id] = code.uuid;
    codebooks::Rounds rounds(*study_);
    const auto apply = [&](const codebooks::Round& round, const char* coder, std::size_t post, const char* code,
                           std::uint32_t begin, std::uint32_t end) {
        must(rounds.apply({round.uuid, coder, keys_[post], uuid[code], begin, end}));
    };
    const auto first = must(rounds.open(round_about("coding", "themes", "kept"), "ana"));
    apply(first, "ana", 0, "fear", 0, 84);
    apply(first, "ben", 0, "fear", 9, 48);
    apply(first, "ana", 1, "fear", 0, 20);
    apply(first, "ana", 2, "usability", 0, 51);
    apply(first, "ben", 2, "usability", 0, 51);
    apply(first, "ben", 6, "usability", 0, 0); // the whole post
    apply(first, "ana", 10, "pinning", 0, 20);
    apply(first, "ben", 10, "fear", 0, 27);
    for (const auto& coder : first.coders)
        must(rounds.finish(first, coder, keys_[7])); // looked at, nothing to code
    must(rounds.close("coding", "ana"));
    const auto second = must(rounds.open(round_about("coding-again", "themes", "kept"), "ana"));
    apply(second, "ana", 9, "pinning", 0, 15);
    apply(second, "ben", 9, "pinning", 0, 15);
}

EmptyStudy::EmptyStudy() : study(must(corpus::Study::create(folder / "study", "Nothing yet"))) {
}

} // namespace axial::tests
