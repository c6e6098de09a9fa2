// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/duplicates/similar_groups.h"

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <unordered_set>
#include <utility>

namespace axial::corpus::duplicates {
namespace {

constexpr std::size_t most_compared = 64;
constexpr std::size_t most_cached = 8u << 20;   ///< shingles: 64 MB
constexpr std::size_t most_rejected = 4u << 20; ///< pairs

/// Which texts belong together so far; the oldest speaks for all.
class Components {
public:
    explicit Components(std::vector<std::uint32_t> parents) : parents_(std::move(parents)) {}
    std::uint32_t of(std::uint32_t text) {
        while (parents_[text] != text)
            text = parents_[text] = parents_[parents_[text]];
        return text;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = of(a), b = of(b);
        parents_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> parents_;
};

/// Shingles that were loaded, within a bound.
class Cache {
public:
    explicit Cache(const SimilarGroups::Load& load) : load_(load) {}
    Result<std::shared_ptr<const Shingles>> get(std::uint32_t text) {
        if (const auto found = known_.find(text); found != known_.end())
            return found->second;
        AXIAL_ASSIGN(auto loaded, load_(text));
        if (held_ + loaded.size() > most_cached)
            known_.clear(), held_ = 0;
        held_ += loaded.size();
        return known_[text] = std::make_shared<const Shingles>(std::move(loaded));
    }

private:
    const SimilarGroups::Load& load_;
    std::unordered_map<std::uint32_t, std::shared_ptr<const Shingles>> known_;
    std::size_t held_ = 0;
};

class Comparison {
public:
    Comparison(double similarity, const SimilarGroups::Load& load, std::vector<std::uint32_t> same_as)
        : similarity_(similarity),
          cache_(load),
          components_(std::move(same_as)) {}

    /// Texts that share a band, in ascending order.
    Status compare(const std::vector<std::uint32_t>& texts) {
        std::vector<std::uint32_t> others;
        const bool all = texts.size() <= most_compared;
        for (const auto text : texts) {
            bool joined = false;
            for (const auto other : others) {
                AXIAL_ASSIGN(const bool now, join_if_alike(other, text));
                joined = joined || now;
                if (joined && !all)
                    break;
            }
            if (all || (!joined && others.size() < most_compared))
                others.push_back(text);
        }
        return {};
    }

    Components& components() { return components_; }
    Cache& cache() { return cache_; }

private:
    /// Whether the two are in one group now.
    Result<bool> join_if_alike(std::uint32_t a, std::uint32_t b) {
        if (components_.of(a) == components_.of(b))
            return true;
        const auto pair = std::uint64_t{a} << 32 | b;
        if (rejected_.contains(pair))
            return false;
        AXIAL_ASSIGN(const auto first, cache_.get(a));
        AXIAL_ASSIGN(const auto second, cache_.get(b));
        if (jaccard(*first, *second) >= similarity_) {
            components_.join(a, b);
            return true;
        }
        if (rejected_.size() >= most_rejected)
            rejected_.clear();
        rejected_.insert(pair);
        return false;
    }

    double similarity_;
    Cache cache_;
    Components components_;
    std::unordered_set<std::uint64_t> rejected_; ///< pairs that need not be compared again
};

} // namespace

SimilarGroups::SimilarGroups(double similarity) : similarity_(similarity), bands_(bands_for(similarity)) {
}

void SimilarGroups::add(const Shingles& shingles) {
    const auto text = texts_++;
    same_as_.push_back(text);
    if (shingles.empty())
        return;
    std::uint64_t hash = shingles.size();
    for (const auto shingle : shingles)
        hash = spread(hash ^ shingle);
    const auto [first, is_new] = first_with_.emplace(hash, text);
    if (!is_new) {
        same_as_.back() = first->second;
        return;
    }
    distinct_.push_back(text);
    const auto keys = band_keys(signature_of(shingles), bands_);
    keys_.insert(keys_.end(), keys.begin(), keys.end());
}

Result<std::vector<std::vector<Member>>> SimilarGroups::groups(const Load& load, const Progress& progress,
                                                               std::stop_token stop) const {
    Comparison comparison(similarity_, load, same_as_);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order(distinct_.size());
    std::vector<std::uint32_t> together;
    for (std::size_t band = 0; band < bands_.bands; ++band) {
        for (std::size_t i = 0; i < distinct_.size(); ++i)
            order[i] = {keys_[i * bands_.bands + band], distinct_[i]};
        std::sort(order.begin(), order.end());
        for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
            together.clear();
            for (end = begin; end < order.size() && order[end].first == order[begin].first; ++end)
                together.push_back(order[end].second);
            if (together.size() < 2)
                continue;
            if (stop.stop_requested())
                return cancelled();
            AXIAL_TRY(comparison.compare(together));
        }
        if (progress)
            progress(static_cast<std::int64_t>(band + 1), static_cast<std::int64_t>(bands_.bands));
    }
    std::map<std::uint32_t, std::vector<Member>> groups;
    for (std::uint32_t text = 0; text < texts_; ++text)
        if (const auto first = comparison.components().of(text); first != text) {
            auto& group = groups[first];
            if (group.empty())
                group.push_back({first, 1});
            AXIAL_ASSIGN(const auto a, comparison.cache().get(first));
            AXIAL_ASSIGN(const auto b, comparison.cache().get(text));
            group.push_back({text, jaccard(*a, *b)});
        }
    std::vector<std::vector<Member>> list;
    for (auto& [first, group] : groups)
        list.push_back(std::move(group));
    return list;
}

} // namespace axial::corpus::duplicates
