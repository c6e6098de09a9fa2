// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Inside of the mention finder: what stands around a name. Looks at a bounded stretch of text only.
namespace axial::scanner {

struct Surroundings {
    enum class Role {
        prose,    ///< nothing that makes it a value
        argument, ///< of the call `name`
        value,    ///< of the keyword, variable or field `name`
        flag,     ///< of the command-line option `name`, or behind a downloading or serving command
    };
    Role role = Role::prose;
    std::string name;   ///< lower case, dots and dashes kept: "torch.hub.load", "--model-path", "repo_id"
    std::string callee; ///< the call around a value, if any: "snapshot_download"
    bool quoted = false;
    std::string before, after; ///< some words on either side, lower case
};

[[nodiscard]] Surroundings surroundings_of(std::string_view text, std::size_t begin, std::size_t end);

} // namespace axial::scanner
