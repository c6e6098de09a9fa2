// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/run_history.h"

#include "coding_ui/collect/run_words.h"
#include "coding_ui/collect/sources.h"
#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <QHeaderView>
#include <algorithm>

namespace axial::coding_ui {
namespace {

enum Column { begun, source, container, asked, status, added, changed, unchanged, skipped, column_count };
constexpr int run_role = Qt::UserRole;

QString source_words(const corpus::Run& run) {
    const Source* known = source_of(to_qt(run.command));
    return known ? known->name : one_line(run.command);
}

QString status_words(const corpus::Run& run, bool is_own) {
    if (run.status == "running")
        return is_own ? QStringLiteral("running") : QStringLiteral("cut off");
    return run.status == "stopped" ? QStringLiteral("paused") : to_qt(run.status);
}

QTreeWidgetItem* add_line(QTreeWidgetItem* parent, const QString& words) {
    auto* item = new QTreeWidgetItem(parent, {words});
    item->setFirstColumnSpanned(true);
    item->setToolTip(0, words);
    item->setFont(0, interface_font(12));
    item->setForeground(0, theme().dim);
    return item;
}

void fill_counts(QTreeWidgetItem* item, const corpus::Run& run) {
    const std::pair<Column, const char*> numbers[] = {
        {added, "added"}, {changed, "changed"}, {unchanged, "unchanged"}, {skipped, "skipped"}};
    for (const auto& [column, name] : numbers) {
        const auto found = run.counts.find(name);
        auto number = found == run.counts.end() ? std::int64_t{0} : found->second;
        if (const auto threads = run.counts.find("threads_skipped");
            column == skipped && threads != run.counts.end())
            number += threads->second;
        item->setText(column, run.counts.empty() ? QStringLiteral("–") : grouped(number));
        item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
}

} // namespace

RunHistoryView::RunHistoryView(QWidget* parent) : CommandView<QTreeWidget>(parent) {
    setObjectName(QStringLiteral("run_history"));
    setAccessibleName(QStringLiteral("Earlier collections"));
    setHeaderLabels({QStringLiteral("Begun (UTC)"), QStringLiteral("Source"), QStringLiteral("From"),
                     QStringLiteral("Asked for"), QStringLiteral("State"), QStringLiteral("New"),
                     QStringLiteral("Changed"), QStringLiteral("Same"), QStringLiteral("Skipped")});
    setUniformRowHeights(true);
    setIndentation(16);
    setAllColumnsShowFocus(true);
    setTextElideMode(Qt::ElideRight);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMinimumHeight(150);
    header()->setFont(interface_font(12));
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(40);
    for (int column = 0; column < column_count; ++column) {
        header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
        if (column >= added)
            headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    for (const int column : {container, asked})
        header()->setSectionResizeMode(column, QHeaderView::Stretch);
    setExpandsOnDoubleClick(false); // a double click activates already
    connect(this, &QTreeWidget::itemActivated, this, [](QTreeWidgetItem* item) {
        if (!item->parent())
            item->setExpanded(!item->isExpanded());
    });
    connect(this, &QTreeWidget::itemExpanded, this,
            [this](QTreeWidgetItem* item) { Q_EMIT details_wanted(item->data(0, run_role).toLongLong()); });
}

void RunHistoryView::show_runs(const RunHistory& runs, bool own_running) {
    const qlonglong before = currentItem() ? currentItem()->data(0, run_role).toLongLong() : 0;
    runs_ = runs;
    clear();
    bool own = own_running;
    for (const auto& run : runs_) {
        auto* item = new QTreeWidgetItem(this);
        item->setData(0, run_role, static_cast<qlonglong>(run.row));
        item->setText(begun, long_date(run.started_at));
        item->setText(source, source_words(run));
        item->setText(container, one_line(run.container));
        item->setText(asked, one_line(run.query));
        item->setText(status, status_words(run, own && run.status == "running"));
        own = own && run.status != "running";
        fill_counts(item, run);
        for (const int column : {container, asked})
            item->setToolTip(column, item->text(column));
        if (run.status == "failed")
            item->setForeground(status, theme().warning);
        item->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
        if (run.row == before)
            setCurrentItem(item);
    }
    if (!currentItem() && topLevelItemCount() > 0)
        setCurrentItem(topLevelItem(0));
}

void RunHistoryView::show_details(const RunDetails& details) {
    for (int i = 0; i < topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = topLevelItem(i);
        if (item->data(0, run_role).toLongLong() != details.run)
            continue;
        qDeleteAll(item->takeChildren());
        for (const auto& query : details.queries)
            add_line(item, QStringLiteral("Asked %1").arg(query_words(query)));
        if (details.more_queries > 0)
            add_line(item, QStringLiteral("and %1 more questions").arg(grouped(details.more_queries)));
        for (const auto& [what, reason] : details.skipped)
            add_line(item, QStringLiteral("Skipped %1: %2").arg(what, reason));
        if (details.more_skipped > 0)
            add_line(item, QStringLiteral("and %1 more skipped; axial collect log --json lists them all")
                               .arg(grouped(details.more_skipped)));
        if (item->childCount() == 0)
            add_line(item, QStringLiteral("No questions were logged, and nothing was skipped."));
    }
}

const corpus::Run* RunHistoryView::chosen() const {
    const QTreeWidgetItem* item = currentItem();
    if (item && item->parent())
        item = item->parent();
    if (!item)
        return nullptr;
    const auto found = std::find_if(runs_.begin(), runs_.end(), [&](const corpus::Run& each) {
        return each.row == item->data(0, run_role).toLongLong();
    });
    return found == runs_.end() ? nullptr : &*found;
}

} // namespace axial::coding_ui
