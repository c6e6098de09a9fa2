// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/journal.h"
#include "coding_ui/post_text.h"
#include "coding_ui/study_access.h"
#include "coding_ui/theme.h"
#include "coding_ui/thread_view.h"
#include "corpus/store.h"
#include "desk_fixture.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <algorithm>

using namespace axial;
using namespace axial::coding_ui;
using namespace axial::coding_ui::tests;

class TestDeskPage final : public DeskTest {
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

    void the_queue_has_every_kind_and_narrows() {
        open_disagreeing();
        QCOMPARE(count(), 3);
        std::vector<Kind> kinds;
        for (int at = 0; at < count(); ++at)
            kinds.push_back(row(at).item.kind);
        std::sort(kinds.begin(), kinds.end());
        QCOMPARE(kinds, (std::vector<Kind>{Kind::missing, Kind::code, Kind::boundary}));
        press(Qt::Key_F);
        QCOMPARE(count(), 1);
        QCOMPARE(row(0).item.kind, Kind::missing);
        press(Qt::Key_F);
        QCOMPARE(row(0).item.kind, Kind::code);
        press(Qt::Key_F);
        press(Qt::Key_F);
        QCOMPARE(count(), 3);
        press(Qt::Key_S); // by pair of codes: the one pair first
        QCOMPARE(row(0).item.kind, Kind::code);
        QVERIFY(row(0).item.code_pair().first != row(0).item.code_pair().second);
    }

    void two_coders_stand_side_by_side() {
        open_disagreeing();
        go_to(Kind::boundary);
        auto* post = find<DeskPost>(u"desk_post");
        QTRY_COMPARE(post->marks().size(), std::size_t{2});
        // "Why 😕🏽 does" is 11 code points and 13 units of UTF-16.
        QCOMPARE(post->marks()[0].range.end + post->marks()[1].range.end, 3 + 13);
        QVERIFY(post->marks()[0].lane != post->marks()[1].lane);
        QVERIFY(post->marks()[0].dashed != post->marks()[1].dashed);
        QVERIFY(
            find<QWidget>(u"gutter_left")->accessibleName().startsWith(QStringLiteral("ada: Documentation")));
        go_to(Kind::missing);
        QTRY_COMPARE(post->marks().size(), std::size_t{1});
        QCOMPARE(find<QWidget>(u"gutter_right")->accessibleName(), QStringLiteral("ben: nothing"));
    }

