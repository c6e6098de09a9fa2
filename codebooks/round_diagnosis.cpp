// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/round_diagnosis.h"

#include "agreement/diagnosis/confusion.h"
#include "agreement/diagnosis/drift.h"
#include "agreement/diagnosis/set_coincidences.h"
#include "agreement/diagnosis/set_splits.h"
#include "agreement/diagnosis/worst_units.h"
#include "agreement/statistics.h"
#include "codebooks/round_data.h"
#include "codebooks/round_stretches.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>

namespace axial::codebooks {
namespace {

using agreement::BootstrapOptions;
using agreement::Distance;
using agreement::ReliabilityData;
using agreement::SetData;
using agreement::SetSplit;

const BootstrapOptions no_interval{.replicates = 0};

/// The posts that somebody judged, as the tables that agreement/ takes.
struct Tables {
    std::vector<const RoundPost*> posts; ///< row by row
    ReliabilityData answers;             ///< of a question
    SetData codes;                       ///< of a codebook; every distinct set is a value of codes.table()
    Distance distance;

    Tables(const RoundData& data, bool question) : answers(data.categories) {
        for (const auto& post : data.posts) {
            if (post.judged_by() == 0)
                continue;
            posts.push_back(&post);
            if (question)
                answers.add_unit(post.answers());
            else
                codes.add_unit(post.cells);
        }
        distance = question ? Distance(agreement::nominal_distance)
                            : agreement::set_distance(codes, agreement::SetDistance::masi);
    }
    Tables(const Tables&) = delete; // the distance looks into `codes`
    Tables& operator=(const Tables&) = delete;

