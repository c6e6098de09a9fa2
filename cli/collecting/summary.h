// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "collectors/collection.h"
#include "collectors/plan.h"

namespace axial::cli {

/// "done", "stopped" or "failed".
[[nodiscard]] const char* status_of(const Status& outcome);

/// What a run came to: sums that add up, then the notes.
void print_summary(Context& context, const corpus::Run& run, const collectors::Collection& collection,
                   const Status& outcome);

/// What a run would do. The client tells how long that takes by what it learned while the plan was made.
void print_plan(Context& context, const corpus::Run& run, const collectors::Plan& plan,
                const collectors::HttpClient& client);

} // namespace axial::cli
