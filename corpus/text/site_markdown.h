// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"

#include <string>
#include <string_view>

/// What the sites add to Markdown, rewritten as the Markdown and HTML that it stands for before the parser sees
/// it.
namespace axial::corpus {

/// Discourse's BBCode and mathematics, Stack Exchange's spoilers and tag links, comments that know no blocks.
[[nodiscard]] std::string without_site_markup(std::string_view markdown, Dialect dialect);

/// Discourse: [quote], [details], [spoiler], [poll] and inline tags become HTML; what stands between dollars is
/// escaped, so that it stays as typed.
[[nodiscard]] std::string without_bbcode(std::string_view markdown);

/// Whether the Markdown parser takes about linear time for this. It does not for thousands of open brackets,
/// columns or at signs in one paragraph.
[[nodiscard]] bool fit_for_the_parser(std::string_view markdown);

} // namespace axial::corpus
