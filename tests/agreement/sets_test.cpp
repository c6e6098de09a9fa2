// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/nominal.h"
#include "agreement/sets.h"
#include "agreement/statistics.h"

#include <gtest/gtest.h>

namespace axial::agreement {
namespace {

using Codes = SetData::Codes;

TEST(Sets, TheEmptySetIsARatingAndMissingIsNot) {
    SetData data;
    data.add_unit({Codes{}, Codes{}});
    data.add_unit({Codes{"a"}, Codes{"a"}});
    data.add_unit({Codes{"a"}, std::nullopt});
    const Summary summary = set_summary(data);
    EXPECT_EQ(summary.pairable_units, 2);
    EXPECT_EQ(summary.missing, 1);
    EXPECT_EQ(summary.get("alpha_masi").value(), 1.0);
    EXPECT_EQ(summary.get("alpha_jaccard").value(), 1.0);
}

TEST(Sets, DistancesAreThoseOfPassonneau) {
    // Two units, n = 4 values {a}, {a,b}, {c}, {c}: D_o = 2 d({a},{a,b}) / 4, D_e over 4 * 3 ordered pairs.
    SetData data;
    data.add_unit({Codes{"a"}, Codes{"a", "b"}});
    data.add_unit({Codes{"c"}, Codes{"c"}});
    const double jaccard = 1 - 1.0 / 2;
    const double masi = 1 - 1.0 / 2 * 2 / 3;
    EXPECT_NEAR(alpha_jaccard(data).value(), 1 - (2 * jaccard / 4) / ((2 * jaccard + 8) / 12), 1e-12);
    EXPECT_NEAR(alpha_masi(data).value(), 1 - (2 * masi / 4) / ((2 * masi + 8) / 12), 1e-12);
    SetData overlap;
    overlap.add_unit({Codes{"a", "b"}, Codes{"b", "c"}});
    overlap.add_unit({Codes{"d"}, Codes{"d"}});
    const double partial = 1 - 1.0 / 3 * 1 / 3;
    EXPECT_NEAR(alpha_masi(overlap).value(), 1 - (2 * partial / 4) / ((2 * partial + 8) / 12), 1e-12);
}

TEST(Sets, OfOneCodeAreNominalData) {
    SetData data;
    data.add_unit({Codes{"a"}, Codes{"b"}, std::nullopt});
    data.add_unit({Codes{"a"}, Codes{"a"}, Codes{"b"}});
    data.add_unit({Codes{"b"}, Codes{"b"}, Codes{"b"}});
    const Figure nominal = Nominal(data.table()).alpha();
    EXPECT_NEAR(alpha_set_nominal(data).value(), nominal.value(), 1e-12);
    EXPECT_NEAR(alpha_jaccard(data).value(), nominal.value(), 1e-12);
    EXPECT_NEAR(alpha_masi(data).value(), nominal.value(), 1e-12);
}

TEST(Sets, OneCodeBecomesATableOfTwoAnswers) {
    SetData data;
    data.add_unit({Codes{"a", "b"}, Codes{"b"}});
    data.add_unit({Codes{}, std::nullopt});
    const ReliabilityData table = data.code("a");
    EXPECT_EQ(table.categories(), (std::vector<std::string>{"0", "1"}));
    EXPECT_EQ(table.at(0, 0), 1);
    EXPECT_EQ(table.at(0, 1), 0);
    EXPECT_EQ(table.at(1, 0), 0);
    EXPECT_EQ(table.at(1, 1), ReliabilityData::missing);
}

TEST(Sets, NothingToCompareIsUndefined) {
    SetData data;
    data.add_unit({Codes{}, Codes{}});
    data.add_unit({Codes{}, Codes{}});
    for (const char* name : {"alpha_masi", "alpha_jaccard", "alpha_set_nominal"})
        EXPECT_FALSE(set_summary(data).get(name).defined()) << name;
    EXPECT_EQ(set_summary(data).get("percent_agreement").value(), 1.0);
}

} // namespace
} // namespace axial::agreement
