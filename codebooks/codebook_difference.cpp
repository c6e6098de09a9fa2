// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/codebook_history.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>

namespace axial::codebooks {
namespace {

using Kind = CodeDifference::Kind;

constexpr std::array<std::string_view, 10> headings{
    "Codes added",  "Codes renamed", "Codes moved",        "Codes redefined", "Codes split",
    "Codes merged", "Codes retired", "Codes brought back", "Codes adjusted",  "Codes not there any more"};

using ByUuid = std::map<std::string, const Code*>;

ByUuid by_uuid(const Codebook& codebook) {
    ByUuid codes;
    for (const auto* list : {&codebook.codes, &codebook.merged})
        for (const auto& code : *list)
            codes[code.uuid] = &code;
    return codes;
}

std::string name_in(const ByUuid& codes, const std::string& uuid, const char* otherwise) {
    const auto found = codes.find(uuid);
    return found == codes.end() ? otherwise : found->second->name;
}

/// A definition with its rules, a line each.
std::string meaning_of(const Code& code) {
    auto lines = code.definition.empty() ? "(no definition)" : code.definition;
    for (const auto& rule : code.include)
        lines += "\nUse: " + rule;
    for (const auto& rule : code.exclude)
        lines += "\nNot: " + rule;
    return lines;
}

std::string settings_of(const Code& code) {
    return fmt::format("{}{}{}; applies to {}{}{}", code.codable ? "may be applied" : "heading",
                       code.exclusive ? ", one of those below" : "",
                       code.key.empty() ? "" : ", key " + code.key,
                       code.applies.empty() ? "anything" : fmt::format("{}", fmt::join(code.applies, ", ")),
                       code.short_name.empty() ? "" : "; short \"" + code.short_name + "\"",
                       code.memo.empty() ? "" : "; memo: " + code.memo);
}

/// What became of one code that is on both sides.
void compare(const Code& old, const Code& now, const ByUuid& before, const ByUuid& after,
             std::vector<CodeDifference>& found) {
    if (now.stands_for != old.stands_for && !now.stands_for.empty()) {
        found.push_back({Kind::merged, now.name, {}, name_in(after, now.stands_for, "another")});
        return;
    }
    if (old.name != now.name)
        found.push_back({Kind::renamed, now.name, old.name, now.name});
    if (old.parent_uuid != now.parent_uuid)
        found.push_back({Kind::moved, now.name, name_in(before, old.parent_uuid, "the top"),
                         name_in(after, now.parent_uuid, "the top")});
    if (old.definition != now.definition || old.include != now.include || old.exclude != now.exclude)
        found.push_back({Kind::redefined, now.name, meaning_of(old), meaning_of(now)});
    if (old.split_into != now.split_into && !now.split_into.empty()) {
        std::vector<std::string> parts;
        for (const auto& uuid : now.split_into)
            parts.push_back(name_in(after, uuid, "another"));
        found.push_back({Kind::split, now.name, {}, fmt::format("{}", fmt::join(parts, ", "))});
    }
    if (old.retired != now.retired || (!old.stands_for.empty() && now.stands_for.empty()))
        found.push_back({now.retired ? Kind::retired : Kind::brought_back, now.name, {}, {}});
    if (settings_of(old) != settings_of(now))
        found.push_back({Kind::adjusted, now.name, settings_of(old), settings_of(now)});
}

/// "> line" for every line: a quotation in Markdown, inside a list.
std::string as_quotation(const std::string& text) {
    std::string lines = "  > ";
    for (const char c : text)
        lines += c == '\n' ? std::string("  \n  > ") : std::string(1, c);
    return lines + "\n";
}

std::string item(const CodeDifference& difference) {
    switch (difference.kind) {
    case Kind::added:
        return fmt::format("- **{}**\n\n{}", difference.code, as_quotation(difference.to));
    case Kind::renamed:
        return fmt::format("- **{}**, before: {}\n", difference.to, difference.from);
    case Kind::moved:
        return fmt::format("- **{}**, from {} to {}\n", difference.code, difference.from, difference.to);
    case Kind::merged:
    case Kind::split:
        return fmt::format("- **{}** into {}\n", difference.code, difference.to);
    case Kind::redefined:
    case Kind::adjusted:
        return fmt::format("- **{}**\n\n  Before:\n\n{}\n  After:\n\n{}", difference.code,
                           as_quotation(difference.from), as_quotation(difference.to));
    default:
        return fmt::format("- **{}**\n", difference.code);
    }
}

} // namespace

std::string_view heading_of(Kind kind) {
    return headings.at(static_cast<std::size_t>(kind));
}

std::vector<CodeDifference> differences(const Codebook& before, const Codebook& after) {
    const auto old = by_uuid(before), now = by_uuid(after);
    std::vector<CodeDifference> found;
    for (const auto* list : {&after.codes, &after.merged})
        for (const auto& code : *list) {
            if (const auto was = old.find(code.uuid); was != old.end())
                compare(*was->second, code, old, now, found);
            else
                found.push_back({Kind::added, code.name, {}, meaning_of(code)});
        }
    for (const auto& [uuid, code] : old)
        if (!now.contains(uuid))
            found.push_back({Kind::missing, code->name, {}, {}});
    std::stable_sort(found.begin(), found.end(),
                     [](const CodeDifference& a, const CodeDifference& b) { return a.kind < b.kind; });
    return found;
}

std::string describe(const std::vector<CodeDifference>& differences) {
    if (differences.empty())
        return "Nothing changed.\n";
    std::string text;
    for (std::size_t i = 0; i < differences.size(); ++i) {
        if (i == 0 || differences[i].kind != differences[i - 1].kind)
            text += fmt::format("{}## {}\n\n", i == 0 ? "" : "\n", heading_of(differences[i].kind));
        text += item(differences[i]);
    }
    return text;
}

} // namespace axial::codebooks
