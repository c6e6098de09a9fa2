// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/desk_queue.h"

#include "coding_ui/adjudication/desk_words.h"
#include "coding_ui/disagreement_delegate.h"
#include "coding_ui/key_label.h"
#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

namespace axial::coding_ui {

using State = DeskModel::State;
using Kind = DeskModel::Kind;
using Order = DeskModel::Order;

namespace {

QString state_words(const codebooks::Round& round) {
    if (round.closed)
        return QStringLiteral("closed %1").arg(iso_date(round.closed_at));
    return round.blind ? QStringLiteral("blind, sealed") : QStringLiteral("still open");
}

QString order_words(Order order) {
    return order == Order::disagreement ? QStringLiteral("by disagreement")
           : order == Order::codes      ? QStringLiteral("by pair of codes")
                                        : QStringLiteral("by post");
}

} // namespace

DeskQueue::DeskQueue(QWidget* parent)
    : QWidget(parent),
      model_(new DeskModel(this)),
      list_(new CommandListView),
      round_(new QPushButton),
      order_(new QPushButton),
      rule_(new QPushButton(QStringLiteral("settle by a rule…"))),
      rule_line_(new QWidget),
      menu_(new QMenu(this)),
      rules_menu_(new QMenu(this)),
      about_(new QLabel),
      none_(new QLabel),
      chip_area_(new QWidget) {
    setObjectName(QStringLiteral("left_pane"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::m, 0, 0);
    column->setSpacing(space::s);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(space::m, 0, space::m, 0);
    head->setSpacing(space::xs);
    round_->setObjectName(QStringLiteral("desk_round"));
    round_->setProperty("quiet", true);
    round_->setFont(interface_font(13, QFont::DemiBold));
    round_->setAccessibleName(QStringLiteral("Round"));
    round_->setToolTip(QStringLiteral("Choose the round (R)"));
    round_->setStyleSheet(QStringLiteral("padding: 0; color: palette(window-text);"));
    about_->setObjectName(QStringLiteral("desk_about"));
    order_->setObjectName(QStringLiteral("desk_order"));
    order_->setProperty("quiet", true);
    order_->setFont(interface_font(12));
    order_->setToolTip(QStringLiteral("Another order (S)"));
    order_->setStyleSheet(QStringLiteral("padding: 0;"));
    for (auto* label : {about_, none_}) {
        label->setTextFormat(Qt::PlainText);
        label->setProperty("dim", true);
        label->setFont(interface_font(12));
        label->setWordWrap(true);
    }
    auto* order_line = new QHBoxLayout;
    order_line->addWidget(order_);
    order_line->addStretch(1);
    order_line->addWidget(new KeyLabel(QStringLiteral("S")));
    head->addWidget(round_, 0, Qt::AlignLeft);
    head->addWidget(about_);
    head->addSpacing(space::xs);
    head->addWidget(chip_area_);
    head->addSpacing(space::xs);
    head->addLayout(order_line);
    rules_menu_->setObjectName(QStringLiteral("desk_rules"));
    rules_menu_->setToolTipsVisible(true);
    rule_->setObjectName(QStringLiteral("desk_rule"));
    rule_->setProperty("quiet", true);
    rule_->setFont(interface_font(12));
    rule_->setToolTip(QStringLiteral("What a rule would settle, before it does (G)"));
    rule_->setStyleSheet(QStringLiteral("padding: 0;"));
    auto* rule_line = new QHBoxLayout(rule_line_);
    rule_line->setContentsMargins(0, 0, 0, 0);
    rule_line->addWidget(rule_);
    rule_line->addStretch(1);
    rule_line->addWidget(new KeyLabel(QStringLiteral("G")));
    head->addWidget(rule_line_);
    connect(rule_, &QPushButton::clicked, this, &DeskQueue::rules_wanted);
    column->addLayout(head);
    add_chip(QStringLiteral("open")).state = State::open;
    add_chip(QStringLiteral("settled")).state = State::settled;
    for (const auto kind : {Kind::answer, Kind::missing, Kind::code, Kind::boundary, Kind::both}) {
        auto& chip = add_chip(word_of(kind));
        chip.kind = kind;
        chip.button->setToolTip(meaning_of(kind));
    }
    for (const auto& chip : chips_)
        connect(chip.button, &QPushButton::clicked, this, [this, state = chip.state, kind = chip.kind] {
            if (state)
                model_->set_state(*state);
            else
                model_->set_kind(model_->kind() == kind ? std::nullopt : kind);
            refresh(0);
        });
    connect(round_, &QPushButton::clicked, this, &DeskQueue::open_chooser);
    connect(order_, &QPushButton::clicked, this, &DeskQueue::next_order);

    list_->setObjectName(QStringLiteral("desk_list"));
    list_->setAccessibleName(QStringLiteral("What is in dispute"));
    list_->setModel(model_);
    list_->setItemDelegate(new DisagreementDelegate(list_));
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->verticalScrollBar()->setSingleStep(DisagreementDelegate::row_height / 2);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (!refreshing_)
            Q_EMIT current_changed();
    });
    connect(list_, &QListView::activated, this, &DeskQueue::open_wanted);
    none_->setObjectName(QStringLiteral("desk_none"));
    none_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    none_->setContentsMargins(space::m, space::l, space::m, 0);
    column->addWidget(list_, 1);
    none_->setParent(list_->viewport()); // the list keeps the keyboard while it is empty
    none_->hide();
}

