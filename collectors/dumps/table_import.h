// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/dumps/table_rows.h"
#include "corpus/record.h"
#include "corpus/study.h"

#include <cstdint>
#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace axial::collectors::dumps {

/// What a table can say of a post.
struct TableField {
    const char* name;
    bool needed;
    const char* help;
};
[[nodiscard]] std::span<const TableField> table_fields();

/// A file of posts from anywhere, and which of its columns is what.
struct TableRequest {
    std::filesystem::path file;
    TableForm form = TableForm::jsonl;
    std::string name = {}; ///< container of the posts; empty: the file's, up to its first dot
    std::map<std::string, std::string> columns = {}; ///< by field; others are looked for under their own name
    corpus::Markup markup = corpus::Markup::plain;
};

/// The first rows as they would be stored: for each field, the column that it is read from and what is there.
struct TablePreview {
    std::string name;
    std::map<std::string, std::string> columns; ///< by field
    struct Row {
        std::size_t line = 0;
        std::string problem;                       ///< why it would not be stored; empty: it would be
        std::map<std::string, std::string> values; ///< by field
    };
    std::vector<Row> rows;
};
[[nodiscard]] Result<TablePreview> preview_table(const TableRequest& request, std::size_t rows);

/// Imports every row as a post of source "import". Rows with the same `thread` are one thread, opened by the
/// row whose id it is; a row without is a thread of its own. The counts add up: rows_read = rows_stored +
/// rows_repeated + rows_unusable, and rows_stored = added + changed + unchanged. What is repeated or unusable
/// is listed in the study with file and line (the first 10,000). Stored a thousand rows at a time; can be run
/// again.
[[nodiscard]] Result<std::map<std::string, std::int64_t>>
import_table(corpus::Study& study, const TableRequest& request, const std::stop_token& stop);

} // namespace axial::collectors::dumps
