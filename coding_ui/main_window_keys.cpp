// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/desk_page.h"
#include "coding_ui/agreement_page.h"
#include "coding_ui/code_page.h"
#include "coding_ui/codebook_pane.h"
#include "coding_ui/collect/collect_page.h"
#include "coding_ui/key_overlay.h"
#include "coding_ui/main_window.h"
#include "coding_ui/memo_editor.h"
#include "coding_ui/screening_page.h"
#include "coding_ui/search/search_page.h"
#include "coding_ui/study_client.h"
#include "coding_ui/theme.h"
#include "coding_ui/thread_list_pane.h"
#include "coding_ui/thread_view.h"

#include <QApplication>
#include <QKeyEvent>
#include <QShortcut>

/// Which key does what: the keyboard half of MainWindow.
namespace axial::coding_ui {
namespace {

QStringList keys_of(const KeyRow& row) {
    return QString::fromUtf16(row.keys.data(), static_cast<qsizetype>(row.keys.size()))
        .split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

bool is_shortcut(const QString& key) {
    return key.startsWith(QLatin1StringView("Ctrl+")) || key.startsWith(QLatin1StringView("Alt+")) ||
           key == QLatin1StringView("F2");
}

QString name_of(const QKeyEvent& event) {
    switch (event.key()) {
    case Qt::Key_Return:
        return QStringLiteral("Return");
    case Qt::Key_Enter:
        return QStringLiteral("Enter");
    case Qt::Key_Escape:
        return QStringLiteral("Escape");
    default:
        return event.text();
    }
}

} // namespace

// Keys with Ctrl reach the window from anywhere, unless a text field has its own use for them (its undo).
void MainWindow::make_shortcuts() {
    for (const KeyRow& row : key_table)
        for (const QString& key : keys_of(row)) {
            if (!is_shortcut(key))
                continue;
            // What is the Collect or Search page's own is theirs: elsewhere the same keys belong to others
            // (Ctrl+Return creates a code).
            QWidget* owner = row.page == Page::collect  ? static_cast<QWidget*>(collect_page_)
                             : row.page == Page::search ? search_page_
                                                        : nullptr;
            auto* shortcut = new QShortcut(QKeySequence(key), owner ? owner : this);
            shortcut->setContext(owner ? Qt::WidgetWithChildrenShortcut : Qt::WindowShortcut);
            connect(shortcut, &QShortcut::activated, this, [this, &row] {
                if (page_ == Page::code || page_ == Page::screening || applies_to(row, page_))
                    carry_out(row.command);
            });
        }
}

// Plain keys arrive here when the widget with the keyboard has no use for them: never while text is being
// written.
void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    const QString key = name_of(*event);
    if (key.isEmpty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (page_ == Page::screening && screening_page_->type(key))
        return;
    for (const KeyRow& row : key_table)
        for (const QString& own : keys_of(row))
            if (applies_to(row, page_) && !is_shortcut(own) && own.compare(key, Qt::CaseInsensitive) == 0) {
                carry_out(row.command);
                return;
            }
    if (page_ == Page::code && code_page_->type(key))
        return;
    if (page_ == Page::settle && desk_page_->type(key))
        return;
    QWidget::keyPressEvent(event);
}

void MainWindow::carry_out(Command command) {
    if (!session_shown_)
        return;
    switch (command) {
    case Command::undo:
        if (page_ == Page::settle)
            desk_page_->carry_out(command);
        else
            client_->undo();
        return;
    case Command::redo:
        if (page_ == Page::settle)
            desk_page_->carry_out(command);
        else
            client_->redo();
        return;
    case Command::search:
        list_->focus_search();
        return;
    case Command::codebook:
        codebook_->focus_tree();
        return;
    case Command::memo:
        codebook_->memo()->setFocus(Qt::ShortcutFocusReason);
        return;
    case Command::next_thread:
        list_->step(1);
        return;
    case Command::previous_thread:
        list_->step(-1);
        return;
    case Command::code_page:
        show_page(Page::code);
        return;
    case Command::screening_page:
        show_page(Page::screening);
        return;
    case Command::agreement_page:
        show_page(Page::agreement);
        return;
    case Command::search_page:
        show_page(Page::search);
        return;
    case Command::settle_page:
        show_page(Page::settle);
        return;
    case Command::go_back:
        go_back();
        return;
    case Command::collect_page:
        show_page(Page::collect);
        return;
    case Command::toggle_theme:
        toggle_scheme();
        return;
    case Command::keys:
        overlay_->open(page_);
        return;
    default:
        break;
    }
    if (page_ == Page::code)
        code_page_->carry_out(command);
    else if (page_ == Page::agreement)
        agreement_page_->carry_out(command);
    else if (page_ == Page::collect)
        collect_page_->carry_out(command);
    else if (page_ == Page::search)
        search_page_->carry_out(command);
    else if (page_ == Page::settle)
        desk_page_->carry_out(command);
    else
        screening_page_->carry_out(command);
}

void MainWindow::toggle_scheme() {
    apply_theme(*qApp, theme().scheme == Scheme::light ? Scheme::dark : Scheme::light);
    code_page_->view()->restyle();
    screening_page_->restyle();
    agreement_page_->restyle();
    collect_page_->restyle();
    search_page_->restyle();
    desk_page_->restyle();
    codebook_->restyle();
    update();
}

} // namespace axial::coding_ui
