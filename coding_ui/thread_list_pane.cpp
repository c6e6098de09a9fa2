// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/thread_list_pane.h"

#include "coding_ui/empty_state.h"
#include "coding_ui/theme.h"
#include "coding_ui/thread_list_delegate.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace axial::coding_ui {

ThreadListPane::ThreadListPane(QWidget* parent)
    : QWidget(parent),
      search_(new QLineEdit),
      error_(new QLabel),
      pause_(new QTimer(this)),
      build_index_(new QPushButton),
      all_(new QPushButton),
      to_do_(new QPushButton),
      done_(new QPushButton),
      stack_(new QStackedWidget),
      list_(new CommandListView),
      empty_(new EmptyState),
      model_(new ThreadListModel(this)) {
    setObjectName(QStringLiteral("left_pane"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::m, 0, 0);
    column->setSpacing(0);
    build_search();
    build_filters();
    build_list();
}

void ThreadListPane::build_search() {
    search_->setObjectName(QStringLiteral("search"));
    search_->setFont(code_font(12));
    search_->setPlaceholderText(QStringLiteral("Search posts"));
    search_->setToolTip(
        QStringLiteral("Words, \"phrases\", AND OR NOT, and fields: prose:\"remote code\" author:ann"));
    search_->setAccessibleName(QStringLiteral("Search the posts"));
    search_->setClearButtonEnabled(true);
    error_->setObjectName(QStringLiteral("search_error"));
    error_->setProperty("warning", true);
    error_->setWordWrap(true);
    error_->setTextFormat(Qt::PlainText);
    error_->setFont(interface_font(12));
    error_->hide();
    build_index_->setObjectName(QStringLiteral("build_index"));
    build_index_->setText(QStringLiteral("Build the index"));
    build_index_->hide();
    auto* box = new QVBoxLayout;
    box->setContentsMargins(space::m, 0, space::m, 0);
    box->setSpacing(space::s);
    box->addWidget(search_);
    box->addWidget(error_);
    box->addWidget(build_index_, 0, Qt::AlignLeft);
    static_cast<QVBoxLayout*>(layout())->addLayout(box);

    pause_->setSingleShot(true);
    pause_->setInterval(250);
    search_->installEventFilter(this);
    connect(search_, &QLineEdit::textEdited, pause_, qOverload<>(&QTimer::start));
    connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) {
            pause_->stop();
            Q_EMIT search_wanted(text);
        }
    });
    connect(pause_, &QTimer::timeout, this, [this] { Q_EMIT search_wanted(query()); });
    connect(build_index_, &QPushButton::clicked, this, &ThreadListPane::index_wanted);
}

