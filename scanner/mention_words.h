// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/utf8.h"

#include <optional>
#include <string>
#include <string_view>

/// Inside of the mention finder: what is known of names without looking anything up. All arguments in lower
/// case except where said.
namespace axial::scanner::words {

/// GitHub repositories on PyTorch Hub's own list, libraries left out: "owner/repo".
[[nodiscard]] bool is_official_torch_hub(std::string_view repository);

/// "owner/repo" for a cache folder or page "owner_repo_rest" (in its own case); logins have no underscore, so
/// the owner is certain; the repository is where the official list says so or only one part is left for it.
[[nodiscard]] std::optional<std::string> torch_hub_repository(std::string_view folder, bool& certain);

/// Stand-ins such as your-org/your-model and attacker/repo.
[[nodiscard]] bool is_placeholder(std::string_view owner, std::string_view name);

/// First parts that are no owner: MIME types, folders of a file system, programs, hosts of code or images.
[[nodiscard]] bool is_never_owner(std::string_view owner);

/// Accounts that publish many models.
[[nodiscard]] bool is_publisher(std::string_view owner);

/// Names sold behind an API under owner/name ids: no repository.
[[nodiscard]] bool is_api_product(std::string_view owner, std::string_view name);

/// Models of the Hub's first years, which have no owner in their address.
[[nodiscard]] bool is_legacy_model(std::string_view name);

/// 0 to 2: nothing in a name says model; a family or variant word does; a size ("7b", "400m") does.
[[nodiscard]] int model_look(std::string_view name);

/// First path parts of the Hub's own pages.
[[nodiscard]] bool is_hub_page(std::string_view part);

[[nodiscard]] bool has_file_extension(std::string_view name);

using corpus::utf8::lower;

} // namespace axial::scanner::words
