// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/set_builder.h"

#include "cli/near_duplicate_options.h"
#include "codebooks/adjudication/settling.h"
#include "codebooks/assignment.h"
#include "codebooks/codebook.h"
#include "codebooks/rounds.h"
#include "codebooks/search_facts.h"
#include "corpus/duplicates/minhash.h"
#include "corpus/index/search_index.h"
#include "corpus/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <unordered_set>

namespace axial::cli {
namespace {

using corpus::NewSet;
using corpus::RowId;
using nlohmann::ordered_json;

Result<std::vector<RowId>> frame_of(corpus::Study& study, const std::string& from) {
    if (!from.empty()) {
        const corpus::Sets sets(study);
        AXIAL_ASSIGN(const auto set, sets.get(from));
        return sets.posts(set);
    }
    std::vector<RowId> all;
    AXIAL_TRY(corpus::Store(study).for_each_post([&](const corpus::Post& post) {
        all.push_back(post.row);
        return true;
    }));
    return all;
}

/// The first post of each one's thread, in their place.
Result<std::vector<RowId>> roots_of(corpus::Study& study, const std::vector<RowId>& posts) {
    const corpus::Store store(study);
    std::set<RowId> roots;
    for (const auto row : posts) {
        AXIAL_ASSIGN(const auto post, store.post(row));
        if (!post)
            return bad_input("the index knows a post that is not in this study", std::to_string(row),
                             "run axial index --rebuild");
        AXIAL_ASSIGN(const auto thread, store.posts_of(post->thread_row));
        roots.insert(thread.front().row);
    }
    return std::vector<RowId>(roots.begin(), roots.end());
}

Result<NewSet> by_query(corpus::Study& study, const SetWish& wish) {
    corpus::SearchIndex index(study);
    index.answer_facts(codebooks::facts_of(study, {}));
    AXIAL_TRY(index.update());
    AXIAL_ASSIGN(auto matches, index.matches(*wish.query));
    if (!wish.from.empty()) {
        AXIAL_ASSIGN(const auto frame, frame_of(study, wish.from));
        const std::unordered_set<RowId> inside(frame.begin(), frame.end());
        std::erase_if(matches, [&](RowId row) { return !inside.contains(row); });
    }
    if (wish.roots) {
        AXIAL_ASSIGN(matches, roots_of(study, matches));
    }
    NewSet set;
    set.step = wish.from.empty() ? "query" : "filter";
    set.detail = (wish.query->empty() ? "every post" : *wish.query) +
                 (wish.roots ? ", first posts of their threads" : "");
    set.provenance = ordered_json{{"query", *wish.query}, {"roots", wish.roots}}.dump();
    set.posts = std::move(matches);
    return set;
}

Result<NewSet> by_uniqueness(corpus::Study& study, const SetWish& wish) {
    AXIAL_ASSIGN(const auto frame, frame_of(study, wish.from));
    AXIAL_ASSIGN(auto unique, corpus::unique_posts(study, frame));
    const corpus::Store store(study);
    auto dropped = ordered_json::array();
    for (const auto& [removed, kept] : unique.dropped) {
        AXIAL_ASSIGN(const auto copy, store.post(removed));
        AXIAL_ASSIGN(const auto original, store.post(kept));
        dropped.push_back({{"post", copy->key}, {"same_as", original->key}});
    }
    NewSet set;
    set.step = "unique";
    set.detail = fmt::format("same text once; {} repeated", unique.dropped.size());
    set.provenance = ordered_json{
        {"rule", "title and text; case, white space and typography folded"},
        {"dropped",
         dropped}}.dump();
    set.posts = std::move(unique.kept);
    return set;
}

Result<NewSet> by_near_uniqueness(corpus::Study& study, const SetWish& wish) {
    const auto& options = *wish.near_unique;
    AXIAL_ASSIGN(const auto frame, frame_of(study, wish.from));
    AXIAL_ASSIGN(auto unique, corpus::near_unique_posts(study, frame, options, wish.progress, wish.stop));
    const corpus::Store store(study);
    auto dropped = ordered_json::array();
    for (const auto& repeat : unique.dropped) {
        AXIAL_ASSIGN(const auto copy, store.post(repeat.post));
        AXIAL_ASSIGN(const auto original, store.post(repeat.kept));
        if (!copy || !original)
            return bad_input("a post vanished meanwhile", std::to_string(repeat.post), "try again");
        dropped.push_back({{"post", copy->key}, {"same_as", original->key}, {"similarity", repeat.similarity}});
    }
    const auto bands = corpus::duplicates::bands_for(options.similarity);
    NewSet set;
    set.step = "near-unique";
    set.detail =
        fmt::format("near-duplicates at {:.2f} or more; {} repeated", options.similarity, unique.repeated);
    if (options.by == corpus::AlikeBy::thread)
        set.detail +=
            fmt::format(" ({} with {})", unique.repeated == 1 ? "thread" : "threads",
                        unique.dropped.size() == 1 ? "1 post" : fmt::format("{} posts", unique.dropped.size()));
    set.provenance = ordered_json{
        {"rule", "Jaccard similarity of the shingles of title, prose and code; the oldest of a group is kept"},
        {"version", corpus::near_duplicates_version},
        {"by", name_of(options.by)},
        {"similarity", options.similarity},
        {"shingle_words", corpus::duplicates::shingle_words},
        {"hashes", corpus::duplicates::hashes},
        {"bands", bands.bands},
        {"rows", bands.rows},
        {"repeated", unique.repeated},
        {"dropped",
         dropped}}.dump();
    set.posts = std::move(unique.kept);
    return set;
}

bool enough(const std::string& rule, std::size_t given, std::size_t asked) {
    if (rule == "any")
        return given > 0;
    if (rule == "majority")
        return 2 * given > asked;
    return given == asked;
}

/// Posts that enough of the coders who were asked about them gave the answer to.
Result<std::vector<std::string>> agreed_posts(corpus::Study& study, const codebooks::Round& round,
                                              const std::string& answer, const std::string& rule) {
    std::map<std::string, std::size_t> given, asked;
    AXIAL_ASSIGN(const auto votes, codebooks::Rounds(study).votes(round, {}));
    for (const auto& vote : votes)
        if (vote.answer == answer)
            ++given[vote.post];
    AXIAL_ASSIGN(const auto assignment, codebooks::assignment_of(study, round));
    for (const auto& coder : round.coders)
        for (const auto& post : assignment.of(coder))
            ++asked[post];
    std::vector<std::string> posts;
    for (const auto& [post, number] : given)
        if (enough(rule, number, asked[post]))
            posts.push_back(post);
    return posts;
}

/// Posts whose answer is that one in the end. Nothing may be open: whether a post is in would depend on the
/// day.
Result<std::vector<std::string>> settled_posts(corpus::Study& study, const codebooks::Round& round,
                                               const std::string& answer) {
    AXIAL_ASSIGN(const auto layer, codebooks::adjudication::settled_layer(study, round));
    if (layer.open > 0)
        return bad_input(fmt::format("{} posts are still in dispute", layer.open), round.name,
                         "settle them first: axial settle list " + round.name);
    std::vector<std::string> posts;
    for (const auto& row : layer.rows)
        if (row.answer == answer)
            posts.push_back(row.post);
    return posts;
}

Result<NewSet> by_outcome(corpus::Study& study, const SetWish& wish) {
    const codebooks::Rounds rounds(study);
    AXIAL_ASSIGN(const auto round, rounds.get(wish.round));
    if (!round.closed)
        return bad_input("the round is still open", round.name,
                         "close it first: axial round close " + round.name);
    if (!wish.from.empty() && wish.from != round.set)
        return bad_input("the round was about another set", round.name, "leave --from out: it is " + round.set);
    AXIAL_ASSIGN(const auto question, codebooks::Codebooks(study).get(round.codebook));
    const auto known = std::any_of(question.answers.begin(), question.answers.end(),
                                   [&](const codebooks::Answer& answer) { return answer.id == wish.answer; });
    if (!known)
        return bad_input(fmt::format("\"{}\" is not an answer of this round", wish.answer), round.name,
                         "name one with --answer; see: axial codebook show " + round.codebook);
    const std::string rule = wish.rule.empty() ? "all" : wish.rule;
    NewSet set;
    AXIAL_ASSIGN(const auto keys, rule == "settled" ? settled_posts(study, round, wish.answer)
                                                    : agreed_posts(study, round, wish.answer, rule));
    const corpus::Store store(study);
    for (const auto& key : keys) {
        AXIAL_ASSIGN(const auto post, store.post(key));
        if (!post)
            return bad_input("a vote is about a post that is not in this study", key);
        set.posts.push_back(post->row);
    }
    set.step = "outcome";
    set.detail =
        rule == "settled"
            ? fmt::format("round {}: {}, settled or undisputed", round.name, wish.answer)
            : fmt::format("round {}: {} by {} of {} coders", round.name, wish.answer, rule,
                          round.overlap > 0 ? static_cast<std::size_t>(round.overlap) : round.coders.size());
    set.provenance = ordered_json{{"round", round.uuid}, {"answer", wish.answer}, {"rule", rule}}.dump();
    set.parent = round.set;
    return set;
}

} // namespace

Result<NewSet> choose_posts(corpus::Study& study, const SetWish& wish) {
    const bool by_round = !wish.round.empty();
    if (wish.query.has_value() + wish.unique + wish.near_unique.has_value() + by_round != 1)
        return fail({Fault::usage,
                     "say how the posts are chosen: one of --query, --unique, --near-unique and --round",
                     {},
                     {}});
    if (wish.roots && !wish.query)
        return fail({Fault::usage, "--roots goes with --query", {}, {}});
    if (!by_round && !(wish.answer.empty() && wish.rule.empty()))
        return fail({Fault::usage, "--answer and --rule go with --round", {}, {}});
    if (!wish.rule.empty() && wish.rule != "all" && wish.rule != "majority" && wish.rule != "any" &&
        wish.rule != "settled")
        return fail({Fault::usage, "--rule is all, majority, any or settled", {}, {}});
    const auto choose = wish.query         ? by_query
                        : wish.unique      ? by_uniqueness
                        : wish.near_unique ? by_near_uniqueness
                                           : by_outcome;
    AXIAL_ASSIGN(auto set, choose(study, wish));
    set.name = wish.name;
    if (set.parent.empty())
        set.parent = wish.from;
    return set;
}

Result<corpus::Set> build_set(corpus::Study& study, const SetWish& wish) {
    AXIAL_ASSIGN(const auto set, choose_posts(study, wish));
    return corpus::Sets(study).create(set);
}

} // namespace axial::cli
