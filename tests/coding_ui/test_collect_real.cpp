// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/collect_page.h"
#include "coding_ui/collect/run_history.h"
#include "coding_ui/main_window.h"
#include "corpus/index/search_index.h"
#include "corpus/store.h"
#include "study_fixture.h"
#include "tests/support/shared_material.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <memory>

using namespace axial;
using namespace axial::coding_ui;
using namespace axial::coding_ui::tests;

/// The page with the real axial program against the fake services of ../shared/fakes, which play a forum. The
/// window holds the study's lock the whole time.
class TestCollectReal final : public QObject {
    Q_OBJECT

    std::unique_ptr<StudyFixture> study_;
    std::unique_ptr<MainWindow> window_;
    std::unique_ptr<QProcess> fakes_;
    QTemporaryDir folder_;
    QString base_;

    template <typename Widget>
    Widget* find(const QString& name) const {
        return window_->findChild<Widget*>(name);
    }
    [[nodiscard]] QString state() const { return find<QLabel>(QStringLiteral("run_state"))->text(); }
    [[nodiscard]] QString reason() const { return find<QLabel>(QStringLiteral("run_reason"))->text(); }
    /// Fills in a field of the form that is shown.
    void fill(const char16_t* option, const QString& value) {
        const auto name = QStringLiteral("field_") + QString::fromUtf16(option);
        for (auto* field : window_->findChildren<QWidget*>(name))
            if (field->parentWidget()->isVisible() || field->isVisible())
                field->findChild<QLineEdit*>()->setText(value);
    }
    void press(const char16_t* name) { find<QPushButton>(QString::fromUtf16(name))->click(); }
    void open(const QString& study) {
        window_ = std::make_unique<MainWindow>(
            MainWindow::Start{study.toStdString(), {}, {}, {}, Page::collect, QStringLiteral(AXIAL_PROGRAM)});
        QSignalSpy settled(window_.get(), &MainWindow::settled);
        window_->resize(1280, 800);
        window_->show();
        QVERIFY(settled.wait(30000));
        find<QListWidget>(QStringLiteral("source_list"))->setCurrentRow(4);
        press(u"more");
        for (auto* more : window_->findChildren<QPushButton*>(QStringLiteral("more")))
            if (more->isVisible() && more->text().startsWith(QChar(u'▸')))
                more->click();
        fill(u"site", QStringLiteral("delving"));
        fill(u"endpoint", base_ + QStringLiteral("/discourse/delving"));
    }
    static std::vector<std::string> posts_in(const QString& study) {
        auto opened = must(corpus::Study::open(study.toStdString(), corpus::Study::Mode::read));
        std::vector<std::string> found;
        must(corpus::Store(opened).for_each_post([&](const corpus::Post& post) {
            found.push_back(post.key + "\n" + post.body.text);
            return true;
        }));
        std::sort(found.begin(), found.end());
        return found;
    }
    QString new_study(const char16_t* name) const {
        const QString path = folder_.filePath(QString::fromUtf16(name));
        must(corpus::Study::create(path.toStdString(), "collected"));
        return path;
    }

private Q_SLOTS:
    void initTestCase() {
        const auto program = axial::tests::shared_material("fakes/apis.py");
        if (!program)
            QSKIP("../shared/fakes is not there");
        fakes_ = std::make_unique<QProcess>();
        fakes_->start(QStringLiteral("python3"),
                      {QString::fromStdString(program->string()), QStringLiteral("--data"),
                       QString::fromStdString((program->parent_path() / "data").string()),
                       QStringLiteral("--no-limits"), QStringLiteral("--max-seconds"), QStringLiteral("200")});
        if (!fakes_->waitForReadyRead(20000))
            QSKIP("python3 is not there");
        const QString line = QString::fromUtf8(fakes_->readLine()).trimmed();
        QVERIFY(line.startsWith(QStringLiteral("listening on ")));
        base_ = line.mid(13);
    }
    void cleanup() { window_.reset(); }
    void cleanupTestCase() {
        if (fakes_) {
            fakes_->terminate();
            fakes_->waitForFinished(5000);
        }
    }

    void a_plan_then_a_forum_then_its_posts_in_the_list_and_the_search() {
        const QString study = new_study(u"whole");
        open(study);
        press(u"plan");
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(QStringLiteral("plan_headline"))->isVisible(), 30000);
        QVERIFY(posts_in(study).empty());
        press(u"start");
        QTRY_VERIFY2_WITH_TIMEOUT(state() == QStringLiteral("Done"), qPrintable(state() + reason()), 60000);
        const auto posts = posts_in(study);
        QVERIFY(posts.size() > 50);
        auto* list = find<QListView>(QStringLiteral("thread_list"));
        QTRY_VERIFY(list->model()->rowCount() > 5);
        QTRY_COMPARE(find<RunHistoryView>(QStringLiteral("run_history"))->topLevelItemCount(), 1);
        auto* search = window_->findChild<QLineEdit*>(QStringLiteral("search"));
        QVERIFY(search);
        const int all = list->model()->rowCount();
        QTest::keyClick(window_.get(), Qt::Key_1, Qt::ControlModifier); // the Code page, where the list is
        QTRY_VERIFY(search->isVisible());
        QTest::keyClicks(search, QStringLiteral("lightning"));
        QTest::keyClick(search, Qt::Key_Return);
        const auto* problem = find<QLabel>(QStringLiteral("search_error"));
        QTRY_VERIFY2(
            list->model()->rowCount() < all && list->model()->rowCount() > 0,
            qPrintable(
                QStringLiteral("%1 of %2: %3").arg(list->model()->rowCount()).arg(all).arg(problem->text())));
    }

    void a_run_that_is_paused_and_resumed_ends_like_an_undisturbed_one() {
        const QString study = new_study(u"paused");
        open(study);
        fill(u"pace", QStringLiteral("1"));
        press(u"start");
        QTRY_VERIFY_WITH_TIMEOUT(!posts_in(study).empty(), 30000);
        press(u"pause");
        QTRY_VERIFY2_WITH_TIMEOUT(state() == QStringLiteral("Paused"), qPrintable(state() + reason()), 30000);
        const auto part = posts_in(study), whole = posts_in(folder_.filePath(QStringLiteral("whole")));
        QVERIFY(part.size() < whole.size());
        fill(u"pace", QStringLiteral("0"));
        QTRY_VERIFY(find<QPushButton>(QStringLiteral("start"))->isEnabled());
        press(u"start");
        QTRY_VERIFY2_WITH_TIMEOUT(state() == QStringLiteral("Done"), qPrintable(state() + reason()), 60000);
        QCOMPARE(posts_in(study).size(), whole.size());
        QVERIFY(posts_in(study) == whole);
    }
};

QTEST_MAIN(TestCollectReal)
#include "test_collect_real.moc"
