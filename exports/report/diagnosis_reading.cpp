// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/agreement_reading.h"
#include "exports/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace axial::exports {
namespace {

using agreement::Figure;
using codebooks::Codebook;
using codebooks::LevelAgreement;
using codebooks::RoundAgreement;
using codebooks::RoundDiagnosis;
using codebooks::UnitLevel;

const LevelAgreement* level_of(const RoundAgreement& agreement, UnitLevel wanted) {
    for (const auto& level : agreement.levels)
        if (level.level == wanted)
            return &level;
    return nullptr;
}

/// The smallest unit that says where something stands and has an interval.
const LevelAgreement* finest(const RoundAgreement& agreement) {
    for (const auto wanted : {UnitLevel::character, UnitLevel::token, UnitLevel::span, UnitLevel::sentence})
        if (const auto* level = level_of(agreement, wanted);
            level && interval_of(level->summary, level->headline))
            return level;
    return nullptr;
}

/// Krippendorff stays a name.
std::string in_a_sentence(std::string title) {
    if (title.starts_with("Kappa") || title.starts_with("Unitizing"))
        title.front() = static_cast<char>(title.front() - 'A' + 'a');
    return title;
}

/// "post, Krippendorff’s alpha (MASI) 0.492, 95 % interval 0.389 to 0.614".
std::string described(const RoundAgreement& agreement, const LevelAgreement& level, const Interval& interval) {
    return fmt::format("{}, {} {}, 95 % interval {}", name_of(level.level),
                       in_a_sentence(title_of(level.headline, agreement.kind)),
                       figure(level.summary.get(level.headline)), words_of(interval));
}

std::string quoted(const std::string& name) {
    return "“" + name + "”";
}

} // namespace

std::string reading_of_levels(const RoundAgreement& agreement) {
    const bool question = agreement.kind == Codebook::Kind::question;
    const auto* post = level_of(agreement, UnitLevel::post);
    const auto* other = question ? level_of(agreement, UnitLevel::thread) : finest(agreement);
    if (post == nullptr || other == nullptr)
        return question ? "There is no second level to compare with."
                        : "No level below the post has a figure with an interval, so nothing can be said about "
                          "whether the coders agree less on where a code stands than on what a post is about.";
    const auto ours = interval_of(post->summary, post->headline);
    const auto theirs = interval_of(other->summary, other->headline);
    if (!ours || !theirs)
        return fmt::format("The figure of {} has no interval, so the levels cannot be compared.",
                           ours ? "threads" : "posts");
    const auto pair =
        fmt::format("{}; {}", described(agreement, *post, *ours), described(agreement, *other, *theirs));
    const auto* first = question ? "on single posts" : "on what a post is about";
    const auto* second = question ? "on threads" : "on where in its text that stands";
    if (ours->first <= theirs->second && theirs->first <= ours->second)
        return fmt::format(
            "The intervals overlap ({}): the data do not show that agreement {} differs from that "
            "{}.",
            pair, first, second);
    const bool more = ours->first > theirs->second;
    return fmt::format("Corrected for chance, the coders agree more {} than {}: the intervals do not overlap "
                       "({}).{}",
                       more ? first : second, more ? second : first, pair,
                       post->headline == other->headline
                           ? ""
                           : " They are different coefficients; alike in both is that chance is 0 and perfect "
                             "agreement 1.");
}

std::string reading_of_pairs(const RoundAgreement& agreement, const RoundDiagnosis& diagnosis) {
    const auto by_alpha = [](const auto& a, const auto& b) { return a.alpha.value() < b.alpha.value(); };
    auto pairs = diagnosis.pairs;
    std::erase_if(pairs, [](const auto& pair) { return !pair.alpha.defined(); });
    if (pairs.empty())
        return "No pair of coders has a defined alpha.";
    const auto name = [&](const codebooks::PairAgreement& pair) {
        return agreement.raters[pair.first] + " and " + agreement.raters[pair.second];
    };
    const auto [low, high] = std::minmax_element(pairs.begin(), pairs.end(), by_alpha);
    auto text = low->alpha.value() == high->alpha.value()
                    ? fmt::format("Alpha is {} for every pair that has one.", decimal(low->alpha.value()))
                    : fmt::format("Alpha of pairs runs from {} ({}) to {} ({}).", decimal(low->alpha.value()),
                                  name(*low), decimal(high->alpha.value()), name(*high));
    const auto all = agreement.overall.get(leading_figure(agreement.kind));
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < diagnosis.without_coder.size(); ++i)
        if (const auto& alpha = diagnosis.without_coder[i];
            alpha.defined() && (!best || alpha.value() > diagnosis.without_coder[*best].value()))
            best = i;
    if (best && all.defined() && diagnosis.without_coder[*best].value() > all.value())
        text +=
            fmt::format(" Without {} it would be {} instead of {}, the largest rise.", agreement.raters[*best],
                        decimal(diagnosis.without_coder[*best].value()), decimal(all.value()));
    else if (best && all.defined())
        text += " Leaving out any one coder would not raise alpha.";
    return text + " Pairs have no intervals here, so these differences may be chance.";
}

