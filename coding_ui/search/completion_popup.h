// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/search/search_values.h"

#include <QFrame>

class QKeyEvent;
class QListWidget;
class QListWidgetItem;

namespace axial::coding_ui {

class QueryField;

/// What could stand at the cursor of the query, below it: fields, then values of a field with how many posts
/// have them. The keyboard stays in the field: Down and Up choose, Tab takes the first or the chosen one,
/// Return only one that was chosen, Escape closes.
class CompletionPopup final : public QFrame {
    Q_OBJECT
public:
    CompletionPopup(QueryField* field, QWidget* page);

    /// Ignored unless the field still reads so.
    void show_completion(const QueryCompletion& completion);

Q_SIGNALS:
    void wanted(const QString& text, int cursor); ///< both in UTF-16 units; answered by show_completion()

private:
    void key_pressed(QKeyEvent* event);
    void step(int by);
    void take(int row);
    void place();

    QueryField* field_;
    QListWidget* list_;
    QueryCompletion shown_;
};

} // namespace axial::coding_ui
