// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/agreement_reading.h"
#include "exports/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace axial::exports {
namespace {

constexpr std::size_t widest = 30;
constexpr int tints = 5;

/// Those that occur at all, by index.
std::vector<std::size_t> used_in(const codebooks::Coincidences& coincidences) {
    std::vector<std::size_t> used;
    for (std::size_t i = 0; i < coincidences.ids.size(); ++i)
        if (std::any_of(coincidences.counts[i].begin(), coincidences.counts[i].end(),
                        [](double count) { return count > 0; }))
            used.push_back(i);
    return used;
}

double largest_off_diagonal(const codebooks::Coincidences& coincidences) {
    double most = 0;
    for (std::size_t row = 0; row < coincidences.ids.size(); ++row)
        for (std::size_t column = 0; column < row; ++column)
            most = std::max(most, coincidences.counts[row][column]);
    return most;
}

/// Only what differs is tinted: the diagonal is what the coders agree on.
std::string class_of(double count, double most, bool diagonal) {
    if (diagonal)
        return count > 0 ? "same" : "h0"; // nobody agrees on "nothing": it is not counted
    if (count <= 0 || most <= 0)
        return "h0";
    return fmt::format("h{}", std::clamp(static_cast<int>(std::ceil(tints * count / most)), 1, tints));
}

} // namespace

void write_heat_map(Markup& m, const codebooks::Coincidences& coincidences) {
    const auto used = used_in(coincidences);
    if (used.size() < 3)
        return; // the list of pairs says it all
    if (used.size() > widest)
        return write_note(m,
                          fmt::format("{} are too many for a map; the list above holds the pairs that matter "
                                      "most.",
                                      used.size()));
    const double most = largest_off_diagonal(coincidences);
    m.in("div", {{"class", "scroll"}}, [&] {
        m.in("table", {{"class", "heat"}}, [&] {
            m.in("thead", [&] {
                m.in("tr", [&] {
                    m.element("th", {{"scope", "col"}, {"class", "t"}}, "How often they meet");
                    for (std::size_t column = 0; column < used.size(); ++column)
                        m.element("th", {{"scope", "col"}}, std::to_string(column + 1));
                });
            });
            m.in("tbody", [&] {
                for (std::size_t row = 0; row < used.size(); ++row)
                    m.in("tr", [&] {
                        m.element("th", {{"scope", "row"}},
                                  fmt::format("{} {}", row + 1, coincidences.names[used[row]]));
                        for (std::size_t column = 0; column <= row; ++column) {
                            const double count = coincidences.counts[used[row]][used[column]];
                            m.element("td", {{"class", class_of(count, most, row == column)}},
                                      count > 0 ? amount(count) : "");
                        }
                        if (row + 1 < used.size())
                            m.element("td", {{"colspan", std::to_string(used.size() - row - 1)}}, "");
                    });
            });
        });
    });
    auto note =
        std::string("Columns have the numbers of the rows. The diagonal, outlined, is agreement; the stronger "
                    "the tint of another cell, the more often its row and column stand against each "
                    "other.");
    if (used.size() < coincidences.ids.size())
        note += fmt::format(" {} that nobody used are left out.", coincidences.ids.size() - used.size());
    write_note(m, note);
}

} // namespace axial::exports
