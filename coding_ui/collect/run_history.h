// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/collect/run_details.h"
#include "coding_ui/command_views.h"

#include <QTreeWidget>
#include <optional>

namespace axial::coding_ui {

/// The runs of a study, the newest first. A run opens to what it asked, with hits and caps, and to what it
/// skipped, with reasons; both are read when it is opened.
class RunHistoryView final : public CommandView<QTreeWidget> {
    Q_OBJECT
public:
    explicit RunHistoryView(QWidget* parent = nullptr);

    /// `own_running`: the newest one that says it is running is this window's; others were cut off.
    void show_runs(const RunHistory& runs, bool own_running);
    void show_details(const RunDetails& details);
    [[nodiscard]] const corpus::Run* chosen() const;

Q_SIGNALS:
    void details_wanted(qlonglong run);

private:
    RunHistory runs_;
};

} // namespace axial::coding_ui
