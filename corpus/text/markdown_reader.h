// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"

#include <string_view>

namespace axial::corpus {

class Composer;

/// Reads a Markdown body as its site does. False, with nothing written, where the parser would take too long or
/// nest too deep: the caller then keeps the source as plain text.
[[nodiscard]] bool read_markdown(std::string_view markdown, Dialect dialect, Composer& composer);

} // namespace axial::corpus
