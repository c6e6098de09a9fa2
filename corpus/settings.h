// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace axial::corpus {

/// What becomes of the people who wrote: kept as the source names them, replaced by handles that only the
/// study's key can make, or left out.
enum class Authors : std::uint8_t { keep, pseudonyms, drop };
/// What becomes of texts that were deleted at their source after they had been collected.
enum class DeletedText : std::uint8_t { keep, drop };

[[nodiscard]] std::string_view name_of(Authors authors);
[[nodiscard]] std::string_view name_of(DeletedText deleted_text);

/// How a study takes posts in. Kept in study.db, obeyed by Store::put for every collector and importer: a run
/// cannot forget them.
struct Settings {
    Authors authors = Authors::keep;
    bool mask_emails = false;
    bool mask_secrets = false;
    DeletedText deleted_text = DeletedText::keep;
    std::set<std::string> bots; ///< accounts that count as bots besides those that Axial knows; lower case

    /// Whether texts may change on their way in.
    [[nodiscard]] bool alters_texts() const { return authors != Authors::keep || mask_emails || mask_secrets; }
    /// "emails,secrets", "emails", "secrets" or "".
    [[nodiscard]] std::string mask() const;
    bool operator==(const Settings&) const = default;
};

[[nodiscard]] Result<Settings> read_settings(const Study& study);
/// Only writes them down: privacy/rewrite.h applies them to what is stored already.
[[nodiscard]] Status write_settings(Study& study, const Settings& settings);

/// Small facts about the study, in its table `meta`. Empty where there is none.
[[nodiscard]] Result<std::string> read_meta(const Study& study, std::string_view key);
[[nodiscard]] Status write_meta(Study& study, std::string_view key, std::string_view value);

} // namespace axial::corpus
