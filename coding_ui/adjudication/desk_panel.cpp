// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/desk_panel.h"

#include "coding_ui/adjudication/decision_button.h"
#include "coding_ui/adjudication/desk_words.h"
#include "coding_ui/answer_button.h"
#include "coding_ui/key_label.h"
#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace axial::coding_ui {
namespace {

void empty_layout(QLayout* layout) {
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // it may be the one that was just clicked
        }
        delete item;
    }
}

QLabel* heading(const QString& words) {
    auto* label = new QLabel(words);
    label->setProperty("dim", true);
    label->setTextFormat(Qt::PlainText);
    QFont font = interface_font(11, QFont::Medium);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.4);
    label->setFont(font);
    return label;
}

QHBoxLayout* heading_line(QLabel* words, const QString& key) {
    auto* line = new QHBoxLayout;
    line->addWidget(words, 1);
    line->addWidget(new KeyLabel(key));
    return line;
}

QString html_of(const codebooks::Coding& coding, const CodeIndex& codes) {
    QString html = QStringLiteral("<div><span style='color:%1'>■</span> %2</div>")
                       .arg(codes.colour_of(coding.code).name(), codes.name_of(coding.code).toHtmlEscaped());
    QStringList about;
    if (!coding.quote.empty())
        about << QStringLiteral("“%1”").arg(shortened(coding.quote));
    else if (coding.unit == "thread" || coding.unit == "relation")
        about << to_qt(coding.unit == "thread" ? "the thread" : "to " + coding.to);
    else
        about << QStringLiteral("the whole post");
    if (!coding.certainty.empty())
        about << to_qt(coding.certainty);
    if (coding.weight >= 0)
        about << QStringLiteral("weight %1").arg(coding.weight);
    return html + QStringLiteral("<div style='color:%1'>%2</div>")
                      .arg(theme().dim.name(), about.join(QStringLiteral(" · ")).toHtmlEscaped());
}

} // namespace

DeskPanel::DeskPanel(QWidget* parent)
    : QScrollArea(parent),
      body_(new QWidget),
      kind_(new QLabel),
      meaning_(new QLabel),
      settled_heading_(heading(QStringLiteral("SETTLED"))),
      settled_(new QLabel),
      decisions_(new QVBoxLayout),
      column_(new QVBoxLayout(body_)),
      ways_(new QGridLayout),
      reason_(new QLineEdit),
      note_(new QPlainTextEdit),
      take_back_(new AnswerButton(QStringLiteral("U"), QStringLiteral("Take it back"), false)) {
    setObjectName(QStringLiteral("desk_panel"));
    body_->setObjectName(QStringLiteral("right_pane"));
    body_->setAttribute(Qt::WA_StyledBackground);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    column_->setContentsMargins(space::m, space::m, space::m, space::m);
    column_->setSpacing(space::s);
    kind_->setObjectName(QStringLiteral("desk_kind"));
    kind_->setFont(interface_font(14, QFont::DemiBold));
    meaning_->setProperty("dim", true);
    meaning_->setFont(interface_font(12));
    meaning_->setWordWrap(true);
    settled_->setObjectName(QStringLiteral("definition"));
    settled_->setTextFormat(Qt::RichText);
    settled_->setWordWrap(true);
    settled_->setFont(interface_font(12));
    settled_->setAccessibleName(QStringLiteral("Settled"));
    reason_->setObjectName(QStringLiteral("desk_reason"));
    reason_->setAccessibleName(QStringLiteral("Reason"));
    reason_->setPlaceholderText(QStringLiteral("why; kept with the decision"));
    reason_->installEventFilter(this);
    note_->setObjectName(QStringLiteral("desk_note"));
    note_->setAccessibleName(QStringLiteral("Note"));
    note_->setTabChangesFocus(true);
    note_->setFixedHeight(52);
    note_->installEventFilter(this);
    take_back_->setObjectName(QStringLiteral("desk_take_back"));
    take_back_->setCheckable(false);
    connect(take_back_, &AnswerButton::clicked, this, [this] { Q_EMIT command_wanted(Command::take_back); });
    decisions_->setSpacing(space::s);
    ways_->setSpacing(6);
    column_->addWidget(kind_);
    column_->addWidget(meaning_);
    column_->addWidget(settled_heading_);
    column_->addWidget(settled_);
    column_->addWidget(take_back_);
    column_->addLayout(decisions_);
    column_->addLayout(ways_);
    column_->addSpacing(space::xs);
    column_->addLayout(heading_line(heading(QStringLiteral("REASON")), QStringLiteral("W")));
    column_->addWidget(reason_);
    column_->addLayout(heading_line(heading(QStringLiteral("NOTE")), QStringLiteral("M")));
    column_->addWidget(note_);
    column_->addStretch(1);
    setWidget(body_);
}

