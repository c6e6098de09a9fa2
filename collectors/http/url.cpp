// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/url.h"

#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace axial::collectors {
namespace {

namespace utf8 = corpus::utf8;

constexpr std::size_t longest_url = 8192;
constexpr std::array<std::string_view, 9> secret_parameters = {"key",          "access_token",  "token",
                                                               "api_key",      "client_secret", "private_token",
                                                               "user_api_key", "password",      "sig"};

bool is_secret(std::string_view parameter) {
    const std::string name = utf8::lower(parameter.substr(0, parameter.find('=')));
    return std::ranges::find(secret_parameters, name) != secret_parameters.end();
}

int default_port(std::string_view scheme) {
    return scheme == "https" ? 443 : 80;
}

/// Reads "host", "host:port" or "[v6]:port" into `url`.
bool read_authority(std::string_view authority, Url& url) {
    if (const auto at = authority.rfind('@'); at != std::string_view::npos)
        authority.remove_prefix(at + 1);
    const auto bracket = authority.rfind(']');
    const auto colon = authority.rfind(':');
    url.port = default_port(url.scheme);
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
        const auto digits = authority.substr(colon + 1);
        const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), url.port);
        if (problem != std::errc{} || end != digits.data() + digits.size() || url.port < 1 || url.port > 65535)
            return false;
        authority = authority.substr(0, colon);
    }
    url.host = utf8::lower(authority);
    return !url.host.empty();
}

} // namespace

std::string Url::text() const {
    if (port == default_port(scheme))
        return fmt::format("{}://{}{}", scheme, host, rest);
    return fmt::format("{}://{}:{}{}", scheme, host, port, rest);
}

std::string Url::origin() const {
    return fmt::format("{}://{}:{}", scheme, host, port);
}

bool Url::is_loopback() const {
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

std::optional<Url> parse_url(std::string_view text) {
    if (text.size() > longest_url ||
        std::ranges::any_of(text, [](unsigned char c) { return c <= 0x20 || c == 0x7f; }))
        return std::nullopt;
    const auto colon = text.find("://");
    if (colon == std::string_view::npos)
        return std::nullopt;
    Url url;
    url.scheme = utf8::lower(text.substr(0, colon));
    if (url.scheme != "http" && url.scheme != "https")
        return std::nullopt;
    text.remove_prefix(colon + 3);
    const auto end = std::min(text.find_first_of("/?#"), text.size());
    if (!read_authority(text.substr(0, end), url))
        return std::nullopt;
    url.rest = text.substr(end, text.find('#', end) - end);
    if (!url.rest.starts_with('/'))
        url.rest.insert(0, "/");
    return url;
}

std::optional<Url> resolve(const Url& base, std::string_view location) {
    if (location.find("://") != std::string_view::npos &&
        location.find("://") < location.find_first_of("/?#") + 1)
        return parse_url(location);
    if (location.starts_with("//"))
        return parse_url(fmt::format("{}:{}", base.scheme, location));
    if (location.starts_with('/'))
        return parse_url(base.origin() + std::string(location));
    const std::string path = base.rest.substr(0, base.rest.find('?'));
    return parse_url(base.origin() + path.substr(0, path.rfind('/') + 1) + std::string(location));
}

std::string scrub_url(std::string_view url) {
    std::string head(url.substr(0, url.find('?')));
    if (const auto host = head.find("://"); host != std::string::npos) {
        const auto slash = std::min(head.find('/', host + 3), head.size());
        if (const auto at = head.rfind('@', slash); at != std::string::npos && at > host)
            head.erase(host + 3, at - host - 2);
    }
    if (url.find('?') == std::string_view::npos)
        return head;
    std::string_view query = url.substr(url.find('?') + 1);
    std::string kept;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        if (const auto parameter = query.substr(0, end); !is_secret(parameter))
            kept.append(kept.empty() ? "?" : "&").append(parameter);
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return head + kept;
}

std::string percent_encode(std::string_view text) {
    std::string result;
    for (const unsigned char c : text) {
        const bool plain = utf8::is_alnum(static_cast<char>(c)) || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            result.push_back(char(c));
        else
            fmt::format_to(std::back_inserter(result), "%{:02X}", c);
    }
    return result;
}

std::string next_link(std::string_view header) {
    while (true) {
        const auto open = header.find('<');
        const auto close = header.find('>', open);
        if (open == std::string_view::npos || close == std::string_view::npos)
            return {};
        const auto url = header.substr(open + 1, close - open - 1);
        header.remove_prefix(close + 1);
        const auto parameters = header.substr(0, std::min(header.find('<'), header.size()));
        if (parameters.find("rel=\"next\"") != std::string_view::npos ||
            parameters.find("rel=next") != std::string_view::npos)
            return std::string(url);
    }
}

} // namespace axial::collectors
