// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/export_formats.h"
#include "exports/report/agreement_reading.h"
#include "exports/report/report.h"
#include "exports/report/sections.h"
#include "tests/exports/sample_report.h"
#include "tests/exports/small_study.h"

#include <expat.h>
#include <gmock/gmock.h>

#include <fstream>
#include <regex>

namespace axial::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

/// What a page asks a browser to do, and its text, as an XML parser sees them.
struct Page {
    std::string error, text;
    std::vector<std::string> elements, links, loads;
};

void on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
    auto& page = *static_cast<Page*>(data);
    const std::string element(name);
    page.elements.push_back(element);
    for (; *attributes != nullptr; attributes += 2) {
        const std::string attribute(attributes[0]);
        if (attribute == "href" && element == "a")
            page.links.emplace_back(attributes[1]);
        else if (attribute == "href" || attribute == "src" || attribute == "srcset" || attribute == "data" ||
                 attribute == "style" || attribute.starts_with("on") || attribute == "xlink:href")
            page.loads.push_back(element + " " + attribute);
    }
}

void on_text(void* data, const XML_Char* text, int length) {
    static_cast<Page*>(data)->text.append(text, static_cast<std::size_t>(length));
}

Page parsed(const std::string& html) {
    Page page;
    const auto parser = XML_ParserCreate("UTF-8");
    XML_SetUserData(parser, &page);
    XML_SetElementHandler(parser, on_start, nullptr);
    XML_SetCharacterDataHandler(parser, on_text);
    if (XML_Parse(parser, html.data(), static_cast<int>(html.size()), XML_TRUE) == XML_STATUS_ERROR)
        page.error = std::string(XML_ErrorString(XML_GetErrorCode(parser))) + " in line " +
                     std::to_string(XML_GetCurrentLineNumber(parser));
    XML_ParserFree(parser);
    return page;
}

void expect_harmless(const std::string& html) {
    const auto page = parsed(html);
    EXPECT_EQ(page.error, "");
    EXPECT_THAT(page.elements, Not(testing::Contains("script")));
    EXPECT_THAT(page.loads, testing::IsEmpty());
    for (const auto& link : page.links)
        EXPECT_TRUE(link.starts_with("#") || link.starts_with("https://")) << link;
    EXPECT_FALSE(std::regex_search(html, std::regex("<script", std::regex::icase)));
    EXPECT_THAT(html, Not(HasSubstr("@import")));
    EXPECT_THAT(html, Not(HasSubstr("url(")));
}

std::string report_of(corpus::Study& study) {
    auto report = exports::gather_report(study, {});
    EXPECT_TRUE(report) << report.error().line();
    return report ? exports::render_report(*report) : "";
}

TEST(Report, IsWellFormedAndLoadsNothing) {
    expect_harmless(exports::render_report(sample_report()));
    SmallStudy small;
    expect_harmless(report_of(small.study()));
}

TEST(Report, EscapesWhatCameFromOutside) {
    const auto html = exports::render_report(sample_report());
    EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot; \xEF\xBF\xBD"));
    EXPECT_THAT(html, Not(HasSubstr("javascript:")));
    EXPECT_THAT(html,
                HasSubstr("<title>Trust flags &lt;in&gt; &quot;model&quot; loading &amp; use: report</title>"));
}

TEST(Report, ColourOfACodeCannotBreakOut) {
    auto report = sample_report();
    report.codebooks[0].codes[0].colour = "red\" onload=\"x";
    expect_harmless(exports::render_report(report));
    EXPECT_THAT(exports::render_report(report), Not(HasSubstr("onload")));
}

