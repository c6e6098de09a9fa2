// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/collect/sources.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace axial::coding_ui {

class SourceFieldEdit;

/// The options of one source. What is wrong stands at its field once something was asked for, and goes as soon
/// as it is mended. Secrets are not among the options: the form says which variable of the environment holds
/// them and never shows one.
class SourceForm final : public QWidget {
    Q_OBJECT
public:
    explicit SourceForm(const Source& source, QWidget* parent = nullptr);

    [[nodiscard]] const Source& source() const { return source_; }
    [[nodiscard]] SourceValues values() const;
    void set_values(const SourceValues& values); ///< others are emptied
    /// Shows what is wrong and goes to the first of it; true if nothing is.
    [[nodiscard]] bool check();
    void focus_first();

Q_SIGNALS:
    void changed();

private:
    void add_fields(const std::vector<SourceField>& fields, QVBoxLayout* column);
    void show_problems();
    void show_more(bool shown);

    const Source& source_;
    std::vector<SourceFieldEdit*> fields_;
    QPushButton* more_;
    QWidget* common_;
    bool checked_ = false;
};

/// "AXIAL_GITHUB_TOKEN is set: …", or what its lack means.
[[nodiscard]] QString sign_in_words(const Source& source);

} // namespace axial::coding_ui
