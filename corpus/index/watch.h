// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// Every document of an index, at no weight. Under an AND it sees each candidate go by and throws Interrupted
/// when the limits are reached: Xapian's own time limit ends the counting only, never the matching.
class Watch : public Xapian::PostingSource {
public:
    using Clock = std::chrono::steady_clock;

    explicit Watch(const Limits& limits)
        : stop_(limits.stop),
          end_(limits.time.count() > 0 ? Clock::now() + limits.time : Clock::time_point::max()) {}

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
        check();
    }
    PostingSource* clone() const override { return new Watch(*this, nullptr); }
    std::string get_description() const override { return "Watch"; }

private:
    static constexpr unsigned look_each = 64; ///< candidates; asking for the time costs as much as some

    Watch(const Watch& of, std::nullptr_t) : stop_(of.stop_), end_(of.end_) {}
    void look() {
        if (++seen_ % look_each == 0)
            check();
    }
    void check() const {
        if (stop_.stop_requested())
            throw Interrupted{true};
        if (end_ != Clock::time_point::max() && Clock::now() >= end_)
            throw Interrupted{false};
    }

    std::stop_token stop_;
    Clock::time_point end_;
    Xapian::PostingIterator at_;
    Xapian::doccount size_ = 0;
    unsigned seen_ = 0;
    bool started_ = false;
};

} // namespace axial::corpus::index