void DeskPanel::show_item(const Desk& desk, const DeskRow& row, std::size_t left, std::size_t right,
                          const CodeIndex& codes) {
    const auto& item = row.item;
    kind_->setText(word_of(item.kind).left(1).toUpper() + word_of(item.kind).mid(1));
    QString meaning = desk.asks_a_question() ? to_qt(desk.codebook.question).trimmed() : meaning_of(item.kind);
    if (item.judges.size() > 2)
        meaning +=
            QStringLiteral("\n%1 % of the pairs of coders differ").arg(100 * item.disagreement, 0, 'f', 0);
    meaning_->setText(meaning);
    show_decisions(desk, row, left, right, codes);
    show_ways(desk, row);
    show_settlement(row, codes);
    const std::string name = item.post + "\n" + item.what;
    if (name == item_)
        return;
    item_ = name;
    reason_->setText(item.settlement ? to_qt(item.settlement->reason) : QString());
    note_->setPlainText(item.settlement ? to_qt(item.settlement->note) : QString());
    ensureVisible(0, 0);
}

void DeskPanel::show_decisions(const Desk& desk, const DeskRow& row, std::size_t left, std::size_t right,
                               const CodeIndex& codes) {
    empty_layout(decisions_);
    const auto& item = row.item;
    for (std::size_t i = 0; i < item.judges.size(); ++i) {
        const auto& coder = item.judges[i];
        QString html;
        if (const auto answer = item.answers.find(coder); answer != item.answers.end())
            html = answer_name(desk.codebook, answer->second).toHtmlEscaped();
        if (const auto own = item.codings.find(coder); own != item.codings.end())
            for (const auto& coding : own->second)
                html += html_of(coding, codes);
        if (html.isEmpty())
            html = QStringLiteral("<span style='color:%1'>nothing here</span>").arg(theme().dim.name());
        // A and B are the two beside the text; the others are taken by their number, or their answer's.
        std::size_t digit = i;
        for (std::size_t j = 0; desk.asks_a_question() && j < desk.codebook.answers.size(); ++j)
            if (desk.codebook.answers[j].id == item.answers.at(coder))
                digit = j;
        const QString key = i == left    ? QStringLiteral("A")
                            : i == right ? QStringLiteral("B")
                                         : QString::number(digit + 1);
        auto* button = new DecisionButton(key, to_qt(coder), html,
                                          desk.asks_a_question() ? DecisionButton::Line::none
                                          : i == left            ? DecisionButton::Line::through
                                          : i == right           ? DecisionButton::Line::dashed
                                                                 : DecisionButton::Line::none);
        button->setObjectName(QStringLiteral("desk_take_%1").arg(to_qt(coder)));
        button->setAccessibleName(QStringLiteral("Take what %1 decided: %2, key %3")
                                      .arg(to_qt(coder), decision_of(item, coder, codes), key));
        button->setToolTip(QStringLiteral("What %1 decided counts (%2)").arg(to_qt(coder), key));
        button->setChecked(item.settlement && item.settlement->outcome == coder);
        connect(button, &QAbstractButton::clicked, this, [this, coder, button] {
            button->setChecked(!button->isChecked()); // only what is stored shows as settled
            Q_EMIT settle_wanted(How::coder, coder);
        });
        decisions_->addWidget(button);
    }
}

