// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/workers.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <thread>
#include <vector>

namespace axial::corpus::index {

unsigned usual_workers() {
    return std::max(1u, std::thread::hardware_concurrency());
}

void Tally::add(std::int64_t done) {
    done_ += done;
    const std::lock_guard lock(mutex_);
    changed_.notify_one();
}

void Tally::tell() {
    const std::int64_t now = done_;
    if (now == told_)
        return;
    told_ = now;
    if (progress_)
        progress_(now, std::max(now, total_));
}

class Crew {
public:
    Crew(std::size_t tasks, const MakeWorker& make, Tally& tally) : tasks_(tasks), make_(make), tally_(tally) {}

    Status run(unsigned workers, const std::stop_token& stop) {
        const std::stop_callback pass_on(stop, [this] { stop_.request_stop(); });
        const auto number = std::clamp<std::size_t>(workers, 1, std::max<std::size_t>(tasks_, 1));
        running_ = number;
        ended_.resize(number);
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < number; ++i)
                threads.emplace_back([this, i] { work(ended_[i]); });
            wait();
        }
        for (const auto& status : ended_) // the reason rather than what it stopped
            if (!status && status.error().fault != Fault::cancelled)
                return status;
        for (const auto& status : ended_)
            AXIAL_TRY(status);
        return stop.stop_requested() ? cancelled() : Status{};
    }

private:
    void wait() {
        for (bool going = true; going;) {
            {
                std::unique_lock lock(tally_.mutex_);
                tally_.changed_.wait(lock, [&] { return running_ == 0 || tally_.done_ != tally_.told_; });
                going = running_ > 0;
            }
            tally_.tell();
        }
    }

    void work(Status& ended) {
        try {
            ended = do_tasks();
        } catch (const std::exception& error) {
            ended = world_fault(std::string("the work failed: ") + error.what());
        }
        if (!ended)
            stop_.request_stop();
        const std::lock_guard lock(tally_.mutex_);
        --running_;
        tally_.changed_.notify_one();
    }

    Status do_tasks() {
        AXIAL_ASSIGN(const Task task, make_());
        const auto stop = stop_.get_token();
        for (std::size_t i = next_++; i < tasks_; i = next_++) {
            if (stop.stop_requested())
                return cancelled();
            AXIAL_TRY(task(i, stop));
        }
        return {};
    }

    const std::size_t tasks_;
    const MakeWorker& make_;
    Tally& tally_;
    std::atomic<std::size_t> next_{0};
    std::size_t running_ = 0; ///< under the tally's mutex
    std::stop_source stop_;
    std::vector<Status> ended_;
};

Status in_parallel(std::size_t tasks, unsigned workers, const MakeWorker& make, Tally& tally,
                   const std::stop_token& stop) {
    return Crew(tasks, make, tally).run(workers, stop);
}

} // namespace axial::corpus::index
