// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/exchange/merge.h"

#include "codebooks/exchange/clashes.h"
#include "codebooks/exchange/event_check.h"
#include "corpus/database.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace axial::codebooks::exchange {
namespace {

using corpus::guarded;

Status check_study(const corpus::Study& study, const Incoming& incoming) {
    if (incoming.study == study.uuid())
        return {};
    return bad_input(
        incoming.name == study.name()
            ? fmt::format("it is of another study of the same name, \"{}\"", study.name())
            : fmt::format("it is of another study, \"{}\"; this one is \"{}\"", incoming.name, study.name()),
        incoming.where, "journals are merged between copies of one study only");
}

Result<std::map<std::string, Event>> events_here(corpus::Study& study) {
    std::map<std::string, Event> here;
    AXIAL_TRY(Journal(study).for_each([&](const Event& event) {
        here.emplace(event.uuid, event);
        return true;
    }));
    return here;
}

/// Sorts what came into what is new and what is known; a known event must be the same one.
Status sort_out(const std::map<std::string, Event>& here, const Incoming& incoming,
                std::map<std::string, Event>& fresh, std::int64_t& known) {
    for (const auto& event : incoming.events) {
        const auto there = here.find(event.uuid);
        const auto other = fresh.find(event.uuid);
        const Event* twin = there != here.end()    ? &there->second
                            : other != fresh.end() ? &other->second
                                                   : nullptr;
        if (twin && !same(*twin, event))
            return bad_input(fmt::format("event {} ({} of {}) is known with other contents", event.uuid,
                                         row_of(event.kind).name, event.coder),
                             incoming.where, "one of the two was changed afterwards; nothing was merged");
        if (twin)
            ++known;
        else
            fresh.emplace(event.uuid, event);
    }
    return {};
}

Result<std::vector<SharedSet>> sets_not_here(corpus::Study& study, std::span<const Incoming> incoming) {
    AXIAL_ASSIGN(const auto all, corpus::Sets(study).all());
    std::set<std::string> known;
    for (const auto& set : all)
        known.insert(set.uuid);
    std::vector<SharedSet> sets;
    for (const auto& side : incoming)
        for (const auto& shared : side.sets)
            if (known.insert(shared.set.uuid).second)
                sets.push_back(shared);
    return sets;
}

/// The events of each target that something new is about, from both sides, in order.
std::map<std::string, std::vector<Event>> touched_targets(const std::map<std::string, Event>& here,
                                                          const std::vector<Event>& fresh) {
    std::map<std::string, std::vector<Event>> targets;
    for (const auto& event : fresh)
        targets[event.target];
    for (const auto& [uuid, event] : here)
        if (const auto found = targets.find(event.target); found != targets.end())
            found->second.push_back(event);
    for (const auto& event : fresh)
        targets[event.target].push_back(event);
    for (auto& [target, events] : targets)
        std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.uuid < b.uuid; });
    return targets;
}

} // namespace

Result<MergePlan> plan_merge(corpus::Study& study, std::span<const Incoming> incoming) {
    AXIAL_ASSIGN(const auto here, events_here(study));
    std::map<std::string, Event> fresh;
    MergePlan plan;
    for (const auto& side : incoming) {
        AXIAL_TRY(check_study(study, side));
        AXIAL_TRY(sort_out(here, side, fresh, plan.known));
    }
    for (auto& [uuid, event] : fresh) {
        ++plan.by_coder[event.coder][std::string(row_of(event.kind).name)];
        plan.fresh.push_back(std::move(event));
    }
    const auto targets = touched_targets(here, plan.fresh);
    for (const auto& [target, events] : targets)
        AXIAL_TRY(check_target(events, incoming.empty() ? std::string() : incoming.front().where));
    AXIAL_ASSIGN(plan.sets, sets_not_here(study, incoming));
    AXIAL_ASSIGN(plan.clashes, find_clashes(study, here, plan, incoming, targets));
    return plan;
}

Result<Merged> merge(corpus::Study& study, const MergePlan& plan) {
    return guarded([&]() -> Result<Merged> {
        corpus::Transaction transaction(study.database());
        Merged merged;
        corpus::Sets sets(study);
        for (const auto& shared : plan.sets) {
            AXIAL_ASSIGN(const auto taken, sets.take(shared.set, shared.posts));
            merged.sets += taken.added ? 1 : 0;
            if (!taken.renamed.empty())
                merged.renamed.push_back(taken.renamed + " → " + taken.new_name);
        }
        AXIAL_ASSIGN(merged.events, Journal(study).take(plan.fresh));
        transaction.commit();
        return merged;
    });
}

} // namespace axial::codebooks::exchange
