// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/assignment.h"

#include "corpus/sets.h"

#include <algorithm>
#include <tuple>

namespace axial::codebooks {

Assignment::Assignment(const Round& round, std::vector<std::string> posts)
    : coders_(round.coders),
      posts_(round.coders.size()),
      released_(round.released) {
    std::sort(posts.begin(), posts.end(), [&](const std::string& a, const std::string& b) {
        return std::pair(corpus::draw_place(a, round.seed), std::string_view(a)) <
               std::pair(corpus::draw_place(b, round.seed), std::string_view(b));
    });
    const auto common = std::min(posts.size(), static_cast<std::size_t>(std::max(round.calibration, 0)));
    const auto each = round.overlap == 0
                          ? coders_.size()
                          : std::min(coders_.size(), static_cast<std::size_t>(std::max(round.overlap, 0)));
    std::vector<std::size_t> order(coders_.size());
    for (std::size_t i = 0; i < posts.size(); ++i) {
        if (i < common) {
            calibration_.insert(posts[i]);
            continue;
        }
        const auto seed = corpus::draw_place(posts[i], round.seed + 1);
        for (std::size_t coder = 0; coder < order.size(); ++coder)
            order[coder] = coder;
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return std::tuple(posts_[a].size(), corpus::draw_place(coders_[a], seed), a) <
                   std::tuple(posts_[b].size(), corpus::draw_place(coders_[b], seed), b);
        });
        for (std::size_t taken = 0; taken < each; ++taken)
            posts_[order[taken]].push_back(posts[i]);
    }
}

std::vector<std::string> Assignment::of(std::string_view coder) const {
    std::vector<std::string> posts(calibration_.begin(), calibration_.end());
    const auto found = std::find(coders_.begin(), coders_.end(), coder);
    if (found != coders_.end() && released_) {
        const auto& theirs = posts_[static_cast<std::size_t>(found - coders_.begin())];
        posts.insert(posts.end(), theirs.begin(), theirs.end());
    }
    return posts;
}

Result<Assignment> assignment_of(corpus::Study& study, const Round& round) {
    const corpus::Sets sets(study);
    AXIAL_ASSIGN(const auto set, sets.get(round.set));
    AXIAL_ASSIGN(auto keys, sets.keys(set));
    return Assignment(round, std::move(keys));
}

} // namespace axial::codebooks