    void a_key_takes_what_a_coder_decided_with_reason_and_note() {
        open_disagreeing();
        go_to(Kind::boundary);
        const auto before = decisions();
        const Item item = current().item;
        press(Qt::Key_W);
        QTest::keyClicks(window_->focusWidget(), QStringLiteral("B has the verb"));
        press(Qt::Key_Return);
        press(Qt::Key_M);
        QTest::keyClicks(window_->focusWidget(), QStringLiteral("jab")); // keys are text here
        press(Qt::Key_Escape);
        for (int turn = 0; turn < 2; ++turn) // what is drawn anew keeps what was written
            press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!stored(item).settlement);
        press(Qt::Key_B);
        QTRY_VERIFY(stored(item).settlement);
        const auto settled = *stored(item).settlement;
        QCOMPARE(settled.outcome, std::string("ben"));
        QCOMPARE(settled.coder, std::string("ada"));
        QCOMPARE(settled.reason, std::string("B has the verb"));
        QCOMPARE(settled.note, std::string("jab"));
        QCOMPARE(settled.codings.size(), std::size_t{1});
        QCOMPARE(settled.codings[0].end, 11U);
        QCOMPARE(decisions(), before); // the coders' own stay
        QTRY_COMPARE(count(), 2);      // and the next is on screen
        QVERIFY(current().item.what != item.what);
        QVERIFY(find<QLineEdit>(u"desk_reason")->text().isEmpty());
        QVERIFY(find<QPlainTextEdit>(u"desk_note")->toPlainText().isEmpty());
        QVERIFY(list()->hasFocus());
    }

    void every_way_of_settling_has_its_key() {
        open_disagreeing();
        go_to(Kind::boundary);
        Item item = current().item;
        press(Qt::Key_X);
        QTRY_COMPARE(count(), 2);
        QCOMPARE(stored(item).settlement->codings.at(0).quote, std::string("Why"));
        press(Qt::Key_V); // what was settled can be settled anew
        QTRY_COMPARE(count(), 1);
        press(Qt::Key_J);
        QTRY_COMPARE(stored(item).settlement->outcome, std::string("joined"));
        QCOMPARE(stored(item).settlement->codings.at(0).quote, std::string("Why 😕🏽 does"));
        QTRY_VERIFY(status().contains(QStringLiteral("Saved")));
        press(Qt::Key_V);
        go_to(Kind::code);
        item = current().item;
        press(Qt::Key_J);
        QTRY_VERIFY2(status().contains(QStringLiteral("several codes")), qPrintable(status()));
        QVERIFY(!stored(item).settlement);
        press(Qt::Key_K);
        QTRY_COMPARE(count(), 1);
        QCOMPARE(stored(item).settlement->codings.size(), std::size_t{2});
        item = current().item;
        press(Qt::Key_D);
        QTRY_VERIFY(stored(item).settlement);
        QTRY_VERIFY(status().contains(QStringLiteral("Put off")));
        QCOMPARE(count(), 1); // put off is not settled
        press(Qt::Key_N);
        QTRY_VERIFY(stored(item).settlement->outcome == "nothing");
        QTRY_COMPARE(empty(u"empty_title"), QStringLiteral("Everything is settled"));
        QTRY_COMPARE(count(), 0);
    }

    void another_code_is_picked_and_none_is_made() {
        open_disagreeing();
        go_to(Kind::code);
        const Item item = current().item;
        press(Qt::Key_C);
        auto* input = find<QLineEdit>(u"picker_input"); // the Code page has one, too
        for (auto* each : page()->findChildren<QLineEdit*>(QStringLiteral("picker_input")))
            input = each;
        QVERIFY(input->hasFocus());
        QTest::keyClicks(input, QStringLiteral("Nowhere"));
        QTest::keyClick(input, Qt::Key_Return, Qt::ControlModifier);
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(input->isVisible());
        input->clear();
        QTest::keyClicks(input, QStringLiteral("docu"));
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_COMPARE(count(), 2);
        const auto settled = *stored(item).settlement;
        auto study = must(corpus::Study::open(study_->path(), corpus::Study::Mode::read));
        const auto book = must(codebooks::Codebooks(study).get("trust"));
        QCOMPARE(settled.codings.at(0).code, book.codes.back().uuid);
        QCOMPARE(settled.codings.at(0).end, 4U);
        QCOMPARE(book.codes.size(), std::size_t{4});
    }

    void undo_redo_and_taking_back() {
        open_disagreeing();
        go_to(Kind::missing);
        const Item item = current().item;
        press(Qt::Key_A);
        QTRY_COMPARE(count(), 2);
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(count(), 3);
        QVERIFY(!stored(item).settlement);
        QCOMPARE(current().item.what, item.what);
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(stored(item).settlement);
        QTRY_COMPARE(count(), 1); // the side of what is settled, where it now stands
        press(Qt::Key_U);
        QTRY_VERIFY(!stored(item).settlement);
        QTRY_COMPARE(count(), 3);
        press(Qt::Key_Z, Qt::ControlModifier); // taking back is undone, too
        QTRY_VERIFY(stored(item).settlement);
        QCOMPARE(stored(item).settlement->outcome, std::string("ada"));
    }

    void anothers_settlement_is_not_taken_back() {
        disagree();
        study_->close_round("coding");
        Item item;
        {
            auto study = must(corpus::Study::open(study_->path(), corpus::Study::Mode::write));
            const auto round = must(codebooks::Rounds(study).get("coding"));
            for (auto& each : must(adjudication::items_of(study, round)))
                if (each.disputed())
                    item = each;
            must(adjudication::settle(study, round, item, {adjudication::Wanted::How::nothing, {}, {}, {}},
                                      "ben"));
        }
        open(QStringLiteral("coding"), QStringLiteral("ada"));
        QCOMPARE(count(), 2);
        press(Qt::Key_V);
        QTRY_COMPARE(count(), 1);
        press(Qt::Key_U);
        QTRY_VERIFY2(status().contains(QStringLiteral("only ben can undo it")), qPrintable(status()));
        QVERIFY(stored(item).settlement);
        press(Qt::Key_A); // but settled anew it can be
        QTRY_COMPARE(stored(item).settlement->coder, std::string("ada"));
    }

    void what_is_kept_of_the_desk_is_what_the_study_says() {
        disagree();
        study_->close_round("coding");
        auto access = must(StudyAccess::open(study_->path()));
        must(access->enter("coding", "ben"));
        const auto before = must(access->desk("coding"));
        using How = adjudication::Wanted::How;
        const How ways[] = {How::coder, How::nothing, How::deferred};
        for (std::size_t i = 0; i < before->rows.size(); ++i) {
            const auto after =
                must(access->settle("coding", before->rows[i].item, {ways[i % 3], "ada", "why", "note"})).desk;
            const auto anew = must(access->desk("coding"));
            QCOMPARE(after->rows.size(), anew->rows.size());
            for (std::size_t j = 0; j < anew->rows.size(); ++j) {
                const auto &kept = after->rows[j].item, &read = anew->rows[j].item;
                QCOMPARE(kept.what, read.what);
                QCOMPARE(kept.open(), read.open());
                QCOMPARE(kept.settlement.has_value(), read.settlement.has_value());
                if (!kept.settlement)
                    continue;
                QCOMPARE(kept.settlement->event, read.settlement->event);
                QCOMPARE(kept.settlement->coder, read.settlement->coder);
                QCOMPARE(kept.settlement->outcome, read.settlement->outcome);
                QVERIFY(kept.settlement->codings == read.settlement->codings);
                QVERIFY(kept.settlement->from == read.settlement->from);
                QCOMPARE(kept.settlement->reason, read.settlement->reason);
                QCOMPARE(kept.settlement->note, read.settlement->note);
                QVERIFY(kept.settlement->at == read.settlement->at);
            }
        }
    }

    void keys_wait_until_the_decision_is_stored() {
        open_disagreeing();
        press(Qt::Key_N);
        press(Qt::Key_N);
        press(Qt::Key_N);
        QTRY_COMPARE(count(), 2);
        QTRY_VERIFY(status().contains(QStringLiteral("Saved")));
        window_.reset(); // what was sent is stored by then
        auto study = must(corpus::Study::open(study_->path(), corpus::Study::Mode::read));
        int settled = 0;
        must(codebooks::Journal(study).for_each([&](const codebooks::Event& event) {
            settled += event.kind == codebooks::EventKind::disagreement_settled ? 1 : 0;
            return true;
        }));
        QCOMPARE(settled, 1);
    }

    void the_text_that_was_coded_is_shown() {
        disagree();
        {
            auto study = must(corpus::Study::open(study_->path(), corpus::Study::Mode::write));
            corpus::Store store(study);
            const auto post = must(store.post(StudyFixture::emoji_post));
            corpus::IncomingPost edited;
            edited.kind = "post";
            edited.native_id = "11";
            edited.author = post->author;
            edited.created_at = post->created_at;
            edited.updated_at = post->updated_at;
            edited.body = "Edited away.";
            edited.markup = corpus::Markup::markdown;
            edited.dialect = corpus::Dialect::discourse;
            edited.url = post->url;
            must(store.put(post->thread_row, edited));
        }
        study_->close_round("coding");
        open(QStringLiteral("coding"), QStringLiteral("ada"));
        go_to(Kind::boundary);
        auto* shown = find<DeskPost>(u"desk_post");
        QTRY_COMPARE(shown->text()->toPlainText(), QString::fromUtf8(StudyFixture::emoji_body));
        QVERIFY(find<QLabel>(u"desk_revision")->isVisible());
        QCOMPARE(shown->marks().size(), std::size_t{2});
    }

    void return_opens_the_thread_and_alt_left_comes_back() {
        open_disagreeing();
        go_to(Kind::missing);
        const Item item = current().item;
        press(Qt::Key_Return);
        auto* view = find<ThreadView>(u"thread_view");
        QTRY_VERIFY(view->isVisible() && view->has_thread());
        QTRY_COMPARE(view->content().thread.key, std::string(StudyFixture::emoji_thread));
        QTest::keyClick(window_.get(), Qt::Key_Left, Qt::AltModifier);
        QTRY_VERIFY(page()->isVisible());
        QTRY_COMPARE(count(), 3);
        QTRY_COMPARE(current().item.what, item.what);
        QVERIFY(list()->hasFocus());
        for (const QSize size : {QSize(1440, 900), QSize(1024, 640)}) {
            window_->resize(size);
            QCOMPARE(window_->size(), size);
        }
    }
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    apply_theme(application, Scheme::light);
    TestDeskPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_desk_page.moc"
