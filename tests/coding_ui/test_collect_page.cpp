// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/collect_page.h"
#include "coding_ui/collect/run_history.h"
#include "coding_ui/collect/source_form.h"
#include "coding_ui/main_window.h"
#include "corpus/store.h"
#include "study_fixture.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <memory>

using namespace axial;
using namespace axial::coding_ui;
using namespace axial::coding_ui::tests;

namespace {

/// A run that waits for the files "go" and "on". (No raw string: moc does not get past one with quotes in it.)
constexpr auto until_told =
    "say() { echo \"$1\" >&2; }\n"
    "stopped='{\"event\":\"summary\",\"status\":\"stopped\",\"counts\":{\"seen\":3,\"added\":3}}'\n"
    "trap 'say \"$stopped\"; exit 130' INT\n"
    "say '{\"event\":\"start\",\"source\":\"github\",\"container\":\"o/r\"}'\n"
    "say '{\"event\":\"progress\",\"what\":\"o/r comments\",\"done\":3,\"of\":12,\"posts\":300,\"requests\":4,"
    "\"rate\":12.5,\"seconds_left\":34}'\n"
    "while [ ! -e go ]; do sleep 0.02; done\n"
    "say '{\"event\":\"wait\",\"service\":\"GitHub search\",\"seconds\":27,\"until\":\"10 more requests\"}'\n"
    "while [ ! -e on ]; do sleep 0.02; done\n"
    "say '{\"event\":\"summary\",\"status\":\"done\",\"counts\":{\"seen\":300,\"added\":280,\"changed\":15,"
    "\"unchanged\":4,\"skipped\":1}}'\n";

} // namespace

/// The Collect page in the real window. The axial program is a script of the test: it says what the protocol
/// says and waits for a file "go", or for SIGINT.
class TestCollectPage final : public QObject {
    Q_OBJECT

    std::unique_ptr<StudyFixture> study_;
    std::unique_ptr<MainWindow> window_;
    QTemporaryDir folder_;

