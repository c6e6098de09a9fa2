// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/json.h"
#include "collectors/http/url.h"

#include <gtest/gtest.h>

namespace axial::collectors {
namespace {

std::string text_of(std::string_view body) {
    const auto document = JsonDocument::parse(body);
    return document ? (*document)->root()["t"].raw_text() : "error: " + document.error().what;
}

TEST(Json, mendsBrokenCharacters) {
    EXPECT_EQ(text_of(R"({"t":"a\ud83db"})"), "a\uFFFDb");
    EXPECT_EQ(text_of(R"({"t":"a\udc00"})"), "a\uFFFD");
    EXPECT_EQ(text_of(R"({"t":"a\ud83d\ud83d\ude00"})"), "a\uFFFD\U0001F600");
    EXPECT_EQ(text_of("{\"t\":\"a\xC3(b\"}"), "a\uFFFD(b");
    EXPECT_EQ(text_of("\xEF\xBB\xBF{\"t\":\"a\"}"), "a");
    EXPECT_EQ(text_of("{\"t\":\"a\x01\tb\"}"), "a\x01\tb");
    EXPECT_EQ(text_of(R"({"t":"a\u0000b"})"), std::string("a\0b", 3));
    EXPECT_EQ(text_of(R"({"t":"a\\ud83d"})"), "a\\ud83d"); // a backslash and letters, not an escape
}

TEST(Json, mendingLeavesValidJsonAlone) {
    const std::string valid = R"({"a":"\"\\\u00e9\ud83d\ude00\n","b":[1,2.5,null,true],"\\":"{"})";
    EXPECT_EQ(mend_json(valid), valid);
}

TEST(Json, refusesWhatIsNotJson) {
    for (const char* body : {"", "{", "[1,,2]", "<html>", "[1]}]", "{\"t\":\"a", "<!-- x -->{}"})
        EXPECT_FALSE(JsonDocument::parse(body)) << body;
    EXPECT_FALSE(JsonDocument::parse(std::string(5000, '[') + std::string(5000, ']')));
}

TEST(Json, idsKeepAllTheirDigits) {
    const auto document =
        JsonDocument::parse(R"({"a":9007199254740993,"b":18446744073709551615,"c":"x1","d":1.5})");
    const Json root = (*document)->root();
    EXPECT_EQ(root["a"].id(), "9007199254740993");
    EXPECT_EQ(root["b"].id(), "18446744073709551615");
    EXPECT_EQ(root["c"].id(), "x1");
    EXPECT_EQ(root["d"].id(), "");
    EXPECT_EQ(root["missing"]["deeper"].id(), "");
}

TEST(Url, secretsAreScrubbedAndTheRestStays) {
    EXPECT_EQ(scrub_url("https://h/p?b=1&access_token=s3cret&a=2&KEY=x"), "https://h/p?b=1&a=2");
    EXPECT_EQ(scrub_url("https://h/p?token=s3cret"), "https://h/p");
    EXPECT_EQ(scrub_url("https://user:s3cret@h/p?q=a%20b@c"), "https://h/p?q=a%20b@c");
    EXPECT_EQ(scrub_url("https://h/p?"), "https://h/p");
}

TEST(Url, redirectsAreResolved) {
    const auto base = parse_url("https://Host.example/a/b?x=1#frag");
    ASSERT_TRUE(base);
    EXPECT_EQ(base->text(), "https://host.example/a/b?x=1");
    EXPECT_EQ(resolve(*base, "/c?d=http://e/")->text(), "https://host.example/c?d=http://e/");
    EXPECT_EQ(resolve(*base, "c")->text(), "https://host.example/a/c");
    EXPECT_EQ(resolve(*base, "//other/c")->text(), "https://other/c");
    EXPECT_EQ(resolve(*base, "http://other:81/c")->origin(), "http://other:81");
    EXPECT_FALSE(resolve(*base, "ftp://other/c"));
    EXPECT_FALSE(parse_url("https://host/a b"));
    EXPECT_FALSE(parse_url("file:///etc/passwd"));
    EXPECT_FALSE(parse_url("http://host:99999/"));
}

TEST(Url, nextLinkIsTakenVerbatim) {
    EXPECT_EQ(next_link(R"(<https://h/p?page=1>; rel="prev", <https://h/p?after=Y%3D&page=3>; rel="next")"),
              "https://h/p?after=Y%3D&page=3");
    EXPECT_EQ(next_link(R"(<https://h/p?page=9>; rel="last")"), "");
    EXPECT_EQ(next_link(""), "");
}

} // namespace
} // namespace axial::collectors
