// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "cli/privacy_options.h"
#include "collectors/collection.h"
#include "collectors/plan.h"

#include <array>
#include <functional>

/// What the collect commands share: options, transport, archive, plan, run, summary, index.
namespace axial::cli {

inline constexpr Option since_option{"since", "DATE",
                                     "only what changed from then on; later runs go on by themselves"};

/// Options that every collect command has.
inline constexpr std::array collecting_options{
    Option{"endpoint", "URL", "base address, where it is not the usual one"},
    Option{"dry-run", "", "only say what would be asked for, how often and for how long; store nothing"},
    Option{"progress", "FORM", "bar, lines or json; a bar on a terminal, lines elsewhere"},
    Option{"record", "FILE", "also keep every answer in this file"},
    Option{"replay", "FILE", "answer from a recording instead of the network"},
    Option{"pace", "SECONDS", "least time between two requests"},
    Option{"max-wait", "MINUTES", "all waits together, then stop (default 120)"},
    Option{"contact", "TEXT", "how the service can reach you: mail or web address"},
    Option{"beside", "PID", "write beside the process that started this one and has the study open"},
    pseudonymise_option,
    drop_authors_option,
    mask_option};

/// A command's own options, then those that all collect commands have.
template <std::size_t n>
[[nodiscard]] constexpr std::array<Option, n + collecting_options.size()>
with_collecting_options(const std::array<Option, n>& own) {
    std::array<Option, n + collecting_options.size()> all{};
    std::size_t i = 0;
    for (const auto& option : own)
        all[i++] = option;
    for (const auto& option : collecting_options)
        all[i++] = option;
    return all;
}

struct CollectJob {
    collectors::ClientOptions client; ///< pace, contact and most_waiting come from the command line
    corpus::Run run;
    std::int64_t pace_seconds = 0; ///< where --pace is not given
    std::function<Status(collectors::Collection&)> collect;
    /// For --dry-run: asks as little as it can and stores nothing.
    std::function<Result<collectors::Plan>(collectors::Collection&)> plan;
};

/// Runs a collection into the study, brings the index up to date and prints the summary; or, with --dry-run,
/// prints the plan.
[[nodiscard]] Status run_collection(Context& context, const Arguments& arguments, CollectJob job);

/// The value of --since.
[[nodiscard]] Result<std::optional<Time>> since_of(const Arguments& arguments);

/// The value of --endpoint without slashes at its end, or `usual`.
[[nodiscard]] std::string endpoint_of(const Arguments& arguments, const char* usual);

/// Tokens from an environment variable, apart by commas or blanks: one credential each, "HEADER: PREFIX TOKEN".
void add_tokens(const Context& context, const char* variable, const std::string& header,
                const std::string& prefix, collectors::ClientOptions& client);

} // namespace axial::cli
