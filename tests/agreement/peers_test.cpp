// SPDX-License-Identifier: GPL-3.0-or-later
// Values that other programs gave for small tables made for the purpose: a category that one coder never used,
// one that nobody used, gaps, skewed margins, sets. The program is named at each.
#include "agreement/sets.h"
#include "agreement/statistics.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace axial::agreement {
namespace {

using Expected = std::vector<std::pair<const char*, double>>;

RatingsOptions plain(Level level) {
    RatingsOptions options;
    options.level = level;
    options.bootstrap.replicates = 0;
    return options;
}

void expect_figures(const Summary& summary, const Expected& expected) {
    for (const auto& [name, value] : expected) {
        const Figure figure = summary.get(name);
        ASSERT_TRUE(figure.defined()) << name << ": " << figure.reason();
        EXPECT_NEAR(figure.value(), value, 1e-12) << name;
    }
}

/// Two coders out of their table: first coder down, second across; categories "1", "2" …
ReliabilityData crossed(const std::vector<std::vector<int>>& counts) {
    std::vector<std::string> categories;
    for (std::size_t k = 1; k <= counts.size(); ++k)
        categories.push_back(std::to_string(k));
    ReliabilityData data(categories);
    for (std::size_t a = 0; a < counts.size(); ++a)
        for (std::size_t b = 0; b < counts.size(); ++b)
            for (int i = 0; i < counts[a][b]; ++i)
                data.add_unit({categories[a], categories[b]});
    return data;
}

/// One digit a cell, '.' = missing.
ReliabilityData rows(const std::vector<std::string>& units, const std::vector<std::string>& categories = {}) {
    ReliabilityData data(categories);
    for (const std::string& unit : units) {
        std::vector<std::optional<std::string>> cells;
        for (const char c : unit)
            cells.push_back(c == '.' ? std::nullopt : std::optional(std::string(1, c)));
        data.add_unit(cells);
    }
    return data;
}

const std::vector<std::vector<int>> unused_by_the_first{{7, 2, 0, 1}, {1, 5, 3, 0}, {0, 2, 4, 1}, {0, 0, 0, 0}};

// statsmodels 0.13.5 cohens_kappa. Kappas also scikit-learn 1.2.1 and vcd 1.4.11, but for the linear one psych
// 2.2.9; errors also vcd.
TEST(Peers, CohenWhereOneCoderNeverUsedACategory) {
    expect_figures(ratings_summary(crossed(unused_by_the_first), plain(Level::ordinal)),
                   {{"cohen_kappa", 0.44206008583690992},
                    {"cohen_kappa_se", 0.13290009971634875},
                    {"cohen_kappa_se0", 0.12825643399654066},
                    {"cohen_kappa_z", 3.4466893555518094},
                    {"cohen_kappa_ci95_low", 0.18158067685108448},
                    {"cohen_kappa_ci95_high", 0.70253949482273537},
                    {"cohen_kappa_max", 0.88841201716738205},
                    {"cohen_kappa_linear", 0.52},
                    {"cohen_kappa_linear_se", 0.12627728295045437},
                    {"cohen_kappa_linear_se0", 0.13953430576459372},
                    {"cohen_kappa_linear_z", 3.726682102660003},
                    {"cohen_kappa_quadratic", 0.55765595463137996},
                    {"cohen_kappa_quadratic_se", 0.1817399900710116},
                    {"cohen_kappa_quadratic_se0", 0.18722302138009095},
                    {"cohen_kappa_quadratic_ci95_low", 0.20145211954153014},
                    {"cohen_kappa_quadratic_ci95_high", 0.91385978972122972}});
}

// statsmodels 0.13.5 cohens_kappa, of the complement of these weights.
TEST(Peers, CohenWithOwnWeights) {
    RatingsOptions options = plain(Level::nominal);
    options.weights = {{1, .5, .25, 0}, {.5, 1, .5, .25}, {.25, .5, 1, .75}, {0, .25, .75, 1}};
    expect_figures(ratings_summary(crossed(unused_by_the_first), options),
                   {{"cohen_kappa_custom", 0.50453720508166977},
                    {"cohen_kappa_custom_se", 0.12750991614409177},
                    {"cohen_kappa_custom_se0", 0.13484538742021557}});
}

// statsmodels 0.13.5 cohens_kappa.
TEST(Peers, CohenWithSkewedMargins) {
    expect_figures(ratings_summary(crossed({{3, 1}, {1, 40}}), plain(Level::nominal)),
                   {{"cohen_kappa", 0.72560975609756129},
                    {"cohen_kappa_se", 0.18454205492916323},
                    {"cohen_kappa_se0", 0.14907119849998654},
                    {"cohen_kappa_z", 4.8675382193135501}});
}

// statsmodels 0.13.5 fleiss_kappa, methods "fleiss" and "rand"; the second with a fourth, empty column.
TEST(Peers, FleissAndFreeMarginalWithAndWithoutAnUnusedCategory) {
    const std::vector<std::string> units{"33333", "11223", "11111", "12222",
                                         "11123", "22222", "11333", "11112"};
    expect_figures(ratings_summary(rows(units), plain(Level::nominal)),
                   {{"fleiss_kappa", 0.44337811900191931}, {"brennan_prediger", 0.45625}});
    expect_figures(ratings_summary(rows(units, {"1", "2", "3", "4"}), plain(Level::nominal)),
                   {{"fleiss_kappa", 0.44337811900191931}, {"brennan_prediger", 0.51666666666666661}});
}

// NLTK 3.8 AnnotationTask: kappa (mean of the pairs), avg_Ao, alpha; squared difference as the distance.
TEST(Peers, SeveralCodersCompleteAndWithGaps) {
    expect_figures(
        ratings_summary(rows({"112", "222", "331", "123", "111", "232", "333", "113"}), plain(Level::nominal)),
        {{"light_kappa", 0.32051411121178564},
         {"percent_agreement", 0.54166666666666663},
         {"alpha_nominal", 0.33769633507853403}});
    expect_figures(ratings_summary(rows({"112.", "2222", "33.5", "1..1", "5455", ".223", "4414", "3333"}),
                                   plain(Level::interval)),
                   {{"alpha_nominal", 0.54703832752613246}, {"alpha_interval", 0.66559485530546625}});
}

// NLTK 3.8 AnnotationTask.alpha, with Jaccard and MASI distances written for the purpose: thirds where NLTK has
// .33 and .67, and two empty sets equal.
TEST(Peers, SetsWithEmptyOnesAndGaps) {
    SetData data;
    for (const std::vector<std::string>& unit : std::vector<std::vector<std::string>>{{"ab", "a", "b"},
                                                                                      {"", "", "."},
                                                                                      {"abc", "ab", "bc"},
                                                                                      {"c", "c", "c"},
                                                                                      {"a", "", "a"},
                                                                                      {"bd", "bd", "b"},
                                                                                      {"d", ".", "ad"}}) {
        std::vector<std::optional<SetData::Codes>> cells;
        for (const std::string& cell : unit) {
            cells.emplace_back();
            if (cell == ".")
                continue;
            cells.back().emplace();
            for (const char code : cell)
                cells.back()->insert(std::string(1, code));
        }
        data.add_unit(cells);
    }
    expect_figures(set_summary(data), {{"alpha_jaccard", 0.5185410334346503},
                                       {"alpha_masi", 0.44509990485252138},
                                       {"alpha_set_nominal", 0.32075471698113212},
                                       {"alpha_binary_code:a", 0.1428571428571429}});
}

} // namespace
} // namespace axial::agreement
