// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/duplicates/boilerplate.h"

#include <algorithm>

namespace axial::corpus::duplicates {

void Boilerplate::Counter::add(const std::vector<Line>& lines) {
    ++texts_;
    std::unordered_set<std::uint64_t> seen;
    for (const auto& line : lines)
        if (line.kind == Line::Kind::prose && seen.insert(line.hash).second)
            ++texts_with_[line.hash];
}

void Boilerplate::take(const Counter& counter) {
    for (const auto& [hash, texts] : counter.texts_with_)
        if (texts >= fewest && static_cast<double>(texts) >= share * static_cast<double>(counter.texts_))
            hashes_.insert(hash);
}

std::vector<Line> Boilerplate::without(std::vector<Line> lines) const {
    const auto is_own = [&](const Line& line) {
        return line.kind != Line::Kind::prose || !hashes_.contains(line.hash);
    };
    if (std::any_of(lines.begin(), lines.end(), is_own))
        std::erase_if(lines, [&](const Line& line) { return !is_own(line); });
    return lines;
}

} // namespace axial::corpus::duplicates
