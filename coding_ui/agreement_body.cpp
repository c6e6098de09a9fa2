// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/agreement_body.h"

#include "coding_ui/agreement_words.h"
#include "coding_ui/coder_matrix.h"
#include "coding_ui/disagreement_list.h"
#include "coding_ui/drift_plot.h"
#include "coding_ui/forest_plot.h"
#include "coding_ui/heat_map.h"
#include "coding_ui/section_card.h"
#include "coding_ui/split_bar.h"
#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

namespace axial::coding_ui {
namespace {

constexpr int wide_from = 1150; ///< of the page; below, the cards stand in two columns
constexpr int side_width = 316, least_plot_height = 260, least_list_height = 160;

QString heat_hint(const codebooks::RoundDiagnosis& diagnosis, int left_out) {
    QStringList words;
    if (!diagnosis.confused.empty()) {
        const auto& worst = diagnosis.confused.front();
        const auto name = [&](std::size_t i) {
            const auto& known = diagnosis.coincidences.names[i];
            return known.empty() ? QStringLiteral("nothing") : one_line(known);
        };
        words << QStringLiteral("Most often %1 and %2, %3 % of what differs.")
                     .arg(name(worst.first), name(worst.second))
                     .arg(100 * worst.share, 0, 'f', 0);
    }
    words << QStringLiteral("Grey: the coders agree. ↵ lists a pair.");
    if (left_out > 0)
        words << QStringLiteral("%1 that nobody gave %2 left out.")
                     .arg(left_out)
                     .arg(left_out == 1 ? QStringLiteral("is") : QStringLiteral("are"));
    return words.join(QLatin1Char(' '));
}

} // namespace

AgreementBody::AgreementBody(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
    setObjectName(QStringLiteral("agreement_body"));
    build_figures();
    build_cards();
    arrange(true);
    connect(heat_, &HeatMap::chosen, this, &AgreementBody::filter_by_cell);
    connect(forest_, &ForestPlot::chosen, this, &AgreementBody::filter_by_row);
}

void AgreementBody::build_figures() {
    forest_ = new ForestPlot;
    heat_ = new HeatMap;
    coders_ = new CoderMatrix;
    drift_ = new DriftPlot;
    list_ = new DisagreementList;
    post_splits_ = new SplitBar(QStringLiteral("Posts"));
    span_splits_ = new SplitBar(QStringLiteral("Stretches"));
    trend_ = new QLabel;
    trend_->setObjectName(QStringLiteral("trend"));
    trend_->setFont(interface_font(11));
    trend_->setWordWrap(true);
    trend_->setTextFormat(Qt::PlainText);
    trend_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    drift_->setMaximumHeight(200);
    coders_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    list_->setMinimumHeight(least_list_height);
    forest_->setMinimumHeight(least_plot_height);
    for (auto* splits : {post_splits_, span_splits_})
        splits->hide();
}

void AgreementBody::build_cards() {
    forest_card_ = new SectionCard(QStringLiteral("Coefficients"));
    forest_card_->add_figure(forest_, 4);
    heat_card_ = new SectionCard(QStringLiteral("Taken for each other"));
    heat_card_->add_figure(heat_, 3);
    coder_card_ = new SectionCard(QStringLiteral("Coders, kappa"));
    coder_card_->add_figure(coders_, 2, 0);
    drift_card_ = new SectionCard(QStringLiteral("Over time, alpha"));
    drift_card_->add(trend_);
    drift_card_->add_figure(drift_, 2);
    drift_card_->add(post_splits_);
    drift_card_->add(span_splits_);
    static_cast<QVBoxLayout*>(drift_card_->layout())->addStretch(0); // where there is no drift to draw
    list_card_ = new SectionCard(QStringLiteral("Disagreements, worst first"));
    list_card_->add(list_, 1);
}

// Wide: coefficients beside the heat map and the coders, disagreements below these. Narrow: two columns, the
// disagreements last.
void AgreementBody::arrange(bool wide) {
    wide_ = wide;
    for (auto* card : {forest_card_, heat_card_, coder_card_, drift_card_, list_card_})
        grid_->removeWidget(card);
    grid_->setContentsMargins(space::xl, space::m, space::xl, space::l);
    grid_->setSpacing(space::m);
    for (int column = 0; column < 3; ++column)
        grid_->setColumnStretch(column, 0);
    for (int row = 0; row < 3; ++row)
        grid_->setRowStretch(row, 0);
    grid_->setColumnStretch(0, 10);
    grid_->setColumnStretch(1, 10);
    grid_->setColumnMinimumWidth(2, wide ? side_width : 0);
    for (auto* card : {coder_card_, drift_card_}) {
        card->setMinimumWidth(wide ? side_width : 0);
        card->setMaximumWidth(wide ? side_width : QWIDGETSIZE_MAX);
    }
    if (wide) {
        grid_->addWidget(forest_card_, 0, 0, 3, 1);
        grid_->addWidget(heat_card_, 0, 1, 2, 1);
        grid_->addWidget(coder_card_, 0, 2);
        grid_->addWidget(drift_card_, 1, 2);
        grid_->addWidget(list_card_, 2, 1, 1, 2);
        grid_->setRowStretch(1, 3);
        grid_->setRowStretch(2, 2);
    } else {
        grid_->addWidget(forest_card_, 0, 0);
        grid_->addWidget(heat_card_, 0, 1);
        grid_->addWidget(coder_card_, 1, 0);
        grid_->addWidget(drift_card_, 1, 1);
        grid_->addWidget(list_card_, 2, 0, 1, 2);
        grid_->setRowStretch(0, 1);
    }
}

void AgreementBody::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (const bool wide = width() >= wide_from; wide != wide_)
        arrange(wide);
}

