// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus {

/// Comma-separated values as RFC 4180 has them, with what programs really write: a byte order mark, LF or CRLF
/// or CR, no newline at the end, empty lines (skipped, unless the table has one column: then an empty line is
/// an empty cell).
struct CsvRow {
    std::size_t line = 0; ///< where it begins in the file, counted from 1
    std::vector<std::string> cells;
};

/// A whole file: its first row is the header, every other row is as wide as it.
class CsvTable {
public:
    /// `name` is for messages. Fails with the line on: nothing at all, invalid UTF-8, U+0000, a quote inside an
    /// unquoted cell or after a quoted one, a quote that is never closed, a row of another width than the
    /// header, a header with an empty or repeated name.
    [[nodiscard]] static Result<CsvTable> parse(std::string_view text, std::string_view name);
    /// Fails also where the file cannot be read or is larger than 1 GiB.
    [[nodiscard]] static Result<CsvTable> read(const std::filesystem::path& file);

    [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
    [[nodiscard]] const std::vector<CsvRow>& rows() const { return rows_; }
    [[nodiscard]] std::optional<std::size_t> find_column(std::string_view name) const;
    /// Fails with the columns there are.
    [[nodiscard]] Result<std::size_t> column(std::string_view name) const;
    /// "votes.csv:12", for the message about a row.
    [[nodiscard]] std::string where(const CsvRow& row) const;

private:
    std::string name_;
    std::vector<std::string> header_;
    std::vector<CsvRow> rows_;
};

/// One row with its line break (CRLF). Cells with a comma, a quote, a line break or blanks at their ends are
/// quoted; a row of a single empty cell is `""`. Cells that a spreadsheet would take for a formula are not
/// changed.
[[nodiscard]] std::string csv_row(const std::vector<std::string>& cells);

} // namespace axial::corpus
