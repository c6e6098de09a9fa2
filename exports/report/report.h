// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/report/report_data.h"

#include <string>

namespace axial::exports {

/// One self-contained page: no script, nothing loaded from elsewhere. It is well-formed XML too.
/// export_html of export_formats.h gathers, renders and writes it.
[[nodiscard]] std::string render_report(const Report& report);

} // namespace axial::exports
