// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/privacy/stretches.h"

#include <optional>

namespace axial::corpus::privacy {

/// What stands for a person's name where authors are dropped, and in the addresses of their pages.
inline constexpr const char* nobody = "[author]";

/// Whether a stretch that is marked as a mention is one: not a decorator (`@torch.no_grad()`, `@property`), a
/// package of npm (`@types/node`) or a team. `begin` and `end` are bytes.
[[nodiscard]] bool is_of_a_person(std::string_view text, std::size_t begin, std::size_t end);

/// The account that an event of GitHub is about, where the whole text says nothing else: "assignee: NAME".
[[nodiscard]] std::optional<Stretch> find_named_in_event(std::string_view text);

/// The users' names in addresses of their pages: https://github.com/NAME, /u/NAME of Discourse, /users/1/NAME
/// of Stack Exchange. Not the owners in addresses of repositories, and nothing of the Hub, where a model may
/// stand in the place of a user: https://huggingface.co/gpt2.
[[nodiscard]] std::vector<Stretch> find_profile_names(std::string_view text);

} // namespace axial::corpus::privacy
