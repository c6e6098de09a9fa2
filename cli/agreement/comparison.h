// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/figure.h"
#include "agreement/inference/difference.h"
#include "codebooks/round_data.h"

#include <string>
#include <vector>

namespace axial::cli {

/// The coefficients of two rounds beside each other: before and after a discussion, two codebooks, two teams.
struct Comparison {
    struct Row {
        std::string statistic;
        agreement::Figure first, second;
        agreement::Difference difference; ///< first - second
    };
    std::string first, second; ///< the rounds
    std::string units;         ///< in words: which posts, and whether they are the same
    std::string method;        ///< of the intervals, in words
    std::vector<Row> rows;
};

/// Of answers, or of whole sets of codes (equal or not). Rounds about the same posts are drawn together, thread
/// by thread where `by_thread`; other rounds each by themselves, post by post.
[[nodiscard]] Comparison compare(const codebooks::RoundData& first, const codebooks::RoundData& second,
                                 bool by_thread, const agreement::BootstrapOptions& bootstrap);

} // namespace axial::cli
