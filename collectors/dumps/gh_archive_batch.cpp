// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/gh_archive_batch.h"

#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <tuple>

namespace axial::collectors::dumps {
namespace {

using corpus::IncomingPost;
using corpus::IncomingThread;
using corpus::RowId;

constexpr std::size_t most_events = 1000;
constexpr std::size_t most_bytes = 8U << 20U;
constexpr std::size_t most_containers = 100'000;
constexpr std::int64_t most_listed = 10'000;

/// True if the study saw the post in a later state than the event shows.
bool is_later(const corpus::LastSeen& known, const IncomingPost& post) {
    return std::tie(known.updated_at, known.fetched_at) > std::tie(post.updated_at, post.fetched_at);
}

/// What an event cannot know, because it is final or because its payload has no place for it.
void keep_final_state(const corpus::Thread& known, IncomingThread& thread) {
    const bool gone = known.state == "gone" || known.state == "transferred";
    if (gone || (known.state == "merged" && thread.state == "closed"))
        thread.state = known.state;
}

} // namespace

Result<std::string> ArchiveBatch::container_of(const std::string& repository) {
    const std::string name = corpus::utf8::lower(repository);
    if (const auto known = containers_.find(name); known != containers_.end())
        return known->second;
    if (containers_.size() >= most_containers) {
        AXIAL_TRY(flush()); // only what is stored can be found again
        containers_.clear();
    }
    AXIAL_ASSIGN(const auto stored, store_.stream("github", name, "name"));
    return containers_[name] = stored && !stored->watermark.empty() ? stored->watermark : repository;
}

Status ArchiveBatch::add(EventRecords records, std::string_view text, std::size_t line) {
    for (const auto* post : {&records.first, &records.post})
        if (*post)
            store_.expect(**post);
    events_.push_back(std::move(records));
    lines_.add(text, line);
    return flush_if_full();
}

Status ArchiveBatch::skip(std::string what, std::string reason) {
    if (listed_++ < most_listed)
        skipped_.emplace_back(std::move(what), std::move(reason));
    return flush_if_full();
}

Status ArchiveBatch::flush_if_full() {
    if (events_.size() + skipped_.size() >= most_events || lines_.bytes() >= most_bytes)
        return flush();
    return {};
}

Status ArchiveBatch::flush() {
    if (events_.empty() && skipped_.empty())
        return {};
    std::int64_t raw = 0;
    if (!events_.empty()) {
        AXIAL_ASSIGN(raw, lines_.store(raw_, "gh-archive/" + file_));
    }
    const auto before = counts_;
    Status stored = store_.transaction([&]() -> Status {
        for (auto& event : events_) {
            for (auto* post : {&event.first, &event.post})
                if (*post)
                    (*post)->raw = raw;
            AXIAL_TRY(store_event(event));
        }
        for (const auto& [what, reason] : skipped_)
            AXIAL_TRY(store_.skip(run_, what, reason));
        return {};
    });
    if (!stored)
        counts_ = before;
    events_.clear();
    skipped_.clear();
    lines_.clear();
    return stored;
}

Status ArchiveBatch::store_event(EventRecords& event) {
    AXIAL_ASSIGN(const RowId thread, store_thread(event));
    if (event.post) {
        AXIAL_ASSIGN(const auto known, known_post(*event.thread, *event.post));
        AXIAL_TRY(store_post(thread, *event.post, known));
    }
    ++counts_["events_stored"];
    return {};
}

Result<RowId> ArchiveBatch::store_thread(EventRecords& event) {
    IncomingThread& thread = *event.thread;
    ++counts_["threads_seen"];
    AXIAL_ASSIGN(const auto known, store_.thread(corpus::make_key(thread.source, thread.container, thread.kind,
                                                                  thread.native_id)));
    std::optional<corpus::LastSeen> known_first;
    if (event.first) {
        AXIAL_ASSIGN(known_first, known_post(thread, *event.first));
    }
    const bool older = known && (event.is_stub || (known_first && is_later(*known_first, *event.first)) ||
                                 (known_first && known->updated_at > thread.updated_at));
    if (older) {
        ++counts_["threads_older"];
        if (event.first) {
            ++counts_["posts_seen"];
            ++counts_["older"];
        }
        return known->row;
    }
    if (known) {
        keep_final_state(*known, thread);
        if (event.first)
            event.first->state = thread.state;
        if (event.first && thread.state == "gone")
            event.first->visibility = corpus::Visibility::gone;
    }
    AXIAL_ASSIGN(const RowId row, put(thread));
    if (event.first)
        AXIAL_TRY(store_post(row, *event.first, known_first));
    return row;
}

Result<RowId> ArchiveBatch::put(const IncomingThread& thread) {
    AXIAL_ASSIGN(const auto stored, store_.put(thread));
    ++counts_["threads_" + std::string(name_of(stored.second))];
    if (stored.second == corpus::Outcome::added) // so that the GitHub collector files it under the same name
        AXIAL_TRY(store_.put(corpus::StreamState{
            "github", corpus::utf8::lower(thread.container), "name", thread.container, {}, {}}));
    return stored.first;
}

Status ArchiveBatch::store_post(RowId thread, IncomingPost& post,
                                const std::optional<corpus::LastSeen>& known) {
    ++counts_["posts_seen"];
    if (known && is_later(*known, post)) {
        ++counts_["older"];
        return {};
    }
    if (known) { // a deletion is final, and only some payloads show reactions
        if (known->visibility == corpus::Visibility::gone)
            post.visibility = known->visibility;
        if (!post.score)
            post.score = known->score;
    }
    AXIAL_ASSIGN(const auto outcome, store_.put(thread, post));
    ++counts_[std::string(name_of(outcome))];
    return {};
}

Result<std::optional<corpus::LastSeen>> ArchiveBatch::known_post(const IncomingThread& thread,
                                                                 const IncomingPost& post) const {
    return store_.last_seen(corpus::make_key(thread.source, thread.container, post.kind, post.native_id));
}

} // namespace axial::collectors::dumps
