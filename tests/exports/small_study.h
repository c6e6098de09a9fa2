// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/rounds.h"
#include "corpus/sets.h"
#include "corpus/store.h"
#include "corpus/study.h"
#include "tests/support/shared_material.h"

#include <string>
#include <vector>

namespace axial::tests {

/// A study that was made by the real calls: twelve posts from three sources (two of them hostile, one a
/// repeat), the sets hits > unique > kept, a closed blind screening and two coding rounds of which the second
/// is blind and still open. What is in it is told in small_study.cpp; tests count it again by hand.
class SmallStudy {
public:
    SmallStudy();
    [[nodiscard]] corpus::Study& study() { return *study_; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }
    /// Of post `number`, counted from 0.
    [[nodiscard]] const std::string& key(std::size_t number) const { return keys_[number]; }

    /// Stands in codings and votes of the open blind round, and nowhere else.
    static constexpr const char* sealed_words = "sealed-evidence";

private:
    void collect();
    void draw_sets();
    void screen();
    void code();
    TemporaryFolder folder_;
    std::optional<corpus::Study> study_;
    std::vector<std::string> keys_;
    std::vector<corpus::RowId> rows_;
};

/// A study without anything in it.
struct EmptyStudy {
    TemporaryFolder folder;
    corpus::Study study;
    EmptyStudy();
};

} // namespace axial::tests
