// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/round_data.h"
#include "codebooks/round_diagnosis.h"
#include "corpus/result.h"
#include "corpus/study.h"

namespace axial::codebooks {

/// How the stretches that coders marked differ: counts in `result.spans`, and each difference at the end of
/// `result.disagreements`, in reading order. Over the posts that all coders judged.
[[nodiscard]] Status add_stretches(corpus::Study& study, const RoundData& data, const AgreementOptions& options,
                                   RoundDiagnosis& result);

} // namespace axial::codebooks
