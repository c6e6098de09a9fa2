// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/code_picker.h"
#include "coding_ui/codebook_model.h"
#include "coding_ui/main_window.h"
#include "coding_ui/post_card.h"
#include "coding_ui/post_text.h"
#include "coding_ui/theme.h"
#include "coding_ui/thread_view.h"
#include "study_fixture.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>
#include <memory>

using namespace axial;
using namespace axial::coding_ui;
using namespace axial::coding_ui::tests;

/// Drives the real window, by object names and keys, and looks into the database for what came of it.
class TestMainWindow final : public QObject {
    Q_OBJECT

    std::unique_ptr<StudyFixture> study_;
    std::unique_ptr<MainWindow> window_;

    void open(const QString& round, const QString& coder, const QString& thread = {}) {
        window_ = std::make_unique<MainWindow>(MainWindow::Start{study_->path(), round, coder, thread});
        QSignalSpy settled(window_.get(), &MainWindow::settled);
        window_->resize(1280, 800);
        window_->show();
        QVERIFY(settled.wait(20000));
    }
    void open_emoji_thread() {
        open(QStringLiteral("coding"), QStringLiteral("ada"), QLatin1String(StudyFixture::emoji_thread));
        QTRY_VERIFY(view()->has_thread());
    }
    template <typename Widget>
    Widget* find(const char16_t* name) const {
        return window_->findChild<Widget*>(QString::fromUtf16(name));
    }
    /// The Code page's: the Settle page has one, too.
    [[nodiscard]] QLineEdit* picker_input() const {
        return find<QWidget>(u"centre")->findChild<QLineEdit*>(QStringLiteral("picker_input"));
    }
    [[nodiscard]] ThreadView* view() const { return find<ThreadView>(u"thread_view"); }
    [[nodiscard]] QString status() const { return find<QLabel>(u"status")->text(); }

    /// Moves over `before` characters and selects the next `count`, by the keyboard alone.
    void select(int before, int count) {
        PostText* text = view()->current_card()->text();
        QTest::keyClick(text, Qt::Key_Home, Qt::ControlModifier);
        for (int i = 0; i < before; ++i)
            QTest::keyClick(text, Qt::Key_Right);
        for (int i = 0; i < count; ++i)
            QTest::keyClick(text, Qt::Key_Right, Qt::ShiftModifier);
    }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(view()->current_card()->text(), static_cast<Qt::Key>(key), modifiers);
    }

