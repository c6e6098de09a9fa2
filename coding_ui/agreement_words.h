// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/round_agreement.h"
#include "codebooks/round_diagnosis.h"

#include <QString>
#include <QStringList>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// How figures of agreement are put to people. What is undefined says so with its reason.
namespace axial::coding_ui {

/// "0.743", "−0.120".
[[nodiscard]] QString decimal(double value);
/// "0.743", or "undefined".
[[nodiscard]] QString figure_words(const agreement::Figure& figure);
/// "0.743", or "undefined: no pairable values".
[[nodiscard]] QString full_figure_words(const agreement::Figure& figure);
/// "Krippendorff’s alpha" for "alpha_nominal"; the name itself where it has no other.
[[nodiscard]] QString statistic_name(std::string_view name);

using Interval = std::pair<double, double>;
/// The 95 % interval of a statistic: `_ci95_`, else `_bca95_`, else `_gwet95_`; none where either end is
/// undefined.
[[nodiscard]] std::optional<Interval> interval_of(const agreement::Summary& summary, const std::string& name);
/// The standard error: `_se`, else `_se_jackknife`, else `_se_gwet`; undefined where there is none.
[[nodiscard]] agreement::Figure error_of(const agreement::Summary& summary, const std::string& name);
/// The figure of a round that leads: MASI alpha for sets of codes, nominal alpha for answers.
[[nodiscard]] std::string leading_statistic(codebooks::Codebook::Kind kind);
/// The coefficients of the whole table that are worth a row, in the order of the plot, as far as they are
/// there.
[[nodiscard]] std::vector<std::string> shown_statistics(const codebooks::RoundAgreement& round);

/// One sentence that can be quoted: coefficient, interval, percent, units, coders.
[[nodiscard]] QString plain_reading(const codebooks::RoundAgreement& round);
/// What the figures are of: universe, missing cells and why.
[[nodiscard]] QString scope_words(const codebooks::RoundAgreement& round);
/// "omission", with what it means in `meaning_of`.
[[nodiscard]] QString word_of(codebooks::Difference difference);
[[nodiscard]] QString meaning_of(codebooks::Difference difference);
/// What the trend test found, in words.
[[nodiscard]] QString trend_words(const codebooks::RoundDiagnosis& diagnosis);
/// "ada: Include · ben: Exclude"; coders who did not judge the post say so.
[[nodiscard]] QString said_by(const std::vector<std::string>& raters, const std::vector<std::string>& values);

} // namespace axial::coding_ui
