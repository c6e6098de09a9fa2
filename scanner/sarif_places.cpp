// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/sarif_places.h"

#include "corpus/text/utf8.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

namespace axial::scanner::sarif {

namespace dom = simdjson::dom;

namespace {

constexpr std::size_t max_message_bytes = 8u << 10;

std::string decode(std::string_view uri) {
    std::string text;
    for (std::size_t i = 0; i < uri.size(); ++i) {
        unsigned code = 0;
        if (uri[i] == '%' && i + 2 < uri.size() &&
            std::from_chars(uri.data() + i + 1, uri.data() + i + 3, code, 16).ptr == uri.data() + i + 3) {
            text += static_cast<char>(code);
            i += 2;
        } else {
            text += uri[i] == '\\' ? '/' : uri[i];
        }
    }
    std::replace(text.begin(), text.end(), '\\', '/');
    return text;
}

/// Takes off "scheme:". A single letter is a drive ("C:/…"). Returns false for schemes other than file.
bool take_scheme(std::string& text) {
    const auto colon = text.find(':');
    if (colon == std::string::npos || colon == 0 || text.find('/') < colon)
        return true;
    const bool is_scheme =
        std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                    [](unsigned char c) { return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.'; });
    if (!is_scheme)
        return true;
    const bool file = colon == 4 && (text.starts_with("file") || text.starts_with("FILE"));
    if (!file && colon > 1)
        return false;
    text.erase(0, colon + 1);
    if (file && text.starts_with("//")) { // a host, usually empty or localhost
        const auto path = text.find('/', 2);
        text = path == std::string::npos ? std::string() : text.substr(path);
    }
    if (file && text.size() > 2 && text[0] == '/' && std::isalpha(static_cast<unsigned char>(text[1])) &&
        text[2] == ':')
        text.erase(0, 3);
    return true;
}

} // namespace

std::optional<std::string> clean_path(std::string_view uri) {
    std::string text = decode(uri);
    if (text.find('\0') != std::string::npos || !take_scheme(text))
        return std::nullopt;
    std::string path;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const auto end = std::min(text.find('/', begin), text.size());
        const auto part = text.substr(begin, end - begin);
        begin = end + 1;
        if (part == "..")
            return std::nullopt;
        if (part.empty() || part == "." || (path.empty() && part == "%SRCROOT%"))
            continue;
        path += path.empty() ? part : "/" + part;
    }
    return path;
}

namespace {

/// The address of a base, with the bases that it is relative to in front; bounded, for they may form a ring.
std::string base_address(const Json& run, std::string_view id) {
    std::string address;
    Json bases;
    if (!member(run, "originalUriBaseIds", bases))
        return address;
    for (int depth = 0; depth < 8 && !id.empty(); ++depth) {
        Json base;
        if (!member(bases, id, base))
            break;
        address = std::string(text(base, "uri")) + address;
        id = text(base, "uriBaseId");
    }
    return address;
}

} // namespace

Place place_of(const Json& run, const Json& result) {
    Place place;
    const auto locations = list(result, "locations");
    Json location, physical, artifact, region;
    if (locations.at(0).get(location) || !member(location, "physicalLocation", physical))
        return place;
    if (member(physical, "artifactLocation", artifact)) {
        if (text(artifact, "uri").empty()) {
            const int index = number(artifact, "index", -1);
            Json listed;
            if (index >= 0 && !list(run, "artifacts").at(static_cast<std::size_t>(index)).get(listed))
                (void)member(listed, "location", artifact);
        }
        place.uri = std::string(text(artifact, "uri"));
        place.path = clean_path(place.uri);
        // A base that is a plain relative folder belongs to the path; an absolute one is the analysed root.
        const std::string base = base_address(run, text(artifact, "uriBaseId"));
        if (place.path && !base.empty() && base.find(':') == std::string::npos && base.front() != '/')
            place.path = clean_path(base + (base.ends_with('/') ? "" : "/") + *place.path);
    }
    if (member(physical, "region", region)) {
        place.line = number(region, "startLine", 0);
        place.end_line = std::max(number(region, "endLine", place.line), place.line);
    }
    return place;
}

namespace {

/// "{0}" becomes the first argument; doubled braces are braces.
std::string fill(std::string_view pattern, const dom::array& arguments) {
    std::string filled;
    for (std::size_t i = 0; i < pattern.size() && filled.size() < max_message_bytes; ++i) {
        const char c = pattern[i];
        if ((c == '{' || c == '}') && i + 1 < pattern.size() && pattern[i + 1] == c) {
            filled += c;
            ++i;
            continue;
        }
        std::size_t index = 0;
        const auto close = c == '{' ? pattern.find('}', i) : std::string_view::npos;
        std::string_view argument;
        if (close != std::string_view::npos &&
            std::from_chars(pattern.data() + i + 1, pattern.data() + close, index).ptr ==
                pattern.data() + close &&
            close > i + 1 && !arguments.at(index).get(argument)) {
            filled += argument;
            i = close;
        } else {
            filled += c;
        }
    }
    return filled;
}

/// "[text](1)" → "text". Linear in the message, which anybody may have written.
std::string without_links(const std::string& message) {
    std::string plain;
    std::size_t middle = 0; // the next "](" at or behind i
    for (std::size_t i = 0; i < message.size(); ++i) {
        if (middle != std::string::npos && middle <= i)
            middle = message.find("](", i);
        const bool innermost =
            message[i] == '[' && middle != std::string::npos && message.find('[', i + 1) > middle;
        const auto close = innermost ? message.find_first_not_of("0123456789", middle + 2) : std::string::npos;
        if (close != std::string::npos && close > middle + 2 && message[close] == ')') {
            plain.append(message, i + 1, middle - i - 1);
            i = close;
        } else {
            plain += message[i];
        }
    }
    return plain;
}

std::string_view words_of(const Json& message) {
    const auto plain = text(message, "text");
    return plain.empty() ? text(message, "markdown") : plain;
}

} // namespace

std::string message_of(const Json& result, const Json* rule) {
    Json message;
    if (!member(result, "message", message))
        return {};
    std::string_view pattern = words_of(message);
    Json strings, chosen;
    if (const auto id = text(message, "id"); pattern.empty() && !id.empty() && rule != nullptr &&
                                             member(*rule, "messageStrings", strings) &&
                                             member(strings, id, chosen))
        pattern = words_of(chosen);
    const auto arguments = list(message, "arguments");
    std::string filled = size_of(arguments) > 0 ? fill(pattern, arguments) : std::string(pattern);
    if (filled.size() > max_message_bytes) {
        std::size_t end = max_message_bytes;
        while (end > 0 && corpus::utf8::is_continuation(filled[end]))
            --end;
        filled.resize(end);
    }
    return without_links(filled);
}

} // namespace axial::scanner::sarif
