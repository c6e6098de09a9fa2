// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/mentions.h"
#include "scanner/model_id.h"

#include <array>

namespace axial::scanner {

KnownModels::KnownModels(const std::vector<std::string>& keys) {
    for (const auto& key : keys)
        add(key);
}

void KnownModels::add(const std::string& key) {
    const std::string folded = folded_key(key);
    if (keys_.emplace(folded, key).second)
        names_[folded.substr(folded.find_last_of(":/") + 1)].insert(folded);
}

bool KnownModels::contains(std::string_view key) const {
    return keys_.contains(folded_key(key));
}

std::optional<std::string> KnownModels::find(std::string_view owner_and_name) const {
    for (const std::string_view platform : {"hf:", "ms:", "csg:", "torchhub:", "mmlab:"})
        if (const auto at = keys_.find(folded_key(std::string(platform).append(owner_and_name)));
            at != keys_.end())
            return at->second;
    return std::nullopt;
}

std::optional<std::string> KnownModels::by_name(std::string_view name) const {
    const auto at = names_.find(folded_key(name));
    if (at == names_.end() || at->second.size() != 1)
        return std::nullopt;
    return keys_.at(*at->second.begin());
}

} // namespace axial::scanner
