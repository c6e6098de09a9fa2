// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/empty_state.h"
#include "coding_ui/search/facet_panel.h"
#include "coding_ui/search/hit_model.h"
#include "coding_ui/search/month_strip.h"
#include "coding_ui/search/query_field.h"
#include "coding_ui/search/query_text.h"
#include "coding_ui/search/search_page.h"
#include "coding_ui/study_client.h"
#include "coding_ui/theme.h"

#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyle>

/// What the Search page shows of an answer, and what where there is none.
namespace axial::coding_ui {
namespace {

QString number(qint64 value) {
    return QLocale(QLocale::English).toString(value);
}

QString sized(qint64 value, const char16_t* one, const char16_t* many) {
    return QStringLiteral("%1 %2").arg(number(value), QString::fromUtf16(value == 1 ? one : many));
}

QString first_upper(const QString& words) {
    return words.isEmpty() ? words : words.left(1).toUpper() + words.mid(1);
}

} // namespace

// A mistake leaves the hits of before on screen: half a phrase is one, too, while it is typed.
void SearchPage::show_page(const HitPage& page) {
    if (page.offset > 0) {
        model_->show_page(page);
        return;
    }
    if (!page.index.usable) {
        show_no_index(page.index);
        return;
    }
    suggestion_->hide();
    query_->show_error(page.error.isEmpty() ? 0 : page.column);
    if (!page.error.isEmpty()) {
        QString words = first_upper(page.error);
        if (page.column > 0)
            words = QStringLiteral("Column %1: %2").arg(page.column).arg(page.error);
        show_message(page.hint.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, page.hint), true);
        if (!has_hits()) { // nothing of before to leave there: room for the whole hint
            stack_->setCurrentIndex(1);
            empty_->disconnect(this);
            empty_->offer_nothing();
            empty_->set_words(first_upper(page.error), first_upper(page.hint));
        }
        settled_ = true;
        Q_EMIT settled();
        return;
    }
    first_ = page;
    first_.hits.clear();
    like_words_->setVisible(!page.wish.like.empty());
    not_like_->setVisible(!page.wish.like.empty());
    summed_up_ = false;
    model_->show_page(page);
    show_message({}, false);
    if (!page.suggestion.isEmpty()) { // without hits it stands in their place
        suggestion_->setText(QStringLiteral("Did you mean  %1").arg(page.suggestion));
        suggestion_->setVisible(page.count > 0);
    }
    if (page.count == 0) {
        show_no_hits(page);
    } else {
        stack_->setCurrentIndex(0);
        hits_->setCurrentIndex(model_->index(0));
        hits_->scrollToTop();
    }
    show_count();
    // What was collected since is indexed by itself, once; who only reads does without.
    if (page.index.behind && info_.read_only.isEmpty() && indexed_once_at_ != info_.posts) {
        indexed_once_at_ = info_.posts;
        build_index();
    }
}

void SearchPage::show_sums(const SearchSums& sums) {
    sums_ = sums;
    summed_up_ = sums.error.isEmpty();
    corpus::Facet months;
    for (const auto& facet : sums.facets)
        if (facet.field == "month")
            months = facet;
    months_->show_months(months, months_of(first_.wish.query));
    if (summed_up_)
        facets_->show_facets(sums.facets, first_.wish.query);
    else
        facets_->show_words(first_upper(sums.error));
    show_count();
    settled_ = true;
    Q_EMIT settled();
}

void SearchPage::show_count() {
    const bool any = has_hits();
    // A set keeps the query that it was made by, and likeness is none.
    make_set_->setEnabled(any && info_.read_only.isEmpty() && first_.wish.like.empty());
    for (auto* chip : {best_, newest_, grouped_})
        chip->setEnabled(any);
    if (!any)
        count_->setText(settled_ || first_.index.usable ? QStringLiteral("No posts") : QString());
    else if (summed_up_)
        count_->setText(
            QStringLiteral("%1 in %2")
                .arg(sized(sums_.posts, u"post", u"posts"), sized(sums_.threads, u"thread", u"threads")));
    else if (first_.wish.by_thread)
        count_->setText(sized(first_.count, u"thread", u"threads"));
    else
        count_->setText(sized(first_.count, u"post", u"posts"));
    Q_EMIT can_act_changed();
}

void SearchPage::show_message(const QString& words, bool wrong) {
    message_->setProperty("warning", wrong);
    message_->setProperty("dim", !wrong);
    message_->style()->unpolish(message_);
    message_->style()->polish(message_);
    const bool help = words.isEmpty() && query_->query().isEmpty();
    message_->setText(
        help ? QStringLiteral("words in any form · \"exact words\" · -without · a OR b · trust_rem* · "
                              "author: repo: tag: date:2024 has:code")
             : message_->fontMetrics().elidedText(words, Qt::ElideRight, message_->width()));
    message_->setToolTip(words);
}

void SearchPage::show_no_hits(const HitPage& page) {
    stack_->setCurrentIndex(1);
    empty_->disconnect(this);
    progress_->hide();
    empty_->offer_nothing();
    if (info_.posts == 0) {
        model_->clear();
        months_->show_months({}, {});
        facets_->show_words({});
        empty_->set_words(QStringLiteral("This study has no posts yet"),
                          QStringLiteral("Collect some, then search them here."));
        empty_->offer_button(QStringLiteral("Collect posts"));
        connect(empty_, &EmptyState::chosen, this, &SearchPage::collect_wanted);
        show_count();
        settled_ = true;
        Q_EMIT settled();
        return;
    }
    const auto filters = filters_of(page.wish.query);
    if (!page.suggestion.isEmpty()) {
        empty_->set_words(QStringLiteral("No post matches"),
                          QStringLiteral("Did you mean %1?").arg(page.suggestion));
        empty_->offer_button(QStringLiteral("Search for that"));
        connect(empty_, &EmptyState::chosen, suggestion_, &QPushButton::click);
    } else if (!filters.empty()) {
        const auto last = filters.back();
        empty_->set_words(
            QStringLiteral("No post matches"),
            QStringLiteral("Some may without the last filter, %1:%2.").arg(last.field, last.value));
        empty_->offer_button(QStringLiteral("Search without it"));
        connect(empty_, &EmptyState::chosen, this,
                [this, last] { query_->put(without_filter(query_->query(), last.field, last.value)); });
    } else {
        empty_->set_words(
            QStringLiteral("No post matches"),
            QStringLiteral("Fewer words find more; a OR b finds either, and trust* whatever begins so."));
    }
}

void SearchPage::show_no_index(const IndexStanding& index) {
    first_ = {};
    model_->clear();
    months_->show_months({}, {});
    facets_->show_words({});
    stack_->setCurrentIndex(1);
    empty_->disconnect(this);
    empty_->set_words(QStringLiteral("There is no search index yet"),
                      QStringLiteral("%1. Building it takes a moment for each ten thousand posts.")
                          .arg(first_upper(index.reason)));
    empty_->offer_button(QStringLiteral("Build the index"));
    connect(empty_, &EmptyState::chosen, this, [this] {
        empty_->set_words(QStringLiteral("Building the index"),
                          QStringLiteral("You can go on working; the hits come by themselves."));
        empty_->offer_nothing();
        progress_->show();
        build_index();
    });
    show_message({}, false);
    show_count();
    settled_ = true;
    Q_EMIT settled();
}

} // namespace axial::coding_ui
