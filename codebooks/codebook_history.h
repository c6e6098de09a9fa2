// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/as_of.h"
#include "codebooks/codebook.h"

#include <string>
#include <string_view>
#include <vector>

/// How a codebook came to be what it is.
namespace axial::codebooks {

/// One decision about a codebook, be it of one event or of several that were made together.
struct CodebookVersion {
    int number = 0;    ///< from 1, in the order of this copy of the study; merging may put others before it
    std::string event; ///< UUID of its last event: names the version in every copy
    Time at{};
    std::string coder;
    std::string batch;                ///< takes it back; empty for a single event
    std::vector<std::string> changes; ///< "renamed \"Fear\" to \"Fear of code\""
};

/// Oldest first.
[[nodiscard]] Result<std::vector<CodebookVersion>> codebook_history(corpus::Study& study,
                                                                    const Codebook& codebook);

/// A version's number, the UUID of an event or its beginning, a time, or "now".
[[nodiscard]] Result<Moment> find_version(corpus::Study& study, const Codebook& codebook,
                                          std::string_view text);

/// One difference between two states of a codebook.
struct CodeDifference {
    enum class Kind {
        added,
        renamed,
        moved,
        redefined,
        split,
        merged,
        retired,
        brought_back,
        adjusted,
        missing
    };
    Kind kind{};
    std::string code;     ///< its name, the later one
    std::string from, to; ///< what changed; several lines for definitions
};
[[nodiscard]] std::string_view heading_of(CodeDifference::Kind kind); ///< "Codes added"

/// By kind, and in the order of the later tree.
[[nodiscard]] std::vector<CodeDifference> differences(const Codebook& before, const Codebook& after);

/// As Markdown for the appendix of a paper: a heading for each kind, a list below it.
[[nodiscard]] std::string describe(const std::vector<CodeDifference>& differences);

} // namespace axial::codebooks
