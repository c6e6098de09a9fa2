// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace axial::collectors::dumps {

/// A row of any table of posts: a line of JSON or of CSV. Valid only during the call that it is handed to.
struct TableRow {
    std::size_t line = 0; ///< where it begins, from 1
    std::string problem;  ///< why it cannot be read; then there is nothing else
    std::string raw;      ///< as one line of JSON
    /// The text in a column; nothing where there is none or it is null. Of JSON, "user.name" is a name within a
    /// name unless there is a column of just that name, and an array comes as "a;b".
    std::function<std::optional<std::string>(const std::string&)> cell = {};
};

enum class TableForm { jsonl, csv };

/// Streams JSON Lines (gzipped or not) in constant memory; CSV, of at most 1 GiB, is read whole. Fails for a
/// column among `asked` that a CSV file does not have, and at the end for a gzipped file that is cut off or
/// damaged.
[[nodiscard]] Status for_each_table_row(const std::filesystem::path& file, TableForm form,
                                        const std::vector<std::string>& asked,
                                        const std::function<Status(const TableRow&)>& visit,
                                        const std::stop_token& stop);
/// The rows that an import kept in raw.db, counted from 1.
[[nodiscard]] Status for_each_kept_row(std::string_view lines,
                                       const std::function<Status(const TableRow&)>& visit);

} // namespace axial::collectors::dumps