DeskQueue::Chip& DeskQueue::add_chip(const QString& name) {
    auto* button = new QPushButton(chip_area_);
    button->setObjectName(QStringLiteral("desk_%1").arg(name));
    button->setProperty("chip", true);
    button->setCheckable(true);
    button->setFont(interface_font(12));
    return chips_.emplace_back(Chip{button, std::nullopt, std::nullopt});
}

void DeskQueue::show_rounds(const std::vector<RoundInfo>& rounds) {
    rounds_ = rounds;
    round_->setVisible(!rounds_.empty());
}

void DeskQueue::show_round(const QString& name) {
    round_->setText(rounds_.size() > 1 ? QStringLiteral("%1 ▾").arg(name) : name);
    about_->setText(QStringLiteral("Reading the round…"));
    desk_.reset();
    model_->show_desk({}, nullptr);
    refresh(0);
}

void DeskQueue::show_desk(const DeskPointer& desk, const CodeIndex* codes, int row, const std::string& post,
                          const std::string& what) {
    desk_ = desk;
    QStringList parts{to_qt(desk->codebook.title), state_words(desk->round)};
    if (desk->round.closed)
        parts << QStringLiteral("you settle as %1").arg(desk->settler);
    about_->setText(parts.join(QStringLiteral(" · ")));
    refreshing_ = true;
    model_->show_desk(desk, codes);
    refresh(row, post, what);
}

// The view loses its current row with every reset; what follows is one change, told once.
void DeskQueue::refresh(int row, const std::string& post, const std::string& what) {
    refreshing_ = true;
    refresh_chips();
    int wanted = post.empty() ? -1 : model_->row_of(post, what);
    if (wanted < 0)
        wanted = std::clamp(row, 0, std::max(0, model_->rowCount() - 1));
    if (model_->rowCount() > 0) {
        list_->setCurrentIndex(model_->index(wanted));
        list_->scrollTo(model_->index(wanted));
    }
    const bool any = desk_ && !desk_->rows.empty();
    none_->setText(model_->state() == State::open ? QStringLiteral("Nothing of this kind is open.")
                                                  : QStringLiteral("Nothing of this kind is settled yet."));
    none_->resize(list_->viewport()->width(), 80);
    none_->setVisible(any && model_->rowCount() == 0 && model_->kind());
    refreshing_ = false;
    Q_EMIT current_changed();
}

void DeskQueue::refresh_chips() {
    order_->setText(order_words(model_->order()));
    for (const auto& chip : chips_) {
        const bool settled = chip.state && *chip.state == State::settled;
        const auto state = chip.state.value_or(model_->state());
        const int count = model_->count(state, chip.state ? std::nullopt : chip.kind);
        const QString word = chip.kind ? word_of(*chip.kind)
                             : settled ? QStringLiteral("settled")
                                       : QStringLiteral("open");
        chip.button->setText(QStringLiteral("%1 %2").arg(word).arg(count));
        chip.button->setChecked(chip.state ? *chip.state == model_->state() : chip.kind == model_->kind());
        const bool any = desk_ && !desk_->rows.empty();
        const bool told_apart = !desk_ || !desk_->asks_a_question(); // answers are all of one kind
        chip.button->setVisible(any &&
                                (chip.state || (told_apart && (count > 0 || chip.kind == model_->kind()))));
    }
    rule_line_->setVisible(model_->state() == State::open && model_->rowCount() > 0);
    place_chips();
}

