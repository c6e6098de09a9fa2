// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/code_index.h"

#include <QFrame>

class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace axial::coding_ui {

/// Opens at the selection and completes a code's name as it is typed; Ctrl+Enter makes a new code of it.
class CodePicker final : public QFrame {
    Q_OBJECT
public:
    explicit CodePicker(QWidget* parent);

    /// `at`: where the selection ends, in the parent's coordinates. `recent`: UUIDs to offer first.
    void open(const CodeIndex& codes, const std::vector<std::string>& recent, const QString& typed, QRect at);

    /// Without: only codes that are there are offered.
    void set_may_create(bool may) { may_create_ = may; }

Q_SIGNALS:
    void code_chosen(const std::string& uuid);
    void code_created(const QString& name);
    void closed(); ///< the receiver takes the keyboard back

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void complete(const QString& typed);
    void accept();
    void create();
    void close_picker();
    void place(QRect at);
    void restyle_items();

    QLineEdit* input_;
    QListWidget* list_;
    CodeIndex codes_; ///< a copy: the codebook may change while the picker is open
    std::vector<std::string> recent_;
    QRect at_;
    bool closing_ = false, may_create_ = true;
};

} // namespace axial::coding_ui
