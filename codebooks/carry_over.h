// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/rounds.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Codings of a text that was edited at its source. A coding stays on the revision that it was made on until
/// its coder says where it belongs in the new one.
namespace axial::codebooks {

enum class Carried {
    unchanged, ///< the same words at the same place
    moved,     ///< the same words elsewhere
    changed,   ///< other words between the same neighbours
    lost,      ///< nowhere
};
[[nodiscard]] std::string_view name_of(Carried carried);

/// Where a span of an old text is in a new one. Offsets are code points, half-open, on grapheme boundaries.
struct Place {
    Carried carried = Carried::lost;
    std::uint32_t begin = 0, end = 0; ///< 0, 0 where it is lost
    std::string quote;
};
/// The words themselves are looked for first; of several places the one whose neighbours are most alike, then
/// the nearest. Where they are gone, what stands between the neighbours counts as changed if at least half of
/// its letters are left.
[[nodiscard]] Place carry(std::string_view old_text, std::string_view new_text, std::uint32_t begin,
                          std::uint32_t end);

/// A coding of an earlier revision than the post's current one.
struct CarriedCoding {
    Coding coding;
    int revision = 0; ///< the post's current one
    Place place;
};

/// Of one coder, by post and place. Codings of posts as wholes are not in it: they need no place.
[[nodiscard]] Result<std::vector<CarriedCoding>> carried_codings(corpus::Study& study, std::string_view coder);

/// Puts the coding where carry() finds it. Fails where it is lost, is another coder's, or its round is closed.
[[nodiscard]] Result<Place> accept_carried(corpus::Study& study, std::string_view coding,
                                           std::string_view coder);

} // namespace axial::codebooks
