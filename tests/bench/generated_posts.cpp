// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/generated_posts.h"

#include <cmath>
#include <random>

namespace axial::bench {
namespace {

std::string word(std::size_t rank) {
    static const char* syllables[] = {"ta", "re", "mo",  "li",  "ku", "sen", "dor", "vi",
                                      "pa", "nu", "gel", "ish", "or", "tek", "fa",  "zu"};
    std::string text;
    for (auto rest = rank + 17; rest > 0; rest /= 16)
        text += syllables[rest % 16];
    return text;
}

} // namespace

std::vector<std::string> generated_posts(std::size_t number, std::uint64_t seed) {
    constexpr std::size_t vocabulary = 20'000;
    std::vector<double> weights(vocabulary);
    for (std::size_t rank = 0; rank < vocabulary; ++rank)
        weights[rank] = 1.0 / std::pow(static_cast<double>(rank) + 2.7, 1.05);
    std::discrete_distribution<std::size_t> zipf(weights.begin(), weights.end());
    std::mt19937_64 random(seed);
    std::vector<std::string> posts(number);
    for (std::size_t i = 0; i < number; ++i) {
        auto& text = posts[i];
        const auto words = 80 + random() % 70;
        for (std::size_t j = 0; j < words; ++j) {
            text += word(zipf(random));
            text += j % 14 == 13 ? ".\n\n" : j % 9 == 8 ? ", *" + word(zipf(random)) + "* " : " ";
        }
        if (i % 5 == 0)
            text += "\n\n```python\nmodel = AutoModel.from_pretrained(\"o/" + word(zipf(random)) +
                    "\", trust_remote_code=True)\n```\n";
    }
    return posts;
}

} // namespace axial::bench
