// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/github/discussion_graphql.h"
#include "collectors/github/records.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace axial::collectors::github {

/// A discussion as a list shows it.
struct ListedDiscussion {
    std::string id; ///< node id
    std::string container;
    std::int64_t number = 0;
    std::string signature;
    std::int64_t comments = 0; ///< replies not counted

    /// Nothing for what is not a discussion.
    [[nodiscard]] static std::optional<ListedDiscussion> from(const Json& node, const std::string& container);
};

/// Reads discussions to their last reply and keeps, for each, what was read and how far. Whatever is stored was
/// stored together with the place to go on at.
class DiscussionReader {
public:
    /// `sweep`: mark of a full sweep, in which each discussion is read once whatever the list shows; or empty.
    DiscussionReader(Collection& collection, Graphql& graphql, std::string sweep)
        : collection_(collection),
          graphql_(graphql),
          sweep_(std::move(sweep)) {}

    /// Those that are not stored as the list shows them.
    [[nodiscard]] Status read(const std::vector<ListedDiscussion>& listed);
    /// One that is no longer served: its posts are gone. False if it is not stored.
    [[nodiscard]] Result<bool> mark_gone(const std::string& container, std::int64_t number, Time at);
    /// Whether the sweep under way has come to it.
    [[nodiscard]] Result<bool> is_swept(const std::string& container, std::int64_t number);

    /// What the progress is told in: so many of so many.
    void show_progress(std::int64_t done, std::int64_t of) {
        done_ = done;
        of_ = of;
    }

    /// How many discussions one request asks for, at most, and of how many of `listed` that is.
    [[nodiscard]] static std::size_t batch_of(const std::vector<ListedDiscussion>& listed, std::size_t begin,
                                              int halvings);
    /// Requests for the comments that a batch does not hold.
    [[nodiscard]] static std::int64_t more_requests(const ListedDiscussion& listed);

private:
    /// A discussion that is being read.
    struct Reading {
        ListedDiscussion discussion;
        corpus::RowId thread = 0;
        bool known = false; ///< was read before: what is missing now is gone
        bool more = false;  ///< comments are left after `after`
        std::string after;
        std::vector<std::pair<std::string, std::string>>
            replies;                  ///< comments with more replies, and after which
        std::set<std::string> served; ///< keys, if known
    };
    Status read_batch(const std::vector<ListedDiscussion>& wanted, std::size_t& begin,
                      std::vector<Reading>& unfinished);
    Status store_batch(const GraphqlReply& reply, const std::vector<ListedDiscussion>& asked,
                       std::vector<Reading>& unfinished);
    Result<Reading> store_discussion(const Json& node, const ListedDiscussion& listed, const Origin& origin);
    Status store_comments(const Json& comments, Reading& reading, const Origin& origin);
    Status store_replies(const Json& replies, const std::string& comment, Reading& reading,
                         const Origin& origin);
    Status store_comment(const Json& node, const std::string& parent, Reading& reading, const Origin& origin);
    Status read_page(Reading& reading);
    Status store_page(const GraphqlReply& reply, bool of_replies, Reading& reading);
    Status save(const Reading& reading, Time at);
    Result<std::optional<corpus::StreamState>> state_of(const std::string& container, std::int64_t number);
    Result<std::optional<Reading>> resumed(const ListedDiscussion& listed, const corpus::StreamState& state);

    Collection& collection_;
    Graphql& graphql_;
    std::string sweep_;
    std::int64_t done_ = 0, of_ = 0;
};

} // namespace axial::collectors::github
