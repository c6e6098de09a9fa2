// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/http/manners.h"

namespace axial::collectors::stackexchange {

/// Stack Exchange tells its limits in the body: "backoff" on good answers too, for the method that was asked;
/// what is left of the day's quota; and, as an error 502, how long an address that asked too often is refused.
[[nodiscard]] Manners manners();

} // namespace axial::collectors::stackexchange
