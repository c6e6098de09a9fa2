// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace axial::collectors::reparse {

struct ReparseRequest {
    std::string source; ///< only threads of this source; empty: all
    bool dry_run = false;
};

/// A thread or post that came out otherwise than it was stored.
struct Reparsed {
    std::string key;
    std::string kind;                ///< thread or post
    bool added = false;              ///< it was not in the study
    std::vector<std::string> fields; ///< what changed: text, spans, author, title …; empty where it was added
};

/// Told after each payload: rows of raw.db that were read, rows that there are.
using ReparseProgress = std::function<void(std::int64_t, std::int64_t)>;

/// Reads the payloads of raw.db again and stores what today's parsers make of them, without the network.
/// Payloads are read from the newest to the oldest, and the newest one that shows a post decides: a post keeps
/// what a later fetch said of it, what is gone or hidden stays so. Another text becomes a new revision; codings
/// stay on theirs. Some hundred posts a transaction, one payload and 48 bytes for each post in memory. An
/// interrupted one is run again: what is done is found unchanged.
///
/// The counts add up: payloads_read = payloads_used + payloads_without_posts + payloads_broken +
/// payloads_filtered, and records = added + changed + unchanged + older + skipped + left_out (posts on
/// threads that the study does not have); for threads the first four with "threads_" before each name.
/// posts_not_found are those in the study that no payload shows; broken payloads, skipped records and those
/// posts are listed with the run (the first 10,000).
[[nodiscard]] Result<std::map<std::string, std::int64_t>>
reparse_study(corpus::Study& study, const ReparseRequest& request,
              const std::function<void(const Reparsed&)>& on_change, const ReparseProgress& progress,
              const std::stop_token& stop);

} // namespace axial::collectors::reparse
