// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/run_events.h"
#include "coding_ui/collect/run_words.h"
#include "coding_ui/collect/source_form.h"
#include "coding_ui/collect/sources.h"

#include <QTest>

using namespace axial;
using namespace axial::coding_ui;

namespace {

const Source& source(const char16_t* command) {
    return *source_of(QString::fromUtf16(command));
}

QString text(const char16_t* words) {
    return QString::fromUtf16(words);
}

} // namespace

/// The forms' table and the words of a run, without a window.
class TestCollectParts final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_form_becomes_a_command_line() {
        const SourceValues values{{text(u"query"), text(u"--trust_remote_code it's")},
                                  {text(u"in"), text(u"title\nbody")},
                                  {text(u"type"), text(u"both")},
                                  {text(u"max-wait"), text(u"5")}};
        const QStringList words = arguments_of(source(u"collect github-search"), values);
        QCOMPARE(words, QStringList({text(u"collect"), text(u"github-search"),
                                     text(u"--query=--trust_remote_code it's"), text(u"--in=title,body"),
                                     text(u"--max-wait=5")}));
        QCOMPARE(shell_line(words), text(u"axial collect github-search '--query=--trust_remote_code it'\\''s' "
                                         u"--in=title,body --max-wait=5"));
    }

    void several_repositories_become_several_options() {
        const SourceValues values{{text(u"repo"), text(u"a/b\n\n  datasets/c/d \n")},
                                  {text(u"full"), text(u"1")}};
        QCOMPARE(arguments_of(source(u"collect hub"), values),
                 QStringList({text(u"collect"), text(u"hub"), text(u"--repo=a/b"), text(u"--repo=datasets/c/d"),
                              text(u"--full")}));
    }

    void what_is_wrong_stands_at_its_field() {
        const auto wrong = [](const char16_t* command, const SourceValues& values) {
            return problems(source(command), values).keys().join(QLatin1Char(' '));
        };
        QCOMPARE(wrong(u"collect github", {}), text(u"repo"));
        QCOMPARE(wrong(u"collect github",
                       {{text(u"repo"), text(u"no slash")}, {text(u"since"), text(u"2024-13-01")}}),
                 text(u"repo since"));
        QCOMPARE(
            wrong(u"collect github", {{text(u"repo"), text(u"a/b")}, {text(u"since"), text(u"2024-12-01")}}),
            QString());
        QCOMPARE(wrong(u"collect hub", {{text(u"repo"), text(u"a/b\nhttps://x/y/z/q")}}), text(u"repo"));
        QCOMPARE(wrong(u"collect github-discussions", {}), text(u"repo"));
        QCOMPARE(wrong(u"collect github-discussions", {{text(u"query"), text(u"x")}}), QString());
        QCOMPARE(wrong(u"collect github-search",
                       {{text(u"query"), text(u"x")}, {text(u"created"), text(u"*..2024-01-31")}}),
                 QString());
        QCOMPARE(wrong(u"collect discourse", {{text(u"site"), text(u"pytorch")},
                                              {text(u"query"), text(u"x")},
                                              {text(u"tag"), text(u"y")}}),
                 text(u"tag"));
        QCOMPARE(wrong(u"collect stackexchange", {{text(u"site"), text(u"stackoverflow")},
                                                  {text(u"max-wait"), text(u"-1")},
                                                  {text(u"endpoint"), text(u"ftp://x")}}),
                 text(u"endpoint max-wait"));
    }

    void a_run_of_the_log_fills_the_form_again() {
        corpus::Run run;
        run.container = "stackoverflow";
        run.query = "q:remote code intitle:hub tagged:a;b since:2024-05-01T00:00:00Z full";
        run.endpoint = "https://api.stackexchange.com/2.3";
        QCOMPARE(values_of(source(u"collect stackexchange"), run),
                 SourceValues({{text(u"site"), text(u"stackoverflow")},
                               {text(u"query"), text(u"remote code")},
                               {text(u"intitle"), text(u"hub")},
                               {text(u"tagged"), text(u"a;b")},
                               {text(u"since"), text(u"2024-05-01")},
                               {text(u"full"), text(u"1")}}));
        run.query = "all topics since:2024-05-01T00:00:00Z";
        run.container = "forum.example";
        run.endpoint = "http://127.0.0.1:8080/hf";
        QCOMPARE(values_of(source(u"collect discourse"), run),
                 SourceValues({{text(u"site"), text(u"forum.example")},
                               {text(u"since"), text(u"2024-05-01")},
                               {text(u"endpoint"), text(u"http://127.0.0.1:8080/hf")}}));
        run.command = "collect github";
        run.query = "repo:a/b since:2024-05-01T00:00:00Z without reviews without events full";
        run.container = "a/b";
        run.endpoint = "https://api.github.com";
        QCOMPARE(values_of(source(u"collect github"), run),
                 SourceValues({{text(u"repo"), text(u"a/b")},
                               {text(u"since"), text(u"2024-05-01")},
                               {text(u"without"), text(u"events\nreviews")},
                               {text(u"full"), text(u"1")}}));
        run.command = "collect github-discussions";
        run.query = "remote code in:title,body repo:a/b repo:c/d created:2024-01-01T00:00:00Z..*";
        run.container = "2 repositories";
        QCOMPARE(values_of(source(u"collect github-discussions"), run),
                 SourceValues({{text(u"query"), text(u"remote code")},
                               {text(u"in"), text(u"title\nbody")},
                               {text(u"repo"), text(u"a/b\nc/d")},
                               {text(u"created"), text(u"2024-01-01..*")}}));
        run.query = "repo:models/a/b repo:datasets/c/d";
        run.container = "2 repositories";
        run.endpoint = "https://huggingface.co";
        QCOMPARE(values_of(source(u"collect hub"), run),
                 SourceValues({{text(u"repo"), text(u"models/a/b\ndatasets/c/d")}}));
    }

    void events_are_read_and_what_is_none_becomes_a_line() {
        const auto progress = parse_event(R"({"event":"progress","what":"O/R","done":3,"of":12,"posts":300,)"
                                          R"("requests":4,"rate":12.5,"seconds_left":34})");
        QVERIFY(progress && std::holds_alternative<RunProgress>(*progress));
        QCOMPARE(progress_words(std::get<RunProgress>(*progress)),
                 text(u"3 of 12 · 300 posts · 13 a second · 4 requests · 0:34 left"));
        const auto bare =
            parse_event(R"({"event":"progress","done":-1,"of":1e300,"rate":"x","seconds_left":null})");
        QVERIFY(bare && !std::get<RunProgress>(*bare).rate && std::get<RunProgress>(*bare).done == 0);
        QVERIFY(!parse_event(R"({"event":"unheard-of"})"));
        QVERIFY(!parse_event("  "));
        for (const char* garbage : {"{\"event\":", "\xff\xfe\x00", "[1]", "warning: slow disk", "{{{{"}) {
            const auto line = parse_event(garbage);
            QVERIFY2(line && std::holds_alternative<RunNote>(*line), garbage);
        }
        QVERIFY(std::get<RunNote>(*parse_event(QByteArray(100'000, 'x'))).text.size() < 600);
    }

    void sums_of_a_run_add_up_in_words() {
        const RunCounts counts{{"seen", 1300}, {"added", 1280},  {"changed", 15},         {"unchanged", 4},
                               {"skipped", 1}, {"requests", 42}, {"waited_seconds", 127}, {"hidden", 2}};
        const QStringList lines = count_lines(counts);
        QCOMPARE(lines.first(), text(u"1,300 posts: 1,280 new, 15 changed, 4 unchanged, 1 skipped"));
        QVERIFY(lines.contains(text(u"42 requests, 2:07 waited")));
        QCOMPARE(lines.last(), text(u"2 hidden"));
    }

    void a_plan_is_read_and_nothing_else_is_one() {
        const auto plan =
            parse_plan(R"({"plan":{"steps":[{"what":"issues","items":null,"requests":40,"at_least":true},)"
                       R"(7],"requests":42,"seconds":3661,"caps":["1,000 of 4,310",8]}})");
        QVERIFY(plan && plan->steps.size() == 1 && plan->steps[0].items == -1 && plan->caps.size() == 1);
        QCOMPARE(plan_headline(*plan), text(u"At least 42 requests, 1:01:01"));
        for (const char* other : {"", "{}", "{\"plan\":7}", "no"})
            QVERIFY(!parse_plan(other));
    }

    void the_form_says_which_variable_signs_in_and_never_what_it_holds() {
        qunsetenv("AXIAL_GITHUB_TOKEN");
        QVERIFY(sign_in_words(source(u"collect github")).startsWith(text(u"Without AXIAL_GITHUB_TOKEN")));
        qputenv("AXIAL_GITHUB_TOKEN", "sesame");
        const QString words = sign_in_words(source(u"collect github"));
        QVERIFY(words.startsWith(text(u"AXIAL_GITHUB_TOKEN is set")) && !words.contains(text(u"sesame")));
        qunsetenv("AXIAL_GITHUB_TOKEN");
    }
};

QTEST_MAIN(TestCollectParts)
#include "test_collect_parts.moc"
