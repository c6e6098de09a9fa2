// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement_values.h"
#include "coding_ui/agreement_words.h"
#include "coding_ui/coder_matrix.h"
#include "coding_ui/disagreement_list.h"
#include "coding_ui/drift_plot.h"
#include "coding_ui/forest_plot.h"
#include "coding_ui/heat_map.h"
#include "coding_ui/theme.h"

#include <QApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <memory>

using namespace axial;
using namespace axial::coding_ui;
using namespace axial::coding_ui::tests;

/// The parts of the Agreement page, each on figures made by hand.
class TestAgreementWidgets final : public QObject {
    Q_OBJECT

    template <typename Widget>
    static void show(Widget& widget, int width, int height) {
        widget.resize(width, height);
        widget.show();
        widget.activateWindow();
        widget.setFocus();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
    }
    static int row_named(const ForestPlot& plot, const QString& start) {
        const auto& rows = plot.rows();
        const auto found = std::find_if(rows.begin(), rows.end(), [&](const ForestRow& row) {
            return !row.heading && row.name.startsWith(start);
        });
        return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
    }

private Q_SLOTS:
    void the_sentence_can_be_quoted() {
        QCOMPARE(plain_reading(made_up_figures()),
                 QStringLiteral(
                     "Krippendorff’s alpha (MASI, sets of codes) is 0.743 (95\u00a0% interval 0.643 to 0.843) "
                     "over 44 posts that 3 coders coded; they apply the same codes in 87.5\u00a0% of pairs."));
        auto undefined = made_up_figures();
        undefined.overall = summary_of("alpha_masi", agreement::Figure::undefined("one set of codes only"));
        QCOMPARE(plain_reading(undefined),
                 QStringLiteral("Krippendorff’s alpha (MASI, sets of codes) is undefined over 44 posts that 3 "
                                "coders coded: one set of codes only."));
    }

    void undefined_keeps_its_reason_wherever_it_is_shown() {
        ForestPlot plot;
        plot.show_rows(forest_rows(made_up_figures()));
        const int row = row_named(plot, QStringLiteral("unused"));
        QVERIFY(row >= 0);
        QVERIFY(!plot.rows()[static_cast<std::size_t>(row)].value.defined());
        QVERIFY(plot.detail(row).contains(QStringLiteral("undefined: nobody applied the code")));
        CoderMatrix matrix;
        matrix.show_coders(made_up_figures().raters, made_up_diagnosis());
        QStringList all;
        for (int item = 0; item < matrix.item_count(); ++item)
            if (matrix.can_be_current(item))
                all << matrix.detail(item);
        QCOMPARE(all.size(), 6);
        QCOMPARE(all.filter(QStringLiteral("kappa undefined: one category only")).size(), 1);
        QCOMPARE(all.filter(QStringLiteral("without cay: undefined: too few values")).size(), 1);
        codebooks::RoundDiagnosis empty;
        empty.drift_p = agreement::Figure::undefined("fewer than two windows");
        QVERIFY(trend_words(empty).contains(QStringLiteral("fewer than two windows")));
    }

    void the_cursor_passes_over_headings_and_tells_everything() {
        ForestPlot plot;
        plot.show_rows(forest_rows(made_up_figures()));
        show(plot, 420, 200);
        QSignalSpy told(&plot, &FigureView::detail_shown);
        plot.set_current(row_named(plot, QStringLiteral("Alpha (MASI)")));
        QVERIFY(told.last().front().toString().isEmpty() || plot.hasFocus());
        QVERIFY(plot.accessibleDescription().contains(QStringLiteral("95 % interval 0.643 to 0.843")));
        QVERIFY(plot.accessibleDescription().contains(QStringLiteral("standard error 0.050")));
        QVERIFY(plot.accessibleDescription().contains(
            QStringLiteral("44 posts judged by two or more of 3 coders")));
        for (int i = 0; i < 20; ++i) {
            QVERIFY(!plot.rows()[static_cast<std::size_t>(plot.current())].heading);
            QTest::keyClick(&plot, Qt::Key_Down);
        }
        QVERIFY(plot.rows()[static_cast<std::size_t>(plot.current())].name == QStringLiteral("unused"));
        QVERIFY(plot.verticalScrollBar()->value() > 0); // the current row is on screen
        QVERIFY(plot.viewport()->rect().contains(plot.visible_rect(plot.current()).center()));
    }

    void whatever_may_be_cut_short_is_whole_in_a_tooltip() {
        auto figures = made_up_figures();
        figures.by_category.front().name = std::string(200, 'n');
        ForestPlot plot;
        plot.show_rows(forest_rows(figures));
        show(plot, 400, 600);
        const int row = row_named(plot, QStringLiteral("nnn"));
        QVERIFY(plot.tip_at(plot.visible_rect(row).center()).contains(QString(200, QLatin1Char('n'))));

        auto diagnosis = made_up_diagnosis();
        diagnosis.coincidences.names.front() = std::string(200, 'm');
        diagnosis.disagreements.front().quote = std::string(150, 'q');
        HeatMap map;
        map.show_coincidences(diagnosis.coincidences);
        show(map, 400, 300);
        const QRect cell = map.visible_rect(0);
        QCOMPARE(map.tip_at(QPoint(4, cell.center().y())), QString(200, QLatin1Char('m')));
        QVERIFY(map.tip_at(cell.center()).contains(QString(200, QLatin1Char('m'))));

        DisagreementModel model;
        model.show_diagnosis(figures.raters, diagnosis);
        const QString tip = model.index(0).data(Qt::ToolTipRole).toString();
        QVERIFY(tip.contains(QString(150, QLatin1Char('q'))));
        QVERIFY(tip.contains(QStringLiteral("ben: three")));
        QVERIFY(tip.contains(QStringLiteral("cay: not judged")));
    }

