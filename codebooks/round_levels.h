// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/statistics.h"
#include "codebooks/round_agreement.h"
#include "codebooks/round_data.h"
#include "corpus/record.h"
#include "corpus/result.h"
#include "corpus/study.h"

#include <vector>

namespace axial::codebooks {

/// The options of a table whose units lie in these threads, one a unit.
[[nodiscard]] agreement::RatingsOptions ratings_options(const AgreementOptions& options,
                                                        const std::vector<corpus::RowId>& threads);

/// The decisions of a round at every level of unit; `posts` has the figures at the level of posts.
[[nodiscard]] Result<std::vector<LevelAgreement>> levels_of(corpus::Study& study, const RoundData& data,
                                                            const RoundAgreement& posts,
                                                            const AgreementOptions& options);

} // namespace axial::codebooks
