// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/codebook_pane.h"

#include "coding_ui/codebook_delegate.h"
#include "coding_ui/empty_state.h"
#include "coding_ui/key_label.h"
#include "coding_ui/memo_editor.h"
#include "coding_ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace axial::coding_ui {
namespace {

QHBoxLayout* heading_line(QLabel* words, const QString& key) {
    words->setProperty("dim", true);
    words->setFont([] {
        QFont font = interface_font(11, QFont::Medium);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.4);
        return font;
    }());
    auto* line = new QHBoxLayout;
    line->setContentsMargins(space::m, 0, space::m, 0);
    line->addWidget(words, 1);
    line->addWidget(new KeyLabel(key));
    return line;
}

QString definition_text(const codebooks::Code& code) {
    const auto escaped = [](const std::string& text) { return QString::fromStdString(text).toHtmlEscaped(); };
    QString html = QStringLiteral("<div style='font-weight:600'>%1</div>").arg(escaped(code.name));
    if (!code.definition.empty())
        html += QStringLiteral("<div style='margin-top:3px'>%1</div>").arg(escaped(code.definition));
    const auto rules = [&](const QString& word, const std::vector<std::string>& lines) {
        for (const auto& line : lines)
            html += QStringLiteral("<div style='margin-top:6px; color:%1'>%2 %3</div>")
                        .arg(theme().dim.name(), word, escaped(line));
    };
    rules(QStringLiteral("<b>Use:</b>"), code.include);
    rules(QStringLiteral("<b>Not:</b>"), code.exclude);
    return html;
}

} // namespace

CodebookPane::CodebookPane(QWidget* parent)
    : QWidget(parent),
      heading_(new QLabel),
      definition_(new QLabel),
      memo_heading_(new QLabel),
      definition_area_(new QScrollArea),
      stack_(new QStackedWidget),
      tree_(new CommandTreeView),
      empty_(new EmptyState),
      model_(new CodebookModel(this)),
      memo_(new MemoEditor) {
    setObjectName(QStringLiteral("right_pane"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::m, 0, space::m);
    column->setSpacing(space::s);
    column->addLayout(heading_line(heading_, QStringLiteral("F2")));
    build_tree();
    column->addWidget(stack_, 1000);
    definition_->setObjectName(QStringLiteral("definition"));
    definition_->setWordWrap(true);
    definition_->setTextFormat(Qt::RichText);
    definition_->setFont(interface_font(12));
    definition_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* inset = new QVBoxLayout;
    inset->setContentsMargins(space::m, 0, space::m, 0);
    definition_area_->setObjectName(QStringLiteral("definition_area"));
    definition_area_->setFrameShape(QFrame::NoFrame);
    definition_area_->setWidgetResizable(true);
    definition_area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    definition_area_->setFocusPolicy(Qt::NoFocus);
    definition_area_->viewport()->setAutoFillBackground(false);
    definition_area_->setWidget(definition_);
    inset->addWidget(definition_area_);
    column->addLayout(inset);
    column->addStretch(1);
    column->addSpacing(space::s);
    column->addLayout(heading_line(memo_heading_, QStringLiteral("M")));
    auto* memo_inset = new QVBoxLayout;
    memo_inset->setContentsMargins(space::m, 0, space::m, 0);
    memo_inset->addWidget(memo_);
    column->addLayout(memo_inset);
    show_codebook(nullptr, true);
}

void CodebookPane::build_tree() {
    tree_->setObjectName(QStringLiteral("code_tree"));
    tree_->setAccessibleName(QStringLiteral("Codes"));
    tree_->setModel(model_);
    tree_->setItemDelegate(new CodebookDelegate(tree_));
    tree_->setHeaderHidden(true);
    tree_->setMinimumHeight(150);
    tree_->setUniformRowHeights(true);
    tree_->setRootIsDecorated(false);
    tree_->setItemsExpandable(false);
    tree_->setIndentation(18);
    tree_->setExpandsOnDoubleClick(false);
    tree_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree_->setStyleSheet(QStringLiteral("QTreeView { margin-left: 8px; selection-background-color: "
                                        "transparent; } QTreeView::branch { background: transparent; }"));
    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { show_definition(model_->code_at(index)); });
    connect(tree_, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (const auto* code = model_->code_at(index); code && code->usable())
            Q_EMIT code_wanted(code->uuid);
    });
    stack_->addWidget(tree_);
    stack_->addWidget(empty_);
}