    void the_heat_map_leaves_out_what_nobody_gave_and_moves_by_keys() {
        HeatMap map;
        map.show_coincidences(made_up_diagnosis().coincidences);
        QCOMPARE(map.size(), 3);
        QCOMPARE(map.left_out(), 1);
        QCOMPARE(map.item_of(2, 0), -1);
        show(map, 400, 300);
        map.set_current(0);
        QTest::keyClick(&map, Qt::Key_Right);
        QTest::keyClick(&map, Qt::Key_Down);
        QTest::keyClick(&map, Qt::Key_Down);
        QTest::keyClick(&map, Qt::Key_Down);
        QCOMPARE(map.pair_of(map.current()), (std::pair<std::size_t, std::size_t>{3, 1}));
        map.set_current(map.item_of(0, 1));
        QCOMPARE(map.detail(map.current()),
                 QStringLiteral("one, two, where the other coder gave three: 2 of 9 values (22.2 %)."));
        QSignalSpy chosen(&map, &FigureView::chosen);
        QTest::keyClick(&map, Qt::Key_Return);
        QTest::mouseClick(map.viewport(), Qt::LeftButton, {}, map.visible_rect(0).center());
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(chosen.back().front().toInt(), 0);
    }

    void a_pair_narrows_the_list_to_where_the_two_meet() {
        DisagreementModel model;
        model.show_diagnosis(made_up_figures().raters, made_up_diagnosis());
        QCOMPARE(model.rowCount(), 4);
        const auto rows = [&](std::optional<CodePair> pair) {
            model.set_pair(pair);
            return model.rowCount();
        };
        QCOMPARE(rows(CodePair{0, 1}), 1); // one coder "one, two", the other "three"
        QCOMPARE(model.at(0).difference, codebooks::Difference::code);
        QCOMPARE(rows(CodePair{1, 0}), 1);
        QCOMPARE(rows(CodePair{0, 3}), 1); // "one, two" against nothing
        QCOMPARE(rows(CodePair{1, 3}), 2); // "three" left out beside "one, two", and against nothing
        QCOMPARE(rows(CodePair{0, 0}), 3); // the name with the comma is one code
        QCOMPARE(rows(CodePair{2, 2}), 0);
        QCOMPARE(rows(CodePair{3, 3}), 2);
        model.set_kind(codebooks::Difference::boundary);
        QCOMPARE(model.rowCount(), 1);
        model.set_pair(std::nullopt);
        QCOMPARE(model.count(codebooks::Difference::omission), 2);
    }

    void the_list_shows_its_kinds_and_opens_by_key_and_click() {
        DisagreementList list;
        list.show_diagnosis(made_up_figures().raters, made_up_diagnosis());
        show(list, 700, 400);
        QCOMPARE(list.findChild<QPushButton*>(QStringLiteral("kind_omission"))->text(),
                 QStringLiteral("omission 2"));
        QVERIFY(!list.findChild<QPushButton*>(QStringLiteral("kind_answer"))->isVisible());
        list.next_kind();
        QCOMPARE(list.model()->rowCount(), 2);
        list.show_all();
        QCOMPARE(list.model()->rowCount(), 4);
        QSignalSpy opened(&list, &DisagreementList::open_wanted);
        list.focus_list();
        QTest::keyClick(list.view(), Qt::Key_Down);
        QTest::keyClick(list.view(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        list.show_pair({2, 2});
        QCOMPARE(list.model()->rowCount(), 0);
        auto* chip = list.findChild<QPushButton*>(QStringLiteral("pair_filter"));
        QVERIFY(chip->isVisible());
        QTest::mouseClick(chip, Qt::LeftButton);
        QCOMPARE(list.model()->rowCount(), 4);
        QVERIFY(!chip->isVisible());
    }

    void nothing_at_all_draws_without_harm() {
        ForestPlot plot;
        HeatMap map;
        CoderMatrix matrix;
        DriftPlot drift;
        for (FigureView* view : {static_cast<FigureView*>(&plot), static_cast<FigureView*>(&map),
                                 static_cast<FigureView*>(&matrix), static_cast<FigureView*>(&drift)}) {
            show(*view, 300, 200);
            for (const auto key : {Qt::Key_Down, Qt::Key_End, Qt::Key_Return})
                QTest::keyClick(view, key);
            QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(150, 100));
            QVERIFY(!view->grab().isNull());
            QVERIFY(!view->accessibleName().isEmpty());
        }
    }
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    apply_theme(application, Scheme::light);
    TestAgreementWidgets test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_agreement_widgets.moc"
