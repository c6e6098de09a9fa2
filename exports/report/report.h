// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/report/report_data.h"

#include <filesystem>
#include <string>

namespace axial::exports {

/// One self-contained page: no script, nothing loaded from elsewhere. It is well-formed XML too.
[[nodiscard]] std::string render_report(const Report& report);

/// Gathers, renders and writes the report; the file appears whole or not at all.
[[nodiscard]] Status write_report(corpus::Study& study, const std::filesystem::path& file,
                                  const ReportOptions& options);

} // namespace axial::exports
