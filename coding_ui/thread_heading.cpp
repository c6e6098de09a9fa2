// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/thread_heading.h"

#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <set>

namespace axial::coding_ui {

ThreadHeading::ThreadHeading(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(this)),
      about_(new QLabel(this)) {
    title_->setObjectName(QStringLiteral("thread_title"));
    title_->setFont(interface_font(18, QFont::DemiBold));
    title_->setWordWrap(true);
    title_->setTextFormat(Qt::PlainText);
    title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    about_->setTextFormat(Qt::PlainText);
    about_->setProperty("dim", true);
    about_->setWordWrap(true);
    title_->setFocusPolicy(Qt::NoFocus);
}

void ThreadHeading::show_thread(const ThreadContent& content) {
    const auto& thread = content.thread;
    title_->setText(one_line(thread.title).isEmpty() ? QStringLiteral("Untitled thread")
                                                     : one_line(thread.title));
    std::set<QString> people;
    for (const auto& each : content.posts)
        people.insert(shown_author(each.post.author));
    QStringList parts{place_of(thread)};
    if (const QString container = to_qt(thread.container);
        !container.isEmpty() && container != to_qt(thread.site))
        parts << container;
    parts << counted(content.posts_in_thread, QStringLiteral("post"), QStringLiteral("posts"))
          << QStringLiteral("opened %1").arg(long_date(thread.created_at).section(QLatin1Char(','), 0, 0));
    if (content.posts_in_thread == static_cast<qint64>(content.posts.size()))
        parts.insert(parts.size() - 1, counted(static_cast<qint64>(people.size()), QStringLiteral("person"),
                                               QStringLiteral("people")));
    if (!thread.state.empty())
        parts << to_qt(thread.state);
    about_->setText(parts.join(QStringLiteral(" · ")));
    about_->setToolTip(to_qt(thread.url));
}

int ThreadHeading::layout_for(int width) {
    const int title_height = title_->heightForWidth(width);
    title_->setGeometry(0, 0, width, title_height);
    const int about_height = about_->heightForWidth(width);
    about_->setGeometry(0, title_height + space::xs, width, about_height);
    resize(width, title_height + space::xs + about_height);
    return height();
}

} // namespace axial::coding_ui
