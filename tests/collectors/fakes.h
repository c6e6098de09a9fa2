// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/collection.h"
#include "corpus/raw_store.h"
#include "corpus/study.h"
#include "tests/support/shared_material.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace axial::tests {

/// The fake services of ../shared/fakes as a child process. Tests skip where they or python3 are missing.
class Fakes {
public:
    explicit Fakes(std::vector<std::string> more_options = {"--no-limits"});
    ~Fakes();
    Fakes(const Fakes&) = delete;
    Fakes& operator=(const Fakes&) = delete;

    [[nodiscard]] bool running() const { return !base_.empty(); }
    [[nodiscard]] std::string url(const std::string& path) const { return base_ + path; }
    void faults(const std::string& rules) const;                ///< JSON, replaces the ones before
    void as_of(const std::string& date) const;                  ///< empty: the newest state
    void mark() const;                                          ///< begins a new crawl in the log
    [[nodiscard]] std::vector<nlohmann::json> requests() const; ///< logged since the last mark
    /// What check_manners.py finds wrong; empty: nothing.
    [[nodiscard]] std::string bad_manners() const;

private:
    TemporaryFolder folder_;
    std::string base_;
    int child_ = -1;
};

/// A study in a folder of its own, filled by collectors.
class TestStudy {
public:
    TestStudy();
    /// Runs a collector as `axial collect` does; `stop` is asked for after so many posts (0: never).
    Status collect(collectors::ClientOptions options,
                   const std::function<Status(collectors::Collection&)>& collector, std::int64_t stop_after = 0,
                   const std::string& replay = {}, const std::string& record = {});
    [[nodiscard]] std::map<std::string, std::int64_t> counts() const { return counts_; }
    [[nodiscard]] std::vector<std::string> notes() const { return notes_; }
    [[nodiscard]] corpus::Study& study() { return *study_; }
    [[nodiscard]] std::filesystem::path raw_path() const { return study_->raw_path(); }
    /// Sorted "kind:id" of all posts and of all threads of the kinds that are no posts themselves.
    [[nodiscard]] std::vector<std::string> ids();
    /// Everything that is known of every post and thread, in a comparable form.
    [[nodiscard]] std::vector<std::string> contents();

private:
    TemporaryFolder folder_;
    std::unique_ptr<corpus::Study> study_;
    std::map<std::string, std::int64_t> counts_;
    std::vector<std::string> notes_;
};

/// From oracle.json: sorted "kind:id" of a container for some kinds.
std::vector<std::string> expected_ids(const std::string& service, const std::string& container,
                                      const std::vector<std::string>& kinds);

/// Lines that only one of two sorted lists has, at most ten; empty: they are equal.
std::string difference(const std::vector<std::string>& expected, const std::vector<std::string>& found);

} // namespace axial::tests

#define AXIAL_NEEDS_FAKES(fakes)                                                                               \
    if (!(fakes).running())                                                                                    \
    GTEST_SKIP() << "skipped: ../shared/fakes or python3 is not there"
