// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/coding_marks.h"
#include "coding_ui/post_document.h"

#include <QRectF>
#include <string>
#include <vector>

class QPainter;

namespace axial::coding_ui {

/// Draws what belongs under and over a post's text, on the document's own layout.
class PostPainter {
public:
    PostPainter(PostDocument& post, QPainter& painter, const QRectF& clip, int width);

    void draw_grounds() const; ///< code, quote bars, bullets
    void draw_tints(const std::vector<CodingMark>& marks, const std::string& selected) const;
    void draw_hits(const std::vector<TextRange>& hits) const;
    void draw_underlines(const std::vector<CodingMark>& marks, const std::string& selected) const;
    void draw_fold_lines() const;

    /// The line that folds and unfolds, in the document's coordinates.
    [[nodiscard]] static QRectF fold_line(PostDocument& post, const PostDocument::Fold& fold, int width);
    /// Top and bottom of the lines that hold `range`; of the line that unfolds it where it is hidden.
    [[nodiscard]] static std::pair<qreal, qreal> extent(PostDocument& post, TextRange range, int width);

private:
    void draw_code_grounds() const;
    void draw_inline_codes() const;
    void draw_quotes() const;
    void draw_markers() const;

    PostDocument& post_;
    QPainter& painter_;
    QRectF clip_;
    int width_;
};

} // namespace axial::coding_ui
