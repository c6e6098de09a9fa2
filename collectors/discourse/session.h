// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/discourse/discourse.h"
#include "collectors/discourse/records.h"
#include "collectors/http/json.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>

namespace axial::collectors::discourse {

constexpr std::int64_t list_size = 100; ///< topics a page, the server's own limit
constexpr std::size_t chunk_size = 20;  ///< posts a request, the server's own limit
constexpr int most_search_pages = 10;   ///< the server gives no more
constexpr std::int64_t search_size = 50;
constexpr std::int64_t post_window = 50; ///< ids that one page of the list of posts covers

/// What the walks through one forum share.
struct Session {
    Collection& collection;
    const DiscourseRequest& request;
    std::map<std::string, std::string> categories = {}; ///< names by id
    std::string category = {};                          ///< slug/id of the one asked for
    Size size = {};                                     ///< of what is asked for

    [[nodiscard]] std::string address(const std::string& rest) const { return request.forum.endpoint + rest; }
    [[nodiscard]] std::string name_of(const std::string& topic) const {
        return fmt::format("{}: topic {}", request.forum.name, topic);
    }
    [[nodiscard]] Result<std::optional<corpus::StreamState>> state_of(const std::string& stream) const {
        return collection.store().stream("discourse", request.forum.name, stream);
    }
    [[nodiscard]] corpus::StreamState new_state(const std::string& stream) const {
        return {"discourse", request.forum.name, stream, {}, {}, {}};
    }
    [[nodiscard]] std::string since() const { return request.since ? format_time(*request.since) : ""; }
    /// "/latest.json", or the list of the category or tag that was asked for.
    [[nodiscard]] std::string list_path() const;
    /// What the search is asked: the query, and what --since leaves of it unless a window of time says that.
    [[nodiscard]] std::string term(bool with_since = true) const;

    /// Names, the category that was asked for, and sizes. Names are good to have; a forum that does not give
    /// them can be read all the same.
    [[nodiscard]] Status read_categories();
    /// The error for an answer that is neither what was asked for nor a reason to go on.
    [[nodiscard]] Error refusal(const HttpAnswer& answer, const std::string& where) const;
};

/// When something last happened in a listed topic; empty: not known.
[[nodiscard]] std::string activity(const Json& listed);

} // namespace axial::collectors::discourse