// A line edit passes Return on after using it: here it must end, for it is also the key that codes.
bool ThreadListPane::eventFilter(QObject* watched, QEvent* event) {
    if (watched == search_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down) {
            if (pause_->isActive()) {
                pause_->stop();
                Q_EMIT search_wanted(query());
            }
            focus_list();
            return true;
        }
        if (key == Qt::Key_Escape) {
            Q_EMIT leave();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ThreadListPane::build_filters() {
    auto* chips = new QHBoxLayout;
    chips->setContentsMargins(space::m, space::m, space::m, space::m);
    chips->setSpacing(space::xs);
    auto* group = new QButtonGroup(this);
    const std::pair<QPushButton*, const char16_t*> buttons[] = {
        {all_, u"filter_all"}, {to_do_, u"filter_to_do"}, {done_, u"filter_done"}};
    int id = 0;
    for (const auto& [button, name] : buttons) {
        button->setObjectName(QString::fromUtf16(name));
        button->setProperty("chip", true);
        button->setCheckable(true);
        button->setFont(interface_font(12));
        group->addButton(button, id++);
        chips->addWidget(button);
    }
    chips->addStretch();
    all_->setChecked(true);
    connect(group, &QButtonGroup::idClicked, this, [this](int chosen) {
        model_->set_filter(static_cast<ThreadFilter>(chosen));
        update_empty_state();
    });
    static_cast<QVBoxLayout*>(layout())->addLayout(chips);
}

void ThreadListPane::build_list() {
    list_->setObjectName(QStringLiteral("thread_list"));
    list_->setAccessibleName(QStringLiteral("Threads"));
    list_->setModel(model_);
    list_->setItemDelegate(new ThreadListDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->verticalScrollBar()->setSingleStep(ThreadListDelegate::row_height / 2);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (index.isValid())
                    Q_EMIT thread_chosen(model_->thread_at(index.row()).row);
            });
    connect(list_, &QListView::activated, this, &ThreadListPane::leave);
    stack_->addWidget(list_);
    stack_->addWidget(empty_);
    auto* rule = new QFrame;
    rule->setFixedHeight(1);
    rule->setStyleSheet(QStringLiteral("background: palette(mid)"));
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addWidget(rule);
    column->addWidget(stack_, 1);
}

QString ThreadListPane::query() const {
    return search_->text().trimmed();
}

void ThreadListPane::show_session(const Session& session) {
    in_round_ = session.round.has_value();
    screening_ = session.is_screening();
    {
        const QSignalBlocker quiet(search_);
        search_->clear();
    }
    error_->hide();
    build_index_->hide();
    to_do_->setVisible(in_round_);
    if (!in_round_ && model_->filter() == ThreadFilter::to_do) {
        all_->setChecked(true);
        model_->set_filter(ThreadFilter::all);
    }
    model_->set_threads(session.threads, in_round_);
    update_counts();
    update_empty_state();
}

void ThreadListPane::restore_query(const QString& query) {
    if (query.isEmpty())
        return;
    const QSignalBlocker quiet(search_);
    search_->setText(query);
    Q_EMIT search_wanted(query);
}

void ThreadListPane::show_search(const SearchOutcome& outcome) {
    error_->setText(outcome.error);
    error_->setVisible(!outcome.error.isEmpty());
    build_index_->setVisible(outcome.index_missing);
    if (!outcome.error.isEmpty())
        return;
    const QModelIndex before = list_->currentIndex();
    const auto chosen = before.isValid() ? model_->thread_at(before.row()).row : 0;
    if (outcome.query.isEmpty())
        model_->set_found(std::nullopt);
    else
        model_->set_found(outcome.posts);
    if (chosen != 0)
        choose(chosen);
    update_empty_state();
}

void ThreadListPane::update_thread(const ThreadRow& row) {
    model_->update(row);
    update_counts();
}

void ThreadListPane::update_counts() {
    const auto label = [this](QPushButton* button, const QString& word, ThreadFilter filter) {
        button->setText(QStringLiteral("%1 %2").arg(word).arg(model_->count(filter)));
    };
    label(all_, QStringLiteral("All"), ThreadFilter::all);
    label(to_do_, QStringLiteral("To do"), ThreadFilter::to_do);
    label(done_,
          screening_  ? QStringLiteral("Voted")
          : in_round_ ? QStringLiteral("Done")
                      : QStringLiteral("Coded"),
          ThreadFilter::done);
}

void ThreadListPane::update_empty_state() {
    stack_->setCurrentIndex(model_->rowCount() > 0 ? 0 : 1);
    empty_->offer_nothing();
    if (model_->size() == 0) {
        empty_->set_words(QStringLiteral("No posts yet"), QStringLiteral("Collect or import some to begin."));
    } else if (!query().isEmpty()) {
        empty_->set_words(QStringLiteral("No hits"),
                          QStringLiteral("No post here matches this search and filter."));
    } else if (model_->filter() == ThreadFilter::to_do) {
        empty_->set_words(QStringLiteral("All done"), QStringLiteral("Every post of this round is finished."));
    } else {
        empty_->set_words(QStringLiteral("Nothing here"), QStringLiteral("No thread passes this filter yet."));
    }
}

void ThreadListPane::focus_search() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

bool ThreadListPane::choose(corpus::RowId thread) {
    const int row = model_->row_of(thread);
    if (row < 0)
        return false;
    if (list_->currentIndex().row() == row)
        return true;
    list_->setCurrentIndex(model_->index(row));
    list_->scrollTo(model_->index(row), QAbstractItemView::PositionAtCenter);
    return true;
}

bool ThreadListPane::step(int by) {
    const int row = list_->currentIndex().isValid() ? list_->currentIndex().row() + by : 0;
    if (row < 0 || row >= model_->rowCount())
        return false;
    list_->setCurrentIndex(model_->index(row));
    return true;
}

void ThreadListPane::choose_first() {
    for (int row = 0; row < model_->rowCount(); ++row) {
        if (in_round_ && model_->thread_at(row).to_do()) {
            list_->setCurrentIndex(model_->index(row));
            return;
        }
    }
    if (model_->rowCount() > 0)
        list_->setCurrentIndex(model_->index(0));
}

} // namespace axial::coding_ui
