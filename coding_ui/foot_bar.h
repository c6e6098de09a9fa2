// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/key_table.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QProgressBar;

namespace axial::coding_ui {

/// The quiet line at the foot: progress, whether all is saved, and the keys that apply now.
class FootBar final : public QWidget {
    Q_OBJECT
public:
    explicit FootBar(QWidget* parent = nullptr);
    void show_progress(qint64 done, qint64 of); ///< of == 0: no round, nothing shown
    void show_status(const QString& words);
    void show_error(const QString& line);
    /// `can_act`: decisions can be made, or there are figures to look at; else their keys are left out.
    /// `question`: what is settled are answers, and keys about codes are left out, too.
    void show_keys(Page page, bool can_act, bool question = false);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void say(const QString& words, bool error);
    void drop_keys_without_room();
    void place_progress();

    QLabel *progress_words_, *status_;
    QProgressBar* progress_;
    QWidget* keys_;
    QHBoxLayout* key_line_;
    qint64 of_ = 0;
    Page page_ = Page::code;
};

} // namespace axial::coding_ui
