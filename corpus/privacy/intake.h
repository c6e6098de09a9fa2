// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/privacy/erase.h"
#include "corpus/privacy/rules.h"

#include <optional>

namespace axial::corpus::privacy {

/// The one place where a study's rules meet what comes in: Store holds one and passes every record through it.
/// Made for a study as it is at the first record; whoever changes the settings makes a new Store.
class Intake {
public:
    explicit Intake(Study& study) : study_(&study) {}

    /// Reads the settings and the key. Anything below needs this to have worked.
    [[nodiscard]] Status ready();
    [[nodiscard]] const Rules& rules() const { return *rules_; }

    /// Everything of a post but its body. What changes is counted in `tally`.
    void apply(const Place& place, IncomingPost& post, Tally& tally) const;

    /// After a post was stored whose source does not show its text any more: earlier texts go if the study says
    /// so, and with `all` the current one with the titles, too.
    [[nodiscard]] Status forget(RowId post_row, const std::string& post_key, int revision, bool all);

    /// What changed in the post that is being stored; `kept`: the study has more of it now.
    [[nodiscard]] Status count(const Tally& tally, bool kept);
    [[nodiscard]] const Tally& tally() const { return tally_; }

private:
    Study* study_;
    std::optional<Rules> rules_;
    std::optional<CodedRevisions> coded_;
    Tally tally_;
};

/// What was masked in everything that is stored, by kind, since the study was made.
[[nodiscard]] Result<Tally> masked_so_far(const Study& study);
[[nodiscard]] Status add_to_masked(Study& study, const Tally& tally);

} // namespace axial::corpus::privacy