// State on the first line, kinds on as many as they need.
void DeskQueue::place_chips() {
    const int width = std::max(100, this->width() - 2 * space::m);
    int x = 0, y = 0;
    bool was_state = true, any = false;
    for (const auto& chip : chips_) {
        if (chip.button->isHidden())
            continue;
        const QSize size = chip.button->sizeHint();
        if (any && (was_state != chip.state.has_value() || x + size.width() > width)) {
            x = 0;
            y += size.height() + space::xs;
        }
        chip.button->setGeometry(x, y, size.width(), size.height());
        x += size.width() + space::xs;
        was_state = chip.state.has_value();
        any = true;
    }
    chip_area_->setFixedHeight(any ? y + chips_.front().button->sizeHint().height() : 0);
}

void DeskQueue::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place_chips();
    none_->resize(list_->viewport()->width(), 80);
}

void DeskQueue::next_kind() {
    std::vector<std::optional<Kind>> kinds{std::nullopt};
    for (const auto& chip : chips_)
        if (chip.kind && model_->count(model_->state(), chip.kind) > 0)
            kinds.push_back(chip.kind);
    const auto at = std::find(kinds.begin(), kinds.end(), model_->kind());
    const auto next = at == kinds.end() ? 0 : static_cast<std::size_t>(at - kinds.begin() + 1) % kinds.size();
    model_->set_kind(kinds[next]);
    refresh(0);
}

void DeskQueue::show_state(State state) {
    model_->set_kind(std::nullopt);
    model_->set_state(state);
    refresh(0);
}

void DeskQueue::next_state() {
    show_state(model_->state() == State::open ? State::settled : State::open);
}

void DeskQueue::next_order() {
    const DeskRow* before = current();
    const std::string post = before ? before->item.post : std::string();
    const std::string what = before ? before->item.what : std::string();
    model_->set_order(static_cast<Order>((static_cast<int>(model_->order()) + 1) % 3));
    refresh(0, post, what);
}

const DeskRow* DeskQueue::current() const {
    const QModelIndex index = list_->currentIndex();
    return index.isValid() && index.row() < model_->rowCount() ? &model_->at(index.row()) : nullptr;
}

bool DeskQueue::step(int by) {
    const int row = list_->currentIndex().row() + by;
    if (row < 0 || row >= model_->rowCount())
        return false;
    list_->setCurrentIndex(model_->index(row));
    return true;
}

void DeskQueue::focus_list() {
    list_->setFocus(Qt::OtherFocusReason);
}

bool DeskQueue::offer_rules(const RulePreview& preview) {
    rules_menu_->clear();
    const auto offer = [this](const char16_t* name, const char16_t* meaning,
                              const codebooks::adjudication::RuleResult& result,
                              codebooks::adjudication::Rule rule) {
        auto* action = rules_menu_->addAction(QStringLiteral("%1: settles %2 of %3, leaves %4 open")
                                                  .arg(QString::fromUtf16(name))
                                                  .arg(result.settled)
                                                  .arg(result.settled + result.left)
                                                  .arg(result.left),
                                              this, [this, rule] { Q_EMIT rule_chosen(rule); });
        action->setToolTip(QString::fromUtf16(meaning));
        action->setEnabled(result.settled > 0);
    };
    offer(u"Majority", u"what more than half of the coders of a post decided, code and extent alike",
          preview.majority, codebooks::adjudication::Rule::majority);
    offer(u"Unanimous", u"only what all coders coded alike, and nothing else", preview.unanimous,
          codebooks::adjudication::Rule::unanimous);
    if (preview.majority.settled + preview.unanimous.settled == 0)
        return false;
    rules_menu_->popup(rule_->mapToGlobal(QPoint(0, rule_->height() + 2)));
    return true;
}

void DeskQueue::open_chooser() {
    menu_->clear();
    for (const auto& each : rounds_) {
        const QString name = to_qt(each.round.name);
        menu_->addAction(QStringLiteral("%1 (%2)").arg(name, state_words(each.round)), this,
                         [this, name] { Q_EMIT round_wanted(name); });
    }
    menu_->popup(round_->mapToGlobal(QPoint(0, round_->height() + 2)));
}

} // namespace axial::coding_ui
