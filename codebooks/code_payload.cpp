// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/code_payload.h"

namespace axial::codebooks {

using nlohmann::json;

json to_json(const std::vector<Example>& examples) {
    auto list = json::array();
    for (const auto& example : examples)
        list.push_back({{"post", example.post},
                        {"body", example.body},
                        {"begin", example.begin},
                        {"end", example.end},
                        {"quote", example.quote},
                        {"sha256", example.sha256}});
    return list;
}

std::vector<Example> examples_from(const json& list) {
    std::vector<Example> examples;
    for (const auto& entry : list)
        examples.push_back({entry.value("post", ""), entry.value("quote", ""), entry.value("sha256", ""),
                            entry.value("body", ""), entry.value("begin", 0U), entry.value("end", 0U)});
    return examples;
}

json payload_of(const Code& code, const std::string& codebook) {
    return {{"codebook", codebook},
            {"id", code.id},
            {"name", code.name},
            {"parent", code.parent},
            {"parent_uuid", code.parent_uuid},
            {"colour", code.colour},
            {"key", code.key},
            {"definition", code.definition},
            {"include", code.include},
            {"exclude", code.exclude},
            {"position", code.position},
            {"codable", code.codable},
            {"short", code.short_name},
            {"memo", code.memo},
            {"exclusive", code.exclusive},
            {"applies", code.applies},
            {"examples", to_json(code.examples)}};
}

std::vector<std::pair<EventKind, json>> changes_between(const Code& before, const Code& after) {
    std::vector<std::pair<EventKind, json>> changes;
    if (before.name != after.name)
        changes.emplace_back(EventKind::code_renamed, json{{"name", after.name}});
    if (before.parent_uuid != after.parent_uuid || before.position != after.position)
        changes.emplace_back(EventKind::code_moved,
                             json{{"parent_uuid", after.parent_uuid}, {"position", after.position}});
    auto meaning = json::object();
    if (before.definition != after.definition)
        meaning["definition"] = after.definition;
    if (before.include != after.include)
        meaning["include"] = after.include;
    if (before.exclude != after.exclude)
        meaning["exclude"] = after.exclude;
    if (!meaning.empty())
        changes.emplace_back(EventKind::code_redefined, std::move(meaning));
    auto settings = json::object();
    const auto old = payload_of(before, {}), now = payload_of(after, {});
    for (const auto* field : {"colour", "key", "short", "memo", "codable", "exclusive", "applies", "examples"})
        if (old[field] != now[field])
            settings[field] = now[field];
    if (!settings.empty())
        changes.emplace_back(EventKind::code_adjusted, std::move(settings));
    return changes;
}

} // namespace axial::codebooks
