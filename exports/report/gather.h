// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/report/report_data.h"

#include <set>
#include <string_view>

/// The steps of gather_report; not for use elsewhere.
namespace axial::exports {

/// Every key begins with its source.
[[nodiscard]] std::string source_of(std::string_view key);

[[nodiscard]] Result<CorpusFigures> gather_corpus(corpus::Store& store, const std::stop_token& stop);
[[nodiscard]] Result<RoundOutcome> gather_outcome(corpus::Study& study, const codebooks::Round& round);
[[nodiscard]] Result<Funnel> gather_funnel(corpus::Study& study, const ExportOptions& options,
                                           const CorpusFigures& corpus,
                                           const std::vector<codebooks::Round>& rounds);
[[nodiscard]] Result<std::vector<CodebookFrequencies>>
gather_frequencies(corpus::Study& study, const std::vector<codebooks::Round>& rounds);
[[nodiscard]] Result<std::vector<CodeQuotes>> gather_quotes(corpus::Study& study,
                                                            const std::vector<codebooks::Round>& rounds);
[[nodiscard]] std::vector<RoundSection> gather_agreement(corpus::Study& study,
                                                         const std::vector<codebooks::Round>& rounds);

} // namespace axial::exports