void CodebookPane::show_codebook(const CodeIndex* codes, bool read_only) {
    const QModelIndex before = tree_->currentIndex();
    const std::string chosen = before.isValid() ? model_->code_at(before)->uuid : std::string();
    codes_ = codes;
    model_->set_codes(codes);
    tree_->expandAll();
    const bool any = codes && !codes->empty();
    stack_->setCurrentIndex(any ? 0 : 1);
    stack_->setVisible(any || (codes && codes->codebook().kind == codebooks::Codebook::Kind::codes));
    definition_area_->setVisible(any);
    heading_->setText(QStringLiteral("CODEBOOK"));
    heading_->setToolTip(codes ? QString::fromStdString(codes->codebook().title) : QString());
    if (codes && codes->codebook().kind == codebooks::Codebook::Kind::question) {
        heading_->setText(QStringLiteral("QUESTION"));
        show_answers(codes->codebook());
    } else {
        empty_->set_words(QStringLiteral("No codebook"),
                          QStringLiteral("This study has no codes to work with yet."));
        empty_->offer_command(QStringLiteral("axial codebook import trust-taxonomy"));
    }
    memo_->setReadOnly(read_only);
    if (!any)
        return;
    choose(chosen);
    for (int i = 0; !tree_->currentIndex().isValid() && i < static_cast<int>(codes->codebook().codes.size());
         ++i)
        if (const auto& code = codes->codebook().codes[static_cast<std::size_t>(i)]; code.usable())
            choose(code.uuid);
    show_definition(model_->code_at(tree_->currentIndex()));
}

void CodebookPane::show_answers(const codebooks::Codebook& question) {
    QString html;
    for (const auto& answer : question.answers)
        html += QStringLiteral("<div style='margin-bottom:8px'><b>%1</b><br/>%2</div>")
                    .arg(QString::fromStdString(answer.name).toHtmlEscaped(),
                         QString::fromStdString(answer.definition).toHtmlEscaped());
    definition_->setText(html);
    definition_area_->setVisible(true);
    fit_definition();
}

void CodebookPane::choose(const std::string& code) {
    if (const QModelIndex index = model_->index_of(code); index.isValid())
        tree_->setCurrentIndex(index);
}

void CodebookPane::focus_tree() {
    if (!tree_->currentIndex().isValid())
        tree_->setCurrentIndex(model_->index(0, 0));
    tree_->setFocus(Qt::ShortcutFocusReason);
}

void CodebookPane::restyle() {
    if (codes_ && !codes_->empty())
        show_definition(model_->code_at(tree_->currentIndex()));
}

void CodebookPane::show_definition(const codebooks::Code* code) {
    definition_area_->setVisible(code != nullptr);
    if (code)
        definition_->setText(definition_text(*code));
    fit_definition();
}

// As high as the text needs, but never more than leaves the tree and the memo their room; then it scrolls.
void CodebookPane::fit_definition() {
    const int needed = definition_->heightForWidth(width() - 2 * space::m);
    definition_area_->setFixedHeight(std::clamp(needed, 0, std::max(0, height() * 3 / 10)));
}

void CodebookPane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit_definition();
}

void CodebookPane::show_memo(const QString& words, const QString& about, const QString& text) {
    memo_heading_->setText(words.isEmpty() ? QStringLiteral("MEMO")
                                           : QStringLiteral("MEMO ON THIS %1").arg(words.toUpper()));
    memo_->setEnabled(!about.isEmpty());
    memo_->setPlaceholderText(about.isEmpty() ? QStringLiteral("Choose a post to write about it.")
                              : memo_->isReadOnly()
                                  ? QStringLiteral("No memo.")
                                  : QStringLiteral("What strikes you here? Saved by itself."));
    memo_->show_memo(about, text);
}

} // namespace axial::coding_ui
