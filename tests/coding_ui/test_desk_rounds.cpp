// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/theme.h"
#include "desk_fixture.h"

#include <QApplication>
#include <QMenu>
#include <QRegularExpression>

using namespace axial;
using namespace axial::coding_ui;
using namespace axial::coding_ui::tests;

/// The Settle page on rounds of all sorts: sealed, undisputed, questions, three coders.
class TestDeskRounds final : public DeskTest {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        study_ = std::make_unique<StudyFixture>();
    }
    void cleanup() {
        window_.reset();
        study_.reset();
    }

    void a_blind_round_that_is_open_shows_nothing() {
        disagree();
        open(QStringLiteral("coding"), QStringLiteral("ada"));
        QCOMPARE(empty(u"empty_title"), QStringLiteral("Sealed until closed"));
        QCOMPARE(count(), 0);
        QVERIFY(find<DeskPost>(u"desk_post")->marks().empty());
        for (const int key : {Qt::Key_A, Qt::Key_B, Qt::Key_J, Qt::Key_N, Qt::Key_V, Qt::Key_1, Qt::Key_Return})
            press(key);
        static const QRegularExpression codes(QStringLiteral("Documentation|Fear|ambiguity"));
        for (const auto* label : page()->findChildren<QLabel*>())
            QVERIFY2(!label->text().contains(codes), qPrintable(label->text()));
        bool said = false;
        for (const auto* label : page()->findChildren<QLabel*>())
            said = said || (label->isVisible() && label->text() == QStringLiteral("axial round close coding"));
        QVERIFY(said);
    }

    void rounds_without_disputes_say_what_is_next() {
        open(QStringLiteral("screening"), QStringLiteral("ada"));
        QCOMPARE(empty(u"empty_title"), QStringLiteral("One coder differs from nobody"));
        window_.reset();
        study_->open_round("same", "keep", true);
        for (const auto* coder : {"ada", "ben"})
            study_->vote_as("same", coder, StudyFixture::code_post, "include");
        study_->close_round("same");
        open(QStringLiteral("same"), QStringLiteral("ada"));
        QCOMPARE(empty(u"empty_title"), QStringLiteral("Nothing is in dispute"));
        window_.reset();
        study_->open_round("unused", "keep", true);
        study_->close_round("unused");
        open(QStringLiteral("unused"), QStringLiteral("ada"));
        QCOMPARE(empty(u"empty_title"), QStringLiteral("Nobody decided anything"));
    }

    void answers_are_settled_by_digit() {
        study_->open_round("double", "keep", true);
        study_->vote_as("double", "ada", StudyFixture::code_post, "include");
        study_->vote_as("double", "ben", StudyFixture::code_post, "exclude");
        study_->close_round("double");
        open(QStringLiteral("double"), QStringLiteral("ben"));
        QCOMPARE(count(), 1);
        const Item item = current().item;
        press(Qt::Key_J);
        QVERIFY(status().contains(QStringLiteral("settled with an answer")));
        press(Qt::Key_2);
        QTRY_VERIFY(stored(item, "double").settlement);
        QCOMPARE(stored(item, "double").settlement->answer, std::string("exclude"));
        QCOMPARE(stored(item, "double").settlement->coder, std::string("ben"));
        QTRY_COMPARE(empty(u"empty_title"), QStringLiteral("Everything is settled"));
    }

    void of_three_coders_p_shows_the_next_pair_and_digits_take_any() {
        open_three();
        study_->close_round("three");
        open(QStringLiteral("three"), QStringLiteral("ada"));
        QCOMPARE(count(), 1);
        auto* left = find<QWidget>(u"gutter_left");
        auto* right = find<QWidget>(u"gutter_right");
        QTRY_VERIFY(left->accessibleName().startsWith(QStringLiteral("ada"))); // she and ben do not differ
        QVERIFY(right->accessibleName().startsWith(QStringLiteral("cem")));
        press(Qt::Key_P);
        QVERIFY(left->accessibleName().startsWith(QStringLiteral("ben")));
        QVERIFY(right->accessibleName().startsWith(QStringLiteral("cem")));
        const Item item = current().item;
        press(Qt::Key_3);
        QTRY_VERIFY(stored(item, "three").settlement);
        QCOMPARE(stored(item, "three").settlement->outcome, std::string("cem"));
    }

    void a_rule_says_what_it_would_settle_and_is_undone_as_one() {
        open_three();
        code("three", "ada", StudyFixture::chinese_post, "malicious", 0, 4);
        code("three", "ben", StudyFixture::chinese_post, "ambiguity", 0, 4);
        code("three", "cem", StudyFixture::chinese_post, "docs", 0, 4);
        study_->close_round("three");
        open(QStringLiteral("three"), QStringLiteral("ada"));
        QCOMPARE(count(), 2);
        auto* menu = find<QMenu>(u"desk_rules");
        press(Qt::Key_G);
        QTRY_VERIFY(menu->isVisible());
        QCOMPARE(menu->actions().at(0)->text(), QStringLiteral("Majority: settles 1 of 2, leaves 1 open"));
        for (const auto& item : items("three"))
            QVERIFY(!item.settlement); // that was only said
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_COMPARE(count(), 1);
        QVERIFY(status().contains(QStringLiteral("1 settled by the rule “majority”")));
        for (const auto& item : items("three"))
            QCOMPARE(item.settlement ? item.settlement->rule : std::string(),
                     std::string(item.post == StudyFixture::emoji_post ? "majority" : ""));
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(count(), 2);
        for (const auto& item : items("three"))
            QVERIFY(!item.settlement);
    }

    void codes_of_whole_posts_have_no_extents_to_join() {
        code("coding", "ada", StudyFixture::code_post, "malicious", 0, 0);
        code("coding", "ben", StudyFixture::code_post, "docs", 0, 0);
        study_->close_round("coding");
        open(QStringLiteral("coding"), QStringLiteral("ada"));
        QCOMPARE(count(), 1);
        const Item item = current().item;
        QTRY_COMPARE(find<QWidget>(u"gutter_left")->accessibleName(),
                     QStringLiteral("ada: Fear of malicious code"));
        QVERIFY(find<DeskPost>(u"desk_post")->marks().empty());
        press(Qt::Key_X);
        QVERIFY2(status().contains(QStringLiteral("about the whole post")), qPrintable(status()));
        press(Qt::Key_B);
        QTRY_VERIFY(stored(item).settlement);
        QCOMPARE(stored(item).settlement->codings.at(0).end, 0U);
    }

    void reading_only_says_so_and_settles_nothing() {
        disagree();
        study_->close_round("coding");
        auto other = must(corpus::Study::open(study_->path(), corpus::Study::Mode::write));
        open(QStringLiteral("coding"), QStringLiteral("ada"));
        QCOMPARE(count(), 3);
        for (const int key : {Qt::Key_A, Qt::Key_N, Qt::Key_U, Qt::Key_G}) {
            press(key);
            QVERIFY2(status().contains(QStringLiteral("reading only")), qPrintable(status()));
        }
        QCOMPARE(count(), 3);
    }

    void who_only_reads_settles_as_the_owner() {
        disagree();
        study_->close_round("coding");
        study_->close_round("screening");
        open({}, {}); // no open round: nobody in particular
        page()->choose_round(QStringLiteral("coding"));
        QTRY_COMPARE(count(), 3);
        QVERIFY(find<QLabel>(u"desk_about")->text().contains(QStringLiteral("you settle as owner")));
        const Item item = current().item;
        press(Qt::Key_N);
        QTRY_COMPARE(count(), 2);
        QCOMPARE(stored(item).settlement->coder, std::string("owner"));
    }

    void decisions_that_come_in_late_open_an_item_again() {
        open_three();
        study_->close_round("three");
        {
            auto study = must(corpus::Study::open(study_->path(), corpus::Study::Mode::write));
            const auto round = must(codebooks::Rounds(study).get("three"));
            auto all = must(adjudication::items_of(study, round));
            auto& seen = all.front(); // as it was before cem's came in by a merge
            seen.codings.erase("cem");
            must(adjudication::settle(study, round, seen, {adjudication::Wanted::How::nothing, {}, {}, {}},
                                      "ada"));
        }
        open(QStringLiteral("three"), QStringLiteral("ada"));
        QCOMPARE(count(), 1);
        QVERIFY(current().item.outdated());
        bool said = false;
        for (const auto* label : page()->findChildren<QLabel*>())
            said = said || (label->isVisible() && label->text().contains(QStringLiteral("open again")));
        QVERIFY(said);
        press(Qt::Key_3);
        QTRY_COMPARE(empty(u"empty_title"), QStringLiteral("Everything is settled"));
    }
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    apply_theme(application, Scheme::light);
    TestDeskRounds test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_desk_rounds.moc"
