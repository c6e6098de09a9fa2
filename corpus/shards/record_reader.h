// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/shards/shard_record.h"
#include "corpus/study.h"

#include <cstdint>
#include <functional>
#include <string>

namespace axial::corpus::shards {

/// A post's place in the order that shards are in: by time, then key.
struct Place {
    Time at{Time::min()};
    std::string key = {};
};

/// Calls `visit` for each post's place, in order, until it returns false.
[[nodiscard]] Status for_each_place(Study& study, const std::function<bool(const Place&)>& visit);

/// Calls `visit` for `most` posts after `place`, in order. An error of `visit` ends it.
[[nodiscard]] Status for_each_record(Study& study, const Place& place, std::int64_t most,
                                     const std::function<Status(const ShardRecord&)>& visit);

/// Threads that have posts among the `most` after `place`.
[[nodiscard]] Result<std::int64_t> threads_among(Study& study, const Place& place, std::int64_t most);

} // namespace axial::corpus::shards
