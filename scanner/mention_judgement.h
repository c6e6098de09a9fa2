// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scanner/mention_surroundings.h"

#include <string>

/// Inside of the mention finder: what an owner/name is, judged by what stands around it.
namespace axial::scanner {

/// Whether it names a data set or a Space.
[[nodiscard]] bool about_data(const Surroundings& around);

/// Whether the place takes a model: an argument of a loading call, a value or option called after models.
[[nodiscard]] bool holds_model(const Surroundings& around);

/// What a name (lower case) that nobody has scanned is worth in prose: below 0.5 it is kept aside.
[[nodiscard]] double prose_confidence(const std::string& owner, const std::string& name,
                                      const Surroundings& around);

} // namespace axial::scanner
