// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <fmt/format.h>
#include <xapian.h>

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>

namespace axial::corpus::index {

/// Thrown out of a search that was asked to stop, or whose time is up.
struct Interrupted {
    bool stopped = false; ///< false: its time is up
};

/// When a search has to end.
struct Limits {
    std::chrono::milliseconds time{0}; ///< zero: none
    std::stop_token stop;

    [[nodiscard]] bool any() const { return time.count() > 0 || stop.stop_possible(); }
};

/// What a search that was interrupted says.
[[nodiscard]] inline tl::unexpected<Error> interruption(const Interrupted& interrupted, const Limits& limits) {
    if (interrupted.stopped)
        return cancelled();
    return bad_input(
        fmt::format("the search takes longer than {} s", static_cast<double>(limits.time.count()) / 1000), {},
        "add a filter, or type more letters before a *");
}

/// Where the shards are. Limits of time are kept by us near, and by the connection's timeouts far away.
enum class Reach { local, remote };

/// The moment at which limits end, from when this is made.
class Deadline {
public:
    using Clock = std::chrono::steady_clock;

    explicit Deadline(const Limits& limits)
        : stop_(limits.stop),
          end_(limits.time.count() > 0 ? Clock::now() + limits.time : Clock::time_point::max()) {}

    /// Throws Interrupted once it is over.
    void check() const {
        if (stop_.stop_requested())
            throw Interrupted{true};
        if (end_ != Clock::time_point::max() && Clock::now() >= end_)
            throw Interrupted{false};
    }

private:
    std::stop_token stop_;
    Clock::time_point end_;
};

/// Every document of an index, at no weight. Under an AND it sees each candidate go by and throws Interrupted
/// when the limits are reached: Xapian's own time limit ends the counting only, never the matching.
class Watch : public Xapian::PostingSource {
public:
    explicit Watch(const Deadline& deadline) : deadline_(deadline) {}

    Xapian::doccount get_termfreq_min() const override { return size_; }
    Xapian::doccount get_termfreq_est() const override { return size_; }
    Xapian::doccount get_termfreq_max() const override { return size_; }
    void next(double) override {
        look();
        if (started_)
            ++at_;
        started_ = true;
    }
    void skip_to(Xapian::docid document, double) override {
        look();
        if (at_ != Xapian::PostingIterator())
            at_.skip_to(document);
        started_ = true;
    }
    bool at_end() const override { return started_ && at_ == Xapian::PostingIterator(); }
    Xapian::docid get_docid() const override { return *at_; }
    void init(const Xapian::Database& shard) override {
        size_ = shard.get_doccount();
        at_ = shard.postlist_begin("");
        started_ = false;
        deadline_.check();
    }
    PostingSource* clone() const override { return new Watch(deadline_); }
    std::string get_description() const override { return "Watch"; }

private:
    static constexpr unsigned look_each = 64; ///< candidates; asking for the time costs as much as some

    void look() {
        if (++seen_ % look_each == 0)
            deadline_.check();
    }

    Deadline deadline_;
    Xapian::PostingIterator at_;
    Xapian::doccount size_ = 0;
    unsigned seen_ = 0;
    bool started_ = false;
};

} // namespace axial::corpus::index
