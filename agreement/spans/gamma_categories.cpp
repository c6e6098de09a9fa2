// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/gamma_parts.h"

#include <algorithm>

namespace axial::agreement::gamma_parts {

std::vector<std::optional<double>> category_disorders(std::span<const AlignmentUnit> units,
                                                      const Alignment& alignment,
                                                      const Dissimilarity& dissimilarity,
                                                      std::size_t categories) {
    struct Sum {
        double disorder = 0, weight = 0;
    };
    std::vector<Sum> sums(categories + 1);
    const auto add = [&](std::size_t at, double weight, double disorder) {
        sums[at].weight += weight;
        sums[at].disorder += weight * disorder;
    };
    for (std::size_t i = 0; i < alignment.size(); ++i) {
        const auto members = alignment.unitary(i);
        for (std::size_t a = 0; a < members.size(); ++a)
            for (std::size_t b = a + 1; b < members.size(); ++b) {
                const auto &u = units[members[a]], &v = units[members[b]];
                const double weight = std::max(0.0, 1 - dissimilarity.alpha * dissimilarity.positional(u, v)) /
                                      static_cast<double>(members.size() - 1);
                const double disorder = dissimilarity.categorical(u, v);
                add(0, weight, disorder);
                add(static_cast<std::size_t>(u.category) + 1, weight, disorder);
                if (u.category != v.category)
                    add(static_cast<std::size_t>(v.category) + 1, weight, disorder);
            }
    }
    std::vector<std::optional<double>> result(sums.size());
    for (std::size_t i = 0; i < sums.size(); ++i)
        if (sums[i].weight > 0)
            result[i] = sums[i].disorder / sums[i].weight;
    return result;
}

} // namespace axial::agreement::gamma_parts
