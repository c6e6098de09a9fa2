// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/source_form.h"

#include "coding_ui/collect/source_field_edit.h"
#include "coding_ui/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace axial::coding_ui {

QString sign_in_words(const Source& source) {
    QStringList missing;
    for (const QString& name : source.variables)
        if (qEnvironmentVariableIsEmpty(name.toLatin1().constData()))
            missing << name;
    const QString names = source.variables.join(QStringLiteral(" and "));
    const bool many = source.variables.size() > 1;
    if (missing.isEmpty())
        return QStringLiteral("%1 %2 set: %3.")
            .arg(names, many ? QStringLiteral("are") : QStringLiteral("is"), source.signed_in);
    if (many && missing.size() < source.variables.size())
        return QStringLiteral("%1 is not set, and belongs to the other.").arg(missing.front());
    return QStringLiteral("Without %1 %2. To sign in, set %3 in the environment before axial-ui starts.")
        .arg(names, source.signed_out, many ? QStringLiteral("them") : QStringLiteral("it"));
}

SourceForm::SourceForm(const Source& source, QWidget* parent)
    : QWidget(parent),
      source_(source),
      more_(new QPushButton),
      common_(new QWidget) {
    setObjectName(QStringLiteral("source_form"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::xs, 0, 0);
    column->setSpacing(space::s);
    add_fields(source.fields, column);
    auto* more = new QVBoxLayout(common_);
    more->setContentsMargins(0, 0, 0, 0);
    more->setSpacing(space::s);
    more_->setObjectName(QStringLiteral("more"));
    more_->setProperty("quiet", true);
    more_->setFont(interface_font(12));
    column->addWidget(more_, 0, Qt::AlignLeft);
    column->addWidget(common_);
    add_fields(common_fields(), more);
    auto* signing = new QLabel(sign_in_words(source));
    signing->setObjectName(QStringLiteral("sign_in"));
    signing->setFont(interface_font(11));
    signing->setProperty("dim", true);
    signing->setTextFormat(Qt::PlainText);
    signing->setWordWrap(true);
    column->addWidget(signing);
    connect(more_, &QPushButton::clicked, this, [this] { show_more(common_->isHidden()); });
    show_more(false);
}

void SourceForm::add_fields(const std::vector<SourceField>& fields, QVBoxLayout* column) {
    for (const auto& field : fields) {
        auto* edit = new SourceFieldEdit(field);
        fields_.push_back(edit);
        column->addWidget(edit);
        connect(edit, &SourceFieldEdit::changed, this, [this] {
            if (checked_)
                show_problems();
            Q_EMIT changed();
        });
    }
}

void SourceForm::show_more(bool shown) {
    common_->setVisible(shown);
    more_->setText(shown ? QStringLiteral("▾ Less")
                         : QStringLiteral("▸ More: contact, endpoint, waits, people"));
}

SourceValues SourceForm::values() const {
    SourceValues values;
    for (const auto* field : fields_)
        if (const QString value = field->value(); !value.isEmpty())
            values[field->option()] = value;
    return values;
}

void SourceForm::set_values(const SourceValues& values) {
    for (auto* field : fields_)
        field->set_value(values.value(field->option()));
    const auto& common = common_fields();
    show_more(std::any_of(common.begin(), common.end(),
                          [&](const SourceField& each) { return values.contains(each.option); }));
}

void SourceForm::show_problems() {
    const auto wrong = problems(source_, values());
    for (auto* field : fields_)
        field->show_problem(wrong.value(field->option()));
}

bool SourceForm::check() {
    checked_ = true;
    show_problems();
    const auto first = std::find_if(fields_.begin(), fields_.end(),
                                    [](const SourceFieldEdit* each) { return !each->problem().isEmpty(); });
    if (first == fields_.end())
        return true;
    if (common_->isAncestorOf(*first))
        show_more(true);
    (*first)->focus();
    return false;
}

void SourceForm::focus_first() {
    fields_.front()->focus();
}

} // namespace axial::coding_ui
