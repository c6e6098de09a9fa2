// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/spans/gamma.h"
#include "agreement/statistics.h"

#include <stop_token>

namespace axial::agreement {

/// Adds to a summary of spans: gamma, gamma_sampling95_low, _high, gamma_observed_disorder,
/// gamma_expected_disorder, gamma_samples, gamma_relative_error, gamma_cat, gamma_k:K; and a warning where
/// alignments are not known to be best.
void add_gamma(Summary& summary, const SpanData& data, const GammaOptions& options,
               const std::stop_token& stop = {});

} // namespace axial::agreement
