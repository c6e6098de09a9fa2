// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/command_views.h"
#include "coding_ui/empty_state.h"
#include "coding_ui/search/facet_panel.h"
#include "coding_ui/search/hit_delegate.h"
#include "coding_ui/search/hit_model.h"
#include "coding_ui/search/month_strip.h"
#include "coding_ui/search/query_field.h"
#include "coding_ui/search/search_page.h"
#include "coding_ui/search/set_maker.h"
#include "coding_ui/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace axial::coding_ui {
namespace {

constexpr int facets_width = 260, narrow_facets_width = 200, wide_from = 1100; ///< of the page
constexpr int message_height = 22;

} // namespace

void SearchPage::build() {
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    auto* edge = new QFrame;
    edge->setFixedWidth(1);
    edge->setStyleSheet(QStringLiteral("background: palette(mid)"));
    line->addWidget(facets_);
    line->addWidget(edge);
    line->addWidget(build_centre(), 1);
    // As one goes through them: what is asked, when, in which order, the hits, what narrows them down.
    QWidget* before = query_;
    for (QWidget* next : std::initializer_list<QWidget*>{suggestion_, not_like_, months_, best_, newest_,
                                                         grouped_, make_set_, hits_, facets_->list()}) {
        setTabOrder(before, next);
        before = next;
    }
}

QWidget* SearchPage::build_centre() {
    auto* centre = new QWidget;
    centre->setObjectName(QStringLiteral("search_body"));
    centre->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(0);
    query_->setPlaceholderText(QStringLiteral("Search all posts"));
    query_->setMinimumHeight(38);
    column->addWidget(query_);

    message_->setObjectName(QStringLiteral("search_message"));
    message_->setTextFormat(Qt::PlainText);
    message_->setFont(interface_font(12));
    message_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    suggestion_->setObjectName(QStringLiteral("suggestion"));
    suggestion_->setProperty("quiet", true);
    suggestion_->hide();
    auto* message = new QHBoxLayout;
    message->setContentsMargins(2, space::xs, 0, 0);
    message->setSpacing(space::s);
    message->addWidget(suggestion_);
    message->addWidget(message_, 1);
    auto* message_box = new QWidget;
    message_box->setFixedHeight(message_height + space::xs);
    message_box->setLayout(message);
    column->addWidget(message_box);
    column->addSpacing(space::s);

    auto* strip = new QFrame;
    strip->setObjectName(QStringLiteral("section_card"));
    auto* strip_box = new QVBoxLayout(strip);
    strip_box->setContentsMargins(space::m, space::s, space::m, space::xs);
    months_->setFrameShape(QFrame::NoFrame);
    strip_box->addWidget(months_);
    column->addWidget(strip);
    column->addSpacing(space::m);
    column->addWidget(build_head());
    column->addSpacing(space::s);
    build_hits(column);
    return centre;
}

QWidget* SearchPage::build_head() {
    auto* head = new QWidget;
    auto* line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::xs);
    count_->setObjectName(QStringLiteral("hit_count"));
    count_->setFont(interface_font(14, QFont::DemiBold));
    count_->setTextFormat(Qt::PlainText);
    like_words_->setObjectName(QStringLiteral("like_words"));
    like_words_->setProperty("dim", true);
    like_words_->setTextFormat(Qt::PlainText);
    like_words_->hide();
    not_like_->setObjectName(QStringLiteral("not_like"));
    not_like_->setProperty("quiet", true);
    not_like_->hide();
    line->addWidget(count_);
    line->addSpacing(space::s);
    line->addWidget(like_words_);
    line->addWidget(not_like_);
    line->addStretch(1);
    const std::pair<QPushButton*, const char16_t*> chips[] = {
        {best_, u"sort_best"}, {newest_, u"sort_newest"}, {grouped_, u"group_threads"}};
    auto* order = new QButtonGroup(this);
    for (const auto& [button, name] : chips) {
        button->setObjectName(QString::fromUtf16(name));
        button->setProperty("chip", true);
        button->setCheckable(true);
        button->setFont(interface_font(12));
        if (button != grouped_)
            order->addButton(button);
        else
            line->addSpacing(space::m);
        line->addWidget(button);
    }
    best_->setChecked(true);
    best_->setToolTip(QStringLiteral("The posts that fit the words best come first (S)"));
    newest_->setToolTip(QStringLiteral("The newest posts come first (S)"));
    grouped_->setToolTip(QStringLiteral("One hit for each thread (G)"));
    make_set_->setObjectName(QStringLiteral("open_set_maker"));
    make_set_->setToolTip(QStringLiteral("Freeze these posts as a set, to screen or code them (Ctrl S)"));
    line->addSpacing(space::m);
    line->addWidget(make_set_);
    return head;
}

void SearchPage::build_hits(QVBoxLayout* column) {
    hits_->setObjectName(QStringLiteral("hits"));
    hits_->setAccessibleName(QStringLiteral("Hits"));
    hits_->setModel(model_);
    hits_->setItemDelegate(delegate_);
    hits_->setUniformItemSizes(true);
    hits_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    hits_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    hits_->verticalScrollBar()->setSingleStep(HitDelegate::row_height / 3);
    hits_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    progress_->setObjectName(QStringLiteral("index_progress"));
    progress_->setTextVisible(false);
    progress_->setFixedWidth(280);
    progress_->hide();
    auto* nothing = new QWidget;
    auto* nothing_column = new QVBoxLayout(nothing);
    nothing_column->setContentsMargins(0, 0, 0, space::xl);
    nothing_column->addWidget(empty_, 1);
    nothing_column->addWidget(progress_, 0, Qt::AlignHCenter);
    stack_->addWidget(hits_);
    stack_->addWidget(nothing);
    auto* card = new QFrame;
    card->setObjectName(QStringLiteral("section_card"));
    auto* box = new QVBoxLayout(card);
    box->setContentsMargins(1, space::xs, 1, space::xs);
    box->addWidget(stack_);
    column->addWidget(card, 1);
}

void SearchPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool wide = width() >= wide_from;
    facets_->setFixedWidth(wide ? facets_width : narrow_facets_width);
    const int side = wide ? space::xl : space::l;
    if (auto* centre = findChild<QWidget*>(QStringLiteral("search_body")))
        centre->layout()->setContentsMargins(side, space::l, side, space::l);
    set_maker_->close_maker();
}

} // namespace axial::coding_ui
