// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// Inside of the SARIF reader: the rules of one run, wherever its tool keeps them.
namespace axial::scanner::sarif {

using Json = simdjson::dom::element;

/// The member's value, or nothing where `from` is no object or lacks it. `member` is no path.
[[nodiscard]] bool member(const Json& from, std::string_view name, Json& value);
[[nodiscard]] std::string_view text(const Json& from, std::string_view name);
/// A whole number that fits an int and is not negative; else `otherwise`.
[[nodiscard]] int number(const Json& from, std::string_view name, int otherwise);
/// The elements of an array member; none where it is absent, null or something else.
[[nodiscard]] simdjson::dom::array list(const Json& from, std::string_view name);
[[nodiscard]] std::size_t size_of(const simdjson::dom::array& array);

/// Adds the CWEs that stand in an object's tags, properties and taxa; each once, in order of appearance.
void add_cwes(const Json& object, std::vector<int>& cwes);

/// The driver's rules and the extensions', by place and by id.
class Rules {
public:
    explicit Rules(const Json& run);

    /// The rule of a result, by rule.index with its toolComponent, else by ruleIndex in the driver, else by id;
    /// a hierarchical id ("CA1000/1") is cut at the last slash until it fits. Null where there is none.
    [[nodiscard]] const Json* of(const Json& result) const;
    /// The result's own rule id, else that of its rule.
    [[nodiscard]] static std::string id_of(const Json& result, const Json* rule);
    /// The taxon at that place of a taxonomy's list, as number; 0 where the taxonomy is not CWE or the place is
    /// empty.
    [[nodiscard]] int cwe_of_taxon(const Json& reference) const;
    /// CWEs of the rule and of the result together.
    [[nodiscard]] std::vector<int> cwes_of(const Json& result, const Json* rule) const;

private:
    void add_component(const Json& component);
    [[nodiscard]] const Json* by_id(std::string_view id) const;

    std::vector<std::vector<Json>> components_; ///< [0] the driver, then the extensions
    std::unordered_map<std::string_view, Json> ids_;
    std::vector<Json> taxonomies_;
};

} // namespace axial::scanner::sarif