    [[nodiscard]] QString file(const char16_t* name) const {
        return folder_.filePath(QString::fromUtf16(name));
    }
    [[nodiscard]] QString read(const char16_t* name) const {
        QFile in(file(name));
        return in.open(QIODevice::ReadOnly) ? QString::fromUtf8(in.readAll()) : QString();
    }
    void touch(const char16_t* name) const {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
    }
    /// Everything the program does after it noted its arguments; "$@" are those, and the folder is the current.
    QString program(const QByteArray& body) {
        const QString path = file(u"axial");
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate))
            qFatal("no script");
        out.write("#!/bin/sh\ncd '" + folder_.path().toUtf8() + "'\necho \"$@\" >> arguments\n" + body);
        out.close();
        out.setPermissions(out.permissions() | QFile::ExeOwner);
        return path;
    }
    void open(const QString& program) {
        window_ =
            std::make_unique<MainWindow>(MainWindow::Start{study_->path(), {}, {}, {}, Page::collect, program});
        QSignalSpy settled(window_.get(), &MainWindow::settled);
        window_->resize(1280, 800);
        window_->show();
        QVERIFY(settled.wait(30000));
        QVERIFY(page()->isVisible());
    }
    template <typename Widget>
    Widget* find(const char16_t* name) const {
        return page()->findChild<Widget*>(QString::fromUtf16(name));
    }
    [[nodiscard]] CollectPage* page() const {
        return window_->findChild<CollectPage*>(QStringLiteral("collect_page"));
    }
    [[nodiscard]] QString text(const char16_t* name) const { return find<QLabel>(name)->text(); }
    [[nodiscard]] QString log() const { return find<QPlainTextEdit>(u"run_log")->toPlainText(); }
    [[nodiscard]] QPushButton* button(const char16_t* name) const { return find<QPushButton>(name); }
    [[nodiscard]] QLineEdit* field(const char16_t* option) const {
        return find<QWidget>((QStringLiteral("field_") + QString::fromUtf16(option)).toStdU16String().c_str())
            ->findChild<QLineEdit*>();
    }
    void start() {
        field(u"repo")->setText(QStringLiteral("o/r"));
        button(u"start")->click();
    }
    void add_run() const {
        auto study = must(corpus::Study::open(study_->path(), corpus::Study::Mode::write));
        corpus::Store store(study);
        corpus::Run run;
        run.command = "collect github";
        run.source = "github";
        run.container = "huggingface/transformers";
        run.query = "repo:huggingface/transformers since:2024-05-01T00:00:00Z";
        run.endpoint = "https://api.github.com";
        run.started_at = now();
        const auto row = must(store.begin(run));
        must(store.skip(row, "issue 7", "no date"));
        corpus::Query query;
        query.term = "trust_remote_code";
        query.hits = 4310;
        query.fetched = 1000;
        query.capped = true;
        must(store.log(row, query));
        must(store.finish(row, "done", {{"seen", 9}, {"added", 8}, {"skipped", 1}}));
    }

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        study_ = std::make_unique<StudyFixture>();
        for (const char16_t* name : {u"go", u"on", u"arguments", u"crash"})
            QFile::remove(file(name));
    }
    void cleanup() {
        window_.reset();
        study_.reset();
    }

    void a_collection_is_started_watched_and_ends_with_sums() {
        open(program(until_told));
        start();
        QTRY_COMPARE(text(u"run_what"), QStringLiteral("o/r comments"));
        QCOMPARE(text(u"run_figures"),
                 QStringLiteral("3 of 12 · 300 posts · 13 a second · 4 requests · 0:34 left"));
        QCOMPARE(find<QProgressBar>(u"run_bar")->maximum(), 12);
        QCOMPARE(find<QProgressBar>(u"run_bar")->value(), 3);
        QVERIFY(!button(u"start")->isEnabled());
        QVERIFY(read(u"arguments").startsWith(QStringLiteral("collect github --repo=o/r --study ")));
        QVERIFY(read(u"arguments")
                    .contains(QStringLiteral("--json --progress json --beside %1")
                                  .arg(QCoreApplication::applicationPid())));
        touch(u"go");
        QTRY_VERIFY(text(u"run_wait").contains(QStringLiteral("GitHub search: 27 s until 10 more requests")));
        QTRY_VERIFY(text(u"run_wait").contains(QStringLiteral("GitHub search: 26 s")));
        touch(u"on");
        QTRY_COMPARE(text(u"run_state"), QStringLiteral("Done"));
        QVERIFY(text(u"run_wait").isEmpty());
        QVERIFY(text(u"run_counts")
                    .startsWith(QStringLiteral("300 posts: 280 new, 15 changed, 4 unchanged, 1 skipped")));
        QVERIFY(button(u"start")->isEnabled());
    }

    void pausing_stops_it_cleanly_and_resuming_asks_the_same_again() {
        open(program(until_told));
        start();
        QTRY_COMPARE(text(u"run_state"), QStringLiteral("Running"));
        QTest::keyClick(page(), Qt::Key_Period, Qt::ControlModifier);
        QCOMPARE(text(u"run_state"), QStringLiteral("Pausing after this page…"));
        QTRY_COMPARE(text(u"run_state"), QStringLiteral("Paused"));
        QVERIFY(text(u"run_counts").startsWith(QStringLiteral("3 posts: 3 new")));
        field(u"repo")->setText(QStringLiteral("another/one"));
        touch(u"go");
        touch(u"on");
        button(u"pause")->click();
        QTRY_COMPARE(text(u"run_state"), QStringLiteral("Done"));
        const QStringList starts = read(u"arguments").split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(starts.size(), 2);
        QCOMPARE(starts[0], starts[1]);
    }

    void a_failure_says_why_once() {
        open(program("echo '{\"event\":\"error\",\"text\":\"GitHub refused: 401, check the token\"}' >&2\n"
                     "echo 'axial: GitHub refused: 401, check the token' >&2\nexit 1\n"));
        start();
        QTRY_COMPARE(text(u"run_state"), QStringLiteral("Failed"));
        QCOMPARE(text(u"run_reason"), QStringLiteral("GitHub refused: 401, check the token"));
        QCOMPARE(log().count(QStringLiteral("Error: GitHub refused")), 1);
        QCOMPARE(button(u"pause")->text(), QStringLiteral("Resume"));
    }

    void a_crash_of_the_program_is_said_and_can_be_resumed() {
        open(program("echo '{\"event\":\"progress\",\"what\":\"o/r\"}' >&2\nkill -9 $$\n"));
        start();
        QTRY_COMPARE(text(u"run_state"), QStringLiteral("Failed"));
        QVERIFY(text(u"run_reason").contains(QStringLiteral("ended unexpectedly (signal 9)")));
        QVERIFY(button(u"pause")->isVisible() && button(u"pause")->isEnabled());
    }

    void garbage_is_logged_bounded_and_harmless() {
        open(program(
            "i=0; while [ $i -lt 700 ]; do echo \"noise $i\" >&2; i=$((i+1)); done\n"
            "printf '{\"event\":\"progress\",\"done\":' >&2; head -c 300000 /dev/zero | tr '\\0' x >&2\n"
            "printf '\\377\\376\\n{\"event\":7}\\n' >&2; head -c 9000000 /dev/zero\n"
            "printf 'last words without a line break' >&2\n"));
        start();
        QTRY_COMPARE_WITH_TIMEOUT(text(u"run_state"), QStringLiteral("Done"), 20000);
        QVERIFY(log().contains(QStringLiteral("last words without a line break")));
        QVERIFY(find<QPlainTextEdit>(u"run_log")->blockCount() <= 500);
        QVERIFY(log().size() < 100'000);
    }

    void a_plan_is_shown_and_nothing_is_started() {
        open(
            program("echo '{\"plan\":{\"steps\":[{\"what\":\"issues\",\"items\":900,\"requests\":40,"
                    "\"at_least\":false}],\"requests\":42,\"seconds\":34,\"caps\":[\"only 60 an hour\"]}}'\n"));
        field(u"repo")->setText(QStringLiteral("o/r"));
        button(u"plan")->click();
        QTRY_COMPARE(text(u"plan_headline"), QStringLiteral("About 42 requests, 0:34"));
        QCOMPARE(text(u"plan_caps"), QStringLiteral("only 60 an hour"));
        QVERIFY(read(u"arguments").contains(QStringLiteral("--dry-run")));
        QVERIFY(!read(u"arguments").contains(QStringLiteral("--beside")));
    }

    void a_missing_program_is_said_and_nothing_can_be_started() {
        open(file(u"not-there"));
        QCOMPARE(text(u"empty_title"), QStringLiteral("The axial program is not there"));
        QVERIFY(!button(u"start")->isEnabled() && !button(u"plan")->isEnabled());
    }

    void a_study_that_is_open_elsewhere_is_only_looked_at() {
        auto elsewhere = must(corpus::Study::open(study_->path(), corpus::Study::Mode::write));
        open(program(until_told));
        QCOMPARE(text(u"empty_title"), QStringLiteral("This study can only be read"));
        QVERIFY(!button(u"start")->isEnabled());
    }

    void what_is_missing_stands_at_the_field_and_goes_when_it_is_mended() {
        open(program(until_told));
        button(u"start")->click();
        auto* hint = find<QWidget>(u"field_repo")->findChild<QLabel*>(QStringLiteral("hint"));
        QCOMPARE(hint->text(), QStringLiteral("This is needed."));
        QVERIFY(field(u"repo")->hasFocus());
        field(u"repo")->setText(QStringLiteral("o/r"));
        QVERIFY(hint->text() != QStringLiteral("This is needed."));
        QVERIFY(read(u"arguments").isEmpty());
    }

    void the_keyboard_alone_plans_starts_and_pauses() {
        open(program(until_told));
        auto* list = find<QListWidget>(u"source_list");
        QVERIFY(list->hasFocus());
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Up);
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(field(u"repo")->hasFocus());
        QTest::keyClicks(field(u"repo"), QStringLiteral("o/r"));
        QTest::keyClick(field(u"repo"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(text(u"run_state"), QStringLiteral("Running"));
        QCOMPARE(window_->focusWidget(), button(u"pause"));
        QTest::keyClick(button(u"pause"), Qt::Key_Return);
        QTRY_COMPARE(text(u"run_state"), QStringLiteral("Paused"));
        QTest::keyClick(page(), Qt::Key_Escape);
        QVERIFY(list->hasFocus());
    }

    void the_history_tells_questions_and_skips_and_fills_the_form_again() {
        add_run();
        open(program(until_told));
        auto* history = find<RunHistoryView>(u"run_history");
        QCOMPARE(history->topLevelItemCount(), 1);
        history->setFocus();
        QTest::keyClick(history, Qt::Key_Return);
        QTRY_COMPARE(history->topLevelItem(0)->childCount(), 2);
        QCOMPARE(
            history->topLevelItem(0)->child(0)->text(0),
            QStringLiteral("Asked trust_remote_code: 4,310 hits, 1,000 read, capped: the service gives out no "
                           "more"));
        QCOMPARE(history->topLevelItem(0)->child(1)->text(0), QStringLiteral("Skipped issue 7: no date"));
        QTest::keyClick(history, Qt::Key_A);
        QCOMPARE(field(u"repo")->text(), QStringLiteral("huggingface/transformers"));
        QCOMPARE(field(u"since")->text(), QStringLiteral("2024-05-01"));
        QVERIFY(button(u"start")->hasFocus());
    }

    void closing_asks_stops_and_then_closes() {
        open(program(until_told));
        start();
        QTRY_COMPARE(text(u"run_state"), QStringLiteral("Running"));
        QVERIFY(!window_->close());
        auto* question = window_->findChild<QMessageBox*>(QStringLiteral("close_question"));
        QVERIFY(question && window_->isVisible());
        for (auto* each : question->buttons())
            if (question->buttonRole(each) == QMessageBox::AcceptRole)
                each->click();
        QVERIFY(window_->isVisible());
        QTRY_VERIFY(!window_->isVisible());
        QVERIFY(log().contains(QStringLiteral("Paused")));
    }
};

QTEST_MAIN(TestCollectPage)
#include "test_collect_page.moc"
