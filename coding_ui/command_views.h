// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeyEvent>
#include <QListView>
#include <QTreeView>

namespace axial::coding_ui {

/// True for keys that are commands of the window and not a view's own: anything printable, alone or with Shift.
[[nodiscard]] inline bool is_command_key(const QKeyEvent& event) {
    return !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) &&
           !event.text().isEmpty() && event.text().front().isPrint();
}

/// A view that leaves printable keys to the window instead of searching its rows by them.
template <typename View>
class CommandView : public View {
public:
    using View::View;

protected:
    void keyPressEvent(QKeyEvent* event) override {
        if (is_command_key(*event)) {
            event->ignore();
            return;
        }
        View::keyPressEvent(event);
        // A view uses Return and passes it on all the same, and the window would use it a second time.
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            event->accept();
    }
};

using CommandListView = CommandView<QListView>;
using CommandTreeView = CommandView<QTreeView>;

} // namespace axial::coding_ui