void AgreementBody::show_figures(const AgreementFigures& figures) {
    figures_ = figures;
    diagnosis_.reset();
    forest_->show_rows(forest_rows(*figures));
    forest_card_->set_hint(
        QStringLiteral("Dashed line .667, tentative conclusions; solid line .800, firm ones (Krippendorff)."));
    heat_->show_coincidences({});
    coders_->show_coders(figures->raters, {});
    drift_->show_windows({});
    drift_card_->show_figure(true);
    list_->show_diagnosis(figures->raters, {});
    trend_->clear();
    for (auto* card : {heat_card_, coder_card_, drift_card_})
        card->set_hint(QStringLiteral("Being computed…"));
    list_->hide();
    post_splits_->hide();
    span_splits_->hide();
}

void AgreementBody::show_diagnosis(const AgreementDiagnosis& diagnosis) {
    diagnosis_ = diagnosis;
    heat_->show_coincidences(diagnosis->coincidences);
    heat_card_->set_hint(heat_hint(*diagnosis, heat_->left_out()));
    coders_->show_coders(figures_->raters, *diagnosis);
    coder_card_->set_hint(figures_->raters.size() > 2
                              ? QStringLiteral("Right: alpha if that coder had not taken part.")
                              : QString());
    drift_->show_windows(diagnosis->drift);
    drift_card_->show_figure(!diagnosis->drift.empty());
    drift_card_->set_hint(QStringLiteral("Equal numbers of posts, in the order decided."));
    trend_->setText(trend_words(*diagnosis));
    post_splits_->show_splits(diagnosis->posts.value_or(codebooks::Splits{}));
    span_splits_->show_splits(diagnosis->spans.value_or(codebooks::Splits{}));
    list_->show_diagnosis(figures_->raters, *diagnosis);
    list_->show();
}

void AgreementBody::filter_by_cell(int cell) {
    list_->show_pair(heat_->pair_of(cell));
}

void AgreementBody::filter_by_row(int row) {
    const auto& category = forest_->rows()[static_cast<std::size_t>(row)].category;
    if (category.empty() || !diagnosis_)
        return;
    const auto& ids = diagnosis_->coincidences.ids;
    const auto at = std::find(ids.begin(), ids.end(), category);
    if (at != ids.end()) {
        const auto code = static_cast<std::size_t>(at - ids.begin());
        list_->show_pair({code, code});
    }
}

} // namespace axial::coding_ui
