// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/disagreement_list.h"

#include "coding_ui/agreement_words.h"
#include "coding_ui/disagreement_delegate.h"
#include "coding_ui/theme.h"
#include "coding_ui/values.h"
#include "coding_ui/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace axial::coding_ui {

using codebooks::Difference;

DisagreementList::DisagreementList(QWidget* parent)
    : QWidget(parent),
      model_(new DisagreementModel(this)),
      list_(new CommandListView),
      stack_(new QStackedWidget),
      none_(new QLabel),
      pair_(new QPushButton) {
    setObjectName(QStringLiteral("disagreements"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::xs);
    column->addLayout(line);
    add_chip(std::nullopt, QStringLiteral("all"));
    for (const auto kind :
         {Difference::answer, Difference::omission, Difference::code, Difference::boundary, Difference::both})
        add_chip(kind, word_of(kind).replace(QLatin1Char(' '), QLatin1Char('_')));
    for (const auto& chip : chips_)
        line->addWidget(chip.button);
    pair_->setObjectName(QStringLiteral("pair_filter"));
    pair_->setProperty("chip", true);
    pair_->setCheckable(true);
    pair_->setFont(interface_font(12));
    pair_->hide();
    connect(pair_, &QPushButton::clicked, this, [this] {
        model_->set_pair(std::nullopt);
        refresh();
    });
    line->addWidget(pair_);
    line->addStretch(1);

    list_->setObjectName(QStringLiteral("disagreement_list"));
    list_->setAccessibleName(QStringLiteral("Disagreements, worst first"));
    list_->setModel(model_);
    list_->setItemDelegate(new DisagreementDelegate(list_));
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->verticalScrollBar()->setSingleStep(DisagreementDelegate::row_height / 2);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto open = [this](const QModelIndex& index) {
        if (index.isValid())
            Q_EMIT open_wanted(model_->at(index.row()));
    };
    connect(list_, &QListView::activated, this, open);
    connect(list_, &QListView::clicked, this, open);
    none_->setObjectName(QStringLiteral("no_disagreements"));
    none_->setProperty("dim", true);
    none_->setAlignment(Qt::AlignCenter);
    none_->setWordWrap(true);
    stack_->addWidget(list_);
    stack_->addWidget(none_);
    column->addWidget(stack_, 1);
}

void DisagreementList::add_chip(std::optional<Difference> kind, const QString& name) {
    auto* button = new QPushButton;
    button->setObjectName(QStringLiteral("kind_%1").arg(name));
    button->setProperty("chip", true);
    button->setCheckable(true);
    button->setFont(interface_font(12));
    if (kind)
        button->setToolTip(meaning_of(*kind));
    connect(button, &QPushButton::clicked, this, [this, kind] { choose_kind(kind); });
    chips_.push_back({button, kind});
}

void DisagreementList::show_diagnosis(const std::vector<std::string>& raters,
                                      const codebooks::RoundDiagnosis& diagnosis) {
    names_ = diagnosis.coincidences.names;
    model_->show_diagnosis(raters, diagnosis);
    refresh();
}

QString DisagreementList::name_of(std::size_t code) const {
    return code < names_.size() && !names_[code].empty() ? one_line(names_[code]) : QStringLiteral("nothing");
}

void DisagreementList::choose_kind(std::optional<Difference> kind) {
    model_->set_kind(kind);
    refresh();
}

void DisagreementList::show_pair(CodePair pair) {
    model_->set_pair(pair);
    if (model_->rowCount() == 0)
        model_->set_kind(std::nullopt);
    refresh();
}

void DisagreementList::show_all() {
    model_->set_kind(std::nullopt);
    model_->set_pair(std::nullopt);
    refresh();
}

void DisagreementList::next_kind() {
    std::size_t at = 0;
    for (std::size_t i = 0; i < chips_.size(); ++i)
        if (chips_[i].kind == model_->kind())
            at = i;
    for (std::size_t step = 1; step <= chips_.size(); ++step) {
        const auto& chip = chips_[(at + step) % chips_.size()];
        if (!chip.button->isHidden()) {
            choose_kind(chip.kind);
            return;
        }
    }
}

void DisagreementList::refresh() {
    for (const auto& chip : chips_) {
        const int count = model_->count(chip.kind);
        const QString word = chip.kind ? word_of(*chip.kind) : QStringLiteral("all");
        chip.button->setText(QStringLiteral("%1 %2").arg(word).arg(count));
        chip.button->setChecked(chip.kind == model_->kind());
        chip.button->setVisible(!chip.kind || count > 0 || chip.kind == model_->kind());
    }
    pair_->setVisible(model_->pair().has_value());
    if (const auto pair = model_->pair()) {
        const QString words = pair->first == pair->second
                                  ? name_of(pair->first)
                                  : QStringLiteral("%1 × %2").arg(name_of(pair->first), name_of(pair->second));
        pair_->setText(
            QStringLiteral("%1  ✕").arg(pair_->fontMetrics().elidedText(words, Qt::ElideMiddle, 240)));
        pair_->setToolTip(QStringLiteral("Only %1. Click or Esc: all again").arg(words));
        pair_->setAccessibleName(QStringLiteral("Only %1").arg(words));
        pair_->setChecked(true);
    }
    none_->setText(model_->size() == 0 ? QStringLiteral("The coders do not differ anywhere.")
                                       : QStringLiteral("No disagreement passes this filter."));
    stack_->setCurrentIndex(model_->rowCount() > 0 ? 0 : 1);
    if (model_->rowCount() > 0)
        list_->setCurrentIndex(model_->index(0));
}

bool DisagreementList::step(int by) {
    const int row = list_->currentIndex().row() + by;
    if (row < 0 || row >= model_->rowCount())
        return false;
    list_->setCurrentIndex(model_->index(row));
    list_->setFocus(Qt::OtherFocusReason);
    return true;
}

void DisagreementList::focus_list() {
    list_->setFocus(Qt::OtherFocusReason);
}

} // namespace axial::coding_ui
