// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/code_picker.h"

#include "coding_ui/picker_delegate.h"
#include "coding_ui/theme.h"

#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace axial::coding_ui {
namespace {

constexpr int picker_width = 380, most_shown = 7;

} // namespace

CodePicker::CodePicker(QWidget* parent)
    : QFrame(parent),
      input_(new QLineEdit(this)),
      list_(new QListWidget(this)) {
    setObjectName(QStringLiteral("picker"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::s, space::s, space::s, space::s);
    column->setSpacing(space::xs);
    input_->setObjectName(QStringLiteral("picker_input"));
    input_->setPlaceholderText(QStringLiteral("Name of a code"));
    input_->setAccessibleName(QStringLiteral("Name of a code"));
    input_->setFont(code_font(13));
    list_->setObjectName(QStringLiteral("picker_list"));
    list_->setItemDelegate(new PickerDelegate(list_));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setUniformItemSizes(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(input_);
    column->addWidget(list_);
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(24);
    shadow->setOffset(0, 6);
    shadow->setColor(QColor(0, 0, 0, 60));
    setGraphicsEffect(shadow);
    input_->installEventFilter(this);
    connect(input_, &QLineEdit::textChanged, this, &CodePicker::complete);
    connect(list_, &QListWidget::itemClicked, this, &CodePicker::accept);
    hide();
}

void CodePicker::open(const CodeIndex& codes, const std::vector<std::string>& recent, const QString& typed,
                      QRect at) {
    codes_ = codes;
    recent_ = recent;
    at_ = at;
    {
        const QSignalBlocker quiet(input_);
        input_->setText(typed);
    }
    complete(typed);
    show();
    raise();
    input_->setFocus(Qt::PopupFocusReason);
    input_->deselect();
    input_->end(false);
}

void CodePicker::complete(const QString& typed) {
    list_->clear();
    auto fitting = codes_.completions(typed);
    if (typed.trimmed().isEmpty())
        std::stable_sort(fitting.begin(), fitting.end(), [this](const auto* a, const auto* b) {
            const auto place = [this](const auto* code) {
                return std::find(recent_.begin(), recent_.end(), code->uuid) - recent_.begin();
            };
            return place(a) < place(b);
        });
    for (const auto* code : fitting) {
        auto* item = new QListWidgetItem(QString::fromStdString(code->name), list_);
        item->setData(PickerDelegate::ColourRole, codes_.colour_of(code->uuid));
        item->setData(PickerDelegate::UuidRole, QString::fromStdString(code->uuid));
        item->setData(PickerDelegate::KeyRole, codes_.key_of(code->uuid));
    }
    const QString name = typed.simplified();
    const bool exact = std::any_of(fitting.begin(), fitting.end(), [&](const auto* code) {
        return QString::fromStdString(code->name).compare(name, Qt::CaseInsensitive) == 0;
    });
    if (may_create_ && !name.isEmpty() && !exact) {
        auto* item = new QListWidgetItem(QStringLiteral("New code “%1”").arg(name), list_);
        item->setData(PickerDelegate::ColourRole, theme().dim);
        item->setData(PickerDelegate::KeyRole, QStringLiteral("Ctrl ↵"));
    }
    list_->setCurrentRow(0);
    restyle_items();
    place(at_);
}

void CodePicker::restyle_items() {
    const int shown = std::clamp(list_->count(), 1, most_shown);
    list_->setFixedHeight(shown * PickerDelegate::row_height + 2);
    adjustSize();
}

// Under the selection where there is room, else above it; never outside the window.
void CodePicker::place(QRect at) {
    resize(std::min(picker_width, parentWidget()->width() - 2 * space::m), sizeHint().height());
    const int below = at.bottom() + 6;
    const int y =
        below + height() < parentWidget()->height() ? below : std::max(space::s, at.top() - height() - 6);
    const int x =
        std::clamp(at.left(), space::s, std::max(space::s, parentWidget()->width() - width() - space::s));
    move(x, y);
}

void CodePicker::accept() {
    const auto* item = list_->currentItem();
    if (!item)
        return;
    const QString uuid = item->data(PickerDelegate::UuidRole).toString();
    if (uuid.isEmpty()) {
        create();
        return;
    }
    close_picker();
    Q_EMIT code_chosen(uuid.toStdString());
}

void CodePicker::create() {
    const QString name = input_->text().simplified();
    if (name.isEmpty() || !may_create_)
        return;
    close_picker();
    Q_EMIT code_created(name);
}

void CodePicker::close_picker() {
    if (closing_)
        return;
    closing_ = true;
    // Who takes the keyboard back does so before this hides: Qt would hand it to whatever comes next.
    Q_EMIT closed();
    hide();
    closing_ = false;
}

bool CodePicker::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut && isVisible()) {
        close_picker();
    } else if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Escape:
            close_picker();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (key->modifiers() & Qt::ControlModifier)
                create();
            else
                accept();
            return true;
        case Qt::Key_Down:
        case Qt::Key_Tab:
            list_->setCurrentRow(std::min(list_->currentRow() + 1, list_->count() - 1));
            return true;
        case Qt::Key_Up:
        case Qt::Key_Backtab:
            list_->setCurrentRow(std::max(list_->currentRow() - 1, 0));
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace axial::coding_ui