AnswerButton* DeskPanel::add_way(const QString& key, const QString& words, const QString& tip, bool fits) {
    auto* button = new AnswerButton(key, words, false);
    button->setObjectName(QStringLiteral("desk_way_%1").arg(key));
    button->setCheckable(false);
    button->setToolTip(tip);
    button->setEnabled(fits);
    const int at = ways_->count();
    ways_->addWidget(button, at / 2, at % 2);
    return button;
}

void DeskPanel::show_ways(const Desk& desk, const DeskRow& row) {
    empty_layout(ways_);
    if (desk.asks_a_question()) {
        int digit = 1;
        for (const auto& answer : desk.codebook.answers) {
            if (digit > 9)
                break;
            auto* button =
                add_way(QString::number(digit++), to_qt(answer.name), to_qt(answer.definition), true);
            connect(button, &AnswerButton::clicked, this,
                    [this, id = answer.id] { Q_EMIT settle_wanted(How::answer, id); });
        }
    } else {
        const auto way = [&](const char16_t* key, const char16_t* words, const char16_t* tip, How how,
                             Command command) {
            const QString reason = why_not(row.item, how);
            auto* button = add_way(QString::fromUtf16(key), QString::fromUtf16(words),
                                   reason.isEmpty() ? QString::fromUtf16(tip) : reason, reason.isEmpty());
            connect(button, &AnswerButton::clicked, this, [this, command] { Q_EMIT command_wanted(command); });
        };
        way(u"J", u"Join", u"the one code counts on everything that was coded", How::join,
            Command::join_extents);
        way(u"X", u"Cut", u"the one code counts on what all have in common", How::cut, Command::cut_extents);
        way(u"K", u"Keep all", u"everything that anybody coded here counts", How::all, Command::keep_all);
        way(u"C", u"Other code…", u"another code counts, on everything that was coded", How::code,
            Command::another_code);
        way(u"N", u"Nothing", u"no code counts here", How::nothing, Command::nothing_counts);
    }
    auto* later = add_way(QStringLiteral("D"), QStringLiteral("Put off"),
                          QStringLiteral("decide later: it goes to the end of the queue"), true);
    connect(later, &AnswerButton::clicked, this, [this] { Q_EMIT command_wanted(Command::put_off); });
}

void DeskPanel::show_settlement(const DeskRow& row, const CodeIndex& codes) {
    const bool settled = row.item.settlement.has_value();
    for (QWidget* each : {static_cast<QWidget*>(settled_heading_), static_cast<QWidget*>(settled_),
                          static_cast<QWidget*>(take_back_)})
        each->setVisible(settled);
    settled_->setText(settlement_html(row.item, codes));
}

void DeskPanel::focus_reason() {
    reason_->setFocus(Qt::ShortcutFocusReason);
    ensureWidgetVisible(reason_);
}

void DeskPanel::focus_note() {
    note_->setFocus(Qt::ShortcutFocusReason);
    ensureWidgetVisible(note_);
}

std::string DeskPanel::reason() const {
    return from_qt(reason_->text().simplified());
}

std::string DeskPanel::note() const {
    return from_qt(note_->toPlainText().trimmed());
}

// Escape leaves both, Return the one line: the next key settles.
bool DeskPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool done = watched == reason_ && (key == Qt::Key_Return || key == Qt::Key_Enter);
        if (done || key == Qt::Key_Escape) {
            Q_EMIT leave();
            return true;
        }
    }
    return QScrollArea::eventFilter(watched, event);
}

} // namespace axial::coding_ui
