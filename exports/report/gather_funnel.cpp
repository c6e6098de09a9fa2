// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/gather.h"

#include <algorithm>
#include <iterator>

namespace axial::exports {
namespace {

using Rows = std::vector<corpus::RowId>;

/// The chain that the report is about: the one that was asked for, or the longest; of several, the newest.
Result<std::vector<corpus::Set>> find_chain(corpus::Sets& sets, const std::string& wanted) {
    std::vector<corpus::Set> best;
    std::vector<std::string> ends{wanted};
    if (wanted.empty()) {
        AXIAL_ASSIGN(const auto all, sets.all());
        ends.clear();
        for (const auto& set : all)
            ends.push_back(set.name);
    }
    for (const auto& end : ends) {
        AXIAL_ASSIGN(auto chain, sets.chain(end));
        if (chain.size() >= best.size()) // oldest first: the last of equals is the newest
            best = std::move(chain);
    }
    return best;
}

std::int64_t missing_from(const Rows& some, const Rows& others) {
    Rows rest;
    std::set_difference(some.begin(), some.end(), others.begin(), others.end(), std::back_inserter(rest));
    return static_cast<std::int64_t>(rest.size());
}

/// The posts to which a code was applied in a round about a set of the chain.
Result<std::optional<FunnelStep>> coded_step(corpus::Study& study, const std::vector<codebooks::Round>& rounds,
                                             const std::vector<FunnelStep>& steps) {
    const codebooks::Rounds reader(study);
    std::set<std::string> posts;
    std::vector<std::string> names;
    for (const auto& outcome : steps.back().asked) {
        if (outcome.sealed || outcome.kind != codebooks::Codebook::Kind::codes)
            continue;
        const auto round = std::find_if(rounds.begin(), rounds.end(),
                                        [&](const auto& one) { return one.uuid == outcome.round.uuid; });
        AXIAL_ASSIGN(const auto codings, reader.codings(*round, {}));
        names.push_back(outcome.round.name);
        for (const auto& coding : codings)
            posts.insert(coding.post);
    }
    if (names.empty())
        return std::nullopt;
    FunnelStep step;
    step.name = "coded";
    step.step = "coding";
    step.detail = "at least one code in round ";
    for (std::size_t i = 0; i < names.size(); ++i)
        step.detail += (i == 0 ? "" : ", ") + names[i];
    step.posts = static_cast<std::int64_t>(posts.size());
    step.removed = steps.back().posts - step.posts;
    for (const auto& post : posts)
        ++step.by_source[source_of(post)];
    return step;
}

FunnelStep collected_step(const CorpusFigures& corpus) {
    FunnelStep step;
    step.name = "collected";
    step.step = "collection";
    step.posts = corpus.counts.posts;
    step.by_source = corpus.counts.by_source;
    const auto done = std::count_if(corpus.runs.begin(), corpus.runs.end(),
                                    [](const corpus::Run& run) { return run.status == "done"; });
    step.detail = count(done, "run", "runs") + " of collection or import";
    return step;
}

} // namespace

Result<Funnel> gather_funnel(corpus::Study& study, const ExportOptions& options, const CorpusFigures& corpus,
                             const std::vector<codebooks::Round>& rounds) {
    corpus::Sets sets(study);
    AXIAL_ASSIGN(const auto chain, find_chain(sets, options.set));
    Funnel funnel;
    for (const auto& [source, posts] : corpus.counts.by_source)
        funnel.sources.push_back(source);
    funnel.steps.push_back(collected_step(corpus));
    Rows above;
    for (const auto& set : chain) {
        FunnelStep step{set.name, set.step, set.detail, set.size, {}, 0, 0, {}};
        AXIAL_ASSIGN(step.by_source, sets.by_source(set));
        AXIAL_ASSIGN(auto posts, sets.posts(set));
        std::sort(posts.begin(), posts.end());
        if (funnel.steps.size() == 1) {
            step.removed = corpus.counts.posts - set.size; // every set is drawn from the study's posts
        } else {
            step.removed = missing_from(above, posts);
            step.added = missing_from(posts, above);
        }
        above = std::move(posts);
        for (const auto& round : rounds) {
            if (round.set != set.name)
                continue;
            AXIAL_ASSIGN(auto outcome, gather_outcome(study, round));
            step.asked.push_back(std::move(outcome));
        }
        funnel.steps.push_back(std::move(step));
    }
    AXIAL_ASSIGN(auto coded, coded_step(study, rounds, funnel.steps));
    if (coded)
        funnel.steps.push_back(std::move(*coded));
    return funnel;
}

} // namespace axial::exports
