// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/collection.h"
#include "collectors/github/records.h"
#include "collectors/http/json.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace axial::collectors::github {

/// One repository of a run: its name, its threads, and how its items are stored. The collection must outlive
/// it.
class Repository {
public:
    Repository(Collection& collection, std::string endpoint, std::string name);

    /// Checks name and endpoint, and looks up how GitHub writes the name.
    [[nodiscard]] Status open();

    [[nodiscard]] Collection& collection() const { return collection_; }
    /// OWNER/NAME as GitHub writes it, once that is known.
    [[nodiscard]] const std::string& container() const { return container_; }
    [[nodiscard]] bool name_is_known() const { return name_is_known_; }
    /// Takes the name from the first item of a list. True if it was not known before. A repository that was
    /// renamed later stays under the name that the study knows.
    [[nodiscard]] bool learn_name(const Json& page);
    [[nodiscard]] Status store_name();

    /// "ENDPOINT/repos/OWNER/NAME" with `rest` after it.
    [[nodiscard]] std::string address(const std::string& rest) const;
    [[nodiscard]] bool is_at_home(const std::string& url) const;
    /// The next page's address, empty after the last; an error if it is on another host.
    [[nodiscard]] Result<std::string> next_page(const HttpAnswer& answer) const;

    /// Both inside a transaction. The thread of a comment must have been looked up by find_thread().
    [[nodiscard]] Status store_issue(const Json& item, const Origin& origin);
    [[nodiscard]] Status store_comment(const char* kind, const Json& item, const Origin& origin);

    /// Makes sure that the thread of a comment is stored: one that no list showed is asked for, once.
    [[nodiscard]] Status find_thread(const Json& comment, const Origin& origin);
    [[nodiscard]] Result<std::optional<corpus::Thread>> stored_thread(std::int64_t number) const;
    /// Asks whether a stored thread is still there. If it is not, it and all its posts are marked as gone; one
    /// that is there is stored again. True if it is there.
    [[nodiscard]] Result<bool> check_thread(const corpus::Thread& thread);

    /// Newest change among a pull request's review comments, which its own time of change does not follow.
    [[nodiscard]] Result<std::string> newest_review_comment(const std::string& number) const;

    [[nodiscard]] Result<std::optional<corpus::StreamState>> state(const std::string& stream) const;
    [[nodiscard]] corpus::StreamState new_state(const std::string& stream) const;

    /// What an answer that is no list means, in words.
    [[nodiscard]] tl::unexpected<Error> refusal(const std::string& what, const HttpAnswer& answer) const;

private:
    Status store_single(const Json& comment, std::int64_t number, const HttpAnswer& answer,
                        const Origin& origin);
    bool shows(const HttpAnswer& answer, std::int64_t number) const;
    Status mark_gone(const corpus::Thread& thread, const std::string& state, Time at);
    Status note_review_comment(std::int64_t number, const corpus::IncomingPost& post);

    Collection& collection_;
    std::string endpoint_, asked_, container_, origin_;
    std::string name_of_today_; ///< lower case; empty: the container's
    bool name_is_known_ = false;
    std::map<std::int64_t, corpus::RowId> known_; ///< threads by number
};

/// OWNER/NAME, with characters that names of repositories may have.
[[nodiscard]] bool is_repository(std::string_view name);

/// The number of the last page as a Link header tells it; 1 where it tells of no other page.
[[nodiscard]] std::int64_t last_page(const HttpAnswer& answer);

/// The same page with at most half as many items; the address itself where that would be too few.
[[nodiscard]] std::string with_half_pages(const std::string& url);

} // namespace axial::collectors::github