TEST(Report, ShowsTheFunnelsFiguresInTheFigure) {
    const auto html = exports::render_report(sample_report());
    const auto begin = html.find("<svg viewBox");
    const auto figure = html.substr(begin, html.find("</figure>") - begin);
    for (const char* number : {"18,023", "2,112", "2,040", "612", "598", "−15,911", "−72", "−1,428", "−14"})
        EXPECT_THAT(figure, HasSubstr(">" + std::string(number) + "<")) << number;
    EXPECT_THAT(figure, HasSubstr("github 1,411"));
    EXPECT_THAT(figure, HasSubstr("sealed until closed"));
    EXPECT_THAT(figure, HasSubstr("unanimous: Include 561 · Exclude 1,290 · divided 180"));
}

TEST(Report, SaysUndefinedWithItsReason) {
    const auto html = exports::render_report(sample_report());
    EXPECT_THAT(html, HasSubstr("undefined: only one category was used"));
    EXPECT_THAT(html, Not(HasSubstr(">nan")));
}

TEST(Report, KeepsAnOpenBlindRoundSealed) {
    SmallStudy small;
    const auto html = report_of(small.study());
    EXPECT_THAT(html, Not(HasSubstr(SmallStudy::sealed_words)));
    EXPECT_THAT(html, HasSubstr("Sealed until closed: 2 coders"));
    // Once it is closed it shows, so that the line above tests something.
    codebooks::Rounds rounds(small.study());
    ASSERT_TRUE(rounds.close("coding-again", "ana"));
    EXPECT_THAT(report_of(small.study()), HasSubstr(SmallStudy::sealed_words));
}

TEST(Report, NamesNoAuthor) {
    SmallStudy small;
    const auto html = report_of(small.study());
    for (const char* name : {"secret-author", "Secret Author", "alice"})
        EXPECT_THAT(html, Not(HasSubstr(name)));
}

TEST(Report, OfAnEmptyStudySaysWhatIsMissing) {
    EmptyStudy empty;
    const auto html = report_of(empty.study);
    expect_harmless(html);
    for (const char* missing :
         {"holds no posts yet", "no funnel to draw", "No rounds yet", "No coding round yet",
          "No coded passages", "No model repository is known", "has no codebooks"})
        EXPECT_THAT(html, HasSubstr(missing));
}

TEST(Report, ReadingClaimsNoMoreThanTheInterval) {
    auto agreement = *sample_report().rounds[0].agreement;
    const auto with = [&](double low, double high) {
        auto& figures = agreement.overall.figures;
        figures[3].figure = low;
        figures[4].figure = high;
        return exports::reading_of(agreement);
    };
    EXPECT_THAT(with(0.81, 0.9), HasSubstr("above 0.800"));
    EXPECT_THAT(with(0.70, 0.9), HasSubstr("tentative conclusions at best"));
    EXPECT_THAT(with(0.60, 0.9), HasSubstr("do not show that this level is reached"));
    EXPECT_THAT(with(0.30, 0.6), HasSubstr("lies below 0.667"));
    agreement.overall.figures[2].figure = agreement::Figure::undefined("only one category was used");
    EXPECT_THAT(with(0.30, 0.6), HasSubstr("there is no figure: only one category was used"));
}

TEST(Report, FailedWriteLeavesTheOldFileAndNoOther) {
    SmallStudy small;
    const auto file = small / "report.html";
    std::ofstream(file) << "old";
    exports::ExportOptions options;
    options.set = "nonsense";
    EXPECT_FALSE(exports::export_html(small.study(), file, options));
    EXPECT_EQ(read_file(file), "old");
    int entries = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(small / ""))
        ++entries;
    EXPECT_EQ(entries, 2); // the study and the report
    options.set.clear();
    ASSERT_TRUE(exports::export_html(small.study(), file, options));
    EXPECT_THAT(read_file(file), HasSubstr("</html>"));
}

TEST(Report, RefusesAFolderThatIsNotThere) {
    SmallStudy small;
    const auto written = exports::export_html(small.study(), small / "none" / "report.html", {});
    ASSERT_FALSE(written);
    EXPECT_THAT(written.error().line(), HasSubstr("does not exist"));
    EXPECT_FALSE(exports::export_html(small.study(), small / "", {}));
}

} // namespace
} // namespace axial::tests
