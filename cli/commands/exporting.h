// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "exports/export_formats.h"

#include <string>

namespace axial::cli {

/// Writes the study in one format, with the --set and --round of the command line, and prints what was written.
[[nodiscard]] Status write_format(Context& context, const exports::ExportFormat& format,
                                  const std::string& file, const Arguments& arguments);

} // namespace axial::cli
