// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/search_found.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace axial::collectors::github {
namespace {

constexpr const char* source = "github search";

Status add(const corpus::Store& store, const std::string& search, const std::string& stream, Found& found) {
    AXIAL_ASSIGN(const auto stored, store.stream(source, search, stream));
    std::istringstream hits(stored ? stored->cursor : "");
    for (std::string hit; hits >> hit;)
        found.insert(hit);
    return {};
}

} // namespace

Result<Found> found_now(const corpus::Store& store, const std::string& search, std::int64_t windows) {
    Found found;
    for (std::int64_t window = 0; window < windows; ++window)
        AXIAL_TRY(add(store, search, fmt::format("window {}", window), found));
    return found;
}

Result<Found> found_before(const corpus::Store& store, const std::string& search) {
    Found found;
    AXIAL_TRY(add(store, search, "found", found));
    return found;
}

Status note_found(corpus::Store& store, const std::string& search, const Found& found) {
    return store.put(
        corpus::StreamState{source, search, "found", {}, fmt::format("{}", fmt::join(found, " ")), {}});
}

std::pair<std::string, std::int64_t> parts_of(const std::string& hit) {
    const auto mark = std::min(hit.find('#'), hit.size());
    std::int64_t number = 0;
    if (mark < hit.size())
        std::from_chars(hit.data() + mark + 1, hit.data() + hit.size(), number);
    return {hit.substr(0, mark), number};
}

} // namespace axial::collectors::github
