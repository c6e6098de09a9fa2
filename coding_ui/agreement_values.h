// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/round_agreement.h"
#include "codebooks/round_diagnosis.h"
#include "coding_ui/values.h"

#include <memory>

/// What travels between the worker and the Agreement page.
namespace axial::coding_ui {

/// A round as it stands now, with nothing that a blind round hides.
struct RoundStanding {
    codebooks::Round round;
    codebooks::Codebook::Kind kind = codebooks::Codebook::Kind::codes;
    QString codebook; ///< its title
    std::vector<codebooks::Progress> progress;
    [[nodiscard]] bool sealed() const { return !codebooks::Rounds::unsealed(round); }
    [[nodiscard]] bool begun() const; ///< somebody decided something
};

using AgreementFigures = std::shared_ptr<const codebooks::RoundAgreement>;
using AgreementDiagnosis = std::shared_ptr<const codebooks::RoundDiagnosis>;

} // namespace axial::coding_ui
