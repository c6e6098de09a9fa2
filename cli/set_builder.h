// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/duplicates/near_duplicates.h"
#include "corpus/sets.h"

#include <optional>
#include <string>

namespace axial::cli {

/// What a new set is to hold; exactly one of query, unique, near_unique and round says how it is chosen.
struct SetWish {
    std::string name, from, round, answer;
    std::optional<std::string> query; ///< an empty one is every post
    std::string rule;                 ///< empty: all
    bool unique = false, roots = false;
    std::optional<corpus::NearDuplicateOptions> near_unique;
    corpus::NearProgress progress; ///< of what takes long
    std::stop_token stop;
};

/// Chooses the posts. The index is brought up to date first where a query needs it.
[[nodiscard]] Result<corpus::NewSet> choose_posts(corpus::Study& study, const SetWish& wish);

/// Chooses the posts and freezes them.
[[nodiscard]] Result<corpus::Set> build_set(corpus::Study& study, const SetWish& wish);

} // namespace axial::cli
