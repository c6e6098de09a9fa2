// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/sampling/draw.h"

#include "corpus/sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace axial::corpus {
namespace sampling {
namespace {

/// Steele, Lea and Flood's SplitMix64 finaliser: spreads every bit of its input over the output.
std::uint64_t mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

} // namespace

std::uint64_t place_of(std::uint64_t hash, std::uint64_t seed) {
    return mix(hash ^ mix(seed));
}

Urn::Urn(const Frame& frame, Unit unit, std::uint64_t seed) : frame_(&frame), unit_(unit) {
    fill(seed);
}

void Urn::fill(std::uint64_t seed) {
    const auto& posts = frame_->posts();
    balls_.reserve(posts.size());
    for (std::uint32_t i = 0; i < posts.size(); ++i)
        balls_.push_back({0, hash_of(posts[i]), posts[i].stratum, i});
    if (unit_ == Unit::thread) { // one for each thread, of its oldest post
        std::sort(balls_.begin(), balls_.end(), [&](const Ball& a, const Ball& b) {
            return std::tie(a.hash, posts[a.order].at, posts[a.order].post) <
                   std::tie(b.hash, posts[b.order].at, posts[b.order].post);
        });
        balls_.erase(std::unique(balls_.begin(), balls_.end(),
                                 [](const Ball& a, const Ball& b) { return a.hash == b.hash; }),
                     balls_.end());
    }
    for (auto& ball : balls_)
        ball.place = place_of(ball.hash, seed);
    std::sort(balls_.begin(), balls_.end(), [](const Ball& a, const Ball& b) {
        return std::tie(a.stratum, a.place, a.order) < std::tie(b.stratum, b.place, b.order);
    });
}

std::vector<PlannedStratum> Urn::strata() const {
    std::vector<PlannedStratum> strata(frame_->strata().size());
    for (std::size_t i = 0; i < strata.size(); ++i)
        strata[i].name = frame_->strata()[i];
    for (const auto& ball : balls_)
        ++strata[ball.stratum].population;
    return strata;
}

std::unordered_map<std::uint64_t, std::string>
Urn::strata_of(const std::unordered_set<std::uint64_t>& posts) const {
    std::unordered_multimap<std::uint64_t, std::uint64_t> of_unit;
    for (const auto& post : frame_->posts())
        if (posts.contains(post.post))
            of_unit.emplace(hash_of(post), post.post);
    std::unordered_map<std::uint64_t, std::string> strata;
    for (const auto& ball : balls_) {
        const auto [begin, end] = of_unit.equal_range(ball.hash);
        for (auto at = begin; at != end; ++at)
            strata[at->second] = frame_->strata()[ball.stratum];
    }
    return strata;
}

Result<Drawn> Urn::draw(const Design& design, const std::unordered_set<std::uint64_t>& taken) const {
    std::unordered_set<std::uint64_t> units, found;
    for (const auto& post : frame_->posts())
        if (taken.contains(post.post)) {
            units.insert(hash_of(post));
            found.insert(post.post);
        }
    if (found.size() != taken.size())
        return bad_input(
            fmt::format("{} posts of the sample before are not in the frame", taken.size() - found.size()));
    auto strata = this->strata();
    for (const auto& ball : balls_)
        strata[ball.stratum].drawn += units.contains(ball.hash) ? 1 : 0;
    Drawn drawn;
    auto peopled = strata; // by thread, a stratum may have posts and the oldest of no thread
    std::erase_if(peopled, [](const auto& stratum) { return stratum.population == 0; });
    AXIAL_ASSIGN(drawn.plan, plan(design, std::move(peopled)));
    std::unordered_map<std::string, std::int64_t> wanted;
    for (const auto& stratum : drawn.plan.strata)
        wanted[stratum.name] = stratum.size - stratum.drawn;
    std::vector<std::int64_t> more(strata.size());
    for (std::size_t i = 0; i < strata.size(); ++i)
        more[i] = wanted[strata[i].name];
    std::unordered_map<std::uint64_t, std::uint32_t> chosen; // and their strata
    for (const auto& ball : balls_)
        if (units.contains(ball.hash) || more[ball.stratum]-- > 0)
            chosen.emplace(ball.hash, ball.stratum);
    for (auto post : frame_->posts())
        if (const auto unit = chosen.find(hash_of(post)); unit != chosen.end()) {
            post.stratum = unit->second;
            drawn.posts.push_back(post);
        }
    return drawn;
}

} // namespace sampling

/// So that a sample drawn again, on another machine or after more posts came in, keeps the order of the posts
/// it had.
std::uint64_t draw_place(std::string_view key, std::uint64_t seed) {
    return sampling::place_of(sampling::key_hash(key), seed);
}

} // namespace axial::corpus
