// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>

namespace axial::corpus::privacy {

/// Revisions that somebody coded, those of codings that were taken back among them: their texts are what the
/// codings mean, and stay.
class CodedRevisions {
public:
    [[nodiscard]] static Result<CodedRevisions> of(const Study& study);
    [[nodiscard]] Result<bool> holds(const std::string& post_key, int revision) const;

private:
    explicit CodedRevisions(const Study& study) : study_(&study) {}
    const Study* study_;
    std::set<std::pair<std::string, int>> in_journal_; ///< as it was when this was made
};

/// What came of emptying a post's revisions.
struct Erased {
    std::int64_t texts = 0; ///< emptied
    std::set<int> coded;    ///< revisions that were left because they are coded
};

/// Empties the texts of a post's revisions but for `except` (0: all of them) and those that are coded. The
/// revisions themselves remain. SQLite overwrites what was there.
[[nodiscard]] Result<Erased> erase_texts(Study& study, std::int64_t post_row, const std::string& post_key,
                                         int except, const CodedRevisions& coded);

/// Empties the title of a post, and its thread's if the post opens it.
[[nodiscard]] Status erase_titles(Study& study, std::int64_t post_row);

/// Has SQLite overwrite with zeros what is deleted or replaced from now on.
[[nodiscard]] Status overwrite_deleted(Study& study);

} // namespace axial::corpus::privacy
