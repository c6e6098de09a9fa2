// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/sarif_rules.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>

namespace axial::scanner::sarif {

namespace dom = simdjson::dom;

bool member(const Json& from, std::string_view name, Json& value) {
    dom::object object;
    return from.get(object) == simdjson::SUCCESS && object.at_key(name).get(value) == simdjson::SUCCESS;
}

std::string_view text(const Json& from, std::string_view name) {
    Json value;
    std::string_view found;
    return member(from, name, value) && value.get(found) == simdjson::SUCCESS ? found : std::string_view();
}

int number(const Json& from, std::string_view name, int otherwise) {
    Json value;
    std::int64_t found = 0;
    if (!member(from, name, value) || value.get(found) != simdjson::SUCCESS || found < 0 ||
        found > std::numeric_limits<int>::max())
        return otherwise;
    return static_cast<int>(found);
}

dom::array list(const Json& from, std::string_view name) {
    static dom::parser parser;
    static const dom::array empty =
        parser.parse(simdjson::padded_string(std::string_view("[]"))).get_array().value_unsafe();
    Json value;
    dom::array found;
    return member(from, name, value) && value.get(found) == simdjson::SUCCESS ? found : empty;
}

std::size_t size_of(const dom::array& array) {
    return static_cast<std::size_t>(std::distance(array.begin(), array.end()));
}

namespace {

/// The number behind "cwe-" or "CWE_" in any case, wherever it stands: "external/cwe/cwe-078", "CWE-95: Eval".
int cwe_in(std::string_view text) {
    for (std::size_t i = 0; i + 4 < text.size(); ++i) {
        const bool here = (text[i] | 0x20) == 'c' && (text[i + 1] | 0x20) == 'w' && (text[i + 2] | 0x20) == 'e';
        if (!here || (text[i + 3] != '-' && text[i + 3] != '_' && text[i + 3] != ':' && text[i + 3] != ' '))
            continue;
        int number = 0;
        if (std::from_chars(text.data() + i + 4, text.data() + text.size(), number).ec == std::errc() &&
            number > 0)
            return number;
    }
    return 0;
}

void add(int cwe, std::vector<int>& cwes) {
    if (cwe > 0 && std::find(cwes.begin(), cwes.end(), cwe) == cwes.end())
        cwes.push_back(cwe);
}

/// A value under a key that says CWE: "CWE-95: …", "95", 95, or a list of these.
void add_value(const Json& value, std::vector<int>& cwes) {
    std::string_view words;
    std::int64_t number = 0;
    dom::array items;
    if (value.get(words) == simdjson::SUCCESS) {
        int plain = cwe_in(words);
        if (plain == 0 && std::from_chars(words.data(), words.data() + words.size(), plain).ptr !=
                              words.data() + words.size())
            plain = 0;
        add(plain, cwes);
    } else if (value.get(number) == simdjson::SUCCESS && number > 0 && number < 100'000) {
        add(static_cast<int>(number), cwes);
    } else if (value.get(items) == simdjson::SUCCESS) {
        for (const auto item : items)
            if (!item.is_array())
                add_value(item, cwes);
    }
}

void add_references(const Json& from, std::string_view name, const Rules& rules, std::vector<int>& cwes) {
    for (const auto item : list(from, name)) {
        Json reference = item;
        if (name == "relationships" && !member(item, "target", reference))
            continue;
        Json component;
        const bool in_cwe = member(reference, "toolComponent", component) &&
                            (text(component, "name") == "CWE" || text(component, "name") == "cwe");
        const auto id = text(reference, "id");
        if (const int found = cwe_in(id); found > 0)
            add(found, cwes);
        else if (int plain = 0;
                 in_cwe && std::from_chars(id.data(), id.data() + id.size(), plain).ec == std::errc())
            add(plain, cwes);
        else
            add(rules.cwe_of_taxon(reference), cwes);
    }
}

} // namespace

void add_cwes(const Json& object, std::vector<int>& cwes) {
    Json properties;
    if (!member(object, "properties", properties))
        return;
    for (const auto tag : list(properties, "tags"))
        if (std::string_view words; tag.get(words) == simdjson::SUCCESS)
            add(cwe_in(words), cwes);
    for (const std::string_view key : {"cwe", "CWE", "cwes", "cwe_id", "cweId", "cwe-id"})
        if (Json value; member(properties, key, value))
            add_value(value, cwes);
}

Rules::Rules(const Json& run) {
    Json tool, driver;
    components_.emplace_back();
    if (member(run, "tool", tool)) {
        if (member(tool, "driver", driver))
            add_component(driver);
        for (const auto extension : list(tool, "extensions")) {
            components_.emplace_back();
            add_component(extension);
        }
    }
    for (const auto taxonomy : list(run, "taxonomies"))
        taxonomies_.push_back(taxonomy);
}

void Rules::add_component(const Json& component) {
    for (const auto rule : list(component, "rules")) {
        components_.back().push_back(rule);
        if (const auto id = text(rule, "id"); !id.empty())
            ids_.emplace(id, rule);
    }
}

const Json* Rules::by_id(std::string_view id) const {
    while (!id.empty()) {
        if (const auto at = ids_.find(id); at != ids_.end())
            return &at->second;
        const auto slash = id.rfind('/');
        id = slash == std::string_view::npos ? std::string_view() : id.substr(0, slash);
    }
    return nullptr;
}

const Json* Rules::of(const Json& result) const {
    const auto at = [this](std::size_t component, int index) -> const Json* {
        const bool there = component < components_.size() && index >= 0 &&
                           static_cast<std::size_t>(index) < components_[component].size();
        return there ? &components_[component][static_cast<std::size_t>(index)] : nullptr;
    };
    Json reference;
    if (member(result, "rule", reference)) {
        Json component;
        const int extension =
            member(reference, "toolComponent", component) ? number(component, "index", -1) : -1;
        if (const auto* rule = at(static_cast<std::size_t>(extension + 1), number(reference, "index", -1)))
            return rule;
        if (const auto* rule = by_id(text(reference, "id")))
            return rule;
    }
    if (const auto* rule = at(0, number(result, "ruleIndex", -1)))
        return rule;
    return by_id(text(result, "ruleId"));
}

std::string Rules::id_of(const Json& result, const Json* rule) {
    std::string_view id = text(result, "ruleId");
    Json reference;
    if (id.empty() && member(result, "rule", reference))
        id = text(reference, "id");
    if (id.empty() && rule != nullptr)
        id = text(*rule, "id");
    return std::string(id);
}

int Rules::cwe_of_taxon(const Json& reference) const {
    Json component;
    if (!member(reference, "toolComponent", component))
        return 0;
    const int taxonomy = number(component, "index", -1);
    const int place = number(reference, "index", -1);
    if (taxonomy < 0 || static_cast<std::size_t>(taxonomy) >= taxonomies_.size() || place < 0)
        return 0;
    const Json& found = taxonomies_[static_cast<std::size_t>(taxonomy)];
    const auto name = text(found, "name");
    Json taxon;
    if ((name != "CWE" && name != "cwe") || list(found, "taxa").at(static_cast<std::size_t>(place)).get(taxon))
        return 0;
    const auto id = text(taxon, "id");
    int plain = cwe_in(id);
    if (plain == 0)
        std::from_chars(id.data(), id.data() + id.size(), plain);
    return plain;
}

std::vector<int> Rules::cwes_of(const Json& result, const Json* rule) const {
    std::vector<int> cwes;
    add_cwes(result, cwes);
    add_references(result, "taxa", *this, cwes);
    if (rule != nullptr) {
        add_cwes(*rule, cwes);
        add_references(*rule, "relationships", *this, cwes);
    }
    return cwes;
}

} // namespace axial::scanner::sarif
