// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/time.h"

#include <string>
#include <string_view>

namespace axial {

/// A new UUID of version 7 (RFC 9562): its text order is its time order, and within this process every one is
/// greater than the last and than `after`, even if the clock was set back.
[[nodiscard]] std::string uuid7(Time at, std::string_view after = {});

/// A UUID of version 8 that depends on the name alone (first 122 bits of SHA-256): the same codebook file gives
/// the same codes in every study.
[[nodiscard]] std::string uuid_from_name(std::string_view name);

/// Lower-case hexadecimal SHA-256.
[[nodiscard]] std::string sha256(std::string_view bytes);

} // namespace axial
