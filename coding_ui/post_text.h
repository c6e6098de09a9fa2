// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/coding_marks.h"
#include "coding_ui/post_document.h"

#include <QTextEdit>
#include <memory>
#include <vector>

namespace axial::coding_ui {

/// A post's text: read only, selectable by mouse and keyboard, as high as it needs to be. Codings lie under it
/// as faint tints and below its lines as underlines, one offset for each lane.
class PostText final : public QTextEdit {
    Q_OBJECT
public:
    explicit PostText(std::unique_ptr<PostDocument> document, QWidget* parent = nullptr);
    ~PostText() override;

    [[nodiscard]] const PostDocument& post() const { return *document_; }
    void set_marks(std::vector<CodingMark> marks, const std::string& selected);
    /// Words to highlight wherever they stand, without regard to case.
    void set_search_terms(const QStringList& terms);
    void restyle();

    /// Lays the text out at `width` and returns the height it takes.
    int height_for(int width);
    /// Top and bottom of a range in this widget's coordinates; of the fold's line where it is hidden.
    [[nodiscard]] std::pair<int, int> vertical_range(TextRange range) const;

    [[nodiscard]] TextRange selection() const;
    void select(TextRange range);
    void clear_selection();
    /// Unfolds what hides a stretch, and selects it.
    void show_stretch(TextRange range);

Q_SIGNALS:
    void height_changed();
    void focused();
    void caret_moved(QRect rectangle);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int fold_at(const QPoint& point) const;
    void set_colours();

    std::unique_ptr<PostDocument> document_;
    std::vector<CodingMark> marks_;
    std::vector<TextRange> hits_;
    std::string selected_;
};

} // namespace axial::coding_ui
