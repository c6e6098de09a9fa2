// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace axial::collectors::dumps {

/// What should be one event. Valid only during the call that it is handed to.
struct ArchiveLine {
    std::string_view text;    ///< without white space around it; empty where there is a problem
    std::size_t line = 0;     ///< where it begins, from 1
    std::string_view problem; ///< why it cannot be handed out: it is too long
};

/// How a file came to its end.
struct ArchiveEnd {
    enum class Kind { whole, empty, truncated, damaged };
    Kind kind = Kind::whole;
    std::size_t lines = 0; ///< read until then
};

inline constexpr std::size_t longest_archive_line = 64U << 20U;

/// Streams a file of JSON lines, gzipped (of one or several members) or plain, whatever its name says; memory
/// is bounded by the longest line. Blank lines are passed over. Also understood: events that follow each other
/// without a line break, as in archives of 2011 and 2012, and a file of indented events. A line of more than 64
/// MiB is handed out as a problem. What a truncated or damaged file gave before its end is handed out, and how
/// it ended is the result; an error is only what cannot be read at all, what `visit` returns, and a stop.
[[nodiscard]] Result<ArchiveEnd> for_each_line(const std::filesystem::path& file,
                                               const std::function<Status(const ArchiveLine&)>& visit,
                                               const std::stop_token& stop,
                                               const std::function<void(std::int64_t, std::int64_t)>& progress);

} // namespace axial::collectors::dumps
