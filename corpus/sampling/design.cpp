// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/sampling/design.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace axial::corpus::sampling {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

Result<std::int64_t> size_for(const Design& design, std::int64_t population) {
    if (design.precision && population > 0)
        return sample_size(*design.precision, population);
    return design.precision ? 0 : design.size;
}

Status size_each(const Design& design, std::vector<PlannedStratum>& strata) {
    for (auto& stratum : strata) {
        AXIAL_ASSIGN(const auto size, size_for(design, stratum.population));
        stratum.size = std::clamp(std::max(size, stratum.drawn), std::int64_t{0}, stratum.population);
    }
    return {};
}

Status share_out(const Design& design, std::vector<PlannedStratum>& strata, std::int64_t population) {
    AXIAL_ASSIGN(auto size, size_for(design, population));
    std::vector<StratumSize> sizes;
    std::int64_t least = 0;
    for (const auto& stratum : strata) {
        StratumSize one{stratum.name, stratum.population,
                        std::max(stratum.drawn, std::min(design.least, stratum.population)), 0};
        if (design.allocation == Allocation::neyman) {
            const auto deviation = design.deviations.find(stratum.name);
            if (deviation == design.deviations.end())
                return bad_input("Neyman's allocation needs the standard deviation of every stratum",
                                 stratum.name, "give it: --deviation \"" + stratum.name + "=VALUE\"");
            one.deviation = deviation->second;
        }
        least += one.least;
        sizes.push_back(std::move(one));
    }
    if (design.precision) // the strata's least may ask for more than the margin does
        size = std::max(size, least);
    AXIAL_ASSIGN(const auto shares, allocate(sizes, size, design.allocation));
    for (std::size_t i = 0; i < strata.size(); ++i)
        strata[i].size = shares[i];
    return {};
}

} // namespace

Result<Plan> plan(const Design& design, std::vector<PlannedStratum> strata) {
    Plan made;
    std::sort(strata.begin(), strata.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    for (const auto& stratum : strata)
        made.population += stratum.population;
    for (const auto& [name, deviation] : design.deviations)
        if (std::none_of(strata.begin(), strata.end(),
                         [&](const auto& stratum) { return stratum.name == name; }))
            return bad_input("there is no such stratum in the frame", name,
                             "see which there are with --dry-run and without --deviation");
    if (design.per_stratum)
        AXIAL_TRY(size_each(design, strata));
    else
        AXIAL_TRY(share_out(design, strata, made.population));
    for (const auto& stratum : strata)
        made.size += stratum.size;
    made.strata = std::move(strata);
    return made;
}

double margin_of(const Plan& plan, const Precision& precision) {
    double variance = 0;
    for (const auto& stratum : plan.strata) {
        const auto all = static_cast<double>(stratum.population), drawn = static_cast<double>(stratum.size);
        if (stratum.size >= stratum.population)
            continue;
        if (stratum.size == 0)
            return 1;
        const double part = all / static_cast<double>(plan.population);
        variance += part * part * precision.share * (1 - precision.share) / drawn * (all - drawn) / (all - 1);
    }
    return std::min(1.0, normal_quantile_for(precision.confidence) * std::sqrt(variance));
}

ordered_json to_json(const Design& design, const Plan& plan) {
    ordered_json json{{"size", plan.size},
                      {"seed", design.seed},
                      {"strata", design.by},
                      {"unit", name_of(design.unit)},
                      {"frame_units", plan.population}};
    if (design.per_stratum)
        json["per_stratum"] = design.size;
    else
        json["allocation"] = name_of(design.allocation);
    if (design.precision)
        json["precision"] = {{"confidence", design.precision->confidence},
                             {"margin", design.precision->margin},
                             {"share", design.precision->share}};
    if (design.least > 0)
        json["least"] = design.least;
    if (!design.deviations.empty())
        json["deviations"] = design.deviations;
    auto strata = ordered_json::array();
    for (const auto& stratum : plan.strata)
        strata.push_back({{"stratum", stratum.name},
                          {"population", stratum.population},
                          {"size", stratum.size},
                          {"weight", stratum.weight()}});
    json["allocated"] = std::move(strata);
    return json;
}

Result<Design> design_from(const json& provenance) {
    try {
        Design design;
        design.seed = provenance.at("seed").get<std::uint64_t>();
        design.by = provenance.at("strata").get<std::string>();
        design.unit = provenance.value("unit", "post") == "thread" ? Unit::thread : Unit::post;
        AXIAL_ASSIGN(design.allocation, allocation_named(provenance.value("allocation", "proportional")));
        design.per_stratum = provenance.contains("per_stratum");
        design.size = provenance.at(design.per_stratum ? "per_stratum" : "size").get<std::int64_t>();
        if (const auto precision = provenance.find("precision"); precision != provenance.end())
            design.precision =
                Precision{precision->at("confidence").get<double>(), precision->at("margin").get<double>(),
                          precision->at("share").get<double>()};
        design.least = provenance.value("least", std::int64_t{0});
        design.deviations = provenance.value("deviations", std::map<std::string, double>{});
        return design;
    } catch (const json::exception&) {
        return bad_input("its provenance does not say how it was drawn");
    }
}

} // namespace axial::corpus::sampling
