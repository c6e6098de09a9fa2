// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/search/set_maker.h"

#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <QFontMetrics>
#include <QGraphicsDropShadowEffect>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>
#include <algorithm>

namespace axial::coding_ui {
namespace {
constexpr int maker_width = 380;
}

SetMaker::SetMaker(QWidget* parent)
    : QFrame(parent),
      about_(new QLabel),
      error_(new QLabel),
      name_(new QLineEdit),
      note_(new QLineEdit),
      make_(new QPushButton(QStringLiteral("Make the set"))),
      cancel_(new QPushButton(QStringLiteral("Cancel"))) {
    setObjectName(QStringLiteral("set_maker"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::m, space::l, space::l);
    column->setSpacing(space::s);
    auto* title = new QLabel(QStringLiteral("Make a set of these posts"));
    title->setFont(interface_font(14, QFont::DemiBold));
    about_->setObjectName(QStringLiteral("set_about"));
    error_->setObjectName(QStringLiteral("set_error"));
    about_->setProperty("dim", true);
    error_->setProperty("warning", true);
    for (auto* label : {about_, error_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setFont(interface_font(12));
    }
    name_->setObjectName(QStringLiteral("set_name"));
    name_->setPlaceholderText(QStringLiteral("Name, such as candidates-2"));
    name_->setAccessibleName(QStringLiteral("Name of the set"));
    name_->setMaxLength(100);
    note_->setObjectName(QStringLiteral("set_note"));
    note_->setPlaceholderText(QStringLiteral("Why this query (optional)"));
    note_->setAccessibleName(QStringLiteral("Note on the set"));
    note_->setMaxLength(500);
    make_->setObjectName(QStringLiteral("make_set"));
    make_->setProperty("primary", true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addStretch();
    buttons->addWidget(cancel_);
    buttons->addWidget(make_);
    for (QWidget* widget : std::initializer_list<QWidget*>{title, about_, name_, note_, error_})
        column->addWidget(widget);
    column->addLayout(buttons);
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(24);
    shadow->setOffset(0, 6);
    shadow->setColor(QColor(0, 0, 0, 60));
    setGraphicsEffect(shadow);
    connect(make_, &QPushButton::clicked, this, &SetMaker::accept);
    connect(cancel_, &QPushButton::clicked, this, &SetMaker::close_maker);
    hide();
}

void SetMaker::open(const QString& query, qint64 posts, const QRect& at) {
    const QString of = query.isEmpty() ? QStringLiteral("every post") : query;
    about_->setText(QStringLiteral("%1 %2: %3\nThe set stays as it is when more is collected.")
                        .arg(QLocale(QLocale::English).toString(posts),
                             posts == 1 ? QStringLiteral("post") : QStringLiteral("posts"),
                             QFontMetrics(about_->font()).elidedText(of, Qt::ElideMiddle, 2 * maker_width)));
    error_->clear();
    error_->hide();
    name_->clear();
    note_->clear();
    resize(std::min(maker_width, parentWidget()->width() - 2 * space::m), 0);
    resize(width(),
           layout()->heightForWidth(width()) > 0 ? layout()->heightForWidth(width()) : sizeHint().height());
    move(std::max(space::s, at.right() - width()), at.bottom() + 6);
    show();
    raise();
    name_->setFocus(Qt::PopupFocusReason);
}

void SetMaker::show_error(const QString& line) {
    error_->setText(line);
    error_->show();
    const int tall = layout()->heightForWidth(width());
    resize(width(), tall > 0 ? tall : sizeHint().height());
    name_->setFocus(Qt::OtherFocusReason);
}

void SetMaker::accept() {
    static const QRegularExpression fit(QStringLiteral("^[A-Za-z0-9._-]+$"));
    const QString name = name_->text().trimmed();
    if (!fit.match(name).hasMatch()) {
        show_error(name.isEmpty() ? QStringLiteral("The set needs a name")
                                  : QStringLiteral("A name has letters, digits, dots, dashes and underscores"));
        return;
    }
    Q_EMIT set_wanted(name, note_->text().simplified());
}

void SetMaker::close_maker() {
    if (isHidden())
        return;
    Q_EMIT closed();
    hide();
}

void SetMaker::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        cancel_->hasFocus() ? close_maker() : accept();
        return;
    case Qt::Key_Escape:
        close_maker();
        return;
    default:
        event->accept(); // the window behind is not meant
    }
}

} // namespace axial::coding_ui
