// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/segmentation.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace axial::agreement {
namespace {

/// A position at which one rater set a boundary and the other did not.
struct Difference {
    std::int64_t position;
    bool of_first;
    bool taken = false;
};

Masses boundaries_of(const Masses& masses) {
    Masses boundaries(masses.size());
    std::partial_sum(masses.begin(), masses.end(), boundaries.begin());
    if (!boundaries.empty())
        boundaries.pop_back();
    return boundaries;
}

std::vector<Difference> differences_of(const Masses& first, const Masses& second, std::int64_t& matches) {
    std::vector<Difference> differences;
    auto a = first.begin();
    auto b = second.begin();
    while (a != first.end() || b != second.end()) {
        if (a != first.end() && b != second.end() && *a == *b) {
            ++matches;
            ++a;
            ++b;
        } else if (b == second.end() || (a != first.end() && *a < *b)) {
            differences.push_back({*a++, true});
        } else {
            differences.push_back({*b++, false});
        }
    }
    return differences;
}

} // namespace

std::optional<std::string> masses_error(const std::vector<Masses>& raters) {
    std::optional<std::int64_t> expected;
    for (std::size_t r = 0; r < raters.size(); ++r) {
        const std::string who = "rater " + std::to_string(r + 1);
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < raters[r].size(); ++i) {
            const std::int64_t mass = raters[r][i];
            if (mass < 1)
                return "segment " + std::to_string(i + 1) + " of " + who + " has length " +
                       std::to_string(mass) + "; lengths begin at 1";
            if (mass > std::numeric_limits<std::int64_t>::max() - sum)
                return "the segments of " + who + " are longer than can be counted";
            sum += mass;
        }
        if (!expected)
            expected = sum;
        else if (sum != *expected)
            return "the segments of " + who + " add up to " + std::to_string(sum) + ", those of rater 1 to " +
                   std::to_string(*expected);
    }
    return std::nullopt;
}

BoundaryEdits boundary_edits(const Masses& first, const Masses& second, int n_t) {
    BoundaryEdits edits;
    auto differences = differences_of(boundaries_of(first), boundaries_of(second), edits.matches);
    edits.near_misses.assign(static_cast<std::size_t>(std::max(n_t, 1)), 0);
    // Two differences a few positions apart have at most as many others between them.
    for (std::int64_t apart = 1; apart < n_t; ++apart)
        for (std::size_t i = 0; i < differences.size(); ++i)
            for (std::size_t j = i + 1; !differences[i].taken && j < differences.size() &&
                                        differences[j].position - differences[i].position <= apart;
                 ++j)
                if (differences[j].position - differences[i].position == apart && !differences[j].taken &&
                    differences[j].of_first != differences[i].of_first) {
                    differences[i].taken = differences[j].taken = true;
                    ++edits.near_misses[static_cast<std::size_t>(apart)];
                }
    edits.additions = std::count_if(differences.begin(), differences.end(),
                                    [](const Difference& difference) { return !difference.taken; });
    return edits;
}

SegmentationAgreement segmentation_agreement(const std::vector<Masses>& raters, int n_t) {
    const auto undefined = [](const std::string& reason) {
        return SegmentationAgreement{Figure::undefined(reason), Figure::undefined(reason)};
    };
    if (const auto error = masses_error(raters))
        return undefined(*error);
    if (raters.size() < 2)
        return undefined("needs two raters");
    if (n_t < 2)
        return undefined("near misses span at least two potential boundaries");
    const std::int64_t length = std::accumulate(raters[0].begin(), raters[0].end(), std::int64_t{0});
    if (length < 2)
        return undefined("the text is too short to be cut");
    double boundary = 0;
    double segmentation = 0;
    bool without_boundaries = false;
    for (std::size_t a = 0; a < raters.size(); ++a)
        for (std::size_t b = a + 1; b < raters.size(); ++b) {
            const BoundaryEdits edits = boundary_edits(raters[a], raters[b], n_t);
            auto cost = static_cast<double>(edits.additions);
            auto all = static_cast<double>(edits.matches + edits.additions);
            for (std::size_t s = 1; s < edits.near_misses.size(); ++s) {
                const auto misses = static_cast<double>(edits.near_misses[s]);
                cost += misses * static_cast<double>(s) / n_t;
                all += misses;
            }
            without_boundaries |= all == 0;
            boundary += 1 - cost / std::max(all, 1.0);
            segmentation += 1 - cost / static_cast<double>(length - 1);
        }
    const auto pairs = static_cast<double>(raters.size() * (raters.size() - 1) / 2);
    return {without_boundaries ? Figure::undefined("two raters set no boundary at all")
                               : Figure(boundary / pairs),
            segmentation / pairs};
}

} // namespace axial::agreement
