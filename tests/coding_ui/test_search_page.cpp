// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/main_window.h"
#include "coding_ui/search/hit_model.h"
#include "coding_ui/search/query_field.h"
#include "coding_ui/search/query_text.h"
#include "coding_ui/search/search_page.h"
#include "coding_ui/thread_view.h"
#include "corpus/index/search_index.h"
#include "corpus/sets.h"
#include "study_fixture.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <memory>

using namespace axial;
using namespace axial::coding_ui;
using namespace axial::coding_ui::tests;

/// Searches in the real window, by the keyboard.
class TestSearchPage final : public QObject {
    Q_OBJECT

    std::unique_ptr<StudyFixture> study_;
    std::unique_ptr<MainWindow> window_;

    template <typename Widget>
    Widget* find(const char16_t* name) const {
        return window_->findChild<Widget*>(QString::fromUtf16(name));
    }
    QueryField* query() const { return find<QueryField>(u"query"); }
    QListView* hits() const { return find<QListView>(u"hits"); }
    int rows() const { return hits()->model()->rowCount(); }
    QString count() const { return find<QLabel>(u"hit_count")->text(); }
    SearchPage* page() const { return find<SearchPage>(u"search_page"); }

    void open() {
        window_ = std::make_unique<MainWindow>(
            MainWindow::Start{study_->path(), QStringLiteral("coding"), QStringLiteral("ada"), {}});
        QSignalSpy settled(window_.get(), &MainWindow::settled);
        window_->resize(1280, 800);
        window_->show();
        QVERIFY(settled.wait(20000));
        QTest::keyClick(window_.get(), Qt::Key_5, Qt::ControlModifier);
        QTRY_VERIFY(page()->isVisible());
    }
    /// As somebody who had an index already.
    void open_indexed() {
        {
            auto study = must(corpus::Study::open(study_->path(), corpus::Study::Mode::write));
            must(corpus::SearchIndex(study).update());
        }
        open();
        QTRY_VERIFY(page()->is_settled());
        QTRY_COMPARE(rows(), 4);
    }
    void type(const QString& words) {
        query()->setFocus();
        query()->selectAll();
        QTest::keyClicks(query(), words);
    }

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        study_ = std::make_unique<StudyFixture>();
    }
    void cleanup() {
        window_.reset();
        study_.reset();
    }

    void what_is_typed_is_found_and_opened_by_the_keyboard() {
        open_indexed();
        type(QStringLiteral("consent"));
        QTRY_COMPARE(count(), QStringLiteral("1 post in 1 thread"));
        QTest::keyClick(query(), Qt::Key_Return);
        QTRY_VERIFY(hits()->hasFocus());
        QTest::keyClick(hits(), Qt::Key_Return);
        QTRY_VERIFY(find<ThreadView>(u"thread_view")->isVisible());
        QTRY_VERIFY(find<ThreadView>(u"thread_view")->has_thread());
        QTest::keyClick(window_->focusWidget(), Qt::Key_Left, Qt::AltModifier);
        QTRY_VERIFY(page()->isVisible());
        QCOMPARE(page()->query(), QStringLiteral("consent"));
    }

    void a_mistake_is_shown_where_it_is_and_leaves_the_hits() {
        open_indexed();
        type(QStringLiteral("consent colour:red"));
        QTRY_VERIFY(find<QLabel>(u"search_message")->toolTip().contains(QStringLiteral("Column 9")));
        QVERIFY(rows() > 0);
        QVERIFY(query()->property("wrong").toBool());
        type(QStringLiteral("consent"));
        QTRY_VERIFY(!query()->property("wrong").toBool());
    }

    void fields_and_values_are_completed() {
        open_indexed();
        type(QStringLiteral("consent sou"));
        auto* list = find<QListWidget>(u"completions");
        QTRY_VERIFY(list->isVisible());
        QTest::keyClick(query(), Qt::Key_Tab);
        QTRY_COMPARE(query()->text(), QStringLiteral("consent source:"));
        QTRY_VERIFY(list->isVisible());
        QTRY_COMPARE(list->count(), 1);
        QTest::keyClick(query(), Qt::Key_Down);
        QTest::keyClick(query(), Qt::Key_Return);
        QTRY_COMPARE(query()->text(), QStringLiteral("consent source:discourse"));
        QVERIFY(query()->hasFocus());
        QVERIFY(!list->isVisible());
        QTRY_COMPARE(count(), QStringLiteral("1 post in 1 thread"));
        type(QStringLiteral("ti"));
        QTRY_VERIFY(list->isVisible());
        QTest::keyClick(query(), Qt::Key_Escape);
        QVERIFY(!list->isVisible());
        QVERIFY(query()->hasFocus());
    }

    void a_misspelt_word_is_offered_right() {
        open_indexed();
        type(QStringLiteral("consemt"));
        QTRY_COMPARE(count(), QStringLiteral("No posts"));
        auto* offered = find<QPushButton>(u"suggestion");
        QTRY_VERIFY(offered->text().contains(QStringLiteral("consent")));
        offered->click();
        QTRY_COMPARE(count(), QStringLiteral("1 post in 1 thread"));
        QCOMPARE(page()->query(), QStringLiteral("consent"));
    }

    void posts_like_one_and_back() {
        open_indexed();
        type(QStringLiteral("consent"));
        QTRY_COMPARE(count(), QStringLiteral("1 post in 1 thread"));
        QTest::keyClick(query(), Qt::Key_Return);
        QTRY_VERIFY(hits()->hasFocus());
        QTest::keyClick(hits(), Qt::Key_L);
        auto* back = find<QPushButton>(u"not_like");
        QTRY_VERIFY(back->isVisible());
        QTRY_VERIFY(page()->is_settled());
        QVERIFY(!find<QPushButton>(u"open_set_maker")->isEnabled());
        back->click();
        QTRY_COMPARE(count(), QStringLiteral("1 post in 1 thread"));
        QVERIFY(!back->isVisible());
    }

    void a_set_is_made_of_the_hits() {
        open_indexed();
        type(QStringLiteral("consent"));
        QTRY_COMPARE(count(), QStringLiteral("1 post in 1 thread"));
        QTest::keyClick(query(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(find<QLineEdit>(u"set_name"));
        QTRY_VERIFY(find<QLineEdit>(u"set_name")->isVisible());
        find<QLineEdit>(u"set_name")->selectAll();
        QTest::keyClicks(find<QLineEdit>(u"set_name"), QStringLiteral("about-consent"));
        QTest::keyClick(find<QLineEdit>(u"set_name"), Qt::Key_Return);
        QTRY_VERIFY(find<QLabel>(u"status")->text().contains(QStringLiteral("about-consent")));
        auto study = must(corpus::Study::open(study_->path(), corpus::Study::Mode::read));
        const auto set = must(corpus::Sets(study).get("about-consent"));
        QCOMPARE(set.size, std::int64_t{1});
        QVERIFY(set.provenance.find("\"query\":\"consent\"") != std::string::npos);
    }

    void without_an_index_it_can_be_built() {
        open();
        QTRY_COMPARE(rows(), 4); // built by itself or by the button
    }

    void queries_are_edited_as_text() {
        const auto with =
            with_filter(QStringLiteral("load"), QStringLiteral("source"), QStringLiteral("github"));
        QVERIFY(has_filter(with, QStringLiteral("source"), QStringLiteral("github")));
        QCOMPARE(without_filter(with, QStringLiteral("source"), QStringLiteral("github")),
                 QStringLiteral("load"));
        // Columns count code points, Qt counts units.
        QCOMPARE(unit_of_column(QStringLiteral("😕 colour:red"), 3), qsizetype{3});
    }
};

QTEST_MAIN(TestSearchPage)
#include "test_search_page.moc"
