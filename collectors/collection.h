// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/http/client.h"
#include "corpus/store.h"

#include <functional>
#include <map>
#include <stop_token>
#include <string>

namespace axial::collectors {

/// One run of one collector: the store that it fills, the client that it asks, and the sums that must add up.
/// For posts, seen = added + changed + unchanged + skipped; for threads the same with "threads_" before each
/// name. Store and client must outlive it.
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

    [[nodiscard]] Result<HttpAnswer> get(const std::string& url) { return client_.get(url, stop_); }
    [[nodiscard]] corpus::Store& store() { return store_; }
    [[nodiscard]] bool stopped() const { return stop_.stop_requested(); }

    void count(const std::string& name, std::int64_t more = 1) { counts_[name] += more; }
    /// With requests and seconds waited so far.
    [[nodiscard]] std::map<std::string, std::int64_t> counts() const;

    /// Told after each page: what is being read, and how many posts were seen so far.
    void on_progress(std::function<void(const std::string&, std::int64_t)> callback) {
        progress_ = std::move(callback);
    }
    void show_progress(const std::string& what);

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
    std::function<void(const std::string&, std::int64_t)> progress_;
};

} // namespace axial::collectors
