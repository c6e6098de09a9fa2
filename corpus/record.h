// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"
#include "corpus/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The record model: what every collector hands in and every reader gets back, whatever the source.
namespace axial::corpus {

/// Row id in this study's database. Local to the study: anything that leaves it uses the key.
using RowId = std::int64_t;

/// Where a post is to be found, on the network and in the study.
///  - visible: as its author wrote it
///  - hidden: the service shows a placeholder or folds it (minimised, flagged)
///  - deleted: its author or a moderator removed the text, a placeholder is left
///  - gone: it was collected once and is no longer served
enum class Visibility : std::uint8_t { visible, hidden, deleted, gone };

[[nodiscard]] std::string_view name_of(Visibility visibility);
[[nodiscard]] std::optional<Visibility> visibility_from(std::string_view name);

/// The one stable name of a thread or post in any study: "source/container/kind/native_id", for instance
/// "github/huggingface/transformers/comment/2087131" or "discourse/discuss.huggingface.co/post/90211".
[[nodiscard]] std::string make_key(std::string_view source, std::string_view container, std::string_view kind,
                                   std::string_view native_id);

/// Everybody who wrote something. `id` is empty when the account is gone or was never known ("missing author").
struct Author {
    std::optional<std::string> id;   ///< the service's own id or login
    std::optional<std::string> name; ///< as shown
    std::string kind = "user";       ///< user, bot, organisation, system
    std::string role; ///< as the source calls it: MEMBER, CONTRIBUTOR, moderator …; may be empty
};

/// A thread as a collector saw it: an issue, pull request, topic or question, without its posts.
struct IncomingThread {
    std::string source;    ///< github, discourse, stackexchange, hub …
    std::string site;      ///< github.com, discuss.huggingface.co, stackoverflow …
    std::string container; ///< owner/repo, forum or site name: what the thread lives in
    std::string kind;      ///< issue, pull, topic, question …
    std::string native_id; ///< the service's own id
    std::string title;
    std::string url;
    std::string state; ///< open, closed, merged, answered …; may be empty
    std::vector<std::string> tags;
    Time created_at{};
    Time updated_at{};
};

/// A post as a collector saw it.
struct IncomingPost {
    std::string kind; ///< issue, pull, comment, review_comment, question, answer, post …
    std::string native_id;
    std::string parent_key; ///< key of the post that this one answers; empty: the thread itself
    Author author;
    Time created_at{};
    Time updated_at{};
    std::string title; ///< only where the post itself has one (the first of a thread)
    std::string body;
    Markup markup = Markup::plain;
    Dialect dialect = Dialect::commonmark;
    std::string url; ///< permalink
    std::optional<std::int64_t> score;
    std::string state; ///< accepted, small_action …; may be empty
    std::vector<std::string> tags;
    Visibility visibility = Visibility::visible;
    std::string licence;
    Time fetched_at{};
    std::int64_t raw = 0; ///< row of raw.db that holds the payload; 0: none
};

/// A thread as stored.
struct Thread {
    RowId row = 0;
    std::string key, source, site, container, kind, native_id, title, url, state;
    std::vector<std::string> tags;
    Time created_at{}, updated_at{};
};

/// A post as stored, at its current revision. Text and spans are only filled where a call says so.
struct Post {
    RowId row = 0;
    RowId thread_row = 0;
    std::string key, thread_key, parent_key;
    std::string source, site, container, kind, native_id;
    Author author;
    Time created_at{}, updated_at{}, fetched_at{};
    std::string title, thread_title, url, state, licence;
    std::optional<std::int64_t> score;
    std::vector<std::string> tags;
    Visibility visibility = Visibility::visible;
    Time gone_at{};       ///< when it was first missing at its source; zero: it is served
    std::string language; ///< of its prose, as BCP 47 ("en", "zh"); empty: not known
    int revision = 1;     ///< counts from 1
    std::int64_t raw = 0;
    std::int64_t change = 0; ///< grows with every stored change; the index follows it
    CanonicalText body;
};

} // namespace axial::corpus
