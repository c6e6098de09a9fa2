// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/canonical_text.h"
#include "tests/support/shared_material.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace axial::corpus {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

/// Discourse's typographer writes curly quotes, dashes, ellipses and arrows into its HTML for what was typed
/// straight. Canonical text keeps what each markup has; to compare the two, both are folded to the straight
/// forms.
std::string fold_typography(std::string text) {
    constexpr std::pair<std::string_view, std::string_view> forms[] = {
        {"“", "\""},  {"”", "\""},   {"‘", "'"},    {"’", "'"},    {"—", "---"},
        {"–", "--"},  {"-->", "->"}, {"<--", "<-"}, {"→", "->"},   {"←", "<-"},
        {"…", "..."}, {"®", "(r)"},  {"©", "(c)"},  {"™", "(tm)"}, {"±", "+-"}};
    for (const auto& [from, to] : forms)
        replace_all(text, from, to);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_not_of('.', at), text.size());
        out += end - at > 1 ? "..." : text.substr(at, std::max<std::size_t>(end - at, 1));
        at = std::max(end, at + 1);
    }
    return out;
}

bool is_shortcode_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '+' || c == '-';
}

/// ":name:" and, for a skin tone, ":name:t2:" at this place; 0 if there is none.
std::size_t shortcode_at(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && is_shortcode_letter(text[end]))
        ++end;
    if (end >= text.size() || text[end] != ':' || end - at < 3)
        return 0;
    if (text.substr(end + 1, 1) == "t" && text.substr(end + 3, 1) == ":")
        end += 3;
    return end + 1 - at;
}

/// The bytes of an emoji in Unicode, or of what joins and colours one, at this place; 0 if there is none.
std::size_t unicode_emoji_at(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("\xF0\x9F"))
        return 4;
    for (const std::string_view part : {"\xE2\x80\x8D", "\xEF\xB8\x8F"})
        if (rest.starts_with(part))
            return 3;
    for (const std::string_view block : {"\xE2\x98", "\xE2\x99", "\xE2\x9A", "\xE2\x9C", "\xE2\xAC"})
        if (rest.starts_with(block))
            return 3;
    return 0;
}

/// Discourse shows an emoji typed in Unicode, and a few smileys, as the image of its name; which of them was
/// typed cannot be told from the HTML. Every form becomes one mark.
std::string fold_emoji(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = text[at] == ':' ? shortcode_at(text, at) : unicode_emoji_at(text, at);
        for (const std::string_view smiley : {":-)", ":)", ":D", ";)", ":(", ":P", ":-D", ";-)"})
            if (length == 0 && text.substr(at).starts_with(smiley))
                length = smiley.size();
        if (length == 0)
            out += text[at++];
        else if (!out.ends_with('\x01'))
            out += '\x01';
        at += length;
    }
    return out;
}

/// Measured on the 477 recorded posts (raw is Markdown, cooked is HTML), each line folding more than the one
/// before:
///  - white space: 158 the same (33 %). Discourse's typographer touches nearly every post with an apostrophe.
///  - typography: 447 the same (93.7 %). Left are 28 posts with an emoji typed in Unicode or as a smiley, which
///  Discourse
///    renders as the image of its name.
///  - emoji: 475 the same (99.6 %). Left are a [graphviz] figure, drawn by the server and not text in the HTML,
///  and an
///    image whose file name holds a backslash that only one of the two sides resolves.
TEST(TextParity, DiscourseRawAndCookedGiveTheSameText) {
    AXIAL_NEEDS_SHARED(folder, "recorded/discourse/delving-bitcoin");
    int posts = 0, by_white_space = 0, by_typography = 0, by_emoji = 0;
    std::string differing;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".json")
            continue;
        const auto post = nlohmann::json::parse(tests::read_file(entry.path()));
        const auto text = [&](const char* field, Markup markup) {
            return fold_white_space(
                canonical_text(post.at(field).get<std::string>(), markup, Dialect::discourse).text);
        };
        const std::string raw = text("raw", Markup::markdown);
        const std::string cooked = text("cooked", Markup::html);
        const std::string plain_raw = fold_typography(raw), plain_cooked = fold_typography(cooked);
        const bool same = fold_emoji(plain_raw) == fold_emoji(plain_cooked);
        ++posts;
        by_white_space += raw == cooked ? 1 : 0;
        by_typography += plain_raw == plain_cooked ? 1 : 0;
        by_emoji += same ? 1 : 0;
        if (!same)
            differing += entry.path().filename().string() + "\n";
    }
    ASSERT_GT(posts, 400);
    RecordProperty("posts", posts);
    RecordProperty("same_but_for_white_space", by_white_space);
    RecordProperty("same_but_for_typography", by_typography);
    RecordProperty("same_but_for_emoji", by_emoji);
    EXPECT_GE(by_emoji, posts * 0.98) << differing;
    EXPECT_GE(by_typography, posts * 0.92) << by_typography << " of " << posts;
    EXPECT_GE(by_white_space, posts * 0.30) << by_white_space << " of " << posts;
}

} // namespace
} // namespace axial::corpus
