// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/statistics.h"
#include "codebooks/round_agreement.h"
#include "codebooks/round_diagnosis.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Plain readings of figures. None claims more than its figures say: a level is reached where the whole
/// interval lies above it, two figures differ where their intervals do not overlap, and what has no interval is
/// only described. Each is one paragraph.
namespace axial::exports {

/// Krippendorff (2004, Content Analysis, 2nd ed., p. 241): conclusions from 0.800 on, tentative ones from
/// 0.667.
inline constexpr double firm = 0.800, tentative = 0.667;

/// Low and high of the 95 % interval of a figure; nothing where it is undefined or was not computed.
using Interval = std::pair<double, double>;
[[nodiscard]] std::optional<Interval> interval_of(const agreement::Summary& summary, std::string_view figure);
/// "0.292 to 0.791".
[[nodiscard]] std::string words_of(const Interval& interval);
/// "84.4 %" of a share between 0 and 1, "undefined: reason".
[[nodiscard]] std::string percent_of(const agreement::Figure& share);
/// The first letter as a capital; a name or sentence that came from outside should be quoted instead.
[[nodiscard]] std::string capitalised(std::string text);
[[nodiscard]] std::string without_stop(std::string sentence);
/// A count of coincidences: "12", "3.5".
[[nodiscard]] std::string amount(double number);

/// The figure of a round to show first.
[[nodiscard]] std::string leading_figure(codebooks::Codebook::Kind kind);
/// For people: "Krippendorff’s alpha", "Cohen’s kappa over characters".
[[nodiscard]] std::string title_of(std::string_view figure, codebooks::Codebook::Kind kind);

/// How many units, coders, pairable values and missing cells there are, what is a unit and what the intervals
/// draw: the small print of a table.
[[nodiscard]] std::string scope_of(const codebooks::RoundAgreement& agreement);
/// "47 threads".
[[nodiscard]] std::string drawn_of(const codebooks::RoundAgreement& agreement);

/// Percent, alpha and its interval: the opening of a round.
[[nodiscard]] std::string reading_of(const codebooks::RoundAgreement& agreement);
/// What other coefficients say, and how probable it is that alpha reaches its levels.
[[nodiscard]] std::string reading_of_coefficients(const codebooks::RoundAgreement& agreement);
[[nodiscard]] std::string reading_of_categories(const codebooks::RoundAgreement& agreement);
[[nodiscard]] std::string reading_of_sources(const codebooks::RoundAgreement& agreement);
[[nodiscard]] std::string reading_of_levels(const codebooks::RoundAgreement& agreement);

[[nodiscard]] std::string reading_of_pairs(const codebooks::RoundAgreement& agreement,
                                           const codebooks::RoundDiagnosis& diagnosis);
[[nodiscard]] std::string reading_of_confused(codebooks::Codebook::Kind kind,
                                              const codebooks::RoundDiagnosis& diagnosis);
/// `things`: "posts", "stretches".
[[nodiscard]] std::string reading_of_splits(const codebooks::Splits& splits, std::string_view things);
[[nodiscard]] std::string reading_of_drift(const codebooks::RoundDiagnosis& diagnosis);

/// A sentence or two that can go into a paper.
[[nodiscard]] std::string methods_of(const codebooks::RoundAgreement& agreement);

} // namespace axial::exports
