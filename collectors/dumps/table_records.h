// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/dumps/table_import.h"
#include "corpus/record.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// From the rows of a table of posts to records; no file and no study here.
namespace axial::collectors::dumps {

/// What is in a row, by field.
using TableValues = std::map<std::string, std::string>;

struct TablePlan {
    std::string name;
    std::map<std::string, std::string> columns; ///< by field
    std::vector<std::string> asked;             ///< columns that must be there
};
/// Fails for a name or field that cannot be.
[[nodiscard]] Result<TablePlan> plan_of(const TableRequest& request);

[[nodiscard]] TableValues values_of(const TableRow& row, const TablePlan& plan);
/// Why a row cannot be stored; empty: it can.
[[nodiscard]] std::string problem_of(const TableRow& row, const TableValues& values);

struct TableRecord {
    corpus::IncomingThread thread;
    corpus::IncomingPost post;
    bool opens = false; ///< its thread
};
/// Expects values without a problem.
[[nodiscard]] TableRecord record_of(const TableValues& values, const TablePlan& plan, corpus::Markup markup);

/// What a run keeps of a request beside the names of container and file: "body=text markup=html", and back.
[[nodiscard]] std::string in_words(const TableRequest& request);
[[nodiscard]] TableRequest from_words(const std::string& name, std::string_view words);

} // namespace axial::collectors::dumps
