// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/round_levels.h"

#include "agreement/spans/gamma_summary.h"
#include "agreement/spans/span_summary.h"
#include "codebooks/round_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

namespace axial::codebooks {
namespace {

using agreement::SetData;
using agreement::SpanOptions;

/// A coder's value for a thread is all that they said about any of its posts.
LevelAgreement of_threads(const RoundData& data, const AgreementOptions& options) {
    std::vector<std::vector<std::optional<SetData::Codes>>> rows;
    std::unordered_map<corpus::RowId, std::size_t> places;
    for (const auto& post : data.posts) {
        if (!data.is_question() && post.judged_by() == 0)
            continue;
        const auto [place, is_new] = places.emplace(post.thread, rows.size());
        if (is_new)
            rows.emplace_back(data.raters());
        auto& row = rows[place->second];
        for (std::size_t rater = 0; rater < data.raters(); ++rater)
            if (const auto& cell = post.cells[rater]) {
                if (!row[rater])
                    row[rater].emplace();
                row[rater]->insert(cell->begin(), cell->end());
            }
    }
    SetData threads;
    for (const auto& row : rows)
        threads.add_unit(row);
    LevelAgreement level;
    level.level = UnitLevel::thread;
    level.unit = data.is_question() ? "a thread; the value is the set of answers given to its posts"
                                    : "a thread; the value is the set of codes applied in it";
    level.universe = fmt::format("the {} threads with a post of the round", rows.size());
    level.missing_rule = "missing where the coder judged no post of the thread";
    level.headline = "alpha_masi";
    level.summary = agreement::set_summary(threads, ratings_options(options, {}));
    return level;
}

LevelAgreement of_posts(const RoundData& data, const RoundAgreement& posts) {
    LevelAgreement level;
    level.level = UnitLevel::post;
    level.unit = data.is_question() ? "a post; the value is the answer"
                                    : "a post; the value is the set of codes applied to it or a part of it";
    level.universe = posts.universe;
    level.missing_rule = posts.missing_rule;
    level.headline = data.is_question() ? "alpha_nominal" : "alpha_masi";
    level.summary = posts.overall;
    return level;
}

/// Codes of the stretches that touch a sentence. Stretches and sentences come by begin, but stretches overlap,
/// so each sentence looks at all of its post's.
std::vector<std::optional<SetData::Codes>> sentence_cells(const RoundPost& post,
                                                          const corpus::TextRange& sentence) {
    std::vector<std::optional<SetData::Codes>> cells(post.cells.size(), SetData::Codes());
    for (const auto& stretch : post.stretches)
        if (stretch.begin < sentence.second && stretch.end > sentence.first)
            cells[stretch.rater]->insert(stretch.code);
    return cells;
}

/// Codings of posts as a whole are about no sentence, token or character in particular.
std::string without_whole_posts(const RoundData& data, std::string universe) {
    if (data.whole_post_codings > 0)
        universe += fmt::format("; {} codings of whole posts are left out", data.whole_post_codings);
    if (data.stretches_of_other_revisions > 0)
        universe +=
            fmt::format("; {} codings of older revisions are left out", data.stretches_of_other_revisions);
    return universe;
}

LevelAgreement of_sentences(const RoundData& data, const RoundText& text, const AgreementOptions& options) {
    SetData sentences;
    std::vector<corpus::RowId> threads;
    for (const auto& sentence : text.sentences) {
        const auto& post = data.posts[sentence.post];
        sentences.add_unit(sentence_cells(post, sentence.range));
        threads.push_back(options.resample_threads ? post.thread : post.row);
    }
    LevelAgreement level;
    level.level = UnitLevel::sentence;
    level.unit = "a sentence; the value is the set of codes of the stretches that touch it";
    level.universe = without_whole_posts(data, text.universe);
    level.missing_rule = "none is missing";
    level.headline = "alpha_masi";
    // Sentences of one post are never independent: where posts are drawn, a post is the cluster.
    auto clustered = options;
    clustered.resample_threads = true;
    level.summary = agreement::set_summary(sentences, ratings_options(clustered, threads));
    return level;
}

SpanOptions span_options(const RoundText& text, const AgreementOptions& options) {
    SpanOptions wanted;
    wanted.bootstrap = options.bootstrap;
    wanted.universe = text.counted;
    wanted.overlap.threshold = options.overlap;
    wanted.alpha_u_2004 = wanted.u_alpha = wanted.positions = wanted.matching = false;
    return wanted;
}

LevelAgreement of_spans(const RoundData& data, const RoundText& text, const AgreementOptions& options) {
    auto wanted = span_options(text, options);
    wanted.u_alpha = wanted.matching = true;
    LevelAgreement level;
    level.level = UnitLevel::span;
    level.unit = "a stretch as each coder marked it";
    level.universe = without_whole_posts(data, text.universe);
    level.missing_rule = "none is missing";
    level.headline = "u_alpha";
    level.summary = agreement::span_summary(text.characters, wanted).summary;
    if (options.gamma) {
        agreement::GammaOptions gamma;
        gamma.seed = options.bootstrap.seed;
        agreement::add_gamma(level.summary, text.characters, gamma, options.bootstrap.stop);
    }
    if (!level.summary.get("u_alpha").defined())
        level.headline =
            "bar_u_alpha"; // a coder put several codes on one passage, which u_alpha has no word for
    return level;
}

/// The figures of positions under the name of what a position is.
agreement::Summary renamed(agreement::Summary summary, std::string_view from, std::string_view to) {
    for (auto& named : summary.figures)
        if (named.name.starts_with(from))
            named.name.replace(0, from.size(), to);
    return summary;
}

LevelAgreement of_tokens(const RoundData& data, const RoundText& text, const AgreementOptions& options) {
    auto wanted = span_options(text, options);
    wanted.universe = {}; // tokens outside it were never made
    wanted.positions = true;
    LevelAgreement level;
    level.level = UnitLevel::token;
    level.unit = "a word, for each code coded or not; a stretch codes every word that it touches";
    level.universe = without_whole_posts(data, text.universe);
    level.missing_rule = "none is missing";
    level.headline = "token_kappa";
    level.summary = renamed(agreement::span_summary(text.tokens, wanted).summary, "char_", "token_");
    return level;
}

LevelAgreement of_characters(const RoundData& data, const RoundText& text, const AgreementOptions& options) {
    auto wanted = span_options(text, options);
    wanted.positions = true;
    LevelAgreement level;
    level.level = UnitLevel::character;
    level.unit = "a character (code point), for each code coded or not";
    level.universe = without_whole_posts(data, text.universe);
    level.missing_rule = "none is missing";
    level.headline = "char_kappa";
    level.summary = agreement::span_summary(text.characters, wanted).summary;
    return level;
}

} // namespace

agreement::RatingsOptions ratings_options(const AgreementOptions& options,
                                          const std::vector<corpus::RowId>& threads) {
    agreement::RatingsOptions wanted;
    wanted.bootstrap = options.bootstrap;
    wanted.only_nominal = true; // answers and codes have no order
    if (!options.resample_threads) {
        wanted.clusters_not_used = std::set(threads.begin(), threads.end()).size() < threads.size();
        return wanted;
    }
    std::unordered_map<corpus::RowId, std::size_t> clusters;
    for (const auto thread : threads)
        wanted.clusters.push_back(clusters.emplace(thread, clusters.size()).first->second);
    return wanted;
}

Result<std::vector<LevelAgreement>> levels_of(corpus::Study& study, const RoundData& data,
                                              const RoundAgreement& posts, const AgreementOptions& options) {
    std::vector<LevelAgreement> levels{of_threads(data, options), of_posts(data, posts)};
    if (data.is_question())
        return levels;
    AXIAL_ASSIGN(const auto text, read_text(study, data, options));
    levels.push_back(of_sentences(data, text, options));
    levels.push_back(of_spans(data, text, options));
    levels.push_back(of_tokens(data, text, options));
    levels.push_back(of_characters(data, text, options));
    return levels;
}

} // namespace axial::codebooks