    [[nodiscard]] const ReliabilityData& table(bool question) const {
        return question ? answers : codes.table();
    }
};

PairAgreement of_pair(const RoundData& data, std::size_t first, std::size_t second) {
    PairAgreement pair;
    pair.first = first;
    pair.second = second;
    ReliabilityData answers(data.categories);
    SetData codes;
    for (const auto& post : data.posts) {
        if (!post.cells[first] || !post.cells[second])
            continue;
        ++pair.units;
        if (data.is_question())
            answers.add_unit({*post.cells[first]->begin(), *post.cells[second]->begin()});
        else
            codes.add_unit({post.cells[first], post.cells[second]});
    }
    const auto of_table = agreement::nominal_summary(data.is_question() ? answers : codes.table(), no_interval);
    pair.percent = of_table.get("percent_agreement");
    pair.kappa = of_table.get("cohen_kappa");
    pair.alpha = data.is_question() ? of_table.get("alpha_nominal") : agreement::alpha_masi(codes);
    return pair;
}

Coincidences coincidences_of(const RoundData& data, const Tables& tables) {
    Coincidences result;
    result.ids = data.categories;
    for (const auto& id : data.categories)
        result.names.push_back(data.names.at(id));
    if (data.is_question()) {
        const auto found = agreement::coincidences(tables.answers);
        for (std::size_t row = 0; row < result.ids.size(); ++row) {
            auto& counts = result.counts.emplace_back();
            for (std::size_t column = 0; column < result.ids.size(); ++column)
                counts.push_back(found.at(row, column));
        }
        return result;
    }
    result.ids.emplace_back();
    result.names.emplace_back("nothing");
    const auto found = agreement::set_coincidences(tables.codes, data.categories);
    for (std::size_t row = 0; row < result.ids.size(); ++row) {
        auto& counts = result.counts.emplace_back();
        for (std::size_t column = 0; column < result.ids.size(); ++column)
            counts.push_back(found.at(row, column));
    }
    return result;
}

std::vector<ConfusedPair> confused_in(const Coincidences& coincidences) {
    std::vector<ConfusedPair> pairs;
    double all = 0;
    for (std::size_t a = 0; a < coincidences.ids.size(); ++a)
        for (std::size_t b = a + 1; b < coincidences.ids.size(); ++b)
            if (const double count = coincidences.counts[a][b]; count > 0) {
                pairs.push_back({a, b, count, 0});
                all += count;
            }
    for (auto& pair : pairs)
        pair.share = pair.count / all;
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    return pairs;
}

Difference difference_of(SetSplit split) {
    return split == SetSplit::code ? Difference::code : Difference::omission;
}

std::string value_of(const RoundData& data, const std::optional<SetData::Codes>& cell) {
    if (!cell)
        return {};
    std::vector<std::string> names;
    for (const auto& id : data.categories) // in the codebook's order
        if (cell->contains(id))
            names.push_back(data.names.at(id));
    return names.empty() ? "nothing" : fmt::format("{}", fmt::join(names, ", "));
}

std::vector<Disagreement> posts_in_dispute(const RoundData& data, const Tables& tables,
                                           const agreement::SetSplits& splits) {
    std::vector<Difference> kinds(tables.posts.size(), Difference::answer);
    for (const auto& difference : splits.differences) // of several pairs of coders, another code outweighs
        if (kinds[difference.unit] != Difference::code)
            kinds[difference.unit] = difference_of(difference.kind);
    std::vector<Disagreement> result;
    for (const auto& worst : agreement::worst_units(tables.table(data.is_question()), tables.distance)) {
        const auto& post = *tables.posts[worst.unit];
        auto& found = result.emplace_back();
        found.post_row = post.row;
        found.thread_row = post.thread;
        found.post = post.key;
        found.title = post.title;
        found.at = post.decided_at;
        found.revision = post.revision;
        found.difference = kinds[worst.unit];
        found.share = worst.share;
        for (const auto& cell : post.cells)
            found.values.push_back(value_of(data, cell));
    }
    return result;
}

Splits post_splits(const agreement::SetSplits& splits) {
    Splits result;
    result.agreements = splits.total.equal;
    result.omission = splits.total.omission + splits.total.addition;
    result.code = splits.total.code;
    return result;
}

void add_drift(RoundDiagnosis& result, const RoundData& data, const Tables& tables,
               const BootstrapOptions& bootstrap) {
    std::vector<std::int64_t> times;
    auto first = Time::max(), last = Time::min();
    for (const auto* post : tables.posts) {
        const auto at = post->decided_at;
        const bool known = at != Time{}; // "nothing here" is kept without a time of its own
        times.push_back(known ? at.time_since_epoch().count() : agreement::no_time);
        first = known ? std::min(first, at) : first;
        last = known ? std::max(last, at) : last;
    }
    if (first > last || last - first < std::chrono::minutes(1)) {
        result.drift_p = agreement::Figure::undefined("all was decided within a minute, as by an import");
        return;
    }
    agreement::DriftOptions options;
    options.bootstrap = bootstrap;
    const auto drift = agreement::drift(tables.table(data.is_question()), times, options);
    for (const auto& window : drift.windows)
        result.drift.push_back({Time(Time::duration(window.from)), Time(Time::duration(window.to)),
                                window.figures.units, window.figures.percent, window.figures.alpha,
                                window.figures.interval.low, window.figures.interval.high});
    result.drift_p = drift.p;
}

} // namespace

std::string_view name_of(Difference difference) {
    switch (difference) {
    case Difference::answer:
        return "answer";
    case Difference::omission:
        return "omission";
    case Difference::code:
        return "code";
    case Difference::boundary:
        return "boundary";
    case Difference::both:
        return "both";
    }
    return "";
}

Result<RoundDiagnosis> diagnosis_of(corpus::Study& study, const Round& round, const AgreementOptions& options) {
    AXIAL_ASSIGN(const auto data, read_round(study, round));
    const Tables tables(data, data.is_question());
    RoundDiagnosis result;
    for (std::size_t first = 0; first < data.raters(); ++first)
        for (std::size_t second = first + 1; second < data.raters(); ++second)
            result.pairs.push_back(of_pair(data, first, second));
    result.coincidences = coincidences_of(data, tables);
    result.confused = confused_in(result.coincidences);
    const auto splits = data.is_question() ? agreement::SetSplits() : agreement::set_splits(tables.codes);
    result.disagreements = posts_in_dispute(data, tables, splits);
    for (const auto& without : agreement::without_each_rater(tables.table(data.is_question()), tables.distance))
        result.without_coder.push_back(without.alpha);
    add_drift(result, data, tables, options.bootstrap);
    if (!data.is_question()) {
        result.posts = post_splits(splits);
        AXIAL_TRY(add_stretches(study, data, options, result));
    }
    return result;
}

} // namespace axial::codebooks
