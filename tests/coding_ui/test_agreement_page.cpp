// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/agreement_page.h"
#include "coding_ui/disagreement_list.h"
#include "coding_ui/forest_plot.h"
#include "coding_ui/heat_map.h"
#include "coding_ui/main_window.h"
#include "coding_ui/post_card.h"
#include "coding_ui/post_text.h"
#include "coding_ui/study_client.h"
#include "coding_ui/theme.h"
#include "coding_ui/thread_view.h"
#include "study_fixture.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QListView>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <memory>

using namespace axial;
using namespace axial::coding_ui;
using namespace axial::coding_ui::tests;

/// The Agreement page in the real window, on rounds of the fixture.
class TestAgreementPage final : public QObject {
    Q_OBJECT

    std::unique_ptr<StudyFixture> study_;
    std::unique_ptr<MainWindow> window_;

    void open(const QString& round, const QString& coder) {
        window_ =
            std::make_unique<MainWindow>(MainWindow::Start{study_->path(), round, coder, {}, Page::agreement});
        QSignalSpy settled(window_.get(), &MainWindow::settled);
        window_->resize(1280, 800);
        window_->show();
        QVERIFY(settled.wait(30000));
        QVERIFY(page()->isVisible());
    }
    template <typename Widget>
    Widget* find(const char16_t* name) const {
        return window_->findChild<Widget*>(QString::fromUtf16(name));
    }
    [[nodiscard]] AgreementPage* page() const { return find<AgreementPage>(u"agreement_page"); }
    [[nodiscard]] QString text(const char16_t* name) const { return find<QLabel>(name)->text(); }
    [[nodiscard]] QListView* list() const { return find<QListView>(u"disagreement_list"); }
    [[nodiscard]] ThreadView* view() const { return find<ThreadView>(u"thread_view"); }
    [[nodiscard]] QString empty_title() const {
        return page()->findChild<QLabel*>(QStringLiteral("empty_title"))->text();
    }

    /// Two agree on three posts of four; nobody else votes.
    void vote_in(const std::string& round) {
        study_->open_round(round, "keep", true);
        const std::pair<const char*, const char*> answers[] = {{StudyFixture::emoji_post, "include"},
                                                               {StudyFixture::quoting_post, "exclude"},
                                                               {StudyFixture::chinese_post, "exclude"},
                                                               {StudyFixture::code_post, "include"}};
        for (const auto& [post, answer] : answers) {
            study_->vote_as(round, "ada", post, answer);
            const bool differs = std::string(post) == StudyFixture::quoting_post;
            study_->vote_as(round, "ben", post, differs ? "include" : answer);
        }
    }
    /// ada codes a word of the second post, where ben finds nothing; both code the first words of another.
    void code_both() {
        study_->code_as("ada", StudyFixture::quoting_post, 13, 19);
        study_->finish_as("ben", StudyFixture::quoting_post);
        for (const auto* coder : {"ada", "ben"}) {
            study_->code_as(coder, StudyFixture::emoji_post, 0, 3);
            study_->finish_as(coder, StudyFixture::chinese_post);
        }
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

    void a_closed_round_shows_its_figures_and_what_differs() {
        vote_in("double");
        study_->close_round("double");
        open(QStringLiteral("double"), QStringLiteral("ada"));
        QVERIFY2(text(u"agreement_sentence").contains(QStringLiteral("over 4 posts that two coders answered")),
                 qPrintable(text(u"agreement_sentence")));
        QVERIFY(text(u"agreement_sentence").contains(QStringLiteral("75.0\u00a0%")));
        QVERIFY(text(u"agreement_state").contains(QStringLiteral("closed")));
        QCOMPARE(list()->model()->rowCount(), 1);
        QVERIFY(find<ForestPlot>(u"forest_plot")->item_count() > 8);
        QTest::keyClick(window_.get(), Qt::Key_C);
        QCOMPARE(QGuiApplication::clipboard()->text(), text(u"agreement_sentence"));
    }

    void a_sealed_round_shows_no_figure() {
        vote_in("double");
        open(QStringLiteral("double"), QStringLiteral("ada"));
        QCOMPARE(empty_title(), QStringLiteral("Sealed until closed"));
        QVERIFY(text(u"agreement_state").contains(QStringLiteral("sealed")));
        QVERIFY(text(u"agreement_sentence").isEmpty());
        QCOMPARE(find<ForestPlot>(u"forest_plot")->item_count(), 0);
        QCOMPARE(find<HeatMap>(u"heat_map")->item_count(), 0);
        QCOMPARE(list()->model()->rowCount(), 0);
        QVERIFY(find<QLabel>(u"blind")->isVisible());
        static const QRegularExpression decimals(QStringLiteral("\\d\\.\\d"));
        for (const auto* label : page()->findChildren<QLabel*>())
            QVERIFY2(!label->isVisible() || !label->text().contains(decimals), qPrintable(label->text()));
    }

    void one_coder_and_no_decisions_are_said() {
        open(QStringLiteral("screening"), QStringLiteral("ada"));
        QCOMPARE(empty_title(), QStringLiteral("One coder agrees with nobody"));
        window_.reset();
        study_->open_round("fresh", "keep", false);
        open(QStringLiteral("fresh"), QStringLiteral("ada"));
        QCOMPARE(empty_title(), QStringLiteral("No decisions yet"));
    }

    void undefined_is_said_with_its_reason() {
        study_->open_round("same", "keep", true);
        for (const auto* coder : {"ada", "ben"})
            for (const auto* post : {StudyFixture::emoji_post, StudyFixture::code_post})
                study_->vote_as("same", coder, post, "include");
        study_->close_round("same");
        open(QStringLiteral("same"), QStringLiteral("ada"));
        const QString words = text(u"agreement_sentence");
        QVERIFY2(words.contains(QStringLiteral("alpha is undefined over 2 posts")), qPrintable(words));
        QVERIFY(words.section(QStringLiteral(": "), 1).size() > 5);
        QVERIFY(!words.contains(QStringLiteral("0.000")));
    }

    void return_opens_the_post_and_alt_left_comes_back() {
        vote_in("double");
        study_->close_round("double");
        open(QStringLiteral("double"), QStringLiteral("ada"));
        QTest::keyClick(window_.get(), Qt::Key_Return); // from anywhere on the page
        auto* screen = window_->findChild<QWidget*>(QStringLiteral("screening_page"));
        auto* shown = screen->findChild<ThreadView*>();
        QTRY_VERIFY(screen->isVisible());
        QTRY_VERIFY(shown->has_thread());
        QTRY_COMPARE(shown->content().posts.front().post.key, std::string(StudyFixture::quoting_post));
        QTest::keyClick(window_.get(), Qt::Key_Left, Qt::AltModifier);
        QTRY_VERIFY(page()->isVisible());
        QVERIFY(list()->hasFocus());
        QCOMPARE(list()->model()->rowCount(), 1);
    }

    void a_stretch_is_opened_and_selected() {
        code_both();
        study_->close_round("coding");
        open(QStringLiteral("coding"), QStringLiteral("ada"));
        auto* model = static_cast<DisagreementModel*>(list()->model());
        int row = -1;
        for (int i = 0; i < model->rowCount(); ++i)
            if (model->at(i).end > 0)
                row = i;
        QVERIFY(row >= 0);
        const auto& each = model->at(row);
        QCOMPARE(each.post, std::string(StudyFixture::quoting_post));
        const std::string quote = each.quote;
        list()->setCurrentIndex(model->index(row, 0));
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Return);
        QTRY_VERIFY(view()->isVisible() && view()->has_thread());
        QTRY_COMPARE(view()->current(), 1);
        QTRY_COMPARE(view()->current_card()->text()->textCursor().selectedText().toStdString(), quote);
    }

