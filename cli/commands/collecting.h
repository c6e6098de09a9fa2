// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "collectors/collection.h"

#include <functional>

/// What the collect commands share: transport, archive, run, summary, index.
namespace axial::cli {

inline constexpr Option endpoint_option{"endpoint", "URL", "base address, where it is not the usual one"};
inline constexpr Option since_option{"since", "DATE",
                                     "only what changed from then on; later runs go on by themselves"};
inline constexpr Option record_option{"record", "FILE", "also keep every answer in this file"};
inline constexpr Option replay_option{"replay", "FILE", "answer from a recording instead of the network"};
inline constexpr Option pace_option{"pace", "SECONDS", "least time between two requests"};
inline constexpr Option max_wait_option{"max-wait", "MINUTES", "all waits together, then stop (default 120)"};
inline constexpr Option contact_option{"contact", "TEXT", "how the service can reach you: mail or web address"};

struct CollectJob {
    collectors::ClientOptions client; ///< pace, contact and most_waiting come from the command line
    corpus::Run run;
    std::int64_t pace_seconds = 0; ///< where --pace is not given
    std::function<Status(collectors::Collection&)> collect;
};

/// Runs a collection into the study, brings the index up to date and prints the summary.
[[nodiscard]] Status run_collection(Context& context, const Arguments& arguments, CollectJob job);

/// The value of --since.
[[nodiscard]] Result<std::optional<Time>> since_of(const Arguments& arguments);

} // namespace axial::cli
