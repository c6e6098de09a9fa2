// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/privacy/rules.h"
#include "corpus/study.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace axial::corpus::privacy {

/// A coded revision that still holds what the settings would have masked or dropped.
struct KeptRevision {
    std::string post;
    int revision = 1;
    bool operator==(const KeptRevision&) const = default;
};

/// What applying a study's settings to its stored posts came to. Not done yet: what a rehearsal would do.
struct Rewritten {
    std::int64_t posts = 0;     ///< read
    std::int64_t authors = 0;   ///< posts whose author was replaced or removed
    std::int64_t bots = 0;      ///< posts whose author became a bot
    std::int64_t lines = 0;     ///< titles and permalinks that changed
    std::int64_t revisions = 0; ///< texts changed where they lie
    std::int64_t added = 0;     ///< masked revisions put after a coded one
    std::int64_t dropped = 0;   ///< texts emptied
    Tally tally;                ///< what was found in the titles and texts that changed
    std::vector<KeptRevision> kept;

    [[nodiscard]] bool anything() const { return authors + bots + lines + revisions + added + dropped > 0; }
};

struct RewriteOptions {
    bool rehearse = false; ///< find out what would change; change nothing
    std::function<void(std::int64_t done, std::int64_t of)> progress = {};
    std::stop_token stop = {};
};

/// Applies settings to everything that is stored already. Authors, titles and permalinks change in place, and
/// so do texts, in every revision. Coded text never moves: a coded revision stays as it is and is listed; if it
/// is the post's current one, a masked revision follows it, and that is what everybody reads from then on.
/// The places of model names in a rewritten text are forgotten (`axial mentions` finds them again).
///
/// Works in transactions of some hundred posts each: stopped in between, it goes on where it was when called
/// again, for what is done does not change any more.
[[nodiscard]] Result<Rewritten> apply_to_stored(Study& study, const Rules& rules,
                                                const RewriteOptions& options);

/// Whether the study's settings were applied to the end since they were last changed.
[[nodiscard]] Result<bool> is_applied(const Study& study);

} // namespace axial::corpus::privacy
