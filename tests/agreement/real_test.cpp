// SPDX-License-Identifier: GPL-3.0-or-later
// Published figures recomputed from the raw labels in ../shared/agreement/real (its MANIFEST.md).
#include "agreement/pairs.h"
#include "agreement/statistics.h"
#include "tests/support/shared_material.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace axial::agreement {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        else if (c == separator && !quoted)
            parts.emplace_back();
        else if (c != '\r')
            parts.back() += c;
    }
    return parts;
}

/// The lines of a CSV file; quotes only keep commas together in these.
Rows read_csv(const std::filesystem::path& file) {
    Rows rows;
    std::istringstream text(tests::read_file(file));
    for (std::string line; std::getline(text, line);)
        if (!line.empty())
            rows.push_back(split(line, ','));
    return rows;
}

ReliabilityData ratings(const Rows& rows, const std::vector<std::string>& categories = {}) {
    ReliabilityData data = categories.empty() ? ReliabilityData() : ReliabilityData(categories);
    for (std::size_t i = 1; i < rows.size(); ++i) {
        std::vector<std::optional<std::string>> cells;
        for (std::size_t rater = 1; rater < rows[i].size(); ++rater)
            cells.push_back(rows[i][rater].empty() ? std::nullopt : std::optional(rows[i][rater]));
        data.add_unit(cells);
    }
    return data;
}

/// A blank cell is a rating: the empty set.
SetData sets(const Rows& rows, char separator) {
    SetData data;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        std::vector<std::optional<SetData::Codes>> cells;
        for (std::size_t rater = 1; rater < rows[i].size(); ++rater) {
            SetData::Codes codes;
            for (const auto& code : split(rows[i][rater], separator))
                if (!code.empty())
                    codes.insert(code);
            cells.emplace_back(codes);
        }
        data.add_unit(cells);
    }
    return data;
}

Summary summary_of(const ReliabilityData& data, Level level = Level::nominal) {
    RatingsOptions options;
    options.level = level;
    options.bootstrap.replicates = 50;
    return ratings_summary(data, options);
}

TEST(RealLabels, A1ApiComparisonKappaAsPrinted) {
    AXIAL_NEEDS_SHARED(folder, "agreement/real");
    const auto matrix = summary_of(ratings(read_csv(folder / "apicomp_statement_types_matrix.csv")));
    EXPECT_EQ(matrix.units, 252);
    EXPECT_NEAR(matrix.get("cohen_kappa").value(), 0.928664750457277, 1e-14);
    const auto rows = summary_of(ratings(read_csv(folder / "apicomp_statement_types.csv")));
    EXPECT_EQ(rows.units, 255);
    EXPECT_NEAR(rows.get("cohen_kappa").value(), 0.913733, 5e-7);
}

TEST(RealLabels, A2SoftSearchThreeAnnotators) {
    AXIAL_NEEDS_SHARED(file, "agreement/real/softsearch2022_irr.csv");
    const auto summary = summary_of(ratings(read_csv(file)));
    EXPECT_NEAR(summary.get("fleiss_kappa").value(), .891827, 5e-7);
    EXPECT_NEAR(summary.get("alpha_nominal").value(), .894231, 5e-7);
    EXPECT_NEAR(summary.get("conger_kappa").value(), .892086, 5e-7);
}

TEST(RealLabels, A3SeventyKappasOfSetsOfDefects) {
    AXIAL_NEEDS_SHARED(folder, "agreement/real");
    int checked = 0;
    for (const std::string name : {"g04_raw", "g13_raw", "g16_raw", "g17_raw", "total_dataset"}) {
        const auto rows = read_csv(folder / ("spr_userstories_" + name + ".csv"));
        const auto pairs = rater_pairs(sets(rows, '|').table());
        std::map<std::pair<std::string, std::string>, double> kappas;
        for (const auto& pair : pairs)
            kappas[{rows[0][pair.first + 1], rows[0][pair.second + 1]}] = pair.cohen_kappa.value();
        const auto reported = read_csv(folder / ("spr_userstories_" + name + "_reported.csv"));
        for (std::size_t i = 1; i < reported.size(); ++i, ++checked) {
            const auto found = kappas.find({reported[i][0], reported[i][1]});
            ASSERT_NE(found, kappas.end()) << reported[i][0] << " and " << reported[i][1];
            EXPECT_NEAR(found->second, std::stod(reported[i][2]), .00005 + 1e-9) << name << " row " << i;
        }
    }
    EXPECT_EQ(checked, 70);
}

