// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/exchange/merge.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace axial::codebooks::exchange {

/// What people should hear of before (or after) a merge. `here`: all events of this study by UUID; `targets`:
/// all events, of both sides, of each target that something new is about.
[[nodiscard]] Result<std::vector<Clash>> find_clashes(corpus::Study& study,
                                                      const std::map<std::string, Event>& here,
                                                      const MergePlan& plan, std::span<const Incoming> incoming,
                                                      const std::map<std::string, std::vector<Event>>& targets);

} // namespace axial::codebooks::exchange
