// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/raw_store.h"
#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <stop_token>

namespace axial::corpus::privacy {

/// How many answers raw.db holds, and of how many the payload is still there: as it came, with names, addresses
/// and texts that the study itself does not keep.
struct RawPayloads {
    std::int64_t answers = 0, with_payload = 0;
};
[[nodiscard]] Result<RawPayloads> count_raw_payloads(const Study& study);

/// Empties the payloads of raw.db. What was asked, when, and the status stay, so that posts still refer to
/// their answers; validators (ETag, Last-Modified) go, because a service that answers "not modified" would
/// refer to a payload that is not there: the next run fetches everything anew, and stores payloads again.
/// Nothing can be parsed again from an emptied raw.db. Returns how many were emptied.
[[nodiscard]] Result<std::int64_t> drop_raw_payloads(Study& study, const std::stop_token& stop);

/// The header that an emptied answer has.
inline constexpr const char* dropped_header = "axial-payload";
[[nodiscard]] bool is_emptied(const Exchange& exchange);

} // namespace axial::corpus::privacy
