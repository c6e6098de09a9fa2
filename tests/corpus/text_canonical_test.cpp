// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/canonical_text.h"
#include "corpus/text/text_offsets.h"
#include "tests/corpus/text_support.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace axial::corpus {
namespace {

CanonicalText markdown(std::string_view body, Dialect dialect = Dialect::github) {
    return canonical_text(body, Markup::markdown, dialect);
}
CanonicalText html(std::string_view body, Dialect dialect = Dialect::github) {
    return canonical_text(body, Markup::html, dialect);
}

/// The spans as "kind[detail]'covered text'", which reads better in a failure than offsets.
std::vector<std::string> described(const CanonicalText& canonical) {
    const TextOffsets offsets(canonical.text);
    std::vector<std::string> result;
    for (const Span& span : canonical.spans)
        result.push_back(std::string(name_of(span.kind)) + "[" + span.detail + "]'" +
                         std::string(offsets.slice(span.begin, span.end)) + "'");
    return result;
}
using Spans = std::vector<std::string>;

struct Pair {
    const char* name;
    Dialect dialect;
    std::string_view markdown, html, text;
    Spans spans;
};

class InBothMarkups : public testing::TestWithParam<Pair> {};

TEST_P(InBothMarkups, GivesTheSameTextAndSpans) {
    const Pair& pair = GetParam();
    const CanonicalText from_markdown = markdown(pair.markdown, pair.dialect);
    const CanonicalText from_html = html(pair.html, pair.dialect);
    EXPECT_EQ(from_markdown.text, pair.text);
    EXPECT_EQ(from_html.text, pair.text);
    EXPECT_EQ(described(from_markdown), pair.spans);
    EXPECT_EQ(described(from_html), pair.spans);
    expect_sound(from_markdown, pair.markdown);
    expect_sound(from_html, pair.html);
}

const Pair pairs[] = {
    {"paragraphs",
     Dialect::commonmark,
     "One\ntwo  \nthree\n\n\n\nfour\n",
     "<p>One\ntwo<br>\nthree</p>\n<p>four</p>",
     "One two\nthree\n\nfour",
     {}},
    {"newlines_break_on_github", Dialect::github, "a\nb", "<p>a<br>\nb</p>", "a\nb", {}},
    {"emphasis",
     Dialect::commonmark,
     "*a **b*** ~~c~~",
     "<p><em>a <strong>b</strong></em> <del>c</del></p>",
     "a b c",
     {"emphasis[]'a b'", "strong[]'b'", "strike[]'c'"}},
    {"entities_once",
     Dialect::commonmark,
     "&amp;lt; &eacute; &#169; AT&T",
     "<p>&amp;lt; &eacute; &#169; AT&amp;T</p>",
     "&lt; é © AT&T",
     {}},
    {"code",
     Dialect::github,
     "Use `a  <b>` in\n\n```python\nx  = 1\n\n\n  y &amp; z\n```\n",
     "<p>Use <code>a  &lt;b&gt;</code> in</p>\n<div class=\"highlight highlight-source-python\"><pre>x  = "
     "<span>1</span>\n"
     "\n\n  y &amp;amp; z\n</pre></div>",
     "Use a  <b> in\n\nx  = 1\n\n\n  y &amp; z",
     {"inline_code[]'a  <b>'", "code_block[python]'x  = 1\n\n\n  y &amp; z'"}},
    {"code_by_lang_class",
     Dialect::discourse,
     "```c++\nint x;\n```",
     "<pre><code class=\"lang-c++\">int x;\n</code></pre>",
     "int x;",
     {"code_block[c++]'int x;'"}},
    {"code_without_language",
     Dialect::discourse,
     "```\nx\n```",
     "<pre><code class=\"lang-auto\">x\n</code></pre>",
     "x",
     {"code_block[]'x'"}},
    {"lists",
     Dialect::commonmark,
     "- a\n- b\n  1. c\n  2. d\n\nend",
     "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n<li>d</li>\n</ol>\n</li>\n</ul>\n<p>end</p>",
     "a\nb\nc\nd\n\nend",
     {"list_item[-]'a'", "list_item[-]'b\nc\nd'", "list_item[1]'c'", "list_item[2]'d'"}},
    {"numbered_from_three",
     Dialect::commonmark,
     "3. c\n4. d",
     "<ol start=\"3\"><li>c</li><li>d</li></ol>",
     "c\nd",
     {"list_item[3]'c'", "list_item[4]'d'"}},
    {"loose_list",
     Dialect::commonmark,
     "- a\n\n- b",
     "<ul><li><p>a</p></li>\n<li><p>b</p></li></ul>",
     "a\n\nb",
     {"list_item[-]'a'", "list_item[-]'b'"}},
    {"headings_and_rule",
     Dialect::commonmark,
     "# A *b*\n***\nc\n---\n",
     "<h1>A <em>b</em></h1>\n<hr>\n<h2>c</h2>",
     "A b\n\nc",
     {"heading[1]'A b'", "emphasis[]'b'", "heading[2]'c'"}},
    {"table",
     Dialect::github,
     "| a | b |\n|---|---|\n| 1 | |\n|  | **2** |",
     "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>\n<tr><td>1</td><td></td></tr><tr><td></td>\n"
     "<td><strong>2</strong></td></tr></tbody></table>",
     "a\tb\n1\n\t2",
     {"strong[]'2'"}},
    {"links_and_images",
     Dialect::commonmark,
     "[a b](/rel) <https://x.org/?a=1&amp;b> ![alt *t*](i.png)",
     "<p><a href=\"/rel\">a b</a> <a href=\"https://x.org/?a=1&amp;b\">https://x.org/?a=1&amp;b</a> "
     "<img src=\"i.png\" alt=\"alt t\"></p>",
     "a b https://x.org/?a=1&b alt t",
     {"link[/rel]'a b'", "link[https://x.org/?a=1&b]'https://x.org/?a=1&b'", "image[i.png]'alt t'"}},
    {"quotes",
     Dialect::github,
     "> a\n>\n> > b\n\nc",
     "<blockquote>\n<p>a</p>\n<blockquote><p>b</p></blockquote></blockquote>\n<p>c</p>",
     "a\n\nb\n\nc",
     {"quote[]'a\n\nb'", "quote[]'b'"}},
    {"raw_html",
     Dialect::github,
     "<details>\n<summary>Log</summary>\n\n**x** <kbd>Ctrl</kbd><br>H<sub>2</sub>O<!-- no -->\n\n</details>\n\n"
     "<script>alert(1)</script>\n<!-- gone -->\n\n<img alt=\"p\" src=\"u\">",
     "<details>\n<summary>Log</summary>\n<p><strong>x</strong> <kbd>Ctrl</kbd><br>H<sub>2</sub>O<!-- no "
     "--></p>\n"
     "</details><script>alert(1)</script><p><img alt=\"p\" src=\"u\"></p>",
     "Log\n\nx Ctrl\nH2O\n\np",
     {"strong[]'x'", "image[u]'p'"}},
    {"mentions_and_references",
     Dialect::github,
     "@ann see #12, o/r#3.",
     "<p><a class=\"user-mention\" href=\"https://github.com/ann\">@ann</a> see "
     "#12, o/r#3.</p>",
     "@ann see #12, o/r#3.",
     {"mention[ann]'@ann'", "reference[#12]'#12'", "reference[o/r#3]'o/r#3'"}},
    {"tasks",
     Dialect::github,
     "- [x] done\n- [ ] not",
     "<ul><li class=\"task-list-item\"><input type=\"checkbox\" checked> done</li><li><input "
     "type=\"checkbox\"> not</li>"
     "</ul>",
     "done\nnot",
     {"list_item[-]'done'", "list_item[-]'not'"}},
    {"discourse_quote",
     Dialect::discourse,
     "[quote=\"ann_b, post:3, topic:5\"]\nHi *you*\n[/quote]\n\nNo.",
     "<aside class=\"quote no-group\" data-username=\"ann_b\" data-post=\"3\" data-topic=\"5\">\n<div "
     "class=\"title\">\n"
     "<div class=\"quote-controls\"></div>\n<img alt=\"\" src=\"a.png\" class=\"avatar\"> "
     "ann_b:</div>\n<blockquote>\n"
     "<p>Hi <em>you</em></p>\n</blockquote>\n</aside>\n<p>No.</p>",
     "Hi you\n\nNo.",
     {"quote[ann_b]'Hi you'", "emphasis[]'you'"}},
    {"discourse_nested_quotes",
     Dialect::discourse,
     "[quote=\"Ann B, post:3, topic:5, username:ann\"]\n[quote=\"bob\"]\nx\n[/quote]\ny\n[/quote]\nz",
     "<aside class=\"quote\" data-username=\"ann\"><div class=\"title\">Ann B:</div><blockquote>\n"
     "<aside class=\"quote\" data-username=\"bob\"><div "
     "class=\"title\">bob:</div><blockquote><p>x</p></blockquote></aside>"
     "<p>y</p></blockquote></aside><p>z</p>",
     "x\n\ny\n\nz",
     {"quote[ann]'x\n\ny'", "quote[bob]'x'"}},
    {"discourse_emoji_and_mention",
     Dialect::discourse,
     "Thanks @ann :smile:",
     "<p>Thanks <a class=\"mention\" href=\"/u/ann\">@ann</a> <img src=\"s.png\" title=\":smile:\" "
     "class=\"emoji\" "
     "alt=\":smile:\"></p>",
     "Thanks @ann 😄",
     {"mention[ann]'@ann'"}},
    {"discourse_quotes",
     Dialect::discourse,
     "It's \"so *'very'*\" 'odd', the '90s \"*a* b\"\n\"c\" rock'n'roll 5\"\" \"open",
     "<p>It’s “so <em>‘very’</em>” ‘odd’, the '90s “<em>a</em> b”<br>\n“c” rock’n’roll 5\"\" \"open</p>",
     "It’s “so ‘very’” ‘odd’, the '90s “a b”\n“c” rock’n’roll 5\"\" \"open",
     {"emphasis[]'‘very’'", "emphasis[]'a'"}},
    {"discourse_dashes_and_dots",
     Dialect::discourse,
     "a -- b, c--d, e---f ---- wait... what?.. why!.... ,, +- -> <-- <-> (tm) (c) (r) ????? 1-2",
     "<p>a – b, c–d, e—f ---- wait… what?.. why!.. , ± → ← ↔ ™ (c) (r) ??? 1-2</p>",
     "a – b, c–d, e—f ---- wait… what?.. why!.. , ± → ← ↔ ™ (c) (r) ??? 1-2",
     {}},
    {"discourse_leaves_flags_code_and_addresses",
     Dialect::discourse,
     "Pass --trust-remote-code to `a--b 'c'` and <code>d--e ...</code> trust_remote_code https://x.org/a--b "
     "[it's](https://x.org/c--d) $x' -- y..$ e",
     "<p>Pass --trust-remote-code to <code>a--b 'c'</code> and <code>d--e ...</code> trust_remote_code <a "
     "href=\"https://x.org/a--b\">https://x.org/a--b</a> <a href=\"https://x.org/c--d\">it’s</a> <span "
     "class=\"math\">x' -- y..</span> e</p>",
     "Pass --trust-remote-code to a--b 'c' and d--e ... trust_remote_code https://x.org/a--b it’s $x' -- y..$ "
     "e",
     {"inline_code[]'a--b 'c''", "inline_code[]'d--e ...'", "link[https://x.org/a--b]'https://x.org/a--b'",
      "link[https://x.org/c--d]'it’s'"}},
    {"discourse_flag_at_the_start_is_a_dash_on_the_site",
     Dialect::discourse,
     "--trust-remote-code\n\n```\n--trust-remote-code it's\n```",
     "<p>–trust-remote-code</p>\n<pre><code class=\"lang-auto\">--trust-remote-code it's\n</code></pre>",
     "–trust-remote-code\n\n--trust-remote-code it's",
     {"code_block[]'--trust-remote-code it's'"}},
    {"discourse_emoji",
     Dialect::discourse,
     "Fine :) :-( :D :+1:t3: 👍🏼 :made_up: :). x:) 12:30:45 :warning: ⚠️ ⬜️ `:)` "
     ":man_shrugging:t2:",
     "<p>Fine <img class=\"emoji\" title=\":slight_smile:\" alt=\":slight_smile:\"> <img class=\"emoji\" "
     "title=\":frowning:\"> <img class=\"emoji\" title=\":smiley:\"> <img class=\"emoji\" title=\":+1:t3:\"> "
     "<img class=\"emoji only-emoji\" alt=\":+1:t3:\"> <img class=\"emoji emoji-custom\" title=\":made_up:\"> "
     ":). "
     "x:) 12:30:45 <img class=\"emoji\" title=\":warning:\"> <img class=\"emoji\" title=\":warning:\"> <img "
     "class=\"emoji\" title=\":white_large_square:\"> <code>:)</code> <img class=\"emoji\" "
     "title=\":man_shrugging:t2:\"></p>",
     "Fine 🙂 ☹️ 😃 👍🏼 👍🏼 :made_up: :). x:) 12:30:45 ⚠️ ⚠️ ⬜ :) "
     "🤷🏻‍♂️",
     {"inline_code[]':)'"}},
    {"discourse_math",
     Dialect::discourse,
     "So $a_1 * b_2 * c$ and\n\n$$\n\\frac{x_1}{y_1}\n$$\n\nIt costs $5 or $6.",
     "<p>So <span class=\"math\">a_1 * b_2 * c</span> and</p>\n<div class=\"math\">\n\\frac{x_1}{y_1}\n</div>\n"
     "<p>It costs $5 or $6.</p>",
     "So $a_1 * b_2 * c$ and\n\n$$\n\\frac{x_1}{y_1}\n$$\n\nIt costs $5 or $6.",
     {}},
    {"discourse_details",
     Dialect::discourse,
     "[details=\"More & more\"]\nin **it**\n[/details]",
     "<details>\n<summary>\nMore &amp; more</summary>\n<p>in <strong>it</strong></p>\n</details>",
     "More & more\n\nin it",
     {"strong[]'it'"}},
    {"discourse_image",
     Dialect::discourse,
     "![plot|690x423, 50%](upload://a.png)",
     "<p><div class=\"lightbox-wrapper\"><a class=\"lightbox\" href=\"o.png\" title=\"plot\"><img "
     "src=\"upload://a.png\" "
     "alt=\"plot\"><div class=\"meta\"><svg></svg><span class=\"filename\">plot</span><span "
     "class=\"informations\">1324×812 "
     "36.1 KB</span></div></a></div></p>",
     "plot",
     {"image[upload://a.png]'plot'"}},
    {"discourse_onebox",
     Dialect::discourse,
     "https://x.org/a",
     "<aside class=\"onebox allowlistedgeneric\" data-onebox-src=\"https://x.org/a\"><header "
     "class=\"source\">x.org"
     "</header><article class=\"onebox-body\"><h3>Title</h3><p>Excerpt</p></article></aside>",
     "https://x.org/a",
     {"link[https://x.org/a]'https://x.org/a'"}},
    {"discourse_footnote",
     Dialect::discourse,
     "a[^1]\n\n[^1]: b",
     "<p>a<sup class=\"footnote-ref\"><a href=\"#footnote-1\">[1]</a></sup></p>\n<hr "
     "class=\"footnotes-sep\">\n<ol>"
     "<li><p>b <a href=\"#r\" class=\"footnote-backref\">↩︎</a></p></li></ol>",
     "a[1]\n\nb",
     {"list_item[1]'b'"}},
    {"stackexchange",
     Dialect::stackexchange,
     "See [tag:python]\nnow\n\n>! spoiler\n\n<!-- language: lang-py -->\n\n    x = 1\n",
     "<p>See <a href=\"/questions/tagged/python\">python</a>\nnow</p>\n<blockquote "
     "class=\"spoiler\"><p>spoiler</p></blockquote>"
     "<pre class=\"lang-py prettyprint-override\"><code>x = 1\n</code></pre>",
     "See python now\n\nspoiler\n\nx = 1",
     {"link[/questions/tagged/python]'python'", "quote[]'spoiler'", "code_block[py]'x = 1'"}},
};

INSTANTIATE_TEST_SUITE_P(Text, InBothMarkups, testing::ValuesIn(pairs),
                         [](const auto& pair) { return std::string(pair.param.name); });

TEST(TextCanonical, NeverMarksMentionsInCodeLinksOrAddresses) {
    const auto canonical =
        markdown("`@a` me@example.org [@b](u) a@b @-x `#1` &#35;2 x#3\n\n    @c #4\n\n@team/x foo/@d");
    Spans marks;
    for (const std::string& span : described(canonical))
        if (span.starts_with("mention") || span.starts_with("reference"))
            marks.push_back(span);
    EXPECT_EQ(marks, (Spans{"mention[-x]'@-x'", "reference[#2]'#2'", "mention[team/x]'@team/x'"}));
}

TEST(TextCanonical, CommitsAreReferencesWhenFortyHexDigitsOrLinked) {
    const std::string commit = "0123456789abcdef0123456789abcdef01234567";
    EXPECT_EQ(described(markdown("in " + commit + " and 0123456")),
              Spans{"reference[" + commit + "]'" + commit + "'"});
    EXPECT_EQ(described(html("<a class=\"commit-link\" href=\"https://github.com/o/r/commit/" + commit +
                             "\"><tt>0123456</tt></a>")),
              (Spans{"reference[" + commit + "]'0123456'", "inline_code[]'0123456'"}));
    EXPECT_EQ(described(html("<a class=\"issue-link\" href=\"https://github.com/o/r/pull/7#x\">#7</a>")),
              Spans{"reference[o/r#7]'#7'"});
}

TEST(TextCanonical, StackExchangeCommentsAreOneParagraph) {
    const auto comment = [](std::string_view body) { return markdown(body, Dialect::se_comment); };
    EXPECT_EQ(comment("# no *heading*").text, "# no heading");
    EXPECT_EQ(comment("1. not a list\n- nor this").text, "1. not a list - nor this");
    EXPECT_EQ(comment("<b>kept</b> `<i>`").text, "<b>kept</b> <i>");
    EXPECT_EQ(comment("<b>first").text, "<b>first");
}

TEST(TextCanonical, BbcodeWithoutItsPartnerAndInCodeIsText) {
    const auto discourse = [](std::string_view body) { return markdown(body, Dialect::discourse).text; };
    EXPECT_EQ(discourse("[quote=\"x\"]\nopen"), "[quote=“x”]\nopen");
    EXPECT_EQ(discourse("a [/quote] b"), "a [/quote] b");
    EXPECT_EQ(discourse("```\n[quote]\n$a_b$\n[/quote]\n```"), "[quote]\n$a_b$\n[/quote]");
    EXPECT_EQ(discourse("`$a_b$` `[b]x[/b]` [b]y[/b]"), "$a_b$ [b]x[/b] y");
    EXPECT_EQ(discourse("    $HOME [b]x[/b]"), "$HOME [b]x[/b]");
}

TEST(TextCanonical, OnlyDiscourseChangesTypography) {
    const std::string typed = "it's -- \"so\"... :) :smile: ->";
    for (const Dialect dialect :
         {Dialect::commonmark, Dialect::github, Dialect::stackexchange, Dialect::se_comment})
        EXPECT_EQ(markdown(typed, dialect).text, typed);
    EXPECT_EQ(markdown(typed, Dialect::discourse).text, "it’s – “so”… 🙂 😄 →");
    EXPECT_EQ(html("<p>it's -- :)</p>", Dialect::discourse).text, "it's -- :)");
    EXPECT_EQ(markdown("<div>\nit's -- :)\n</div>", Dialect::discourse).text, "it's -- :)");
    EXPECT_EQ(markdown("![it's -- :)](u)", Dialect::discourse).text, "it's -- :)");
}

TEST(TextCanonical, QuotesPairWithinOneFormattingAndOneBlock) {
    const auto discourse = [](std::string_view body) { return markdown(body, Dialect::discourse).text; };
    EXPECT_EQ(discourse("*\"a* b\""), "\"a b\"");
    EXPECT_EQ(discourse("\"a *b\" c* d\""), "“a b\" c d”");
    EXPECT_EQ(discourse("\"a\n\nb\""), "\"a\n\nb\"");
    EXPECT_EQ(discourse("(\"'a' b\")"), "(“‘a’ b”)");
    EXPECT_EQ(discourse("\"`a`\" \"$b$\""), "“a” “$b$”");
}

TEST(TextCanonical, RepairsWhatIsNotText) {
    const std::string_view broken("\xEF\xBB\xBF"
                                  "a\0b\xFF"
                                  "c\xED\xA0\x80"
                                  "d\r\ne\rf",
                                  17);
    EXPECT_EQ(clean_utf8(broken), "ab\uFFFDc\uFFFD\uFFFD\uFFFDd\ne\nf");
    for (const Markup markup : {Markup::markdown, Markup::html, Markup::plain})
        expect_sound(canonical_text(broken, markup, Dialect::github), broken);
    EXPECT_EQ(html("&#0;&#xD800;x&#13;y").text, "\uFFFD\uFFFDx y");
    EXPECT_EQ(markdown("").text, "");
    EXPECT_EQ(html("<p> </p><b></b>").spans, std::vector<Span>{});
}

TEST(TextCanonical, SpansKeepWholeGraphemes) {
    // The accent belongs to the letter before the emphasis: the emphasis cannot begin between them.
    const auto canonical = html("e<b>\u0301x</b>");
    expect_sound(canonical, "combining");
    EXPECT_EQ(canonical.text, "e\u0301x");
    expect_sound(html("\U0001F469<b>\u200D\U0001F4BB</b><i>\U0001F1E9</i><b>\U0001F1EA</b>"), "emoji");
}

} // namespace
} // namespace axial::corpus
