// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scanner/sarif_rules.h"

#include <optional>
#include <string>
#include <string_view>

/// Inside of the SARIF reader: where a result lies and what it says.
namespace axial::scanner::sarif {

/// The path in a file address: percent codes decoded, backslashes turned, "file://", a drive and leading
/// slashes and
/// "./" taken off. Nothing where it holds a ".." part, a NUL, or is an address of another kind (https: …).
[[nodiscard]] std::optional<std::string> clean_path(std::string_view uri);

struct Place {
    std::string uri; ///< as written, for messages; empty: the result names no file
    std::optional<std::string> path;
    int line = 0, end_line = 0;
};

/// The first location of a result. Its address may stand in the run's list of artifacts, and may be relative to
/// a base that itself has an address ("%SRCROOT%" and the like are the root of what was analysed).
[[nodiscard]] Place place_of(const Json& run, const Json& result);

/// The message of a result: its text, or the rule's string of that id with the arguments put in. CodeQL's
/// "[text](1)" links become their text.
[[nodiscard]] std::string message_of(const Json& result, const Json* rule);

} // namespace axial::scanner::sarif