    void a_cell_of_the_heat_map_narrows_the_list() {
        code_both();
        study_->close_round("coding");
        open(QStringLiteral("coding"), QStringLiteral("ada"));
        const int all = list()->model()->rowCount();
        auto* map = find<HeatMap>(u"heat_map");
        QVERIFY(map->size() >= 2);
        const auto last = static_cast<std::size_t>(map->size() + map->left_out() - 1);
        const auto code = last - 1; // "Documentation", beside nothing
        QVERIFY(map->item_of(code, last) >= 0);
        map->set_current(map->item_of(last, last));
        map->setFocus();
        map->set_current(map->item_of(code, last));
        QTest::keyClick(map, Qt::Key_Return);
        QVERIFY(list()->model()->rowCount() > 0);
        auto* model = static_cast<DisagreementModel*>(list()->model());
        QCOMPARE(model->pair(), (std::optional<CodePair>{{code, last}}));
        for (int row = 0; row < model->rowCount(); ++row)
            QCOMPARE(model->at(row).post, std::string(StudyFixture::quoting_post));
        QTest::keyClick(map, Qt::Key_Escape);
        QCOMPARE(list()->model()->rowCount(), all);
        QVERIFY(page()->isVisible());
    }

    void another_round_is_shown_when_chosen_and_the_first_answer_is_dropped() {
        vote_in("double");
        study_->close_round("double");
        code_both();
        study_->close_round("coding");
        StudyClient client(study_->path());
        QSignalSpy opened(&client, &StudyClient::opened);
        client.open();
        QVERIFY(opened.wait(20000));
        std::vector<std::string> answered;
        connect(&client, &StudyClient::agreement_loaded, this,
                [&](const AgreementFigures& figures) { answered.push_back(figures->round.name); });
        QSignalSpy diagnosed(&client, &StudyClient::diagnosis_loaded);
        client.load_agreement(QStringLiteral("double"));
        client.load_agreement(QStringLiteral("coding"));
        QTRY_COMPARE_WITH_TIMEOUT(diagnosed.size(), 1, 30000);
        QCOMPARE(answered, std::vector<std::string>{"coding"});
        client.load_agreement(QStringLiteral("double"));
        QSignalSpy standing(&client, &StudyClient::standing_loaded);
        QVERIFY(standing.wait(20000));
        client.load_agreement({}); // given up while the figures are on their way
        QSignalSpy any(&client, &StudyClient::agreement_loaded);
        client.load_thread(1); // answered after whatever was under way
        QSignalSpy thread(&client, &StudyClient::thread_loaded);
        QVERIFY(thread.wait(30000));
        QCOMPARE(any.size(), 0);
    }

    void the_page_has_its_key_and_hides_what_is_not_its_own() {
        vote_in("double");
        study_->close_round("double");
        open(QStringLiteral("double"), QStringLiteral("ada"));
        QVERIFY(!window_->findChild<QWidget*>(QStringLiteral("right_pane"))->isVisible());
        QTest::keyClick(window_.get(), Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY(!page()->isVisible());
        QTRY_VERIFY(window_->findChild<QWidget*>(QStringLiteral("right_pane"))->isVisible());
        QTest::keyClick(window_.get(), Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(page()->isVisible());
        for (const QSize size : {QSize(1440, 900), QSize(1024, 640)}) {
            window_->resize(size);
            QCOMPARE(window_->size(), size);
        }
    }
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    apply_theme(application, Scheme::light);
    TestAgreementPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_agreement_page.moc"
