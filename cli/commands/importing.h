// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "corpus/csv.h"

#include <functional>

namespace axial::cli {

/// Calls `decide` for every row of a table of decisions, in one transaction: an error in row 400, which is
/// passed on with its line, leaves the study as it was, and so does Ctrl-C.
[[nodiscard]] Status import_rows(const Context& context, corpus::Study& study, const corpus::CsvTable& table,
                                 const std::function<Status(const corpus::CsvRow&)>& decide);

} // namespace axial::cli
