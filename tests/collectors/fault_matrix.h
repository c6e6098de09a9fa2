// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/collectors/fakes.h"

#include <functional>
#include <string>
#include <vector>

/// One crawl under each of many faults, for the tests of every collector that asks a service.
namespace axial::tests {

struct FaultCase {
    /// What a crawl under the fault leaves.
    enum class Left {
        the_same, ///< the study of an undisturbed crawl, word for word
        all_ids,  ///< all posts and threads; texts, authors or dates as the fault made them
        others,   ///< what the service had by then: not compared
    };
    std::string name;
    std::string path;          ///< regular expression for the requests that it strikes
    std::string kind;          ///< as in fakes/fake/faults.py
    std::string params = "{}"; ///< JSON
    int nth = 2;               ///< of the requests that match
    int to = 0;                ///< last one that it strikes; 0: only that one; -1: for ever
    Left left = Left::the_same;
    bool may_fail = false; ///< the first run may end in an error; the run after it must not
};

/// Every kind of fault that any service can have, on its lists: waits of all forms, broken lines, wrong types,
/// odd pages, strange texts. With --clock-scale 60 each takes a second or two.
[[nodiscard]] std::vector<FaultCase> usual_faults(const std::string& list_path, const std::string& item_path);

class FaultMatrix {
public:
    const Fakes* fakes = nullptr; ///< with --clock-scale, and limits that do not bite by themselves
    /// Others of the same kind: cases are dealt out to all of them, because most of their time is waiting.
    std::vector<const Fakes*> more = {};
    std::string service; ///< github, hub, discourse or stackexchange
    std::function<Status(const Fakes&, TestStudy&)> collect;
    /// Empty if the study holds all ids that it should; else what is missing.
    std::function<std::string(TestStudy&)> missing;
    std::vector<std::string> contents; ///< TestStudy::contents() of an undisturbed crawl

    /// Crawls into a new study under the fault, checks that it struck, that the crawl was polite, that the sums
    /// add up, and that it ended complete; or that it failed with a message, and that the next run without the
    /// fault completes the study. The data are put back to their newest state before each.
    void check(const FaultCase& fault) const { check(*fakes, fault); }
    void check(const std::vector<FaultCase>& faults) const;

private:
    void check(const Fakes& from, const FaultCase& fault) const;
};

} // namespace axial::tests
