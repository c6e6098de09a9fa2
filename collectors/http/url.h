// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace axial::collectors {

/// The parts of an absolute http or https URL that the client decides by.
struct Url {
    std::string scheme; ///< lower case
    std::string host;   ///< lower case, without user name and password
    int port = 0;       ///< the scheme's own where none is written
    std::string rest;   ///< path and query, begins with "/"; no fragment

    [[nodiscard]] std::string text() const;
    /// "https://host:port", the port always written. Secrets go only to the origin they were given for.
    [[nodiscard]] std::string origin() const;
    /// An address of this machine.
    [[nodiscard]] bool is_loopback() const;
};

/// Nothing for anything that is not an absolute http(s) URL with a host, holds control characters or is over 8
/// KiB.
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

/// What a Location header means, seen from `base`: absolute, "//host/…", "/path" or relative.
[[nodiscard]] std::optional<Url> resolve(const Url& base, std::string_view location);

/// The URL without the query parameters that hold secrets (key, token, access_token …); the order of the others
/// stays.
[[nodiscard]] std::string scrub_url(std::string_view url);

/// Everything but A-Z a-z 0-9 - . _ ~ as %XX.
[[nodiscard]] std::string percent_encode(std::string_view text);

/// The URL of rel="next" in a Link header, or an empty string.
[[nodiscard]] std::string next_link(std::string_view header);

} // namespace axial::collectors
