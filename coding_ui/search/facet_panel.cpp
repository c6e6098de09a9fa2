// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/search/facet_panel.h"

#include "coding_ui/command_views.h"
#include "coding_ui/search/facet_delegate.h"
#include "coding_ui/search/query_text.h"
#include "coding_ui/theme.h"
#include "coding_ui/values.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QVBoxLayout>
#include <algorithm>

namespace axial::coding_ui {
namespace {

constexpr std::size_t shown_at_first = 5;

QString title_of(const QString& field) {
    if (field == QLatin1StringView("repo"))
        return QStringLiteral("Repository or forum");
    if (field == QLatin1StringView("lang"))
        return QStringLiteral("Language");
    if (field.isEmpty())
        return field;
    return field.left(1).toUpper() + field.mid(1);
}

/// A language by its name; other values are shown as the query has them.
QString shown(const QString& field, const QString& value) {
    if (field != QLatin1StringView("lang"))
        return value;
    if (value == QLatin1StringView("und"))
        return QStringLiteral("not known");
    const QLocale locale(value);
    return locale.language() == QLocale::C
               ? value
               : QStringLiteral("%1 (%2)").arg(QLocale::languageToString(locale.language()), value);
}

} // namespace

FacetPanel::FacetPanel(QWidget* parent)
    : QWidget(parent),
      list_(new CommandListView),
      model_(new QStandardItemModel(this)),
      words_(new QLabel) {
    setObjectName(QStringLiteral("left_pane"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::xs, 0, 0);
    column->setSpacing(0);
    list_->setObjectName(QStringLiteral("facets"));
    list_->setAccessibleName(QStringLiteral("Narrow the hits down"));
    list_->setModel(model_);
    list_->setItemDelegate(new FacetDelegate(list_));
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->verticalScrollBar()->setSingleStep(FacetDelegate::value_height);
    list_->setMouseTracking(true);
    list_->installEventFilter(this);
    words_->setObjectName(QStringLiteral("facet_words"));
    words_->setProperty("dim", true);
    words_->setWordWrap(true);
    words_->setTextFormat(Qt::PlainText);
    words_->setContentsMargins(space::m, space::m, space::m, space::m);
    words_->hide();
    column->addWidget(words_);
    column->addWidget(list_, 1);
    connect(list_, &QListView::clicked, this, &FacetPanel::press);
}

void FacetPanel::show_words(const QString& words) {
    facets_.clear();
    model_->clear();
    words_->setText(words);
    words_->setVisible(!words.isEmpty());
}

void FacetPanel::show_facets(const std::vector<corpus::Facet>& facets, const QString& query) {
    facets_ = facets;
    query_ = query;
    words_->hide();
    fill();
}

// The current value and the place that the list was scrolled to outlive new numbers.
void FacetPanel::fill() {
    const QModelIndex before = list_->currentIndex();
    const QString field = before.data(FieldRole).toString(), value_before = before.data(ValueRole).toString();
    const int scrolled = list_->verticalScrollBar()->value();
    model_->clear();
    for (const auto& facet : facets_)
        add_facet(facet);
    for (int row = 0; row < model_->rowCount() && !field.isEmpty(); ++row) {
        const QModelIndex index = model_->index(row, 0);
        if (index.data(FieldRole).toString() == field && index.data(ValueRole).toString() == value_before &&
            index.data(KindRole).toInt() != heading) {
            list_->setCurrentIndex(index);
            break;
        }
    }
    list_->doItemsLayout();
    list_->verticalScrollBar()->setValue(scrolled);
}

void FacetPanel::add_facet(const corpus::Facet& facet) {
    const QString field = to_qt(facet.field);
    const auto& values = facet.values;
    if (values.empty() || field == QLatin1StringView("month"))
        return;
    const auto add = [&](Kind kind, const QString& words, const QString& of) {
        auto* item = new QStandardItem(words);
        item->setData(kind, KindRole);
        item->setData(field, FieldRole);
        item->setData(of, ValueRole);
        item->setEditable(false);
        if (kind == heading)
            item->setFlags(Qt::NoItemFlags);
        model_->appendRow(item);
        return item;
    };
    add(heading, title_of(field), {});
    const bool all = opened_.contains(field);
    std::size_t hidden = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const QString of = to_qt(values[i].value);
        const bool chosen = has_filter(query_, field, of);
        if (!all && i >= shown_at_first && !chosen) {
            ++hidden;
            continue;
        }
        auto* item = add(value, shown(field, of), of);
        const qint64 posts = values[i].posts;
        item->setData(posts, PostsRole);
        item->setData(chosen, ChosenRole);
        const QString words = QStringLiteral("%1:%2, %3 %4")
                                  .arg(field, of)
                                  .arg(posts)
                                  .arg(posts == 1 ? QStringLiteral("post") : QStringLiteral("posts"));
        item->setToolTip(chosen ? words + QStringLiteral("; click to take it out again") : words);
        item->setData(chosen ? words + QStringLiteral(", chosen") : words, Qt::AccessibleTextRole);
    }
    if (hidden > 0)
        add(more, QStringLiteral("%1 more").arg(hidden), QStringLiteral("…"));
    else if (all && facet.others > 0)
        add(more, QStringLiteral("and %1 rarer ones").arg(facet.others), QStringLiteral("…"))
            ->setFlags(Qt::NoItemFlags);
}

void FacetPanel::press(const QModelIndex& index) {
    const QString field = index.data(FieldRole).toString();
    switch (index.data(KindRole).toInt()) {
    case value:
        Q_EMIT value_chosen(field, index.data(ValueRole).toString(), index.data(ChosenRole).toBool());
        break;
    case more: {
        const int row = index.row();
        opened_.insert(field);
        fill();
        list_->setCurrentIndex(model_->index(row, 0));
        break;
    }
    default:
        break;
    }
}

void FacetPanel::focus_list() {
    list_->setFocus(Qt::ShortcutFocusReason);
    if (!list_->currentIndex().isValid() && model_->rowCount() > 1)
        list_->setCurrentIndex(model_->index(1, 0));
}

bool FacetPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space) &&
            list_->currentIndex().isValid()) {
            press(list_->currentIndex());
            return true;
        }
    }
    if (event->type() == QEvent::FocusIn && !list_->currentIndex().isValid() && model_->rowCount() > 1)
        list_->setCurrentIndex(model_->index(1, 0));
    return QWidget::eventFilter(watched, event);
}

} // namespace axial::coding_ui
