// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/post_document.h"

#include <QTest>
#include <QTextBlock>

using namespace axial;
using namespace axial::coding_ui;

/// The document on screen is the canonical text, unit for unit, whatever is in it.
class TestPostDocument final : public QObject {
    Q_OBJECT

    static QString canonical(const PostDocument& post) {
        const auto& text = post.body().text;
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }

private Q_SLOTS:
    static void text_is_canonical_text_data() {
        QTest::addColumn<QString>("markdown");
        QTest::newRow("emoji") << QStringLiteral("Why 😕🏽? 👩‍👩‍👧 🇩🇪 e\u0301");
        QTest::newRow("cjk") << QStringLiteral("加载模型时提示\n\n需要执行远程代码 𠀀");
        QTest::newRow("code") << QStringLiteral("See:\n\n```python\nx = 1\n\n\ny = 2\n```\n\nand `z`");
        QTest::newRow("quotes") << QStringLiteral("> one\n>\n> > two\n\n- a\n- b\n  1. c\n\n# Head");
        QTest::newRow("separators") << QStringLiteral("a\u2028b\u2029c\u00a0d\ufdd0e\ufffcf");
        QTest::newRow("empty") << QString();
        QTest::newRow("long log") << QStringLiteral("```\n%1```").arg(QStringLiteral("line 😕\n").repeated(200));
    }
    static void text_is_canonical_text() {
        QFETCH(QString, markdown);
        PostDocument post(
            corpus::canonical_text(markdown.toStdString(), corpus::Markup::markdown, corpus::Dialect::github));
        const QString wanted = canonical(post);
        const auto same = [&] {
            QCOMPARE(post.document()->characterCount() - 1, wanted.size());
            for (qsizetype i = 0; i < wanted.size(); ++i) {
                const QChar shown = post.document()->characterAt(static_cast<int>(i));
                const bool block_end = shown == QChar::ParagraphSeparator;
                // Qt ends a block at these; each is still one unit.
                const bool may_end = wanted[i] == QLatin1Char('\n') || wanted[i] == QChar::ParagraphSeparator ||
                                     wanted[i].unicode() == 0xfdd0;
                QVERIFY2(block_end ? may_end : shown == wanted[i], qPrintable(QString::number(i)));
            }
        };
        same();
        post.restyle();
        for (std::size_t i = 0; i < post.folds().size(); ++i)
            post.set_folded(i, false);
        same();
    }

    static void offsets_are_code_points_on_graphemes() {
        const PostDocument post(
            corpus::canonical_text("a😕🏽b加c", corpus::Markup::plain, corpus::Dialect::commonmark));
        // a | U+1F615 U+1F3FD | b | 加 | c: six code points, eight units.
        QCOMPARE(post.to_units(3, 4), (TextRange{5, 6}));
        QCOMPARE(post.to_code_points({5, 7}), (std::pair<std::uint32_t, std::uint32_t>{3, 5}));
        // Half an emoji becomes the whole of it.
        QCOMPARE(post.to_code_points({2, 4}), (std::pair<std::uint32_t, std::uint32_t>{1, 3}));
    }

    static void long_code_folds_and_codings_reveal_it() {
        const std::string log = "```\n" + [] {
            std::string lines;
            for (int i = 0; i < 214; ++i)
                lines += "line " + std::to_string(i) + "\n";
            return lines;
        }() + "```";
        PostDocument post(corpus::canonical_text(log, corpus::Markup::markdown, corpus::Dialect::github));
        QCOMPARE(post.folds().size(), std::size_t{1});
        QCOMPARE(post.folds().front().lines, 214);
        QVERIFY(!post.document()->findBlockByNumber(100).isVisible());
        const int inside = post.document()->findBlockByNumber(100).position();
        QVERIFY(post.reveal({inside, inside + 3}));
        QVERIFY(post.document()->findBlockByNumber(100).isVisible());
        QVERIFY(!post.reveal({inside, inside + 3}));
    }

    static void only_web_links_are_links() {
        const PostDocument post(
            corpus::canonical_text("[a](https://example.org/x) [b](javascript:alert) [c](file:///etc)",
                                   corpus::Markup::markdown, corpus::Dialect::github));
        QCOMPARE(post.link_at(0), QStringLiteral("https://example.org/x"));
        QCOMPARE(post.link_at(2), QString());
        QCOMPARE(post.link_at(4), QString());
    }
};

QTEST_MAIN(TestPostDocument)
#include "test_post_document.moc"
