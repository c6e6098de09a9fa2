// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmark-gfm.h>

namespace axial::corpus {

/// Gives the prose of a parsed document the quotes, dashes and emoji that Discourse shows. Code, mathematics,
/// bare addresses, images and raw HTML stay as typed.
void set_discourse_prose(cmark_node* document);

} // namespace axial::corpus
