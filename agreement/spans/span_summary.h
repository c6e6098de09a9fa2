// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/spans/overlap.h"
#include "agreement/spans/segmentation.h"
#include "agreement/spans/span_data.h"
#include "agreement/spans/universe.h"
#include "agreement/statistics.h"

#include <cstdint>
#include <string>
#include <vector>

namespace axial::agreement {

/// What to compute of spans. Intervals are over documents, or clusters of them where those are given.
struct SpanOptions {
    BootstrapOptions bootstrap{};
    Universe universe{};
    OverlapOptions overlap{}; ///< its same_category is not looked at: both are computed
    bool alpha_u_2004 = true;
    bool u_alpha = true;
    bool positions = true;
    bool matching = true;
};

/// The figures of spans, with what a reader needs to judge them. In the summary, units are the positions of the
/// universe and pairable values positions times raters. Names, K a category:
///   alpha_u_2004, alpha_u_2004_Do, alpha_u_2004_De, each also with :K
///   u_alpha, bar_u_alpha, cu_alpha, cu_coverage, k_u_alpha:K
///   char_percent_agreement (0 to 100), char_kappa, char_fleiss_kappa, char_positive_agreement,
///   char_union_agreement, char_alpha_binary: one code, or several pooled; with several also :K for each, and
///   char_any_… for "was it marked at all" span_f1 and span_f1:K (mean over pairs of raters), span_any_code_f1,
///   span_exact_f1 (threshold 1); for two raters span_matched, span_only_first, span_only_second,
///   span_precision, span_recall
/// and for all but the counts and alpha_u_2004, which is no function of sums over documents, <name>_ci95_low,
/// <name>_ci95_high, <name>_se_jackknife (before the :K) where replicates were asked for.
struct SpanSummary {
    Summary summary;
    std::int64_t spans = 0;           ///< as given, before any are cut or united
    std::int64_t repeated = 0;        ///< given a second time by the same rater, left out
    std::int64_t length = 0;          ///< positions of the continuum
    std::int64_t universe_length = 0; ///< those of them that the figures speak of
    std::int64_t documents = 0, clusters = 0;
    std::string universe; ///< its name
};

[[nodiscard]] SpanSummary span_summary(const SpanData& data, const SpanOptions& options);

/// boundary_similarity and segmentation_similarity; units are the positions.
[[nodiscard]] Summary segmentation_summary(const std::vector<Masses>& raters);

} // namespace axial::agreement
