// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/split_bar.h"

#include "coding_ui/agreement_words.h"
#include "coding_ui/paint.h"
#include "coding_ui/theme.h"

#include <QPainter>
#include <numeric>

namespace axial::coding_ui {
namespace {

constexpr int title_height = 18, bar_height = 10, legend_height = 18;

/// One hue in four strengths, the frequent kinds first.
QColor strength(std::size_t part) {
    QColor colour = theme().accent;
    constexpr float alphas[] = {1.0F, 0.62F, 0.36F, 0.18F};
    colour.setAlphaF(alphas[part]);
    return colour;
}

} // namespace

SplitBar::SplitBar(QString of_what, QWidget* parent) : QWidget(parent), of_what_(std::move(of_what)) {
    using codebooks::Difference;
    setObjectName(QStringLiteral("split_bar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    constexpr Difference kinds[] = {Difference::omission, Difference::code, Difference::boundary,
                                    Difference::both};
    for (std::size_t i = 0; i < parts_.size(); ++i)
        parts_[i].name = kinds[i] == Difference::both ? QStringLiteral("both") : word_of(kinds[i]);
}

void SplitBar::show_splits(const codebooks::Splits& splits) {
    agreements_ = splits.agreements;
    parts_[0].count = splits.omission;
    parts_[1].count = splits.code;
    parts_[2].count = splits.boundary;
    parts_[3].count = splits.both;
    setVisible(agreements_ + sum() > 0);
    setAccessibleName(of_what_);
    setAccessibleDescription(words());
    setToolTip(words());
    update();
}

qint64 SplitBar::sum() const {
    return std::accumulate(parts_.begin(), parts_.end(), qint64{0},
                           [](qint64 sum, const Part& part) { return sum + part.count; });
}

QString SplitBar::words() const {
    QStringList list;
    for (const auto& part : parts_)
        list << QStringLiteral("%1 %2").arg(part.name).arg(part.count);
    return QStringLiteral("%1: %2 alike, %3 differ (%4).")
        .arg(of_what_)
        .arg(agreements_)
        .arg(sum())
        .arg(list.join(QStringLiteral(", ")));
}

QSize SplitBar::sizeHint() const {
    return {220, title_height + bar_height + 2 + legend_height};
}

void SplitBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(interface_font(11));
    painter.setPen(theme().text);
    painter.drawText(QRect(0, 0, width(), title_height - 2), Qt::AlignVCenter,
                     QStringLiteral("%1: %2 alike, %3 differ").arg(of_what_).arg(agreements_).arg(sum()));
    const QRectF bar(0, title_height, width(), bar_height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().line);
    painter.drawRoundedRect(bar, 2, 2);
    double left = 0;
    int legend = 0;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (parts_[i].count == 0)
            continue;
        const double part = static_cast<double>(parts_[i].count) / static_cast<double>(sum()) * width();
        painter.fillRect(QRectF(left, title_height, part, bar_height), theme().panel);
        painter.fillRect(QRectF(left, title_height, std::max(1.0, part - 1), bar_height), strength(i));
        left += part;
        const int y = title_height + bar_height + 2;
        const QString words = QStringLiteral("%1 %2").arg(parts_[i].name).arg(parts_[i].count);
        paint_swatch(painter, QPoint(legend, y + 5), strength(i), 8);
        painter.setPen(theme().dim);
        painter.drawText(QRect(legend + 12, y, width(), legend_height), Qt::AlignVCenter, words);
        legend += painter.fontMetrics().horizontalAdvance(words) + 24;
        painter.setPen(Qt::NoPen);
    }
}

} // namespace axial::coding_ui
