// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/collection.h"

namespace axial::collectors {

Collection::Collection(corpus::Store& store, HttpClient& client, std::stop_token stop)
    : store_(store),
      client_(client),
      stop_(std::move(stop)) {
    for (const char* name : {"seen", "added", "changed", "unchanged", "skipped"})
        counts_[name] = counts_[std::string("threads_") + name] = 0;
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
    return {};
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
    counts["requests"] = client_.requests();
    counts["waited_seconds"] = std::chrono::ceil<std::chrono::seconds>(client_.waited()).count();
    return counts;
}

void Collection::show_progress(const std::string& what) {
    if (progress_)
        progress_(what, counts_["seen"]);
}

} // namespace axial::collectors