std::string reading_of_confused(Codebook::Kind kind, const RoundDiagnosis& diagnosis) {
    const auto& pairs = diagnosis.confused;
    if (pairs.empty())
        return kind == Codebook::Kind::question
                   ? "No two answers were taken for each other."
                   : "No two codes were taken for each other, and none was left out.";
    const auto& names = diagnosis.coincidences.names;
    const auto& ids = diagnosis.coincidences.ids;
    double all = 0;
    for (const auto& pair : pairs)
        all += pair.count;
    const auto& first = pairs.front();
    std::size_t ties = 0;
    while (ties < pairs.size() && pairs[ties].count >= first.count - 1e-9)
        ++ties;
    const auto share = fmt::format("{} of {}, {:.1f} %", amount(first.count), amount(all), 100 * first.share);
    std::string text;
    if (pairs.size() == 1)
        text = fmt::format("All that differs lies between {} and {} ({}).", quoted(names[first.first]),
                           quoted(names[first.second]), amount(first.count));
    else if (ties > 1)
        return fmt::format("{} pairs are equally frequent at the top ({} each): none stands out.", ties, share);
    else if (ids[first.second].empty())
        text = fmt::format("Most often, one coder applied {} where another applied nothing in its place ({}).",
                           quoted(names[first.first]), share);
    else
        text = fmt::format("Most often, {} and {} were taken for each other ({}).", quoted(names[first.first]),
                           quoted(names[first.second]), share);
    double sum = 0;
    std::size_t half = 0;
    while (half < pairs.size() && sum < all / 2 - 1e-9)
        sum += pairs[half++].count;
    if (half > 1)
        text += fmt::format(" The first {} of {} pairs make up half of all.", half, pairs.size());
    return text;
}

std::string reading_of_splits(const codebooks::Splits& splits, std::string_view things) {
    const auto differ = splits.omission + splits.code + splits.boundary + splits.both;
    if (differ == 0)
        return splits.agreements == 0 ? fmt::format("There are no {} to compare.", things)
                                      : fmt::format("No pair of coders differs on any of the {} {}.",
                                                    count(splits.agreements), things);
    const std::array<std::pair<std::int64_t, std::string_view>, 4> kinds{
        {{splits.omission, "one coder applied what the other left out"},
         {splits.code, "they applied another code"},
         {splits.boundary, "they marked another extent for the same code"},
         {splits.both, "both code and extent differ"}}};
    const auto most = std::max_element(kinds.begin(), kinds.end(),
                                       [](const auto& a, const auto& b) { return a.first < b.first; });
    if (std::count_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.first == most->first; }) >
        1)
        return fmt::format("Pairs of coders differ {} over {}; no one kind of difference is the most frequent.",
                           count(differ, "time", "times"), things);
    return fmt::format("Pairs of coders differ {} over {}; most often ({}, {}) {}.",
                       count(differ, "time", "times"), things, share(most->first, differ),
                       percent(most->first, differ), most->second);
}

std::string reading_of_drift(const RoundDiagnosis& diagnosis) {
    const auto& p = diagnosis.drift_p;
    if (!p.defined())
        return "Whether agreement changed as coding went on cannot be tested: " + p.reason() + ".";
    const auto value = p.value() < 0.001 ? std::string("p < 0.001") : "p = " + decimal(p.value());
    if (p.value() >= 0.05)
        return "The test finds no trend of agreement over time (" + value +
               "); that does not show that there is none.";
    auto text = "Agreement changed as coding went on (" + value + ", permutations of the order)";
    if (diagnosis.drift.size() > 1 && diagnosis.drift.front().percent.defined() &&
        diagnosis.drift.back().percent.defined())
        text +=
            fmt::format(": {} in the first window, {} in the last", percent_of(diagnosis.drift.front().percent),
                        percent_of(diagnosis.drift.back().percent));
    return text + ".";
}

} // namespace axial::exports
