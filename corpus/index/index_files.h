// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/search_index.h"
#include "corpus/index/xapian_errors.h"

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

/// The index on disk: what it says of itself, how it is written, how a new one takes the place of an old one.
namespace axial::corpus::index {

using Progress = std::function<void(std::int64_t, std::int64_t)>;

/// What an index says of itself; written in the same commit as the documents it speaks of.
struct Stamp {
    std::string version, study;
    std::int64_t change = 0;
};
[[nodiscard]] Stamp stamp_of(const Xapian::Database& database);
void set_stamp(Xapian::WritableDatabase& database, const std::string& study, std::int64_t change);

/// Why an index with this stamp cannot serve the study whose last change is `last_change`; empty if it can.
[[nodiscard]] std::string unfit_reason(const Stamp& stamp, const Study& study, std::int64_t last_change);

/// Indexes every change of the store after the index's own, committing every thousand posts or 8 MB of text, so
/// that being killed at any time costs one batch. Stopped, it commits what it has and returns `cancelled`.
[[nodiscard]] Status follow(Study& study, const Store& store, Xapian::WritableDatabase& database,
                            const Progress& progress, std::stop_token stop);

/// Puts the finished index in folder `fresh` in place of the one in `current`, which nobody may be writing.
[[nodiscard]] Status take_place(const std::filesystem::path& fresh, const std::filesystem::path& current);

/// Posts missing, outdated or unknown, at most `limit` lines.
[[nodiscard]] Result<std::vector<std::string>> compare(const Xapian::Database& database, const Store& store,
                                                       std::size_t limit);

} // namespace axial::corpus::index
