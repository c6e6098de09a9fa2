// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/reparse/put_found.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace axial::collectors::reparse {
namespace {

using corpus::IncomingPost;
using corpus::IncomingThread;
using corpus::Visibility;

std::uint64_t hash(std::string_view key) {
    return std::hash<std::string_view>{}(key);
}

/// Names of the fields in which two records differ.
std::vector<std::string> differences(const corpus::Post& before, const corpus::Post& after) {
    std::vector<std::string> names;
    const auto compare = [&](const char* name, const auto& old, const auto& now) {
        if (old != now)
            names.emplace_back(name);
    };
    const auto person = [](const corpus::Author& author) {
        return std::tie(author.id, author.name, author.kind, author.role);
    };
    compare("text", before.body.text, after.body.text);
    if (before.body.text == after.body.text)
        compare("spans", before.body.spans, after.body.spans);
    compare("author", person(before.author), person(after.author));
    compare("title", before.title, after.title);
    compare("created", before.created_at, after.created_at);
    compare("updated", before.updated_at, after.updated_at);
    compare("url", before.url, after.url);
    compare("score", before.score, after.score);
    compare("state", before.state, after.state);
    compare("tags", before.tags, after.tags);
    compare("visibility", before.visibility, after.visibility);
    compare("licence", before.licence, after.licence);
    compare("parent", before.parent_key, after.parent_key);
    compare("thread", before.thread_key, after.thread_key);
    return names;
}

std::vector<std::string> differences(const corpus::Thread& before, const corpus::Thread& after) {
    std::vector<std::string> names;
    const auto compare = [&](const char* name, const auto& old, const auto& now) {
        if (old != now)
            names.emplace_back(name);
    };
    compare("title", before.title, after.title);
    compare("url", before.url, after.url);
    compare("state", before.state, after.state);
    compare("tags", before.tags, after.tags);
    compare("created", before.created_at, after.created_at);
    compare("updated", before.updated_at, after.updated_at);
    return names;
}

/// It was served once more if the payload came after it was missed.
bool still_gone(const corpus::Post& stored, const IncomingPost& post) {
    return stored.visibility == Visibility::gone &&
           (stored.gone_at == Time{} || post.fetched_at <= stored.gone_at);
}

bool is_final(const std::string& state) {
    return state == "gone" || state == "transferred";
}

} // namespace

std::string key_of(const Found& found, const IncomingPost& post) {
    return corpus::make_key(found.source, found.container, post.kind, post.native_id);
}

std::string key_of(const IncomingThread& thread) {
    return corpus::make_key(thread.source, thread.container, thread.kind, thread.native_id);
}

bool PutFound::was_met(std::string_view key) const {
    return met_.contains(hash(key));
}

bool PutFound::is_done(const Found& found) const {
    return std::ranges::all_of(found.posts,
                               [&](const IncomingPost& post) { return was_met(key_of(found, post)); });
}

Result<PutFound::Candidate> PutFound::look_up(const Found& found, IncomingPost& post, std::int64_t raw) {
    Candidate candidate{&post, key_of(found, post), {}, false, false};
    AXIAL_ASSIGN(candidate.stored, store_.post(candidate.key));
    const auto& stored = candidate.stored;
    candidate.is_its_payload =
        stored && stored->raw == raw && (!found.partial || stored->fetched_at == post.fetched_at);
    // Of a batch of lines, or an answer that was still valid later, the study knows the later time.
    const Time fetched =
        candidate.is_its_payload ? std::max(post.fetched_at, stored->fetched_at) : post.fetched_at;
    const auto met = met_.find(hash(candidate.key));
    if (met != met_.end() && fetched <= met->second)
        return candidate;
    const bool is_older =
        stored && !candidate.is_its_payload &&
        (fetched < stored->fetched_at || (found.partial && post.updated_at < stored->updated_at));
    candidate.decides = !is_older;
    if (candidate.decides)
        met_[hash(candidate.key)] = fetched;
    return candidate;
}

