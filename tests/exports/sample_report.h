// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/report/report_data.h"

namespace axial::tests {

/// A report with something in every section, made by hand; figures are chosen to be told apart.
[[nodiscard]] exports::Report sample_report();

} // namespace axial::tests