TEST(RealLabels, A4PolarityOfPullRequestMessages) {
    AXIAL_NEEDS_SHARED(folder, "agreement/real");
    struct Pass {
        const char* file;
        double full, partial, fleiss, alpha, ordinal;
    };
    for (const Pass& pass : {Pass{"premo_part1_polarity.csv", 59.74, 37.97, .569662, .569742, .657435},
                             Pass{"premo_part2_polarity.csv", 58.18, 39.08, .551879, .551962, .643012}}) {
        const auto data = ratings(read_csv(folder / pass.file), {"negative", "neutral", "positive"});
        const auto summary = summary_of(data, Level::ordinal);
        const double full = summary.get("full_agreement").value();
        EXPECT_NEAR(100 * full, pass.full, .005);
        // With three raters, a unit on which two agree has a third of its pairs equal.
        EXPECT_NEAR(300 * (summary.get("percent_agreement").value() - full), pass.partial, .005);
        EXPECT_NEAR(summary.get("fleiss_kappa").value(), pass.fleiss, 5e-7);
        EXPECT_NEAR(summary.get("alpha_nominal").value(), pass.alpha, 5e-7);
        EXPECT_NEAR(summary.get("alpha_ordinal").value(), pass.ordinal, 5e-7);
        EXPECT_LT(summary.get("alpha_ordinal_ci95_low").value(), pass.ordinal);
        EXPECT_GT(summary.get("alpha_ordinal_ci95_high").value(), pass.ordinal);
    }
}

TEST(RealLabels, A4EmotionSetsOfPullRequestMessages) {
    AXIAL_NEEDS_SHARED(file, "agreement/real/premo_part2_emotions.csv");
    RatingsOptions options;
    options.bootstrap.replicates = 50;
    const auto summary = set_summary(sets(read_csv(file), '|'), options);
    EXPECT_NEAR(summary.get("alpha_jaccard").value(), .502419, 5e-7);
    EXPECT_NEAR(summary.get("alpha_masi").value(), .475932, 5e-7);
    EXPECT_LT(summary.get("alpha_masi_ci95_low").value(), .475932);
    EXPECT_GT(summary.get("alpha_masi_ci95_high").value(), .475932);
}

TEST(RealLabels, A5IntercoderCalculator) {
    AXIAL_NEEDS_SHARED(folder, "agreement/real");
    Rows appeals = read_csv(folder / "thirdspace_data0.csv");
    for (auto& row : appeals)
        for (auto& cell : row)
            if (cell.empty())
                cell = "(blank)"; // their program takes the one blank cell for an answer
    const auto first = summary_of(ratings(appeals));
    EXPECT_NEAR(first.get("cohen_kappa").value(), 0.6899266046058918, 1e-13);

    std::vector<std::string> codes;
    for (int code = 0; code <= 15; ++code)
        codes.push_back(std::to_string(code));
    const auto second = summary_of(ratings(read_csv(folder / "thirdspace_data1.csv"), codes), Level::interval);
    EXPECT_NEAR(second.get("cohen_kappa_linear").value(), 0.7490712511745773, 1e-13);
    EXPECT_NEAR(second.get("alpha_nominal").value(), 0.6722775059943613, 1e-13);
    EXPECT_NEAR(second.get("percent_agreement").value(), .8070866141732284, 1e-13);
    EXPECT_NEAR(second.get("fleiss_kappa").value(), .6720623237921253, 1e-13);

    const auto third =
        summary_of(ratings(read_csv(folder / "thirdspace_data2.csv"),
                           {"strongly disagree", "disagree", "neutral", "agree", "strongly agree"}),
                   Level::ordinal);
    EXPECT_NEAR(third.get("cohen_kappa_linear").value(), 0.2902183212395829, 1e-13);
    EXPECT_NEAR(third.get("alpha_ordinal").value(), 0.3136278980049674, 1e-13);
    EXPECT_NEAR(third.get("percent_agreement").value(), .39, 1e-13);
    EXPECT_NEAR(third.get("scott_pi").value(), .21741884529188435, 1e-13);
}

TEST(RealLabels, A5HammingWeightedKappaOfLabelVectors) {
    AXIAL_NEEDS_SHARED(file, "agreement/real/thirdspace_multilabel_data3.csv");
    const auto rows = read_csv(file);
    SetData data;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        std::vector<std::optional<SetData::Codes>> cells;
        for (std::size_t rater = 1; rater < rows[i].size(); ++rater) {
            SetData::Codes codes;
            const auto vector = split(rows[i][rater], ',');
            for (std::size_t code = 0; code < vector.size(); ++code)
                if (vector[code] == "1")
                    codes.insert(std::to_string(code));
            cells.emplace_back(codes);
        }
        data.add_unit(cells);
    }
    EXPECT_NEAR(set_summary(data, {}).get("cohen_kappa_hamming").value(), .7234810951760119, 1e-13);
}

} // namespace
} // namespace axial::agreement
