// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/rounds.h"
#include "corpus/index/completion.h"
#include "corpus/index/search_index.h"

/// What a study answers for in a search: `set:`, `round:`, `coded:` and `code-applied:`.
namespace axial::codebooks {

/// Posts by set, round, coder and code, as far as `viewer` may see: what a blind round that is open still hides
/// is not found through a search either. The study must outlive it. Values:
///  - set:NAME; round:NAME, the posts of its set;
///  - coded:NAME, posts that this coder coded or voted on; coded:any, by anybody; coded:none, by nobody;
///  - code-applied:ID, the code or a code below it, in any codebook; code-applied:CODEBOOK/ID, in this one.
/// Names are taken whatever their case where that is unambiguous; an unknown one fails with those there are.
[[nodiscard]] corpus::Facts facts_of(corpus::Study& study, Viewer viewer);

/// The facet "code": posts by the code applied to them, as far as `viewer` may see; by CODEBOOK/ID where two
/// codebooks have a code of one id. The study must outlive it.
[[nodiscard]] corpus::FactValues code_facet(corpus::Study& study, Viewer viewer);

/// The names that these fields take, to complete a query: sets with their sizes, rounds, coders, codes. Names
/// only, which everybody knows: nothing of who coded what. The study must outlive it.
[[nodiscard]] corpus::index::KnownValues known_facts(corpus::Study& study);

} // namespace axial::codebooks
