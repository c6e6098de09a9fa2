// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "corpus/index/search_index.h"
#include "corpus/record.h"

/// How `axial search` shows what was found, of a study or of a corpus: for people, or as JSON Lines.
namespace axial::cli {

/// A post of the page; `hit` says why.
void print_hit(Context& context, const corpus::Post& post, const corpus::Hit& hit);

/// What stands below the hits: how many there are, facets, the histogram, another spelling. With JSON one line,
/// and only where something of it was asked for.
void print_summary(Context& context, const corpus::SearchRequest& request, const corpus::SearchAnswer& answer,
                   bool histogram);

} // namespace axial::cli
