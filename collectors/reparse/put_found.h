// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/reparse/reading.h"
#include "collectors/reparse/reparse.h"
#include "corpus/settings.h"
#include "corpus/store.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace axial::collectors::reparse {

[[nodiscard]] std::string key_of(const Found& found, const corpus::IncomingPost& post);
[[nodiscard]] std::string key_of(const corpus::IncomingThread& thread);

/// Stores what payloads say, whatever the order they come in: of each post the payload decides that was fetched
/// last, and none that is older than the one which the study has it from.
class PutFound {
public:
    PutFound(corpus::Store& store, corpus::DeletedText deleted_text,
             std::function<void(const Reparsed&)> on_change)
        : store_(store),
          deleted_text_(deleted_text),
          on_change_(std::move(on_change)) {}

    /// False if the thread is not there, so that nothing could be stored or counted.
    [[nodiscard]] Result<bool> put(Found& found, std::int64_t raw);
    /// True if some payload decided on this post.
    [[nodiscard]] bool was_met(std::string_view key) const;
    /// True if that goes for all the posts.
    [[nodiscard]] bool is_done(const Found& found) const;

    [[nodiscard]] std::map<std::string, std::int64_t>& counts() { return counts_; }

private:
    struct Candidate {
        corpus::IncomingPost* post;
        std::string key;
        std::optional<corpus::Post> stored;
        bool decides = false;
        bool is_its_payload = false; ///< the study has the post from this very payload
    };
    [[nodiscard]] Result<Candidate> look_up(const Found& found, corpus::IncomingPost& post, std::int64_t raw);
    [[nodiscard]] Result<corpus::RowId> place(Found& found, std::vector<Candidate>& candidates);
    [[nodiscard]] Result<corpus::RowId> put_thread(const corpus::IncomingThread& thread,
                                                   const std::optional<corpus::Thread>& stored);
    [[nodiscard]] Status put_post(corpus::RowId thread, const Found& found, Candidate& candidate);
    [[nodiscard]] Status keep_gone(corpus::RowId thread, const Candidate& candidate);

    corpus::Store& store_;
    corpus::DeletedText deleted_text_;
    std::function<void(const Reparsed&)> on_change_;
    std::map<std::string, std::int64_t> counts_;
    std::unordered_map<std::uint64_t, Time> met_; ///< by hash of the key: when what decided was fetched
};

} // namespace axial::collectors::reparse
