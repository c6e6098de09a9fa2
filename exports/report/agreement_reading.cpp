// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/sections.h"

#include <fmt/format.h>

namespace axial::exports {
namespace {

// Krippendorff (2004, Content Analysis, 2nd ed., p. 241): conclusions from 0.800 on, tentative ones from 0.667
// on.
constexpr double firm = 0.800, tentative = 0.667;

std::string percent_sentence(const codebooks::RoundAgreement& agreement) {
    const auto& all = agreement.overall;
    const auto percent = all.get("percent_agreement");
    if (!percent.defined())
        return "How often the coders agree cannot be said: " + percent.reason() + ".";
    const bool question = agreement.kind == codebooks::Codebook::Kind::question;
    const auto value = fmt::format("{:.1f} %", 100 * percent.value());
    if (all.raters == 2)
        return fmt::format("The two coders {} {} of the {} that both judged.",
                           question ? "gave the same answer on" : "applied exactly the same codes to", value,
                           count(all.pairable_units, "post", "posts"));
    return fmt::format("Pairs of the {} coders {} in {} of the cases, over the {} that at least two judged.",
                       count(all.raters), question ? "gave the same answer" : "applied exactly the same codes",
                       value, count(all.pairable_units, "post", "posts"));
}

std::string interval_sentence(double low, double high) {
    const auto range = fmt::format("from {} to {}", decimal(low), decimal(high));
    if (low >= firm)
        return fmt::format("Its 95 % interval, {}, lies above 0.800, where Krippendorff allows conclusions.",
                           range);
    if (low >= tentative)
        return fmt::format(
            "Its 95 % interval, {}, lies above 0.667, where Krippendorff allows tentative conclusions at best.",
            range);
    if (high < tentative)
        return fmt::format(
            "Its 95 % interval, {}, lies below 0.667, the least Krippendorff asks for even tentative "
            "conclusions.",
            range);
    return fmt::format(
        "Its 95 % interval, {}, includes values below 0.667, the least Krippendorff asks for even "
        "tentative conclusions: the data do not show that this level is reached.",
        range);
}

} // namespace

std::string reading_of(const codebooks::RoundAgreement& agreement) {
    const bool question = agreement.kind == codebooks::Codebook::Kind::question;
    const auto& all = agreement.overall;
    const auto alpha = all.get(question ? "alpha_nominal" : "alpha_set_nominal");
    auto text = percent_sentence(agreement);
    if (!alpha.defined())
        return text + " Corrected for chance there is no figure: " + alpha.reason() + ".";
    text += " Corrected for chance, Krippendorff's alpha is " + decimal(alpha.value()) + ".";
    const auto low = all.get("alpha_nominal_ci95_low");
    const auto high = all.get("alpha_nominal_ci95_high");
    if (low.defined() && high.defined())
        return text + " " + interval_sentence(low.value(), high.value());
    return text + " Without an interval it says nothing about other posts than these.";
}

} // namespace axial::exports
