// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/disagreement_model.h"

#include "coding_ui/agreement_words.h"
#include "coding_ui/values.h"
#include "coding_ui/words.h"

#include <algorithm>

namespace axial::coding_ui {
namespace {

constexpr std::string_view separator = ", ";

QString share_words(double share) {
    return share > 0 ? QStringLiteral("%1 % of all disagreement").arg(100 * share, 0, 'f', 1) : QString();
}

} // namespace

void DisagreementModel::show_diagnosis(const std::vector<std::string>& raters,
                                       const codebooks::RoundDiagnosis& diagnosis) {
    beginResetModel();
    raters_ = raters;
    names_ = diagnosis.coincidences.names;
    const auto& ids = diagnosis.coincidences.ids;
    nothing_ = ids.empty() || !ids.back().empty() ? ids.size() : ids.size() - 1;
    all_ = diagnosis.disagreements;
    given_.clear();
    for (const auto& each : all_) {
        auto& row = given_.emplace_back();
        for (const auto& value : each.values)
            row.push_back(value.empty() ? std::nullopt : std::optional(chosen_in(value)));
    }
    kind_.reset();
    pair_.reset();
    filter();
    endResetModel();
}

// Names are joined by commas and may hold some themselves: the longest that fits is meant.
DisagreementModel::Chosen DisagreementModel::chosen_in(std::string_view value) const {
    Chosen chosen;
    while (!value.empty()) {
        std::size_t best = names_.size(), length = 0;
        for (std::size_t i = 0; i < names_.size(); ++i) {
            const std::string_view rest = value.substr(std::min(value.size(), names_[i].size()));
            if (names_[i].size() > length && value.starts_with(names_[i]) &&
                (rest.empty() || rest.starts_with(separator))) {
                best = i;
                length = names_[i].size();
            }
        }
        if (best < names_.size() && best != nothing_)
            chosen.insert(best);
        const auto next = value.find(separator, length);
        value = next == std::string_view::npos ? std::string_view() : value.substr(next + separator.size());
    }
    return chosen;
}

// Two meet where one coder gave the first and not the other, and another coder the other way round; what only
// one coder gave meets nothing where the other gave nothing of their own.
bool DisagreementModel::concerns(std::size_t row, const CodePair& pair) const {
    const auto only = [](const Chosen& mine, const Chosen& other, std::size_t code) {
        return mine.contains(code) && !other.contains(code);
    };
    const auto& given = given_[row];
    for (std::size_t i = 0; i < given.size(); ++i)
        for (std::size_t j = 0; j < given.size(); ++j) {
            if (i == j || !given[i] || !given[j])
                continue;
            const Chosen &mine = *given[i], &other = *given[j];
            const auto [first, second] = pair;
            if (first == second) {
                if (first == nothing_ ? mine.empty() && !other.empty()
                                      : mine.contains(first) || other.contains(first))
                    return true;
            } else if (second == nothing_ || first == nothing_) {
                const std::size_t code = second == nothing_ ? first : second;
                if (only(mine, other, code) &&
                    std::includes(mine.begin(), mine.end(), other.begin(), other.end()))
                    return true;
            } else if (only(mine, other, first) && only(other, mine, second)) {
                return true;
            }
        }
    return false;
}

bool DisagreementModel::passes(std::size_t row, std::optional<codebooks::Difference> kind) const {
    return (!kind || all_[row].difference == *kind) && (!pair_ || concerns(row, *pair_));
}

void DisagreementModel::filter() {
    shown_.clear();
    for (std::size_t row = 0; row < all_.size(); ++row)
        if (passes(row, kind_))
            shown_.push_back(row);
}

void DisagreementModel::set_kind(std::optional<codebooks::Difference> kind) {
    beginResetModel();
    kind_ = kind;
    filter();
    endResetModel();
}

void DisagreementModel::set_pair(std::optional<CodePair> pair) {
    beginResetModel();
    pair_ = pair;
    filter();
    endResetModel();
}

int DisagreementModel::count(std::optional<codebooks::Difference> kind) const {
    int count = 0;
    for (std::size_t row = 0; row < all_.size(); ++row)
        count += passes(row, kind) ? 1 : 0;
    return count;
}

int DisagreementModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

QString DisagreementModel::whole(const codebooks::Disagreement& each) const {
    QStringList lines{one_line(each.title),
                      QStringLiteral("%1: %2").arg(word_of(each.difference), meaning_of(each.difference)),
                      said_by(raters_, each.values).replace(QStringLiteral(" · "), QStringLiteral("\n"))};
    if (!each.quote.empty())
        lines << QStringLiteral("“%1”").arg(one_line(each.quote));
    if (each.share > 0)
        lines << share_words(each.share);
    return lines.join(QLatin1Char('\n'));
}

QVariant DisagreementModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& each = at(index.row());
    switch (role) {
    case Qt::DisplayRole: {
        const QString title = one_line(each.title);
        return title.isEmpty() ? QStringLiteral("Untitled thread") : title;
    }
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return whole(each);
    case SaidRole:
        return said_by(raters_, each.values);
    case KindRole:
        return word_of(each.difference);
    case QuoteRole:
        return one_line(each.quote);
    case ShareRole:
        return share_words(each.share);
    default:
        return {};
    }
}

} // namespace axial::coding_ui
