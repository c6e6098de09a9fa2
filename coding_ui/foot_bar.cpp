// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/foot_bar.h"

#include "coding_ui/key_label.h"
#include "coding_ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStyle>

namespace axial::coding_ui {
namespace {

QString short_words(const KeyRow& row) {
    switch (row.command) {
    case Command::pick_code:
        return QStringLiteral("code");
    case Command::apply_key:
        return QStringLiteral("favourites");
    case Command::repeat_code:
        return QStringLiteral("repeat");
    case Command::finish_post:
        return QStringLiteral("nothing here");
    case Command::remove_coding:
        return QStringLiteral("uncode");
    case Command::vote:
        return QStringLiteral("answer");
    case Command::next_post:
        return QStringLiteral("next");
    case Command::next_disagreement:
        return QStringLiteral("next");
    case Command::open_disagreement:
        return QStringLiteral("open");
    case Command::all_disagreements:
        return QStringLiteral("all");
    case Command::copy_sentence:
        return QStringLiteral("copy sentence");
    case Command::next_kind:
        return QStringLiteral("kind");
    case Command::choose_round:
        return QStringLiteral("round");
    case Command::start_collecting:
        return QStringLiteral("start");
    case Command::plan_collecting:
        return QStringLiteral("plan");
    case Command::run_again:
        return QStringLiteral("run again");
    case Command::write_query:
        return QStringLiteral("query");
    case Command::open_hit:
        return QStringLiteral("open");
    case Command::next_hit:
        return QStringLiteral("next");
    case Command::narrow_hits:
        return QStringLiteral("narrow down");
    case Command::like_hit:
        return QStringLiteral("more like it");
    case Command::sort_hits:
        return QStringLiteral("order");
    case Command::make_set:
        return QStringLiteral("make a set");
    case Command::take_first:
        return QStringLiteral("A’s");
    case Command::take_second:
        return QStringLiteral("B’s");
    case Command::join_extents:
        return QStringLiteral("join");
    case Command::cut_extents:
        return QStringLiteral("cut");
    case Command::keep_all:
        return QStringLiteral("keep all");
    case Command::another_code:
        return QStringLiteral("another code");
    case Command::put_off:
        return QStringLiteral("put off");
    case Command::write_reason:
        return QStringLiteral("why");
    case Command::open_or_settled:
        return QStringLiteral("open or settled");
    case Command::keys:
        return QStringLiteral("keys");
    default:
        return QString::fromUtf16(row.words.data(), static_cast<qsizetype>(row.words.size()));
    }
}

bool needs_a_subject(Command command) {
    switch (command) {
    case Command::pick_code:
    case Command::apply_key:
    case Command::repeat_code:
    case Command::finish_post:
    case Command::remove_coding:
    case Command::vote:
    case Command::undo:
    case Command::next_disagreement:
    case Command::open_disagreement:
    case Command::next_kind:
    case Command::all_disagreements:
    case Command::copy_sentence:
    case Command::start_collecting:
    case Command::plan_collecting:
    case Command::pause_collecting:
    case Command::open_hit:
    case Command::next_hit:
    case Command::narrow_hits:
    case Command::like_hit:
    case Command::sort_hits:
    case Command::make_set:
    case Command::take_first:
    case Command::take_second:
    case Command::join_extents:
    case Command::cut_extents:
    case Command::keep_all:
    case Command::another_code:
    case Command::nothing_counts:
    case Command::put_off:
    case Command::write_reason:
    case Command::open_or_settled:
        return true;
    default:
        return false;
    }
}

bool is_about_codes(Command command) {
    return command == Command::join_extents || command == Command::cut_extents ||
           command == Command::keep_all || command == Command::another_code ||
           command == Command::nothing_counts;
}

} // namespace

FootBar::FootBar(QWidget* parent)
    : QWidget(parent),
      progress_words_(new QLabel),
      status_(new QLabel),
      progress_(new QProgressBar),
      keys_(new QWidget),
      key_line_(new QHBoxLayout(keys_)) {
    setObjectName(QStringLiteral("foot"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(30);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(space::l, 0, space::l, 0);
    line->setSpacing(space::m);
    progress_words_->setObjectName(QStringLiteral("progress_words"));
    progress_->setTextVisible(false);
    progress_->setFixedWidth(150);
    progress_->setAccessibleName(QStringLiteral("Progress"));
    status_->setObjectName(QStringLiteral("status"));
    for (auto* label : {progress_words_, status_}) {
        label->setTextFormat(Qt::PlainText);
        label->setFont(interface_font(12));
        label->setProperty("dim", true);
    }
    status_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    key_line_->setContentsMargins(0, 0, 0, 0);
    key_line_->setSpacing(space::m);
    line->addWidget(progress_words_);
    line->addWidget(progress_);
    line->addWidget(status_, 1);
    line->addWidget(keys_);
    show_progress(0, 0);
}

void FootBar::show_progress(qint64 done, qint64 of) {
    of_ = of;
    place_progress();
    progress_words_->setText(QStringLiteral("%1 of %2 posts").arg(done).arg(of));
    progress_->setRange(0, static_cast<int>(std::max<qint64>(1, of)));
    progress_->setValue(static_cast<int>(done));
}

// How far a coder is says nothing about what is settled.
void FootBar::place_progress() {
    const bool shown = of_ > 0 && page_ != Page::settle;
    progress_words_->setVisible(shown);
    progress_->setVisible(shown);
}

void FootBar::say(const QString& words, bool error) {
    status_->setProperty("warning", error);
    status_->setProperty("dim", !error);
    status_->style()->unpolish(status_);
    status_->style()->polish(status_);
    status_->setText(words);
    status_->setToolTip(words);
}

void FootBar::show_status(const QString& words) {
    say(words, false);
}

void FootBar::show_error(const QString& line) {
    say(line, true);
}

void FootBar::show_keys(Page page, bool can_act, bool question) {
    page_ = page;
    place_progress();
    while (QLayoutItem* item = key_line_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const KeyRow& row : key_table) {
        if (!row.in_foot || !applies_to(row, page) || (needs_a_subject(row.command) && !can_act) ||
            (question && is_about_codes(row.command)))
            continue;
        const QString key = QString::fromUtf16(row.shown.data(), static_cast<qsizetype>(row.shown.size()));
        key_line_->addWidget(new KeyLabel(key, short_words(row)));
    }
    drop_keys_without_room();
}

// The last key ("?", all keys) always stays.
void FootBar::drop_keys_without_room() {
    const int used = progress_words_->isHidden() ? 0 : progress_words_->sizeHint().width() + 150;
    int room = width() - used - 220;
    const int count = key_line_->count();
    if (count == 0)
        return;
    room -= key_line_->itemAt(count - 1)->widget()->sizeHint().width();
    for (int i = 0; i < count - 1; ++i) {
        QWidget* label = key_line_->itemAt(i)->widget();
        room -= label->sizeHint().width() + space::m;
        label->setVisible(room >= 0);
    }
}

void FootBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    drop_keys_without_room();
}

} // namespace axial::coding_ui
