// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/http/client.h"
#include "corpus/store.h"

#include <functional>
#include <map>
#include <set>
#include <stop_token>
#include <string>

namespace axial::collectors {

/// How far a run is. What was done so far of how much counts in the unit that the source is walked by: pages,
/// threads, windows of a search.
struct Progress {
    std::string what;          ///< "huggingface/transformers comments"
    std::int64_t done = 0;     ///< of `of`
    std::int64_t of = 0;       ///< 0: not known
    std::int64_t posts = 0;    ///< seen so far
    std::int64_t requests = 0; ///< sent so far
};

/// One run of one collector: the store that it fills, the client that it asks, and the sums that must add up.
/// For posts, seen = added + changed + unchanged + skipped; for threads the same with "threads_" before each
/// name. "hidden", "deleted" and "gone" count what became of posts beside that: hidden and deleted ones are
/// among those seen, gone ones were stored before and are no longer served. Store and client must outlive it.
class Collection {
public:
    Collection(corpus::Store& store, HttpClient& client, std::stop_token stop);

    /// Writes the run into the study.
    [[nodiscard]] Status begin(corpus::Run run);
    /// Ends the run as "done", "stopped" or "failed" and passes `outcome` on.
    [[nodiscard]] Status finish(Status outcome);

    [[nodiscard]] Result<corpus::RowId> put(const corpus::IncomingThread& thread);
    [[nodiscard]] Status put(corpus::RowId thread, const corpus::IncomingPost& post);
    /// Lists a post, or a whole thread, that could not be stored. Never silent: shown by `axial collect log`.
    [[nodiscard]] Status skip_post(const std::string& what, const std::string& reason);
    [[nodiscard]] Status skip_thread(const std::string& what, const std::string& reason);

    /// A stored post that its source no longer serves. Not an error if it is gone already.
    [[nodiscard]] Status gone(const std::string& post_key, Time at);
    /// After a thread was read to its end: whatever is stored of it and not among `served` is gone. `covers`
    /// narrows that to the posts that the reading would have shown (their keys); empty: all.
    [[nodiscard]] Status sweep(corpus::RowId thread, const std::set<std::string>& served, Time at,
                               const std::function<bool(const std::string& key)>& covers = {});

    /// A question asked of the service, for `axial collect log`: every search, and every stream with its
    /// window.
    [[nodiscard]] Status log(const corpus::Query& query);

    [[nodiscard]] Result<HttpAnswer> get(const std::string& url) { return client_.get(url, stop_); }
    [[nodiscard]] Result<HttpAnswer> post(const std::string& url, std::string body) {
        return client_.post(url, std::move(body), stop_);
    }
    [[nodiscard]] HttpClient& client() { return client_; }
    [[nodiscard]] corpus::Store& store() { return store_; }
    [[nodiscard]] bool stopped() const { return stop_.stop_requested(); }
    [[nodiscard]] const std::stop_token& stop() const { return stop_; }

    void count(const std::string& name, std::int64_t more = 1) { counts_[name] += more; }
    /// With requests and seconds waited so far.
    [[nodiscard]] std::map<std::string, std::int64_t> counts() const;

    /// Told after each page.
    void on_progress(std::function<void(const Progress&)> callback) { progress_ = std::move(callback); }
    void show_progress(const std::string& what, std::int64_t done = 0, std::int64_t of = 0);

    /// A line for the end of the summary, such as a cap that was met.
    void note(std::string text) { notes_.push_back(std::move(text)); }
    [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

private:
    corpus::Store& store_;
    HttpClient& client_;
    std::stop_token stop_;
    corpus::RowId run_ = 0;
    std::map<std::string, std::int64_t> counts_;
    std::vector<std::string> notes_;
    std::function<void(const Progress&)> progress_;
};

} // namespace axial::collectors
