// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/application_options.h"
#include "coding_ui/code_index.h"
#include "coding_ui/codebook_model.h"
#include "coding_ui/coding_marks.h"
#include "coding_ui/item_clock.h"
#include "coding_ui/thread_list_model.h"
#include "coding_ui/undo_stack.h"
#include "coding_ui/words.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace axial;
using namespace axial::coding_ui;

class TestModels final : public QObject {
    Q_OBJECT

    static codebooks::Codebook book() {
        codebooks::Codebook codebook;
        codebook.id = "b";
        const auto add = [&](const std::string& id, const std::string& parent, const std::string& name,
                             const std::string& key, bool codable) {
            codebooks::Code code;
            code.uuid = "uuid-" + id;
            code.id = id;
            code.parent = parent;
            code.name = name;
            code.key = key;
            code.codable = codable;
            codebook.codes.push_back(code);
        };
        add("sec", "", "Security", "", false);
        add("mal", "sec", "Fear of malicious code", "", true);
        add("tru", "sec", "Trust ambiguity", "1", true);
        add("doc", "", "Documentation", "", true);
        return codebook;
    }
    static std::vector<ThreadRow> rows(int count) {
        std::vector<ThreadRow> threads(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) {
            auto& row = threads[static_cast<std::size_t>(i)];
            row.row = i + 1;
            row.title = QStringLiteral("Thread %1").arg(i);
            row.posts = {{100 + i, "p" + std::to_string(i), true, i % 2 == 0}};
        }
        return threads;
    }

private Q_SLOTS:
    void the_page_to_begin_on_is_one_of_three() {
        const auto page_of = [](const char16_t* name) {
            return parse_options({QStringLiteral("study"), QStringLiteral("--page"), QString::fromUtf16(name)});
        };
        QCOMPARE(page_of(u"agreement")->page, std::optional(Page::agreement));
        QCOMPARE(page_of(u"screen")->page, std::optional(Page::screening));
        QVERIFY(!parse_options({QStringLiteral("study")})->page);
        const auto wrong = page_of(u"agree");
        QVERIFY(!wrong);
        QVERIFY(wrong.error().line().find("screen, code, agreement, settle, collect or search") !=
                std::string::npos);
    }

    static void thread_list_is_a_sound_model() {
        ThreadListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.set_threads(rows(10), true);
        QCOMPARE(model.rowCount(), 10);
        model.set_filter(ThreadFilter::to_do);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.count(ThreadFilter::done), qint64{5});
        model.set_found(std::set<corpus::RowId>{101, 102});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.thread_at(0).row, corpus::RowId{2});
        QCOMPARE(model.row_of(2), 0);
        QCOMPARE(model.row_of(3), -1);
    }

    static void a_finished_row_stays_where_it_is() {
        ThreadListModel model;
        model.set_threads(rows(4), true);
        model.set_filter(ThreadFilter::to_do);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        auto row = model.thread_at(0);
        row.posts.front().done = true;
        model.update(row);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.count(ThreadFilter::to_do), qint64{1});
    }

    static void codebook_is_a_sound_tree_with_sums() {
        const CodeIndex codes(book());
        CodebookModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.set_codes(&codes);
        model.set_counts({{"uuid-mal", 3}, {"uuid-tru", 2}});
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex security = model.index(0, 0);
        QCOMPARE(model.rowCount(security), 2);
        QCOMPARE(security.data(CodebookModel::CountRole).toInt(), 5);
        QCOMPARE(model.index_of("uuid-tru").parent(), security);
        model.set_codes(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    static void free_digits_go_to_codes_in_order() {
        const CodeIndex codes(book());
        QCOMPARE(codes.key_of("uuid-tru"), QStringLiteral("1"));
        QCOMPARE(codes.key_of("uuid-mal"), QStringLiteral("2"));
        QCOMPARE(codes.key_of("uuid-sec"), QString());
        QCOMPARE(codes.by_key(QStringLiteral("3"))->id, std::string("doc"));
        QVERIFY(!codes.by_key(QStringLiteral("9")));
    }

    static void completion_puts_the_best_first() {
        const CodeIndex codes(book());
        QCOMPARE(codes.completions(QStringLiteral("mal")).front()->id, std::string("mal"));
        QCOMPARE(codes.completions(QStringLiteral("doc")).front()->id, std::string("doc"));
        QCOMPARE(codes.completions(QStringLiteral("tamb")).front()->id, std::string("tru"));
        QVERIFY(codes.completions(QStringLiteral("security")).empty());
        QCOMPARE(codes.completions(QString()).size(), std::size_t{3});
    }

    static void overlapping_codings_get_their_own_lanes() {
        std::vector<CodingMark> marks(4);
        marks[0].range = {0, 10};
        marks[1].range = {5, 20};
        marks[2].range = {8, 9};
        marks[3].range = {10, 12};
        assign_lanes(marks);
        QCOMPARE(marks[0].lane, 0);
        QCOMPARE(marks[1].lane, 1);
        QCOMPARE(marks[2].lane, 2);
        QCOMPARE(marks[3].lane, 0);
    }

    static void a_new_decision_forgets_what_could_be_redone() {
        UndoStack stack;
        stack.push("ada", {{"1"}, "p", {}});
        stack.undone("ada");
        QVERIFY(stack.next_redo("ada"));
        QVERIFY(!stack.next_undo("ben"));
        stack.push("ada", {{"2"}, "p", {}});
        QVERIFY(!stack.next_redo("ada"));
        QCOMPARE(stack.next_undo("ada")->events.front(), std::string("2"));
    }

    static void a_coder_who_was_away_spent_no_known_time() {
        using namespace std::chrono_literals;
        ItemClock clock;
        const ItemClock::Instant start{};
        clock.start(start);
        QCOMPARE(clock.done(start + 2500ms), std::int64_t(2500));
        QCOMPARE(clock.done(start + 4s), std::int64_t(1500));
        QCOMPARE(clock.done(start + 1h), std::int64_t(0));
        QCOMPARE(clock.done(start + 1h + 7s), std::int64_t(7000));
    }

    static void a_retired_code_is_not_offered() {
        auto codebook = book();
        codebook.codes[1].retired = true;
        const CodeIndex index(codebook);
        QVERIFY(index.by_key(QStringLiteral("1")));
        for (const auto* code : index.completions(QStringLiteral("malicious")))
            QVERIFY(code->uuid != "uuid-mal");
    }

    static void queries_give_the_words_to_highlight() {
        const auto terms =
            highlight_terms(QStringLiteral("prose:\"remote code\" -bot NOT spam author:ann load* AND trust"));
        QCOMPARE(terms,
                 (QStringList{QStringLiteral("remote code"), QStringLiteral("load"), QStringLiteral("trust")}));
    }
};

QTEST_MAIN(TestModels)
#include "test_models.moc"
