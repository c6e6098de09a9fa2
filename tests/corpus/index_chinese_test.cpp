// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/utf8.h"
#include "tests/corpus/index_study.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>

namespace axial::corpus::index {
namespace {

bool is_han(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

/// Texts of the recorded material with Chinese in them, as they lie there: markup and JSON are text, too.
std::vector<std::string> chinese_texts(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.file_size() < (1u << 20))
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> texts;
    for (const auto& path : files) {
        std::ifstream file(path, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        if (text.find("\xE7\x9A\x84") == std::string::npos) // the commonest character, 的
            continue;
        texts.push_back(text);
        if (texts.size() == 60)
            break;
    }
    return texts;
}

/// Everything of 2 to 4 Chinese characters in a row that is cut out of a stored text, on the borders of words
/// or not, finds its post.
TEST(Chinese, EverySubstringIsFound) {
    AXIAL_NEEDS_SHARED(recorded, "recorded");
    tests::IndexedStudy study;
    const auto texts = chinese_texts(recorded);
    if (texts.empty())
        GTEST_SKIP() << "no Chinese text is recorded";
    for (std::size_t i = 0; i < texts.size(); ++i)
        study.add(std::to_string(i), texts[i]);
    study.update();
    const auto all = study.index().matches("");
    ASSERT_TRUE(all) << all.error().line();
    std::mt19937 random(11);
    std::size_t asked = 0, found = 0;
    for (const RowId row : *all) {
        const auto post = study.store().post(row);
        ASSERT_TRUE(post && *post);
        const auto text = utf8::decoded((*post)->body.text);
        std::vector<std::size_t> starts;
        for (std::size_t at = 0; at + 1 < text.size(); ++at)
            if (is_han(text[at]) && is_han(text[at + 1]))
                starts.push_back(at);
        std::shuffle(starts.begin(), starts.end(), random);
        starts.resize(std::min<std::size_t>(starts.size(), 250));
        for (const std::size_t at : starts) {
            std::size_t length = 2;
            const std::size_t wanted = 2 + random() % 3;
            while (length < wanted && at + length < text.size() && is_han(text[at + length]))
                ++length;
            const auto word = utf8::encoded(std::u32string_view(text).substr(at, length));
            // As a word of its own, and quoted words count as prose only where they are asked for.
            const auto rows = study.index().matches(word + " OR quote:" + word);
            ASSERT_TRUE(rows) << rows.error().line();
            ++asked;
            if (std::find(rows->begin(), rows->end(), row) != rows->end())
                ++found;
            else
                ADD_FAILURE() << word << " is not found in " << (*post)->native_id;
        }
    }
    std::cout << "recall of Chinese words: " << found << " of " << asked << '\n';
    ASSERT_GT(asked, 0u);
}

} // namespace
} // namespace axial::corpus::index
