// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/rounds.h"

#include <SQLiteCpp/SQLiteCpp.h>

/// What must hold before a code is applied.
namespace axial::codebooks {

/// Unit, other post, weight and certainty go together and are in range.
[[nodiscard]] Status check_use(const NewCoding& coding);

/// The code exists in the round's codebook (or in any, outside rounds) and may still be applied. May throw
/// SQLite::Exception, as the next one.
[[nodiscard]] Status check_code(corpus::Study& study, const std::string& code, const Round* round);

/// The code may be applied to a unit of this kind, and no other code of an exclusive group is on the same.
[[nodiscard]] Status check_unit(SQLite::Database& database, const Coding& coding);

} // namespace axial::codebooks
