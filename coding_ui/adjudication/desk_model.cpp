// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/desk_model.h"

#include "coding_ui/adjudication/desk_words.h"
#include "coding_ui/disagreement_model.h"
#include "coding_ui/words.h"

#include <algorithm>
#include <tuple>

namespace axial::coding_ui {
namespace {

bool passes(const DeskRow& row, DeskModel::State state, std::optional<DeskModel::Kind> kind) {
    return row.item.open() == (state == DeskModel::State::open) && (!kind || row.item.kind == *kind);
}

bool put_off(const DeskRow& row) {
    return row.item.settlement && row.item.settlement->outcome == "deferred" && !row.item.outdated();
}

} // namespace

void DeskModel::show_desk(DeskPointer desk, const CodeIndex* codes) {
    beginResetModel();
    desk_ = std::move(desk);
    codes_ = codes;
    arrange();
    endResetModel();
}

void DeskModel::arrange_anew() {
    beginResetModel();
    arrange();
    endResetModel();
}

void DeskModel::set_state(State state) {
    state_ = state;
    arrange_anew();
}

void DeskModel::set_kind(std::optional<Kind> kind) {
    kind_ = kind;
    arrange_anew();
}

void DeskModel::set_order(Order order) {
    order_ = order;
    arrange_anew();
}

// Rows come in the order of posts, which stays where nothing else tells two apart.
void DeskModel::arrange() {
    shown_.clear();
    pairs_.clear();
    if (!desk_)
        return;
    const auto& rows = desk_->rows;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (passes(rows[i], state_, kind_)) {
            shown_.push_back(i);
            ++pairs_[rows[i].item.code_pair()];
        }
    pairs_.erase(std::pair<std::string, std::string>());
    using Pair = std::pair<std::string, std::string>;
    const auto rank = [&](std::size_t row) -> std::tuple<bool, double, Pair> {
        const auto& item = rows[row].item;
        double first = 0;
        Pair pair;
        if (order_ == Order::disagreement)
            first = -item.disagreement;
        if (order_ == Order::codes) {
            pair = item.code_pair();
            const auto found = pairs_.find(pair);
            first = found == pairs_.end() ? 0 : -found->second;
        }
        return {put_off(rows[row]), first, pair};
    };
    std::stable_sort(shown_.begin(), shown_.end(),
                     [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
}

int DeskModel::count(State state, std::optional<Kind> kind) const {
    if (!desk_)
        return 0;
    return static_cast<int>(std::count_if(desk_->rows.begin(), desk_->rows.end(),
                                          [&](const DeskRow& row) { return passes(row, state, kind); }));
}

int DeskModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

int DeskModel::row_of(const std::string& post, const std::string& what) const {
    for (int row = 0; row < rowCount(); ++row)
        if (at(row).item.post == post && at(row).item.what == what)
            return row;
    return -1;
}

QString DeskModel::said(const DeskRow& row) const {
    QStringList said;
    for (const auto& judge : row.item.judges)
        said << QStringLiteral("%1: %2").arg(to_qt(judge), decision_of(row.item, judge, *codes_));
    return said.join(QStringLiteral(" · "));
}

QString DeskModel::quote(const DeskRow& row) const {
    std::string longest;
    for (const auto& [coder, codings] : row.item.codings)
        for (const auto& coding : codings)
            if (coding.quote.size() > longest.size())
                longest = coding.quote;
    return one_line(longest);
}

QString DeskModel::share(const DeskRow& row) const {
    if (const QString state = state_of(row.item); !state.isEmpty())
        return state;
    if (order_ == Order::codes)
        if (const auto pair = pairs_.find(row.item.code_pair()); pair != pairs_.end())
            return QStringLiteral("pair of %1").arg(pair->second);
    return row.item.judges.size() > 2 ? QStringLiteral("%1 %").arg(100 * row.item.disagreement, 0, 'f', 0)
                                      : QString();
}

QVariant DeskModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        QStringList lines{row.title,
                          QStringLiteral("%1: %2").arg(word_of(row.item.kind), meaning_of(row.item.kind)),
                          said(row).replace(QStringLiteral(" · "), QStringLiteral("\n"))};
        if (const QString words = quote(row); !words.isEmpty())
            lines << QStringLiteral("“%1”").arg(words);
        if (const QString state = state_of(row.item); !state.isEmpty())
            lines << state;
        return lines.join(QLatin1Char('\n'));
    }
    case DisagreementModel::SaidRole:
        return said(row);
    case DisagreementModel::KindRole:
        return word_of(row.item.kind);
    case DisagreementModel::QuoteRole:
        return quote(row);
    case DisagreementModel::ShareRole:
        return share(row);
    default:
        return {};
    }
}

} // namespace axial::coding_ui
