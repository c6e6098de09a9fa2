// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/expansions.h"

#include <fmt/format.h>

namespace axial::corpus::index {

bool fits(std::string_view text, std::string_view pattern) {
    std::size_t at = 0, in_pattern = 0;
    std::size_t star = std::string_view::npos, resume = 0; // the last * seen, and where its letters end so far
    while (at < text.size()) {
        if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
            star = in_pattern++;
            resume = at;
        } else if (in_pattern < pattern.size() && pattern[in_pattern] == text[at]) {
            ++in_pattern;
            ++at;
        } else if (star != std::string_view::npos) {
            in_pattern = star + 1;
            at = ++resume;
        } else {
            return false;
        }
    }
    while (in_pattern < pattern.size() && pattern[in_pattern] == '*')
        ++in_pattern;
    return in_pattern == pattern.size();
}

Result<std::vector<std::string>> expand(const Xapian::Database& database, std::string_view prefix,
                                        std::string_view pattern, const Limits& limits) {
    const std::size_t star = std::min(pattern.find('*'), pattern.size());
    const std::string start = std::string(prefix).append(pattern.substr(0, star));
    const bool only_at_end = star + 1 == pattern.size();
    const Deadline deadline(limits);
    std::vector<std::string> terms;
    std::size_t seen = 0;
    for (auto at = database.allterms_begin(start); at != database.allterms_end(start); ++at) {
        if (++seen % 1024 == 0)
            deadline.check();
        std::string term = *at;
        const std::string_view word = std::string_view(term).substr(prefix.size());
        // Terms are lower case: an upper-case letter is the rest of another, longer prefix.
        if (word.empty() || (word[0] >= 'A' && word[0] <= 'Z') || word[0] == '=' ||
            (!only_at_end && !fits(word, pattern)))
            continue;
        if (terms.size() == most_expansions)
            return bad_input(fmt::format("more than {} words are \"{}\"", most_expansions, pattern), {},
                             "type more letters beside the *");
        terms.push_back(std::move(term));
    }
    return terms;
}

} // namespace axial::corpus::index
