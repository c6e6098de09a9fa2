// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/collection.h"

namespace axial::collectors {

Collection::Collection(corpus::Store& store, HttpClient& client, std::stop_token stop)
    : store_(store),
      client_(client),
      stop_(std::move(stop)) {
    for (const char* name : {"seen", "added", "changed", "unchanged", "skipped"})
        counts_[name] = counts_[std::string("threads_") + name] = 0;
    for (const char* name : {"hidden", "deleted", "gone"})
        counts_[name] = 0;
}

Status Collection::begin(corpus::Run run) {
    run.status = "running";
    AXIAL_ASSIGN(run_, store_.begin(run));
    return {};
}

Status Collection::finish(Status outcome) {
    const char* status = outcome ? "done" : outcome.error().fault == Fault::cancelled ? "stopped" : "failed";
    auto written = store_.finish(run_, status, counts());
    return outcome ? written : outcome;
}

Result<corpus::RowId> Collection::put(const corpus::IncomingThread& thread) {
    AXIAL_ASSIGN(const auto stored, store_.put(thread));
    count("threads_seen");
    count("threads_" + std::string(name_of(stored.second)));
    return stored.first;
}

Status Collection::put(corpus::RowId thread, const corpus::IncomingPost& post) {
    AXIAL_ASSIGN(const auto outcome, store_.put(thread, post));
    count("seen");
    count(std::string(name_of(outcome)));
    if (post.visibility == corpus::Visibility::hidden || post.visibility == corpus::Visibility::deleted)
        count(std::string(name_of(post.visibility)));
    return {};
}

Status Collection::gone(const std::string& post_key, Time at) {
    AXIAL_ASSIGN(const bool marked, store_.mark_gone(post_key, at));
    if (marked)
        count("gone");
    return {};
}

Status Collection::sweep(corpus::RowId thread, const std::set<std::string>& served, Time at,
                         const std::function<bool(const std::string& key)>& covers) {
    AXIAL_ASSIGN(const auto stored, store_.served_posts(thread));
    for (const auto& key : stored)
        if (!served.contains(key) && (!covers || covers(key)))
            AXIAL_TRY(gone(key, at));
    return {};
}

Status Collection::log(const corpus::Query& query) {
    return run_ == 0 ? Status{} : store_.log(run_, query); // no run: a plan is being made
}

Status Collection::skip_post(const std::string& what, const std::string& reason) {
    count("seen");
    count("skipped");
    return store_.skip(run_, what, reason);
}

Status Collection::skip_thread(const std::string& what, const std::string& reason) {
    count("threads_seen");
    count("threads_skipped");
    return store_.skip(run_, what, reason);
}

std::map<std::string, std::int64_t> Collection::counts() const {
    auto counts = counts_;
    for (const auto& [kind, number] : store_.masked())
        counts[kind] = number;
    counts["requests"] = client_.requests();
    counts["waited_seconds"] = std::chrono::ceil<std::chrono::seconds>(client_.waited()).count();
    return counts;
}

void Collection::show_progress(const std::string& what, std::int64_t done, std::int64_t of) {
    if (progress_)
        progress_({what, done, of, counts_["seen"], client_.requests()});
}

} // namespace axial::collectors
