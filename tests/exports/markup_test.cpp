// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/atomic_file.h"
#include "exports/format.h"
#include "exports/markup.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>

namespace axial::tests {
namespace {

using testing::ElementsAre;

TEST(Markup, EscapesForHtmlAndXml) {
    EXPECT_EQ(exports::escape("<a b=\"c\" d='e'>&"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
    EXPECT_EQ(exports::escape("\x01|\x1b|\xEF\xBF\xBE|\xFF|\xC3\xA9\n\t"),
              "\xEF\xBF\xBD|\xEF\xBF\xBD|\xEF\xBF\xBD|\xEF\xBF\xBD|\xC3\xA9\n\t");
}

TEST(Markup, LinksOnlyToTheWeb) {
    EXPECT_TRUE(exports::web_address("https://example.org/a?b=c&d"));
    EXPECT_TRUE(exports::web_address("HTTP://example.org"));
    for (const char* bad :
         {"javascript:alert(1)", " https://example.org", "data:text/html,x", "//example.org", "",
          "https://example.org/a b", "https://example.org/\n", "vbscript:x", "file:///etc/passwd"})
        EXPECT_FALSE(exports::web_address(bad)) << bad;
    EXPECT_FALSE(exports::web_address("https://" + std::string(3000, 'a')));
}

TEST(Format, Numbers) {
    EXPECT_EQ(exports::count(0), "0");
    EXPECT_EQ(exports::count(999), "999");
    EXPECT_EQ(exports::count(1000), "1,000");
    EXPECT_EQ(exports::count(-1234567), "−1,234,567");
    EXPECT_EQ(exports::percent(1, 3), "33.3 %");
    EXPECT_EQ(exports::percent(0, 0), "–");
    EXPECT_EQ(exports::decimal(-0.0001), "0.000");
    EXPECT_EQ(exports::decimal(-0.25), "−0.250");
}

TEST(Format, WrapsByColumnsAndNeverInsideACharacter) {
    EXPECT_THAT(exports::wrapped("one two three four", 9, 3), ElementsAre("one two", "three", "four"));
    EXPECT_THAT(exports::wrapped("one two three four", 9, 2), ElementsAre("one two", "three fo…"));
    EXPECT_THAT(exports::wrapped("文档没有说明", 4, 2), ElementsAre("文档", "没…"));
    EXPECT_THAT(exports::wrapped("unbreakable", 4, 9), ElementsAre("unbr", "eaka", "ble"));
    EXPECT_THAT(exports::wrapped("文", 1, 1), ElementsAre("…"));
    EXPECT_THAT(exports::wrapped("", 4, 9), ElementsAre());
    EXPECT_EQ(exports::shortened("文档没有", 2), "文档…");
    EXPECT_EQ(exports::shortened("文档", 2), "文档");
}

TEST(AtomicFile, ReplacesWholeOrNotAtAll) {
    TemporaryFolder folder;
    const auto path = folder / "file";
    ASSERT_TRUE(exports::write_atomically(path, "first"));
    {
        auto half = exports::AtomicFile::create(path);
        ASSERT_TRUE(half);
        ASSERT_TRUE(half->write("second"));
        ASSERT_TRUE(half->flush());
    }
    EXPECT_EQ(read_file(path), "first");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
    ASSERT_TRUE(exports::write_atomically(path, std::string(1 << 20, 'x')));
    EXPECT_EQ(std::filesystem::file_size(path), 1u << 20);
}

} // namespace
} // namespace axial::tests
