// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/gamma_summary.h"

namespace axial::agreement {

void add_gamma(Summary& summary, const SpanData& data, const GammaOptions& options,
               const std::stop_token& stop) {
    const auto found = gamma(data, options, stop);
    const auto add = [&](std::string name, const Figure& figure) {
        summary.figures.push_back({std::move(name), figure});
    };
    add("gamma", found.gamma);
    add("gamma_sampling95_low", found.low);
    add("gamma_sampling95_high", found.high);
    add("gamma_observed_disorder", found.observed_disorder);
    add("gamma_expected_disorder", found.expected_disorder);
    add("gamma_samples", static_cast<double>(found.samples));
    add("gamma_relative_error", found.relative_error);
    add("gamma_cat", found.gamma_cat);
    for (std::size_t k = 0; k < found.gamma_k.size(); ++k)
        add("gamma_k:" + data.categories()[k], found.gamma_k[k]);
    if (!found.exact)
        summary.warnings.emplace_back("the best alignment for gamma is approximate: gamma may be too low");
    if (found.inexact_samples > 0)
        summary.warnings.push_back("the alignments of " + std::to_string(found.inexact_samples) + " of " +
                                   std::to_string(found.samples) + " random continua are approximate");
}

} // namespace axial::agreement
