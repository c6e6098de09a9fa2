// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/diagnosis/set_coincidences.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace axial::agreement {
namespace {

using Codes = SetData::Codes;

TEST(SetCoincidences, SpreadACodeOverThoseInItsPlace) {
    SetData data;
    data.add_unit({Codes{"a", "b"}, Codes{"a", "c", "d"}}); // a agreed; b stands against c and d
    data.add_unit({Codes{"a"}, Codes{}});                   // a left out
    data.add_unit({Codes{"b"}, std::nullopt});              // judged by one: no pair
    data.add_unit({Codes{}, Codes{}});                      // both nothing: no code to count
    const auto found = set_coincidences(data, {"d", "a"});
    EXPECT_EQ(found.codes, (std::vector<std::string>{"d", "a", "b", "c"}));
    const std::size_t d = 0, a = 1, b = 2, c = 3, nothing = 4;
    EXPECT_EQ(found.at(a, a), 1);
    EXPECT_EQ(found.at(a, nothing), 1);
    EXPECT_EQ(found.at(b, c), 0.5 + 1); // half of b's one, and all of c's one, b being all that stood there
    EXPECT_EQ(found.at(b, d), 0.5 + 1);
    EXPECT_EQ(found.at(b, nothing), 0);
    EXPECT_EQ(found.at(c, d), 0);
    EXPECT_EQ(found.at(d, c), 0);
    EXPECT_EQ(found.at(c, b), found.at(b, c));
}

TEST(SetCoincidences, CountEveryPairOfRaters) {
    SetData data;
    data.add_unit({Codes{"x"}, Codes{"x"}, Codes{"y"}});
    const auto found = set_coincidences(data, {});
    EXPECT_EQ(found.at(0, 0), 1);
    EXPECT_EQ(found.at(0, 1), 4); // two pairs differ, and each side counts its code
}

} // namespace
} // namespace axial::agreement
