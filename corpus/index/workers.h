// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <stop_token>

namespace axial::corpus::index {

using Progress = std::function<void(std::int64_t, std::int64_t)>;

/// Threads to index with where nobody says how many: one a core.
[[nodiscard]] unsigned usual_workers();

/// What several threads have done of a total, told in the thread that waits for them.
class Tally {
public:
    Tally(const Progress& progress, std::int64_t total) : progress_(progress), total_(total) {}
    void add(std::int64_t done);

private:
    friend class Crew;
    void tell();

    const Progress& progress_;
    const std::int64_t total_;
    std::atomic<std::int64_t> done_{0};
    std::int64_t told_ = -1;
    std::mutex mutex_;
    std::condition_variable changed_;
};

/// One of many tasks; stops when its token says so.
using Task = std::function<Status(std::size_t number, const std::stop_token& stop)>;
/// Called once in each thread: what does its tasks, with connections of its own.
using MakeWorker = std::function<Result<Task>()>;

/// Does tasks 0 to `tasks` - 1, in that order, on at most `workers` threads. Progress is told in the calling
/// thread, the last time when all are done. The first that fails stops the others, and is why this fails.
[[nodiscard]] Status in_parallel(std::size_t tasks, unsigned workers, const MakeWorker& make, Tally& tally,
                                 const std::stop_token& stop);

} // namespace axial::corpus::index