Result<bool> PutFound::put(Found& found, std::int64_t raw) {
    if (!found.thread) {
        bool there = false;
        for (const auto& key : found.thread_keys) {
            AXIAL_ASSIGN(const auto thread, store_.thread(key));
            there = there || thread;
        }
        if (!there)
            return false;
    }
    std::vector<Candidate> candidates;
    for (auto& post : found.posts) {
        AXIAL_ASSIGN(auto candidate, look_up(found, post, raw));
        candidates.push_back(std::move(candidate));
    }
    AXIAL_ASSIGN(const auto thread, place(found, candidates));
    for (auto& candidate : candidates) {
        ++counts_["records"];
        if (candidate.decides)
            AXIAL_TRY(put_post(thread, found, candidate));
        else
            ++counts_["older"];
    }
    return true;
}

/// The row of the thread, which is stored where the payload shows it and is not older than the study.
Result<corpus::RowId> PutFound::place(Found& found, std::vector<Candidate>& candidates) {
    if (!found.thread) {
        for (const auto& key : found.thread_keys) {
            AXIAL_ASSIGN(const auto thread, store_.thread(key));
            if (thread)
                return thread->row;
        }
        return bad_input("the thread is not there", found.thread_keys.front());
    }
    ++counts_["threads_records"];
    AXIAL_ASSIGN(const auto stored, store_.thread(key_of(*found.thread)));
    const bool decides = found.opens && candidates.front().decides;
    if (stored && (!decides || is_final(stored->state))) {
        ++counts_[decides ? "threads_unchanged" : "threads_older"];
        return stored->row;
    }
    const bool merged = stored && found.partial && stored->state == "merged" && found.thread->state == "closed";
    if (merged)
        found.thread->state = found.posts.front().state = stored->state;
    return put_thread(*found.thread, stored);
}

Result<corpus::RowId> PutFound::put_thread(const IncomingThread& thread,
                                           const std::optional<corpus::Thread>& stored) {
    AXIAL_ASSIGN(const auto put, store_.put(thread));
    ++counts_["threads_" + std::string(name_of(put.second))];
    if (put.second == corpus::Outcome::unchanged)
        return put.first;
    Reparsed change{key_of(thread), "thread", !stored, {}};
    if (stored) {
        AXIAL_ASSIGN(const auto now, store_.thread(put.first));
        change.fields = differences(*stored, *now);
    }
    if (on_change_)
        on_change_(change);
    return put.first;
}

Status PutFound::put_post(corpus::RowId thread, const Found& found, Candidate& candidate) {
    IncomingPost& post = *candidate.post;
    const auto& stored = candidate.stored;
    if (stored) {
        if (found.partial && !post.score)
            post.score = stored->score;
        if (found.partial && found.opens && &post == &found.posts.front() && is_final(stored->state))
            post.state = stored->state;
        const bool is_gone = still_gone(*stored, post);
        const bool more_is_known =
            is_gone || (!candidate.is_its_payload && stored->visibility != Visibility::visible &&
                        stored->visibility != Visibility::gone);
        if (is_gone && deleted_text_ == corpus::DeletedText::drop) {
            ++counts_["unchanged"];
            return {};
        }
        if (more_is_known && (is_gone || post.visibility == Visibility::visible))
            post.visibility = stored->visibility;
    }
    AXIAL_ASSIGN(const auto outcome, store_.put(thread, post));
    ++counts_[std::string(name_of(outcome))];
    if (outcome == corpus::Outcome::unchanged)
        return {};
    if (stored && post.visibility == Visibility::gone && stored->gone_at != Time{})
        AXIAL_TRY(keep_gone(thread, candidate));
    Reparsed change{candidate.key, "post", !stored, {}};
    if (stored) {
        AXIAL_ASSIGN(const auto now, store_.post(candidate.key));
        change.fields = differences(*stored, *now);
    }
    if (on_change_)
        on_change_(change);
    return {};
}

/// The date since which it is gone: storing a post takes it away.
Status PutFound::keep_gone(corpus::RowId thread, const Candidate& candidate) {
    IncomingPost post = *candidate.post;
    post.visibility = Visibility::visible;
    AXIAL_TRY(store_.put(thread, post));
    AXIAL_TRY(store_.mark_gone(candidate.key, candidate.stored->gone_at));
    return {};
}

} // namespace axial::collectors::reparse
