// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace axial::corpus {

/// The emoji that Discourse calls by this name, without colons around it and in any case: "smile"; "+1:t3" has
/// a skin tone. Empty if the name is not among the common ones in the table.
[[nodiscard]] std::string emoji_named(std::string_view name);

} // namespace axial::corpus
