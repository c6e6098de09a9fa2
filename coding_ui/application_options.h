// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/key_table.h"
#include "coding_ui/theme.h"
#include "corpus/result.h"

#include <QSize>
#include <QString>
#include <QStringList>
#include <filesystem>
#include <optional>

namespace axial::coding_ui {

/// The command line of axial-ui.
struct ApplicationOptions {
    std::filesystem::path study;
    QString round, coder, thread, query;
    std::optional<Page> page;     ///< none: the one that the round belongs to
    std::optional<Scheme> scheme; ///< none: the system's
    QString screenshot;           ///< file to write instead of staying open
    QSize size{1440, 900};
    bool check = false; ///< only say whether the study can be opened
    bool help = false, version = false;
};

/// Fails with a fault of usage that names the argument. `words` has no program name.
[[nodiscard]] Result<ApplicationOptions> parse_options(const QStringList& words);
[[nodiscard]] QString help_text();
[[nodiscard]] QString version_text();

} // namespace axial::coding_ui
