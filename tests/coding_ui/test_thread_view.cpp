// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/post_card.h"
#include "coding_ui/theme.h"
#include "coding_ui/thread_view.h"

#include <QApplication>
#include <QScrollBar>
#include <QTest>

using namespace axial;
using namespace axial::coding_ui;

class TestThreadView final : public QObject {
    Q_OBJECT

    static ThreadContent long_thread(int posts) {
        ThreadContent content;
        content.thread.row = 1;
        content.thread.title = "Long";
        for (int i = 0; i < posts; ++i) {
            PostContent each;
            each.post.row = i + 1;
            each.post.key = "p" + std::to_string(i);
            // Heights that no estimate from the number of characters gets right.
            each.post.body.text =
                i % 3 == 0 ? std::string(2000, 'W') : "short\n\nlines\n\nof " + std::to_string(i);
            content.posts.push_back(each);
        }
        content.posts_in_thread = posts;
        return content;
    }

private Q_SLOTS:
    static void only_cards_near_the_screen_are_made() {
        ThreadView view;
        view.resize(800, 700);
        view.show();
        view.show_thread(long_thread(437));
        QVERIFY2(view.cards_made() < 20, qPrintable(QString::number(view.cards_made())));
        view.go_to(436);
        QVERIFY(view.current_card()->isVisible());
        const QRect shown = view.viewport()->rect();
        const QRect card(view.current_card()->mapTo(view.viewport(), QPoint(0, 0)),
                         view.current_card()->size());
        QVERIFY(shown.intersects(card));
        QVERIFY2(view.cards_made() < 40, qPrintable(QString::number(view.cards_made())));
    }

    static void what_is_read_stays_while_cards_above_are_measured() {
        ThreadView view;
        view.resize(800, 700);
        view.show();
        view.show_thread(long_thread(100));
        view.go_to(60);
        for (int step = 0; step < 30; ++step) {
            PostCard* card = view.current_card();
            const int before = card->mapTo(view.viewport(), QPoint(0, 0)).y();
            view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() - 40);
            QCOMPARE(card->mapTo(view.viewport(), QPoint(0, 0)).y(), before + 40);
        }
    }

    static void cards_never_overlap() {
        ThreadView view;
        view.resize(800, 700);
        view.show();
        view.show_thread(long_thread(30));
        for (const int width : {800, 500, 1200}) {
            view.resize(width, 700);
            const auto cards = view.findChildren<PostCard*>();
            for (const auto* a : cards)
                for (const auto* b : cards)
                    QVERIFY(a == b || !a->geometry().intersects(b->geometry()));
        }
    }
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    apply_theme(application, Scheme::light);
    TestThreadView test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_thread_view.moc"
