// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"

namespace axial::corpus {

/// Marks what is a mention or a reference by its form alone: @user, and on GitHub #12, owner/repo#12 and full
/// commit hashes. Never in code, links or image texts, never inside a word or an e-mail address.
void mark_references(CanonicalText& text, Dialect dialect);

} // namespace axial::corpus
