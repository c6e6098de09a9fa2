// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/exchange/clashes.h"

#include "codebooks/exchange/both_sides.h"
#include "codebooks/folds.h"
#include "codebooks/projections.h"
#include "corpus/database.h"
#include "corpus/index/tokenizer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <set>

namespace axial::codebooks::exchange {
namespace {

using Targets = std::map<std::string, std::vector<Event>>;

/// "code \"Fear\"": how people call what a target is about.
std::string call(const std::string& target, const std::vector<Event>& events) {
    for (auto event = events.rbegin(); event != events.rend(); ++event)
        if (const auto name = text_of(*event, target.starts_with("codebook:") ? "id" : "name"); !name.empty())
            return fmt::format("{} \"{}\"", target.substr(0, target.find(':')), name);
    return target;
}

/// The last decision about one thing that only this side, or only the other, knows of.
struct Apart {
    const Event* ours = nullptr;
    const Event* theirs = nullptr;
};

Apart apart(const std::vector<Event>& events, const std::set<std::string>& ours,
            const std::set<std::string>& theirs) {
    Apart last;
    for (const auto& event : events) {
        const bool known = ours.contains(event.uuid);
        if (known && !theirs.contains(event.uuid))
            last.ours = &event;
        else if (!known && theirs.contains(event.uuid))
            last.theirs = &event;
    }
    return last;
}

Clash changed_twice(const std::string& name, const Apart& last) {
    const auto& stands = last.theirs->uuid > last.ours->uuid ? *last.theirs : *last.ours;
    return {
        fmt::format("{} was changed here by {} and there by {}", name, last.ours->coder, last.theirs->coder),
        fmt::format("the later one stands, {}'s of {}; both stay in the history", stands.coder,
                    format_time(stands.at))};
}

/// Things that both sides went on to decide about without knowing of each other.
std::vector<Clash> changed_on_both_sides(const std::map<std::string, Event>& here,
                                         std::span<const Incoming> incoming, const Targets& targets) {
    std::vector<Clash> clashes;
    std::set<std::string> ours;
    for (const auto& [uuid, event] : here)
        ours.insert(uuid);
    for (const auto& side : incoming) {
        std::set<std::string> theirs;
        for (const auto& event : side.events)
            theirs.insert(event.uuid);
        std::map<std::string, std::int64_t> twice; // votes and the like, by coder
        for (const auto& [target, events] : targets) {
            const auto last = apart(events, ours, theirs);
            if (!last.ours || !last.theirs || target.starts_with("coder:"))
                continue;
            if (target.starts_with("code") || target.starts_with("round:"))
                clashes.push_back(changed_twice(call(target, events), last));
            else
                ++twice[last.theirs->coder];
        }
        for (const auto& [coder, n] : twice)
            clashes.push_back({fmt::format("{} by {} about things decided here, too", decisions(n), coder),
                               "the later of the two stands in each case; both stay in the history"});
        ours.merge(theirs); // what several files bring is compared with each other as well
    }
    return clashes;
}

/// Two codes, or two rounds, of one name.
std::vector<Clash> namesakes(const Union& both, const std::vector<Event>& fresh) {
    std::set<std::string> changed;
    for (const auto& event : fresh)
        changed.insert(event.target);
    std::vector<Clash> clashes;
    const auto look = [&](const std::map<std::string, Event>& things, const std::string& what,
                          const std::string& prefix, const std::string& resolution) {
        std::map<std::pair<std::string, std::string>, std::vector<std::string>> named;
        for (const auto& [target, event] : things)
            named[{text_of(event, "codebook"), corpus::index::fold_term(text_of(event, "name"))}].push_back(
                target);
        for (const auto& [name, targets] : named)
            if (targets.size() > 1 &&
                std::any_of(targets.begin(), targets.end(),
                            [&](const std::string& target) { return changed.contains(prefix + target); }))
                clashes.push_back({fmt::format("{} {}s are named \"{}\"", targets.size(), what,
                                               text_of(things.at(targets.front()), "name")),
                                   resolution});
    };
    look(both.last_code, "code", "", "they stay apart until somebody merges or renames them");
    std::map<std::string, Event> rounds;
    for (const auto& [uuid, event] : both.rounds) {
        rounds.emplace(uuid, event);
        rounds.at(uuid).payload["codebook"] = ""; // rounds are named within the study
    }
    look(rounds, "round", "round:", "they stay apart; say which one is meant by its UUID");
    return clashes;
}

using NextCode = std::function<const Event*(const Event&)>;

/// Names of the codes from which following `next` leads back to them.
std::set<std::string> in_circles(const Union& both, const NextCode& next) {
    std::set<std::string> names;
    for (const auto& [target, event] : both.last_code) {
        const Event* at = &event;
        std::size_t steps = 0;
        do
            at = next(*at);
        while (at && at != &event && ++steps <= both.last_code.size());
        if (at == &event)
            names.insert("\"" + text_of(event, "name") + "\"");
    }
    return names;
}

/// Codes that two moves have put below each other, or two merges into each other.
std::vector<Clash> cycles(const Union& both) {
    std::map<std::pair<std::string, std::string>, const Event*> by_id;
    for (const auto& [target, event] : both.last_code)
        by_id.emplace(std::pair(text_of(event, "codebook"), text_of(event, "id")), &event);
    const auto by_uuid = [&](const std::string& uuid) -> const Event* {
        const auto found = both.last_code.find("code:" + uuid);
        return found == both.last_code.end() ? nullptr : &found->second;
    };
    const auto above = [&](const Event& code) -> const Event* {
        if (const auto uuid = text_of(code, "parent_uuid"); !uuid.empty())
            return by_uuid(uuid);
        const auto found = by_id.find({text_of(code, "codebook"), text_of(code, "parent")});
        return text_of(code, "parent").empty() || found == by_id.end() ? nullptr : found->second;
    };
    std::vector<Clash> clashes;
    if (const auto names = in_circles(both, above); !names.empty())
        clashes.push_back({fmt::format("codes were moved below each other: {}", fmt::join(names, ", ")),
                           "the last of these moves does not count until one of them is moved again"});
    const auto into = [&](const Event& code) { return by_uuid(text_of(code, "merged_into")); };
    if (const auto names = in_circles(both, into); !names.empty())
        clashes.push_back({fmt::format("codes were merged into each other: {}", fmt::join(names, ", ")),
                           "the last of these merges does not count"});
    return clashes;
}

} // namespace

std::string text_of(const Event& event, const char* field) {
    return event.payload.value(field, std::string());
}

std::string decisions(std::int64_t n) {
    return fmt::format("{} decision{}", n, n == 1 ? "" : "s");
}

Union unite(const std::map<std::string, Event>& here, const std::vector<Event>& fresh) {
    std::map<std::string, std::vector<Event>> defining;
    const auto keep = [&](const Event& event) {
        if (event.target.starts_with("code:") || event.target.starts_with("round:"))
            defining[event.target].push_back(event);
    };
    Union both;
    for (const auto& [uuid, event] : here) {
        keep(event);
        if (event.kind == EventKind::round_closed)
            both.closed_here.insert(event.target.substr(6));
    }
    for (const auto& event : fresh)
        keep(event);
    for (auto& [target, events] : defining) {
        std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.uuid < b.uuid; });
        const auto stand = standing(events);
        if (auto code = folds::folded_code(stand); !code.is_null()) {
            auto last = *stand.back();
            last.payload = std::move(code);
            both.last_code.insert_or_assign(target, std::move(last));
        }
        if (const auto* opened = folds::last_of(stand, EventKind::round_opened))
            both.rounds.insert_or_assign(target.substr(6), *opened);
    }
    return both;
}

Result<std::vector<Clash>> find_clashes(corpus::Study& study, const std::map<std::string, Event>& here,
                                        const MergePlan& plan, std::span<const Incoming> incoming,
                                        const Targets& targets) {
    return corpus::guarded([&]() -> Result<std::vector<Clash>> {
        const auto both = unite(here, plan.fresh);
        auto clashes = changed_on_both_sides(here, incoming, targets);
        const auto add = [&](std::vector<Clash> more) {
            clashes.insert(clashes.end(), std::make_move_iterator(more.begin()),
                           std::make_move_iterator(more.end()));
        };
        add(namesakes(both, plan.fresh));
        if (!plan.fresh.empty())
            add(cycles(both));
        add(odd_decisions(study, both, plan));
        return clashes;
    });
}

} // namespace axial::codebooks::exchange