private Q_SLOTS:
    void init() {
        // The offscreen platform says so of every window; any other warning is a fault of ours.
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        study_ = std::make_unique<StudyFixture>();
    }
    void cleanup() {
        window_.reset();
        study_.reset();
    }

    void a_code_key_codes_the_selection_in_code_points() {
        open_emoji_thread();
        select(6, 4); // "Why 😕🏽 |does|": the emoji is one step of the caret, two code points, four units
        press(Qt::Key_1);
        QTRY_COMPARE(study_->codings("ada").size(), std::size_t{1});
        const auto coding = study_->codings("ada").front();
        QCOMPARE(coding.quote, std::string("does"));
        QCOMPARE(coding.begin, 7U);
        QCOMPARE(coding.end, 11U);
        QCOMPARE(coding.post, std::string(StudyFixture::emoji_post));
        QTRY_VERIFY(status().startsWith(QStringLiteral("Saved")));
        QCOMPARE(view()->content().posts.front().codings.size(), std::size_t{1});
    }

    void undo_and_redo_go_through_the_journal() {
        open_emoji_thread();
        select(0, 3);
        press(Qt::Key_1);
        QTRY_COMPARE(study_->codings("ada").size(), std::size_t{1});
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(study_->codings("ada").size(), std::size_t{0});
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(study_->codings("ada").size(), std::size_t{1});
        QTRY_COMPARE(view()->content().posts.front().codings.size(), std::size_t{1});
        press(Qt::Key_U); // the coding that came back is at the caret
        QTRY_COMPARE(study_->codings("ada").size(), std::size_t{0});
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(study_->codings("ada").size(), std::size_t{1});
    }

    void repeat_applies_the_last_code_elsewhere() {
        open_emoji_thread();
        select(0, 3);
        press(Qt::Key_2);
        QTRY_COMPARE(study_->codings("ada").size(), std::size_t{1});
        QTRY_VERIFY(view()->current_card()->text()->selection().empty());
        press(Qt::Key_J);
        QCOMPARE(view()->current(), 1);
        select(0, 5);
        press(Qt::Key_Q);
        QTRY_COMPARE(study_->codings("ada").size(), std::size_t{2});
        const auto codings = study_->codings("ada");
        QCOMPARE(codings[0].code, codings[1].code);
        QVERIFY(codings[0].post != codings[1].post);
    }

    void the_picker_completes_and_creates() {
        open_emoji_thread();
        select(0, 3);
        press(Qt::Key_C);
        auto* input = picker_input();
        QVERIFY(input->isVisible());
        QTest::keyClicks(input, QStringLiteral("docu"));
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_COMPARE(study_->codings("ada").size(), std::size_t{1});

        select(0, 3);
        press(Qt::Key_X); // no command: begins a name
        QTRY_VERIFY(input->isVisible());
        QCOMPARE(input->text(), QStringLiteral("x"));
        input->setText(QStringLiteral("Badge taken for an audit"));
        QTest::keyClick(input, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(study_->codings("ada").size(), std::size_t{2});
        auto* tree = find<QTreeView>(u"code_tree");
        QTRY_COMPARE(tree->model()->rowCount(), 3);
        press(Qt::Key_Z, Qt::ControlModifier); // takes back the coding and the code
        QTRY_COMPARE(study_->codings("ada").size(), std::size_t{1});
        QTRY_COMPARE(tree->model()->rowCount(), 2);
    }

    void blind_means_that_the_other_coder_is_not_shown() {
        study_->code_as("ben", StudyFixture::emoji_post, 0, 3);
        open_emoji_thread();
        QVERIFY(view()->content().posts.front().codings.empty());
        QVERIFY(find<QLabel>(u"blind")->isVisible());
        auto* tree = find<QTreeView>(u"code_tree");
        QCOMPARE(tree->model()->index(1, 0).data(CodebookModel::CountRole).toInt(), 0);
        QCOMPARE(find<QPushButton>(u"filter_done")->text(), QStringLiteral("Done 0"));
        window_.reset();
        open(QStringLiteral("coding"), QStringLiteral("ben"), QLatin1String(StudyFixture::emoji_thread));
        QTRY_COMPARE(view()->content().posts.front().codings.size(), std::size_t{1});
    }

    void return_on_a_code_applies_it_once() {
        open_emoji_thread();
        select(0, 3);
        press(Qt::Key_F2);
        auto* tree = find<QTreeView>(u"code_tree");
        QTRY_VERIFY(tree->hasFocus());
        QTest::keyClick(tree, Qt::Key_Return);
        QTRY_COMPARE(study_->codings("ada").size(), std::size_t{1});
        QVERIFY(!picker_input()->isVisible());
    }

    void nothing_here_finishes_the_post_and_goes_on() {
        open_emoji_thread();
        press(Qt::Key_0);
        QCOMPARE(view()->current(), 1);
        QTRY_COMPARE(find<QLabel>(u"progress_words")->text(), QStringLiteral("1 of 4 posts"));
    }

    void a_memo_is_saved_by_itself() {
        open_emoji_thread();
        auto* memo = find<QPlainTextEdit>(u"memo");
        QTRY_VERIFY(memo->isEnabled());
        QTest::keyClicks(memo, QStringLiteral("Compare thread 2."));
        press(Qt::Key_Tab);
        memo->clearFocus();
        view()->current_card()->text()->setFocus();
        const auto stored = [this] {
            auto study = must(corpus::Study::open(study_->path(), corpus::Study::Mode::read));
            const auto found =
                must(codebooks::Rounds(study).memo(std::string("post:") + StudyFixture::emoji_post, {"ada"}));
            return found ? found->text : std::string();
        };
        QTRY_COMPARE(stored(), std::string("Compare thread 2."));
    }

    void search_narrows_and_says_what_is_wrong() {
        open(QStringLiteral("coding"), QStringLiteral("ada"));
        auto* search = find<QLineEdit>(u"search");
        auto* list = find<QListView>(u"thread_list");
        QCOMPARE(list->model()->rowCount(), 3);
        QTest::keyClicks(search, QStringLiteral("consent"));
        QTRY_COMPARE(list->model()->rowCount(), 1);
        search->clear();
        QTRY_COMPARE(list->model()->rowCount(), 3);
        QTest::keyClicks(search, QStringLiteral("nosuchfield:x AND ("));
        auto* error = find<QLabel>(u"search_error");
        QTRY_VERIFY(error->isVisible());
        QVERIFY(!error->text().isEmpty());
        QCOMPARE(list->model()->rowCount(), 3);
    }

    void return_in_the_search_box_codes_nothing() {
        open_emoji_thread();
        press(Qt::Key_Slash);
        auto* search = find<QLineEdit>(u"search");
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("consent"));
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(!picker_input()->isVisible());
        auto* list = find<QListView>(u"thread_list");
        QVERIFY(list->hasFocus());
        QTRY_COMPARE(list->model()->rowCount(), 1);
        QTest::keyClick(list, Qt::Key_Return); // back to the text, and no more than that
        QTRY_VERIFY(view()->current_card()->text()->hasFocus());
        QVERIFY(!picker_input()->isVisible());
    }

    void overlay_and_picker_leave_the_current_post_as_it_was() {
        open_emoji_thread();
        press(Qt::Key_J);
        press(Qt::Key_Question);
        auto* overlay = window_->findChild<QWidget*>(QStringLiteral("key_overlay"));
        QVERIFY(overlay->isVisible());
        QTest::keyClick(overlay, Qt::Key_Escape);
        QVERIFY(!overlay->isVisible());
        QCOMPARE(view()->current(), 1);
        press(Qt::Key_C);
        QTest::keyClick(picker_input(), Qt::Key_Escape);
        QCOMPARE(view()->current(), 1);
        QVERIFY(view()->current_card()->text()->hasFocus());
    }

    void a_vote_by_key_is_stored_and_goes_on() {
        open(QStringLiteral("screening"), QStringLiteral("ada"));
        auto* screen = window_->findChild<QWidget*>(QStringLiteral("screening_page"));
        auto* shown = screen->findChild<ThreadView*>();
        QTRY_VERIFY(shown->has_thread());
        const auto first = shown->content().posts.front().post.key;
        QTest::keyClick(shown->current_card()->text(), Qt::Key_I);
        QTRY_COMPARE(study_->votes("ada").size(), std::size_t{1});
        QCOMPARE(study_->votes("ada").front().post, first);
        QCOMPARE(study_->votes("ada").front().answer, std::string("include"));
        QTRY_VERIFY(shown->content().posts.front().post.key != first);
        QTest::keyClick(shown->current_card()->text(), Qt::Key_1);
        QTRY_COMPARE(study_->votes("ada").size(), std::size_t{2});
        const auto votes = study_->votes("ada");
        QVERIFY(std::any_of(votes.begin(), votes.end(), [](const codebooks::Vote& vote) {
            return vote.answer == "exclude" && vote.reason == "code-only";
        }));
    }

    void several_choices_are_asked_and_none_is_guessed() {
        open({}, {});
        QVERIFY(!find<QLabel>(u"blind")->isVisible());
        QVERIFY(find<QLabel>(u"empty_title") != nullptr);
        auto* list = find<QListView>(u"thread_list");
        list->setCurrentIndex(list->model()->index(0, 0));
        QTRY_VERIFY(view()->has_thread());
        press(Qt::Key_1);
        QTRY_VERIFY(status().contains(QStringLiteral("choose a round")));
    }

    void a_study_open_elsewhere_is_read_only() {
        auto other = must(corpus::Study::open(study_->path(), corpus::Study::Mode::write));
        open(QStringLiteral("coding"), QStringLiteral("ada"));
        QVERIFY(find<QLabel>(u"read_only")->isVisible());
        QTRY_VERIFY(view()->has_thread());
        press(Qt::Key_1);
        QTRY_VERIFY(status().contains(QStringLiteral("reading only")));
        QVERIFY(study_->codings("ada").empty());
    }

    void what_is_no_study_is_said_in_the_window() {
        window_ = std::make_unique<MainWindow>(
            MainWindow::Start{study_->path().parent_path() / "nowhere", {}, {}, {}});
        QSignalSpy settled(window_.get(), &MainWindow::settled);
        window_->show();
        QVERIFY(settled.wait(20000));
        QVERIFY(!window_->failure().isEmpty());
        const auto labels = window_->findChildren<QLabel*>(QStringLiteral("empty_sentence"));
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(QStringLiteral("nowhere"));
        }));
    }

    void both_schemes_draw_something() {
        open_emoji_thread();
        const auto colours = [this] {
            const QImage picture = window_->grab().toImage();
            QSet<QRgb> seen;
            for (int y = 0; y < picture.height(); y += 3)
                for (int x = 0; x < picture.width(); x += 3)
                    seen.insert(picture.pixel(x, y));
            return std::pair{seen.size(),
                             picture.pixelColor(picture.width() / 2, picture.height() - 60).lightness()};
        };
        const auto [many, light] = colours();
        QVERIFY(many > 20);
        QVERIFY(light > 200);
        press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(colours().second < 60);
        press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    }
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    apply_theme(application, Scheme::light);
    TestMainWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_main_window.moc"
