// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/search/completion_popup.h"

#include "coding_ui/search/query_field.h"
#include "coding_ui/theme.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QLocale>
#include <QVBoxLayout>
#include <algorithm>

namespace axial::coding_ui {
namespace {

constexpr int most_rows = 8, row_height = 26, width_of_list = 460;

QString words_of(const QueryCompletion::Item& item) {
    if (!item.help.isEmpty())
        return QStringLiteral("%1   %2").arg(item.label, item.help);
    if (item.posts >= 0)
        return QStringLiteral("%1   %2").arg(item.label, QLocale(QLocale::English).toString(item.posts));
    return item.label;
}

} // namespace

CompletionPopup::CompletionPopup(QueryField* field, QWidget* page)
    : QFrame(page),
      field_(field),
      list_(new QListWidget) {
    setObjectName(QStringLiteral("completion"));
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(space::xs, space::xs, space::xs, space::xs);
    box->addWidget(list_);
    list_->setObjectName(QStringLiteral("completions"));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setUniformItemSizes(true);
    list_->setTextElideMode(Qt::ElideRight);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setFont(interface_font(13));
    hide();
    connect(list_, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { take(list_->row(item)); });
    connect(field_, &QueryField::key_pressed, this, &CompletionPopup::key_pressed);
    connect(field_, &QueryField::focus_lost, this, &QWidget::hide);
    connect(field_, &QLineEdit::textEdited, this,
            [this](const QString& text) { Q_EMIT wanted(text, field_->cursorPosition()); });
    connect(field_, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text != shown_.text)
            hide();
    });
}

void CompletionPopup::show_completion(const QueryCompletion& completion) {
    if (completion.text != field_->text() || completion.cursor != field_->cursorPosition() ||
        !field_->hasFocus())
        return;
    shown_ = completion;
    list_->clear();
    for (const auto& item : completion.items) {
        auto* row = new QListWidgetItem(words_of(item), list_);
        row->setSizeHint(QSize(0, row_height));
        row->setToolTip(item.help);
    }
    // What is typed in full already needs no list.
    const auto typed = completion.text.mid(completion.begin, completion.end - completion.begin);
    if (completion.items.empty() || (completion.items.size() == 1 && completion.items[0].insert == typed)) {
        hide();
        return;
    }
    list_->setCurrentRow(-1);
    place();
    show();
    raise();
}

void CompletionPopup::place() {
    const int rows = std::min<int>(list_->count(), most_rows);
    const QPoint below =
        field_->mapTo(parentWidget(), QPoint(field_->x_of(shown_.begin), field_->height() + space::xs));
    const int width = std::min(width_of_list, parentWidget()->width() - 2 * space::m);
    setGeometry(std::clamp(below.x(), 0, std::max(0, parentWidget()->width() - width - space::m)), below.y(),
                width, rows * row_height + 2 * space::xs + 2);
}

void CompletionPopup::step(int by) {
    const int rows = list_->count();
    const int row =
        list_->currentRow() < 0 ? (by > 0 ? 0 : rows - 1) : (list_->currentRow() + by + rows) % rows;
    list_->setCurrentRow(row);
}

void CompletionPopup::key_pressed(QKeyEvent* event) {
    if (!isVisible() || (event->modifiers() & ~Qt::KeypadModifier))
        return;
    switch (event->key()) {
    case Qt::Key_Down:
        step(1);
        break;
    case Qt::Key_Up:
        step(-1);
        break;
    case Qt::Key_Tab:
        take(std::max(0, list_->currentRow()));
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (list_->currentRow() < 0) {
            hide();
            return;
        }
        take(list_->currentRow());
        break;
    case Qt::Key_Escape:
        hide();
        break;
    default:
        return;
    }
    event->accept();
}

void CompletionPopup::take(int row) {
    if (row < 0 || row >= static_cast<int>(shown_.items.size()))
        return;
    const auto insert = shown_.items[static_cast<std::size_t>(row)].insert;
    const auto begin = shown_.begin, end = shown_.end;
    hide();
    field_->setSelection(static_cast<int>(begin), static_cast<int>(end - begin));
    field_->insert(insert);
    if (insert.endsWith(QLatin1Char(':'))) // a field: its values come next
        Q_EMIT wanted(field_->text(), field_->cursorPosition());
}

} // namespace axial::coding_ui
