// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/values.h"

#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;

namespace axial::coding_ui {

/// The line at the top: which study, which round as whom, and whether it is blind. The round is chosen here.
class HeaderBar final : public QWidget {
    Q_OBJECT
public:
    explicit HeaderBar(QWidget* parent = nullptr);
    void show_study(const StudyInfo& info);
    void show_session(const Session& session);
    void open_chooser();

Q_SIGNALS:
    void session_wanted(const QString& round, const QString& coder); ///< empty round: only read

private:
    void fill_menu();

    StudyInfo info_;
    QLabel *name_, *blind_, *read_only_;
    QPushButton* round_;
    QMenu* menu_;
};

} // namespace axial::coding_ui
