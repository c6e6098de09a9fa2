// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/collection.h"
#include "collectors/http/json.h"

#include <functional>
#include <string>

namespace axial::collectors::github {

/// How GitHub's GraphQL says "slow down": with status 200 as well, in the answer's errors. What is too much for
/// it is left to Graphql, which asks for less.
[[nodiscard]] Manners graphql_manners();

/// An answer that is whole, but for what does not exist or may not be seen: that is null in it.
struct GraphqlReply {
    HttpAnswer http;
    std::string refusal;     ///< GitHub's words for the first null; empty: all is there
    bool bad_cursor = false; ///< the place to go on at is no longer known: begin again

    [[nodiscard]] Json data() const;
};

/// Asks questions in pieces that GitHub can answer: after an answer in parts, a timeout or a refusal for its
/// cost, the next try asks for half of it. Never gives a part for the whole.
class Graphql {
public:
    Graphql(Collection& collection, const std::string& endpoint)
        : collection_(collection),
          url_(endpoint + "/graphql") {}

    /// The body of the request, with all sizes halved so often. What it asked for, `whole` may know.
    using Body = std::function<std::string(int halvings)>;
    /// Whether an answer has what was asked for, but for as many things as GitHub says that it cannot show.
    using Whole = std::function<bool(const Json& data, std::int64_t refused)>;
    [[nodiscard]] Result<GraphqlReply> ask(const Body& body, const Whole& whole);

private:
    Collection& collection_;
    std::string url_;
    int halvings_ = 0;
};

/// At least one.
[[nodiscard]] int halved(int size, int halvings);

/// The place after a page of a connection.
struct PageEnd {
    bool more = false;
    std::string cursor;
};
[[nodiscard]] PageEnd page_end(const Json& connection);
/// Whether a page is one, and not the page that ended at `after` once more.
[[nodiscard]] bool is_page(const Json& connection, const std::string& after);

} // namespace axial::collectors::github
