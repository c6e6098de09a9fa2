// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/coder_matrix.h"

#include "coding_ui/agreement_words.h"
#include "coding_ui/theme.h"
#include "coding_ui/values.h"
#include "coding_ui/words.h"

#include <QPainter>
#include <algorithm>

namespace axial::coding_ui {
namespace {
constexpr int label_pixels = 11, least_column = 50, most_column = 90;
}

CoderMatrix::CoderMatrix(QWidget* parent) : FigureView(QStringLiteral("coder_matrix"), parent) {
    setAccessibleName(QStringLiteral("Agreement by pair of coders"));
}

void CoderMatrix::show_coders(const std::vector<std::string>& raters,
                              const codebooks::RoundDiagnosis& diagnosis) {
    names_.clear();
    for (const auto& rater : raters)
        names_ << one_line(rater);
    pairs_ = diagnosis.pairs;
    // Of two coders no alpha is left without one of them: a column that could only say so is not drawn.
    without_ = raters.size() > 2 ? diagnosis.without_coder : std::vector<agreement::Figure>();
    content_changed();
}

const codebooks::PairAgreement* CoderMatrix::pair(int row, int column) const {
    for (const auto& each : pairs_)
        if (static_cast<int>(std::max(each.first, each.second)) == row &&
            static_cast<int>(std::min(each.first, each.second)) == column)
            return &each;
    return nullptr;
}

// The first coder has no pair to the left, the last none above: their column is left out.
bool CoderMatrix::can_be_current(int item) const {
    if (!FigureView::can_be_current(item))
        return false;
    const int row = item / columns(), column = item % columns();
    return column == rows() ? row < static_cast<int>(without_.size()) : pair(row, column) != nullptr;
}

QString CoderMatrix::detail(int item) const {
    const int row = item / columns(), column = item % columns();
    if (column == rows())
        return QStringLiteral("Alpha without %1: %2.")
            .arg(names_[row], full_figure_words(without_[static_cast<std::size_t>(row)]));
    const auto* both = pair(row, column);
    return QStringLiteral("%1 and %2: kappa %3, alpha %4, percent agreement %5, over %6 that both judged.")
        .arg(names_[column], names_[row], full_figure_words(both->kappa), full_figure_words(both->alpha),
             full_figure_words(both->percent),
             counted(both->units, QStringLiteral("post"), QStringLiteral("posts")));
}

int CoderMatrix::name_width() const {
    const QFontMetrics metrics(interface_font(12));
    int widest = 30;
    for (const auto& name : names_)
        widest = std::max(widest, metrics.horizontalAdvance(name) + space::m);
    return std::min(widest, 88);
}

int CoderMatrix::column_width() const {
    return std::clamp((viewport()->width() - name_width()) / std::max(2, rows()), least_column, most_column);
}

QSize CoderMatrix::content_size() const {
    return {name_width() + std::max(2, rows()) * column_width(), header_height + rows() * row_height + 2};
}

QSize CoderMatrix::minimumSizeHint() const {
    return {160, std::min(content_size().height(), header_height + 4 * row_height + 2) +
                     (content_size().width() > viewport()->width() ? 12 : 0)};
}

QRect CoderMatrix::item_rect(int item) const {
    const int row = item / columns(), column = item % columns();
    const int shown = column == rows() ? rows() - 1 : column;
    return {name_width() + shown * column_width(), header_height + row * row_height, column_width(),
            row_height};
}

int CoderMatrix::neighbour(int item, int key) const {
    const int step = key == Qt::Key_Left    ? -1
                     : key == Qt::Key_Right ? 1
                     : key == Qt::Key_Up    ? -columns()
                     : key == Qt::Key_Down  ? columns()
                                            : 0;
    for (int to = item + step; step != 0 && to >= 0 && to < item_count(); to += step) {
        if (std::abs(step) == 1 && to / columns() != item / columns())
            break;
        if (can_be_current(to))
            return to;
    }
    return item;
}

QString CoderMatrix::label_tip(const QPoint& place) const {
    const int row = (place.y() - header_height) / row_height;
    const int column = (place.x() - name_width()) / column_width();
    if (place.x() < name_width() && place.y() >= header_height && row < rows())
        return names_[row];
    if (place.y() < header_height && place.x() >= name_width())
        return column < rows() - 1 ? names_[column]
               : without_.empty()  ? QString()
                                   : QStringLiteral("Alpha if that coder had not taken part");
    return {};
}

void CoderMatrix::draw_item(QPainter& painter, int item) const {
    const QRect rect = visible_rect(item).adjusted(1, 1, -1, -1);
    const int row = item / columns(), column = item % columns();
    const bool without = column == rows();
    const auto* both = without ? nullptr : pair(row, column);
    const auto& figure = without ? without_[static_cast<std::size_t>(row)] : both->kappa;
    painter.setPen(Qt::NoPen);
    painter.setBrush(without ? theme().panel : item == hovered() ? theme().selected : theme().field);
    painter.drawRoundedRect(rect, space::radius_small, space::radius_small);
    painter.setFont(interface_font(figure.defined() ? 12 : label_pixels,
                                   figure.defined() && !without ? QFont::Medium : QFont::Normal));
    painter.setPen(figure.defined() ? theme().text : theme().dim);
    const QRect upper = without ? rect : rect.adjusted(0, 2, 0, -rect.height() / 2);
    painter.drawText(upper, Qt::AlignCenter, figure_words(figure));
    if (without)
        return;
    painter.setFont(interface_font(10));
    painter.setPen(theme().dim);
    painter.drawText(rect.adjusted(0, rect.height() / 2, 0, -2), Qt::AlignCenter,
                     QStringLiteral("n %1").arg(both->units));
}

void CoderMatrix::draw(QPainter& painter) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    painter.setClipRect(viewport()->rect().adjusted(name_width(), header_height, 0, 0));
    for (int item = 0; item < item_count(); ++item)
        if (can_be_current(item))
            draw_item(painter, item);
    painter.restore();
    const auto label = [&](const QRect& rect, const QString& words, int align) {
        painter.drawText(rect, align | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(words, Qt::ElideRight, rect.width()));
    };
    painter.setFont(interface_font(label_pixels));
    painter.setPen(theme().dim);
    for (int column = 0; column < std::max(1, rows()); ++column) {
        const int left = name_width() + column * column_width() - scrolled().x();
        if (left >= name_width() - column_width() / 2)
            label(QRect(left + 2, 0, column_width() - 4, header_height),
                  column < rows() - 1 ? names_[column]
                  : without_.empty()  ? QString()
                                      : QStringLiteral("α without"),
                  Qt::AlignHCenter);
    }
    painter.setFont(interface_font(12));
    painter.setPen(theme().text);
    painter.setClipRect(QRect(0, header_height, name_width(), viewport()->height()));
    for (int row = 0; row < rows(); ++row)
        label(QRect(2, header_height + row * row_height - scrolled().y(), name_width() - space::s, row_height),
              names_[row], Qt::AlignLeft);
}

} // namespace axial::coding_ui
