// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace axial::bench {

/// The vocabulary of generated posts: a word for each rank, most frequent first. Distinct ranks give distinct
/// words.
[[nodiscard]] std::string word_of(std::size_t rank);
inline constexpr std::size_t vocabulary = 200'000;

/// A stream of posts in threads, of any length in constant memory; the same for the same seed. About 119 words
/// a post (80 to 150) of a Zipf-Mandelbrot vocabulary; one-off identifiers, code blocks, quotes, Markdown, 3 %
/// Chinese, 2 % near-duplicates; four sources, 300 repositories, 20,000 authors, six years.
class GeneratedCorpus {
public:
    GeneratedCorpus(std::size_t posts, std::uint64_t seed);

    struct Item {
        corpus::IncomingThread thread;
        corpus::IncomingPost post;
        bool begins_thread = false;
    };
    /// False at the end.
    bool next(Item& item);

private:
    std::string body();
    std::string words(std::size_t number);
    void begin_thread(Item& item);
    std::size_t pick(std::size_t many); ///< a rank below `many`, small ones more often

    std::size_t posts_, made_ = 0, left_in_thread_ = 0, threads_ = 0;
    std::mt19937_64 random_;
    std::vector<double> cumulative_; ///< of the words' frequencies
    corpus::IncomingThread thread_;
    std::string last_body_;
};

} // namespace axial::bench
