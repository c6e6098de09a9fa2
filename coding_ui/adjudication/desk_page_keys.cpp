// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/desk_page.h"
#include "coding_ui/adjudication/desk_panel.h"
#include "coding_ui/adjudication/desk_queue.h"
#include "coding_ui/adjudication/desk_words.h"
#include "coding_ui/code_picker.h"
#include "coding_ui/study_client.h"

#include <QListView>
#include <algorithm>

/// What the keys of the Settle page do.
namespace axial::coding_ui {

using codebooks::adjudication::Item;

void DeskPage::next_pair() {
    const Item& item = row()->item;
    const std::size_t judges = item.judges.size();
    const auto decided = [&](std::size_t judge) {
        QStringList parts{decision_of(item, item.judges[judge], *codes_)};
        if (const auto own = item.codings.find(item.judges[judge]); own != item.codings.end())
            for (const auto& coding : own->second)
                parts << QStringLiteral("%1 %2 %3 %4 %5")
                             .arg(to_qt(coding.code), to_qt(coding.unit), to_qt(coding.to))
                             .arg(coding.begin)
                             .arg(coding.end);
        return parts;
    };
    for (std::size_t step = 1; step <= judges * judges; ++step) {
        const std::size_t at = (left_ * judges + right_ + step) % (judges * judges);
        const std::size_t a = at / judges, b = at % judges;
        if (a < b && decided(a) != decided(b)) {
            left_ = a;
            right_ = b;
            return;
        }
    }
}

bool DeskPage::may_change() {
    if (!read_only_.isEmpty()) {
        Q_EMIT note(QStringLiteral("the study is open for reading only"));
        return false;
    }
    return desk_ && !changing_;
}

void DeskPage::settle(How how, const std::string& value) {
    if (!row() || !may_change())
        return;
    if (const QString reason = why_not(row()->item, how); !reason.isEmpty()) {
        Q_EMIT note(reason);
        return;
    }
    changing_ = true;
    client_->settle(round_, row()->item, {how, value, panel_->reason(), panel_->note()});
    focus_queue();
}

void DeskPage::take_back() {
    if (!row() || !may_change())
        return;
    if (!row()->item.settlement) {
        Q_EMIT note(QStringLiteral("this is not settled: there is nothing to take back"));
        return;
    }
    changing_ = true;
    client_->take_back(round_, row()->item);
}

void DeskPage::open_picker() {
    if (!row() || !may_change())
        return;
    if (const QString reason = why_not(row()->item, How::code); !reason.isEmpty()) {
        Q_EMIT note(reason);
        return;
    }
    const QWidget* from = panel_->findChild<QWidget*>(QStringLiteral("desk_way_C"));
    const QPoint at = from ? from->mapTo(this, QPoint(0, 0)) : QPoint(width() / 2, height() / 2);
    picker_->open(*codes_, recent_, {}, QRect(at, from ? from->size() : QSize(1, 1)));
}

void DeskPage::open_current() {
    if (!row())
        return;
    if (row()->thread == 0) {
        Q_EMIT note(QStringLiteral("this post is not in the study: collect or merge it first"));
        return;
    }
    Place place;
    bool any = false;
    for (const auto& [coder, codings] : row()->item.codings)
        for (const auto& coding : codings)
            if (!coding.whole_post()) {
                place.begin = any ? std::min(place.begin, coding.begin) : coding.begin;
                place.end = std::max(place.end, coding.end);
                place.revision = coding.revision;
                any = true;
            }
    Q_EMIT open_wanted(desk_->round, *row(), place);
}

bool DeskPage::carry_out(Command command) {
    const auto judge = [this](std::size_t at) {
        if (row() && at < row()->item.judges.size())
            settle(How::coder, row()->item.judges[at]);
    };
    switch (command) {
    case Command::take_first:
        judge(left_);
        return true;
    case Command::take_second:
        judge(right_);
        return true;
    case Command::join_extents:
        settle(How::join, {});
        return true;
    case Command::cut_extents:
        settle(How::cut, {});
        return true;
    case Command::keep_all:
        settle(How::all, {});
        return true;
    case Command::another_code:
        open_picker();
        return true;
    case Command::nothing_counts:
        settle(How::nothing, {});
        return true;
    case Command::put_off:
        settle(How::deferred, {});
        return true;
    case Command::take_back:
        take_back();
        return true;
    case Command::undo:
    case Command::redo:
        if (may_change()) {
            changing_ = true;
            command == Command::undo ? client_->undo_settling(round_) : client_->redo_settling(round_);
        }
        return true;
    case Command::write_reason:
        if (row())
            panel_->focus_reason();
        return true;
    case Command::write_note:
        if (row())
            panel_->focus_note();
        return true;
    case Command::next_pair:
        if (row() && row()->item.judges.size() > 2) {
            next_pair();
            compare();
        } else {
            Q_EMIT note(QStringLiteral("there are only two coders here"));
        }
        return true;
    case Command::open_item:
        open_current();
        return true;
    case Command::narrow_items:
        queue_->next_kind();
        return true;
    case Command::sort_items:
        queue_->next_order();
        return true;
    case Command::open_or_settled:
        if (desk_ && !desk_->rows.empty())
            queue_->next_state();
        return true;
    case Command::settle_by_rule:
        if (row() && may_change())
            client_->preview_rules(round_);
        return true;
    case Command::desk_round:
        if (rounds_.size() > 1)
            queue_->open_chooser();
        else
            Q_EMIT note(QStringLiteral("there is only one round"));
        return true;
    case Command::desk_queue:
        focus_queue();
        return true;
    default:
        return false;
    }
}

bool DeskPage::type(const QString& text) {
    if (!row() || text.size() != 1 || text.front() < QLatin1Char('1') || text.front() > QLatin1Char('9'))
        return false;
    const auto at = static_cast<std::size_t>(text.front().digitValue() - 1);
    if (desk_->asks_a_question()) {
        if (at < desk_->codebook.answers.size())
            settle(How::answer, desk_->codebook.answers[at].id);
    } else if (at < row()->item.judges.size()) {
        settle(How::coder, row()->item.judges[at]);
    }
    return true;
}

void DeskPage::focus_queue() {
    if (queue_->view()->isVisibleTo(this))
        queue_->focus_list();
    else
        setFocus(Qt::OtherFocusReason);
}

} // namespace axial::coding_ui
