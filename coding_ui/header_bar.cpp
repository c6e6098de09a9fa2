// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/header_bar.h"

#include "coding_ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

namespace axial::coding_ui {

HeaderBar::HeaderBar(QWidget* parent)
    : QWidget(parent),
      name_(new QLabel),
      blind_(new QLabel),
      read_only_(new QLabel),
      round_(new QPushButton),
      menu_(new QMenu(this)) {
    setObjectName(QStringLiteral("header"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(44);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(space::l, 0, space::l, 0);
    line->setSpacing(space::s);
    name_->setFont(interface_font(14, QFont::DemiBold));
    name_->setObjectName(QStringLiteral("study_name"));
    name_->setTextFormat(Qt::PlainText);
    round_->setObjectName(QStringLiteral("round_chooser"));
    round_->setProperty("quiet", true);
    round_->setAccessibleName(QStringLiteral("Round and coder"));
    blind_->setObjectName(QStringLiteral("blind"));
    blind_->setText(QStringLiteral("blind"));
    blind_->setToolTip(QStringLiteral("Nobody sees another coder's decisions until the round is closed."));
    blind_->setStyleSheet(
        QStringLiteral("border: 1px solid palette(mid); border-radius: 4px; padding: 2px 7px;"));
    blind_->setFont(interface_font(11, QFont::Medium));
    blind_->setFixedHeight(22);
    name_->setText(QStringLiteral("Axial"));
    read_only_->setObjectName(QStringLiteral("read_only"));
    read_only_->setProperty("warning", true);
    read_only_->setTextFormat(Qt::PlainText);
    line->addWidget(name_);
    line->addWidget(round_);
    line->addWidget(blind_);
    line->addStretch(1);
    line->addWidget(read_only_);
    blind_->hide();
    read_only_->hide();
    connect(round_, &QPushButton::clicked, this, &HeaderBar::open_chooser);
}

void HeaderBar::show_study(const StudyInfo& info) {
    info_ = info;
    name_->setText(info.name);
    read_only_->setVisible(!info.read_only.isEmpty());
    read_only_->setText(QStringLiteral("Read only"));
    read_only_->setToolTip(info.read_only);
    if (!info.read_only.isEmpty() && info.read_only.size() < 90)
        read_only_->setText(QStringLiteral("Read only: %1").arg(info.read_only));
}

void HeaderBar::show_session(const Session& session) {
    blind_->setVisible(session.round && session.round->blind && !session.round->closed);
    if (!session.round) {
        round_->setText(info_.rounds.empty() ? QStringLiteral("Reading, no round yet")
                                             : QStringLiteral("Reading · choose a round ▾"));
    } else {
        QString words =
            QStringLiteral("%1 · %2").arg(to_qt(session.round->name), to_qt(session.codebook->title));
        if (session.round->closed)
            words += QStringLiteral(" · closed");
        round_->setText(QStringLiteral("%1 · you: %2 ▾").arg(words, session.coder));
    }
    round_->setEnabled(!info_.rounds.empty());
}

void HeaderBar::fill_menu() {
    menu_->clear();
    for (const auto& each : info_.rounds) {
        const auto& round = each.round;
        QString title = to_qt(round.name);
        if (round.closed)
            title += QStringLiteral(" (closed)");
        menu_->addSection(title);
        auto* heading = menu_->addAction(title);
        heading->setEnabled(false);
        for (const auto& coder : round.coders) {
            const QString name = to_qt(coder);
            menu_->addAction(QStringLiteral("as %1").arg(name), this,
                             [this, id = to_qt(round.name), name] { Q_EMIT session_wanted(id, name); });
        }
    }
    menu_->addSeparator();
    menu_->addAction(QStringLiteral("Only read"), this, [this] { Q_EMIT session_wanted({}, {}); });
}

void HeaderBar::open_chooser() {
    fill_menu();
    menu_->popup(round_->mapToGlobal(QPoint(0, round_->height() + 2)));
}

} // namespace axial::coding_ui
