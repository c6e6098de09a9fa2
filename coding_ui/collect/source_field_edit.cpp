// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/source_field_edit.h"

#include "coding_ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace axial::coding_ui {
namespace {

using Kind = SourceField::Kind;
constexpr int label_width = 104, box_size = 16;

/// A check box in the theme's colours: the style's own frame is lost on a dark ground.
class TickBox final : public QCheckBox {
public:
    using QCheckBox::QCheckBox;
    [[nodiscard]] QSize sizeHint() const override {
        return {fontMetrics().horizontalAdvance(text()) + box_size + space::s + 2, 22};
    }

protected:
    [[nodiscard]] bool hitButton(const QPoint& place) const override { return rect().contains(place); }
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF box(1, (height() - box_size) / 2.0, box_size - 1, box_size - 1);
        painter.setPen(QPen(isChecked() || hasFocus() ? theme().accent : theme().dim, hasFocus() ? 2 : 1));
        painter.setBrush(isChecked() ? theme().accent : theme().field);
        painter.drawRoundedRect(box, space::radius_small, space::radius_small);
        if (isChecked()) {
            painter.setPen(QPen(theme().panel, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.drawPolyline(QPolygonF{box.topLeft() + QPointF(4, 8), box.topLeft() + QPointF(7, 11),
                                           box.topLeft() + QPointF(11.5, 4.5)});
        }
        painter.setPen(hasFocus() ? theme().accent : theme().text);
        painter.drawText(rect().adjusted(box_size + space::s, 0, 0, 0), Qt::AlignVCenter, text());
    }
};

} // namespace

SourceFieldEdit::SourceFieldEdit(const SourceField& field, QWidget* parent)
    : QWidget(parent),
      field_(field),
      hint_(new QLabel(field.hint)) {
    setObjectName(QStringLiteral("field_") + field.option);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::s);
    auto* label = new QLabel(field.kind == Kind::on_off ? QString() : field.label);
    label->setFixedWidth(label_width);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setContentsMargins(0, field.kind == Kind::marks ? 1 : 8, 0, 0);
    line->addWidget(label, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    QWidget* editor = make_editor();
    if (field.kind == Kind::file) {
        auto* with_button = new QHBoxLayout;
        with_button->setSpacing(space::s);
        with_button->addWidget(editor, 1);
        add_file_button(with_button);
        column->addLayout(with_button);
    } else {
        column->addWidget(editor);
    }
    hint_->setObjectName(QStringLiteral("hint"));
    hint_->setFont(interface_font(11));
    hint_->setTextFormat(Qt::PlainText);
    hint_->setWordWrap(true);
    hint_->setProperty("dim", true);
    column->addWidget(hint_);
    line->addLayout(column, 1);
    if (field.hint.isEmpty())
        hint_->hide();
    label->setBuddy(first_);
    first_->setAccessibleName(field.label);
    first_->setAccessibleDescription(field.hint);
}

QWidget* SourceFieldEdit::make_editor() {
    switch (field_.kind) {
    case Kind::lines:
        return make_lines();
    case Kind::choice:
        return make_choice();
    case Kind::marks:
    case Kind::on_off:
        return make_marks();
    default:
        return make_line();
    }
}

QWidget* SourceFieldEdit::make_line() {
    line_ = new QLineEdit;
    line_->setPlaceholderText(field_.example);
    line_->setMaxLength(4000);
    connect(line_, &QLineEdit::textChanged, this, &SourceFieldEdit::changed);
    return first_ = line_;
}

QWidget* SourceFieldEdit::make_lines() {
    lines_ = new QPlainTextEdit;
    lines_->setPlaceholderText(field_.example);
    lines_->setTabChangesFocus(true);
    lines_->setFixedHeight(64);
    connect(lines_, &QPlainTextEdit::textChanged, this, &SourceFieldEdit::changed);
    return first_ = lines_;
}

QWidget* SourceFieldEdit::make_choice() {
    choice_ = new QComboBox;
    choice_->addItems(field_.choices);
    connect(choice_, &QComboBox::currentIndexChanged, this, &SourceFieldEdit::changed);
    return first_ = choice_;
}

QWidget* SourceFieldEdit::make_marks() {
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::l);
    const bool is_switch = field_.kind == Kind::on_off;
    for (const QString& words : is_switch ? QStringList{field_.label} : field_.choices) {
        marks_.push_back(new TickBox(words));
        line->addWidget(marks_.back());
        connect(marks_.back(), &QCheckBox::toggled, this, &SourceFieldEdit::changed);
    }
    line->addStretch(1);
    first_ = marks_.front();
    return row;
}

void SourceFieldEdit::add_file_button(QHBoxLayout* line) {
    auto* button = new QPushButton(QStringLiteral("Choose…"));
    line->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this] {
        auto* dialog = new QFileDialog(window(), field_.label);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, line_, &QLineEdit::setText);
        dialog->open();
    });
}

QString SourceFieldEdit::value() const {
    if (lines_)
        return lines_->toPlainText().trimmed();
    if (choice_)
        return choice_->currentText();
    if (line_)
        return line_->text().trimmed();
    QStringList marked;
    for (const auto* mark : marks_)
        if (mark->isChecked())
            marked << (field_.kind == Kind::on_off ? QStringLiteral("1") : mark->text());
    return marked.join(QLatin1Char('\n'));
}

void SourceFieldEdit::set_value(const QString& value) {
    if (lines_)
        lines_->setPlainText(value);
    else if (choice_)
        choice_->setCurrentIndex(std::max(0, choice_->findText(value)));
    else if (line_)
        line_->setText(value);
    const QStringList marked = value.split(QLatin1Char('\n'));
    for (auto* mark : marks_)
        mark->setChecked(field_.kind == Kind::on_off ? !value.isEmpty() : marked.contains(mark->text()));
}

void SourceFieldEdit::show_problem(const QString& problem) {
    const bool wrong = !problem.isEmpty();
    hint_->setText(wrong ? problem : field_.hint);
    hint_->setVisible(!hint_->text().isEmpty());
    hint_->setProperty("warning", wrong);
    hint_->setProperty("dim", !wrong);
    for (QWidget* each : {static_cast<QWidget*>(hint_), first_}) {
        if (each == first_)
            each->setProperty("wrong", wrong);
        each->style()->unpolish(each);
        each->style()->polish(each);
    }
    first_->setAccessibleDescription(hint_->text());
}

QString SourceFieldEdit::problem() const {
    return hint_->property("warning").toBool() ? hint_->text() : QString();
}

void SourceFieldEdit::focus() {
    first_->setFocus(Qt::OtherFocusReason);
}

} // namespace axial::coding_ui
