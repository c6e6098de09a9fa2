// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/completion.h"
#include "corpus/study.h"

namespace axial::corpus::index {

/// The values of filters out of the study's index, folded as it has them; those of fields of type `fact` out of
/// `facts` (codebooks/search_facts.h). Without an index, none but these. The index is opened when first asked
/// and again when it was replaced. The study must outlive it; one thread at a time.
[[nodiscard]] KnownValues known_values(const Study& study, KnownValues facts = {});

} // namespace axial::corpus::index
