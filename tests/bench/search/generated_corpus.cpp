// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/search/generated_corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace axial::bench {
namespace {

constexpr std::int64_t first_day = 1546300800000; // 2019-01-01
constexpr std::int64_t six_years = std::int64_t{6} * 365 * 86'400'000;
constexpr std::array sources{"github",        "github",    "github", "stackexchange",
                             "stackexchange", "discourse", "hub"};
constexpr std::array chinese{"远程代码", "加载模型", "安全问题", "如何信任", "请问这个", "仓库里的", "脚本"};

} // namespace

std::string word_of(std::size_t rank) {
    static constexpr std::array syllables{"ta", "re", "mo",  "li",  "ku", "sen", "dor", "vi",
                                          "pa", "nu", "gel", "ish", "or", "tek", "fa",  "zu"};
    std::string text;
    for (std::size_t rest = rank + 17; rest > 0; rest /= syllables.size())
        text += syllables[rest % syllables.size()];
    return text;
}

GeneratedCorpus::GeneratedCorpus(std::size_t posts, std::uint64_t seed) : posts_(posts), random_(seed) {
    cumulative_.reserve(vocabulary);
    double sum = 0;
    for (std::size_t rank = 0; rank < vocabulary; ++rank)
        cumulative_.push_back(sum += 1.0 / std::pow(static_cast<double>(rank) + 2.7, 1.05));
}

std::size_t GeneratedCorpus::pick(std::size_t many) {
    const double all = cumulative_[many - 1];
    const double drawn = std::uniform_real_distribution<double>(0, all)(random_);
    const auto end = cumulative_.begin() + static_cast<std::ptrdiff_t>(many);
    return static_cast<std::size_t>(std::min(std::upper_bound(cumulative_.begin(), end, drawn), end - 1) -
                                    cumulative_.begin());
}

std::string GeneratedCorpus::words(std::size_t number) {
    std::string text;
    for (std::size_t i = 0; i < number; ++i) {
        if (random_() % 33 == 0)
            text += chinese[random_() % chinese.size()];
        else
            text += word_of(pick(vocabulary));
        text += i % 14 == 13 ? ".\n\n" : i % 9 == 8 ? ", " : " ";
    }
    return text;
}

std::string GeneratedCorpus::body() {
    if (random_() % 50 == 0 && !last_body_.empty())
        return last_body_ + " " + word_of(pick(vocabulary));
    std::string text;
    if (random_() % 6 == 0)
        text += "> " + word_of(pick(vocabulary)) + " " + word_of(pick(vocabulary)) + " asked about this\n\n";
    text += words(80 + random_() % 71);
    text +=
        fmt::format("*{}* and `{}_{}`", word_of(pick(vocabulary)), word_of(pick(vocabulary)), random_() % 1000);
    if (random_() % 5 == 0)
        text +=
            fmt::format("\n\n```python\nmodel = AutoModel.from_pretrained(\"o/{}\", trust_remote_code=True)\n"
                        "run_{:x}(model)\n```\n",
                        word_of(pick(5000)), random_() & 0xffffff);
    last_body_ = text;
    return text;
}

void GeneratedCorpus::begin_thread(Item& item) {
    thread_ = {};
    thread_.source = sources[random_() % sources.size()];
    const auto place = pick(300);
    thread_.site = thread_.source == "github" ? "github.com" : thread_.source + ".example";
    thread_.container = fmt::format("{}/{}", word_of(place % 40), word_of(1000 + place));
    thread_.kind = thread_.source == "github" ? "issue" : thread_.source == "discourse" ? "topic" : "question";
    thread_.native_id = std::to_string(++threads_);
    thread_.title = words(6);
    thread_.state = random_() % 3 == 0 ? "closed" : "open";
    thread_.tags = {word_of(20'000 + pick(400))};
    if (random_() % 2 == 0)
        thread_.tags.push_back("bug");
    left_in_thread_ = 1 + random_() % 8;
    item.begins_thread = true;
}

bool GeneratedCorpus::next(Item& item) {
    if (made_ == posts_)
        return false;
    item.begins_thread = false;
    const auto at = Time{std::chrono::milliseconds{
        first_day +
        static_cast<std::int64_t>(static_cast<double>(made_) / static_cast<double>(posts_) * six_years)}};
    if (left_in_thread_ == 0)
        begin_thread(item);
    --left_in_thread_;
    thread_.updated_at = at;
    if (item.begins_thread)
        thread_.created_at = at;
    item.thread = thread_;
    item.post = {};
    item.post.kind = item.begins_thread ? thread_.kind : "comment";
    item.post.native_id = std::to_string(++made_);
    item.post.title = item.begins_thread ? thread_.title : "";
    item.post.body = body();
    item.post.markup = corpus::Markup::markdown;
    item.post.dialect = corpus::Dialect::github;
    item.post.author.id = fmt::format("user{}", pick(20'000));
    item.post.author.role = random_() % 4 == 0 ? "MEMBER" : "";
    item.post.created_at = item.post.updated_at = item.post.fetched_at = at;
    item.post.score = static_cast<std::int64_t>(pick(100));
    item.post.tags = {};
    return true;
}

} // namespace axial::bench
