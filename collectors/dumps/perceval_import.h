// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>

namespace axial::collectors::dumps {

struct PercevalRequest {
    std::filesystem::path file;
    std::string site; ///< what a forum is filed under; empty: the host of its origin
};

/// Told now and then: bytes of the file that were read, bytes that it has.
using PercevalProgress = std::function<void(std::int64_t, std::int64_t)>;

/// Imports what Perceval wrote, one envelope a line, gzipped or not: GitHub's issues and pull requests,
/// Discourse's topics and Stack Exchange's questions, under the keys of Axial's own collectors. Posts count as
/// fetched when Perceval fetched them: what the study knows from a later time stands. The counts add up:
/// lines_read = items_stored + items_other + items_unusable + lines_broken, where items_other are those of
/// back-ends that no threads are made of; records = added + changed + unchanged + older + skipped. What is not
/// stored is listed with file and line (the first 10,000). Some hundred lines a transaction, in constant
/// memory but for 48 bytes a post; can be run again.
[[nodiscard]] Result<std::map<std::string, std::int64_t>> import_perceval(corpus::Study& study,
                                                                          const PercevalRequest& request,
                                                                          const PercevalProgress& progress,
                                                                          const std::stop_token& stop);

} // namespace axial::collectors::dumps
