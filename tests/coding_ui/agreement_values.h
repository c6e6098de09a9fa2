// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/round_agreement.h"
#include "codebooks/round_diagnosis.h"

#include <string>
#include <vector>

/// Figures and disagreements as a round of three coders might have them, made by hand.
namespace axial::coding_ui::tests {

inline agreement::Summary summary_of(const std::string& name, const agreement::Figure& figure) {
    agreement::Summary summary;
    summary.units = 50;
    summary.pairable_units = 44;
    summary.raters = 3;
    summary.missing = 7;
    summary.figures = {{name, figure}};
    if (figure.defined()) {
        summary.figures.push_back({name + "_ci95_low", figure.value() - 0.1});
        summary.figures.push_back({name + "_ci95_high", figure.value() + 0.1});
        summary.figures.push_back({name + "_se_jackknife", 0.05});
    }
    return summary;
}

/// Three codes, "one, two" with a comma in it, and "unused" undefined.
inline codebooks::RoundAgreement made_up_figures() {
    codebooks::RoundAgreement round;
    round.kind = codebooks::Codebook::Kind::codes;
    round.raters = {"ada", "ben", "cay"};
    round.universe = "the 50 posts that somebody coded";
    round.missing_rule = "the coder did not finish the post";
    round.overall = summary_of("alpha_masi", 0.7432);
    round.overall.figures.push_back({"percent_agreement", 0.875});
    round.by_source["discourse"] = summary_of("alpha_masi", -0.6);
    const auto unused = agreement::Figure::undefined("nobody applied the code");
    for (const auto& [id, figure] :
         {std::pair<std::string, agreement::Figure>{"a", 0.5}, {"b", 0.25}, {"c", unused}}) {
        codebooks::CategoryAgreement category;
        category.id = id;
        category.name = id == "a" ? "one, two" : id == "b" ? "three" : "unused";
        category.summary = summary_of("alpha_nominal", figure);
        round.categories.push_back(id);
        round.by_category.push_back(std::move(category));
    }
    return round;
}

inline codebooks::Disagreement disagreement(codebooks::Difference difference, std::vector<std::string> values) {
    codebooks::Disagreement each;
    each.difference = difference;
    each.values = std::move(values);
    each.title = "A thread";
    each.share = 0.25;
    return each;
}

inline codebooks::RoundDiagnosis made_up_diagnosis() {
    using codebooks::Difference;
    codebooks::RoundDiagnosis diagnosis;
    diagnosis.coincidences.ids = {"a", "b", "c", ""};
    diagnosis.coincidences.names = {"one, two", "three", "unused", "nothing"};
    diagnosis.coincidences.counts = {{6, 2, 0, 1}, {2, 4, 0, 0}, {0, 0, 0, 0}, {1, 0, 0, 0}};
    diagnosis.pairs = {{0, 1, 40, 0.9, 0.8, 0.7},
                       {0, 2, 38, 0.8, agreement::Figure::undefined("one category only"), 0.6},
                       {1, 2, 38, 0.7, 0.6, 0.5}};
    diagnosis.disagreements = {disagreement(Difference::code, {"one, two", "three", ""}),
                               disagreement(Difference::omission, {"one, two", "nothing", "one, two"}),
                               disagreement(Difference::omission, {"one, two, three", "one, two", ""}),
                               disagreement(Difference::boundary, {"three", "three", "nothing"})};
    diagnosis.without_coder = {0.5, 0.6, agreement::Figure::undefined("too few values")};
    return diagnosis;
}

} // namespace axial::coding_ui::tests
