// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/search/search_page.h"

#include "coding_ui/command_views.h"
#include "coding_ui/empty_state.h"
#include "coding_ui/search/completion_popup.h"
#include "coding_ui/search/facet_panel.h"
#include "coding_ui/search/hit_delegate.h"
#include "coding_ui/search/hit_model.h"
#include "coding_ui/search/month_strip.h"
#include "coding_ui/search/query_field.h"
#include "coding_ui/search/query_text.h"
#include "coding_ui/search/search_client.h"
#include "coding_ui/search/set_maker.h"
#include "coding_ui/study_client.h"
#include "coding_ui/theme.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyle>
#include <algorithm>
#include <utility>

/// What the page does; search_page_layout.cpp puts it together, search_page_answers.cpp shows what was found.
namespace axial::coding_ui {

SearchPage::SearchPage(StudyClient* client, const std::filesystem::path& study, QWidget* parent)
    : QWidget(parent),
      study_(client),
      search_(new SearchClient(study, this)),
      facets_(new FacetPanel),
      query_(new QueryField),
      message_(new QLabel),
      count_(new QLabel),
      like_words_(new QLabel),
      suggestion_(new QPushButton),
      newest_(new QPushButton(QStringLiteral("Newest first"))),
      best_(new QPushButton(QStringLiteral("Best first"))),
      grouped_(new QPushButton(QStringLiteral("One per thread"))),
      make_set_(new QPushButton(QStringLiteral("Make a set…"))),
      not_like_(new QPushButton(QStringLiteral("Back to the query"))),
      months_(new MonthStrip),
      stack_(new QStackedWidget),
      hits_(new CommandListView),
      model_(new HitModel(this)),
      delegate_(new HitDelegate(hits_)),
      empty_(new EmptyState),
      progress_(new QProgressBar),
      set_maker_(nullptr),
      completion_(nullptr) {
    setObjectName(QStringLiteral("search_page"));
    set_maker_ = new SetMaker(this);
    build();
    completion_ = new CompletionPopup(query_, this);
    connect_parts();
    connect_client();
    show_message({}, false);
    show_count();
}

void SearchPage::connect_parts() {
    connect(query_, &QueryField::query_changed, this, &SearchPage::search);
    connect(query_, &QueryField::hits_wanted, this, [this] {
        if (model_->rowCount() > 0)
            focus_back();
    });
    connect(query_, &QueryField::leave, this, [this] {
        if (has_hits())
            focus_back();
    });
    connect(completion_, &CompletionPopup::wanted, search_, &SearchClient::complete);
    connect(search_, &SearchClient::completed, completion_, &CompletionPopup::show_completion);
    connect(hits_, &QListView::activated, this, &SearchPage::open_hit);
    connect(model_, &HitModel::page_wanted, search_, &SearchClient::load);
    connect(delegate_, &HitDelegate::like_wanted, this, &SearchPage::find_like);
    connect(facets_, &FacetPanel::value_chosen, this,
            [this](const QString& field, const QString& value, bool chosen) {
                const QString query = query_->query();
                query_->put(chosen ? without_filter(query, field, value) : with_filter(query, field, value));
            });
    connect(months_, &MonthStrip::months_chosen, this, [this](const QString& first, const QString& last) {
        query_->put(with_months(query_->query(), first, last));
    });
    connect(suggestion_, &QPushButton::clicked, this, [this] {
        query_->put(first_.suggestion);
        focus_query();
    });
    for (auto* button : {best_, newest_, grouped_})
        connect(button, &QPushButton::clicked, this, &SearchPage::search);
    connect(not_like_, &QPushButton::clicked, this, [this] {
        search();
        focus_query();
    });
    connect(make_set_, &QPushButton::clicked, this, &SearchPage::open_set_maker);
    connect(set_maker_, &SetMaker::set_wanted, this, &SearchPage::make_set);
    connect(set_maker_, &SetMaker::closed, this, [this] { make_set_->setFocus(Qt::OtherFocusReason); });
}

void SearchPage::connect_client() {
    connect(search_, &SearchClient::found, this, &SearchPage::show_page);
    connect(search_, &SearchClient::summed_up, this, &SearchPage::show_sums);
    connect(study_, &StudyClient::index_built, this, &SearchPage::index_built);
    connect(study_, &StudyClient::index_progress, this, [this](qint64 done, qint64 of) {
        progress_->setRange(0, static_cast<int>(std::min<qint64>(of, 1'000'000'000)));
        progress_->setValue(static_cast<int>(std::min<qint64>(done, 1'000'000'000)));
    });
    connect(study_, &StudyClient::set_made, this, [this](const QString& name, qint64 posts) {
        set_maker_->close_maker();
        Q_EMIT note(
            QStringLiteral("Made the set %1 of %2; set:%1 finds it")
                .arg(name, posts == 1 ? QStringLiteral("1 post") : QStringLiteral("%1 posts").arg(posts)));
    });
    connect(study_, &StudyClient::set_failed, set_maker_, &SetMaker::show_error);
}

void SearchPage::show_study(const StudyInfo& info) {
    info_ = info;
    stale_ = true;
    make_set_->setEnabled(has_hits() && info_.read_only.isEmpty());
    if (begun_ && isVisible())
        search();
}

void SearchPage::show_session(const Session& session) {
    session_.round = session.round;
    session_.coder = session.coder;
    search_->set_viewer(session.coder);
    stale_ = true;
    if (begun_ && isVisible())
        search();
}

void SearchPage::begin() {
    begun_ = true;
    if (stale_ || !settled_)
        search();
    else
        Q_EMIT settled();
}

// Decisions, sets and rounds may have come since: a search asks them as they stand then.
void SearchPage::search() {
    if (!begun_)
        return;
    wish_ = {query_->query(), newest_->isChecked(), grouped_->isChecked(), {}};
    stale_ = settled_ = false;
    if (info_.posts == 0) {
        show_no_hits({});
        return;
    }
    search_->search(wish_);
}

bool SearchPage::has_hits() const {
    return model_->rowCount() > 0;
}

QString SearchPage::query() const {
    return query_->query();
}

const FoundPost* SearchPage::current_hit() const {
    return hits_->currentIndex().isValid() ? model_->hit(hits_->currentIndex().row()) : nullptr;
}

void SearchPage::open_hit() {
    if (const auto* hit = current_hit())
        Q_EMIT open_wanted(hit->thread, hit->post, first_.wish.query);
}

void SearchPage::step(int by) {
    const int rows = model_->rowCount();
    if (rows == 0)
        return;
    const int row = hits_->currentIndex().isValid() ? hits_->currentIndex().row() + by : 0;
    hits_->setCurrentIndex(model_->index(std::clamp(row, 0, rows - 1)));
    hits_->setFocus(Qt::OtherFocusReason);
}

void SearchPage::find_like(int row) {
    const auto* hit = model_->hit(row);
    if (!hit || hit->key.empty())
        return;
    wish_ = {{}, newest_->isChecked(), grouped_->isChecked(), hit->key};
    like_words_->setText(
        QStringLiteral("Posts like “%1”")
            .arg(like_words_->fontMetrics().elidedText(hit->title, Qt::ElideRight, width() / 3)));
    settled_ = false;
    search_->search(wish_);
}

void SearchPage::build_index() {
    if (std::exchange(indexing_, true))
        return;
    progress_->setRange(0, 0);
    study_->build_index();
}

void SearchPage::index_built(const QString& error) {
    const bool asked = std::exchange(indexing_, false);
    progress_->hide();
    stale_ = true;
    if (!error.isEmpty() && asked && !first_.index.usable) {
        empty_->set_words(QStringLiteral("The index could not be built"), error);
        empty_->offer_button(QStringLiteral("Try again"));
        return;
    }
    if (begun_ && isVisible())
        search();
}

void SearchPage::open_set_maker() {
    if (!make_set_->isEnabled())
        return;
    const QRect at(make_set_->mapTo(this, QPoint(0, 0)), make_set_->size());
    set_maker_->open(first_.wish.query, sums_.posts > 0 ? sums_.posts : first_.count, at);
}

void SearchPage::make_set(const QString& name, const QString& note) {
    study_->make_set(name, first_.wish.query, note);
}

void SearchPage::set_query(const QString& query) {
    query_->put(query);
}

void SearchPage::focus_query() {
    query_->setFocus(Qt::ShortcutFocusReason);
    query_->selectAll();
}

void SearchPage::focus_back() {
    if (!has_hits()) {
        focus_query();
        return;
    }
    if (!hits_->currentIndex().isValid())
        hits_->setCurrentIndex(model_->index(0));
    hits_->setFocus(Qt::OtherFocusReason);
}

bool SearchPage::carry_out(Command command) {
    switch (command) {
    case Command::write_query:
    case Command::leave_hits:
        focus_query();
        return true;
    case Command::open_hit:
        if (auto* button = qobject_cast<QAbstractButton*>(window()->focusWidget()))
            button->click();
        else
            open_hit();
        return true;
    case Command::next_hit:
        step(1);
        return true;
    case Command::previous_hit:
        step(-1);
        return true;
    case Command::like_hit:
        if (hits_->currentIndex().isValid())
            find_like(hits_->currentIndex().row());
        return true;
    case Command::sort_hits:
        (newest_->isChecked() ? best_ : newest_)->click();
        return true;
    case Command::group_hits:
        grouped_->click();
        return true;
    case Command::narrow_hits:
        facets_->focus_list();
        return true;
    case Command::make_set:
        open_set_maker();
        return true;
    default:
        return false;
    }
}

void SearchPage::restyle() {
    for (QWidget* child : findChildren<QWidget*>())
        child->update();
}

} // namespace axial::coding_ui
