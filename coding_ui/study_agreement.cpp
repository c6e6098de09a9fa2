// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/study_access.h"

#include <algorithm>

/// What the Agreement page reads from a study.
namespace axial::coding_ui {

using codebooks::Rounds;

bool RoundStanding::begun() const {
    return std::any_of(progress.begin(), progress.end(),
                       [](const codebooks::Progress& each) { return each.done > 0; });
}

Result<RoundStanding> StudyAccess::standing(const std::string& round) const {
    RoundStanding standing;
    AXIAL_ASSIGN(standing.round, Rounds(study_).get(round));
    AXIAL_ASSIGN(const auto book, codebooks::Codebooks(study_).get(standing.round.codebook));
    standing.kind = book.kind;
    standing.codebook = to_qt(book.title);
    AXIAL_ASSIGN(standing.progress, Rounds(study_).progress(standing.round));
    return standing;
}

Result<AgreementFigures> StudyAccess::agreement(const std::string& round) const {
    AXIAL_ASSIGN(const auto wanted, Rounds(study_).get(round));
    AXIAL_ASSIGN(auto figures, codebooks::agreement_at_levels(study_, wanted));
    return std::make_shared<const codebooks::RoundAgreement>(std::move(figures));
}

Result<AgreementDiagnosis> StudyAccess::diagnosis(const std::string& round) const {
    AXIAL_ASSIGN(const auto wanted, Rounds(study_).get(round));
    AXIAL_ASSIGN(auto diagnosis, codebooks::diagnosis_of(study_, wanted));
    return std::make_shared<const codebooks::RoundDiagnosis>(std::move(diagnosis));
}

} // namespace axial::coding_ui
