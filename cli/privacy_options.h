// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "corpus/privacy/rewrite.h"
#include "corpus/settings.h"

namespace axial::cli {

/// Options that every command has which takes posts in. They switch a setting of the study on, for good.
inline constexpr Option pseudonymise_option{
    "pseudonymise", "", "from now on: handles in the place of authors' names (see axial privacy)"};
inline constexpr Option drop_authors_option{"drop-authors", "", "from now on: no authors at all"};
inline constexpr Option mask_option{"mask", "emails,secrets", "from now on: mask these in texts"};

/// "emails,secrets" or "none". Fails for another word.
[[nodiscard]] Status read_mask(const Arguments& arguments, corpus::Settings& settings);

/// Writes settings down and applies them to what is stored, with progress. Makes the key of pseudonyms where
/// they are new.
[[nodiscard]] Result<corpus::privacy::Rewritten> apply_settings(const Context& context, corpus::Study& study,
                                                                const corpus::Settings& settings);

/// For a command that takes posts in: right after the study was opened to write, before any Store is made. Does
/// nothing in a dry run; goes on with settings that were not applied to the end.
[[nodiscard]] Status apply_privacy_options(const Context& context, const Arguments& arguments,
                                           corpus::Study& study);

/// What applying came to, in lines for people; nothing where nothing changed.
[[nodiscard]] std::string in_words(const corpus::privacy::Rewritten& rewritten, bool rehearsed);

} // namespace axial::cli
