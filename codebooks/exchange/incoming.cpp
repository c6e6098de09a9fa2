// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/exchange/incoming.h"

#include "codebooks/exchange/event_check.h"
#include "codebooks/exchange/journal_file.h"
#include "codebooks/exchange/packet.h"

#include <set>

namespace axial::codebooks::exchange {
namespace {

/// The sets that these rounds are about, and what those were drawn from.
Result<std::vector<SharedSet>> sets_of_rounds(corpus::Study& study, const std::vector<Event>& events) {
    const corpus::Sets sets(study);
    AXIAL_ASSIGN(const auto all, sets.all());
    std::set<std::string> wanted;
    for (const auto& event : events)
        if (event.kind == EventKind::round_opened)
            for (const auto& set : all) {
                const auto uuid = event.payload.value("set_uuid", std::string());
                if (uuid.empty() ? set.name == event.payload.value("set", std::string()) : set.uuid == uuid)
                    wanted.insert(set.name);
            }
    for (auto set = all.rbegin(); set != all.rend(); ++set) // a parent is older than what was drawn from it
        if (wanted.contains(set->name) && !set->parent.empty())
            wanted.insert(set->parent);
    std::vector<SharedSet> shared;
    for (const auto& set : all)
        if (wanted.contains(set.name)) {
            AXIAL_ASSIGN(auto posts, sets.keys(set));
            shared.push_back({set, std::move(posts)});
        }
    return shared;
}

Result<Incoming> with_sets(corpus::Study& study, std::vector<Event> events) {
    Incoming incoming;
    incoming.where = study.path().string();
    incoming.study = study.uuid();
    incoming.name = study.name();
    AXIAL_ASSIGN(incoming.sets, sets_of_rounds(study, events));
    incoming.events = std::move(events);
    return incoming;
}

} // namespace

Result<Incoming> incoming_from(corpus::Study& study) {
    std::vector<Event> events;
    Status sound;
    AXIAL_TRY(Journal(study).for_each([&](const Event& event) {
        sound = check_event(event, study.path().string());
        events.push_back(event);
        return sound.has_value();
    }));
    AXIAL_TRY(sound);
    return with_sets(study, std::move(events));
}

Result<Incoming> incoming_for(corpus::Study& study, std::string_view viewer) {
    std::vector<Event> events;
    AXIAL_TRY(Journal(study).for_each(viewer, [&](const Event& event) {
        events.push_back(event);
        return true;
    }));
    return with_sets(study, std::move(events));
}

Result<Incoming> read_incoming(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return bad_input("no such file or folder", path.string());
    if (std::filesystem::is_directory(path, error)) {
        AXIAL_ASSIGN(auto study, corpus::Study::open(path, corpus::Study::Mode::read));
        return incoming_from(study);
    }
    if (!is_packet(path))
        return read_journal(path);
    return read_packet(path);
}

} // namespace axial::codebooks::exchange
