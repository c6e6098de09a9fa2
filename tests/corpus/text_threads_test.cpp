// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/canonical_text.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace axial::corpus {
namespace {

/// Imports make texts on all cores: one must not depend on what another thread reads meanwhile.
TEST(TextThreads, aTextIsTheSameWhateverOthersAreMadeMeanwhile) {
    std::vector<std::string> bodies;
    for (int i = 0; i < 8; ++i)
        bodies.push_back("Before ~~struck " + std::to_string(i) + "~~ and www.example.org/" +
                         std::to_string(i) + " or http://example.org/~user~ and *more* ~one~ | text");
    std::vector<std::string> alone;
    for (const auto& body : bodies)
        alone.push_back(canonical_text(body, Markup::markdown, Dialect::github).text);
    std::atomic<int> others = 0;
    {
        std::vector<std::jthread> threads;
        for (int number = 0; number < 4; ++number)
            threads.emplace_back([&, number] {
                for (int round = 0; round < 5'000; ++round) {
                    const auto which = static_cast<std::size_t>(number + round) % bodies.size();
                    const auto made = canonical_text(bodies[which], Markup::markdown, Dialect::github);
                    others += made.text != alone[which] ? 1 : 0;
                }
            });
    }
    EXPECT_EQ(others, 0);
}

} // namespace
} // namespace axial::corpus
