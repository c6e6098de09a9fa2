// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/collectors/fault_matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <thread>

namespace axial::tests {
namespace {

using Left = FaultCase::Left;

/// Of the requests since the last mark only: earlier crawls filled other studies.
std::string bad_manners_of(const std::vector<nlohmann::json>& requests) {
    const TemporaryFolder folder;
    {
        std::ofstream log(folder / "log");
        for (const auto& request : requests)
            log << request.dump() << '\n';
    }
    const std::string command =
        fmt::format("python3 '{}' '{}' --max-concurrent 1", shared_material("fakes/check_manners.py")->string(),
                    (folder / "log").string());
    FILE* output = ::popen(command.c_str(), "r");
    if (!output)
        return "check_manners.py cannot be started";
    std::string verdict;
    char buffer[4096];
    while (const auto size = std::fread(buffer, 1, sizeof buffer, output))
        verdict.append(buffer, size);
    return ::pclose(output) == 0 ? "" : verdict;
}

bool struck(const std::vector<nlohmann::json>& requests, const std::string& kind) {
    return std::ranges::any_of(requests, [&](const nlohmann::json& request) {
        const auto faults = request.find("faults");
        return faults != request.end() && std::find(faults->begin(), faults->end(), kind) != faults->end();
    });
}

void expect_sums(const std::map<std::string, std::int64_t>& counts) {
    for (const std::string of : {"", "threads_"})
        EXPECT_EQ(counts.at(of + "seen"), counts.at(of + "added") + counts.at(of + "changed") +
                                              counts.at(of + "unchanged") + counts.at(of + "skipped"));
}

std::string rule_of(const std::string& service, const FaultCase& fault) {
    nlohmann::json rule{{"service", service},
                        {"path", fault.path},
                        {"kind", fault.kind},
                        {"nth", fault.nth},
                        {"params", nlohmann::json::parse(fault.params)}};
    if (fault.to != 0)
        rule["to"] = std::max(0, fault.to);
    return nlohmann::json::array({rule}).dump();
}

} // namespace

void FaultMatrix::check(const Fakes& from, const FaultCase& fault) const {
    SCOPED_TRACE(fault.name);
    from.as_of("");
    from.faults(rule_of(service, fault));
    from.mark();
    TestStudy study;
    auto done = collect(from, study);
    EXPECT_TRUE(struck(from.requests(), fault.kind)) << "the fault was not met";
    EXPECT_TRUE(done || fault.may_fail) << done.error().line();
    expect_sums(study.counts());
    from.faults("[]");
    EXPECT_EQ(bad_manners_of(from.requests()), "");
    if (!done) {
        from.mark();
        EXPECT_EQ(done.error().fault, Fault::world);
        EXPECT_FALSE(done.error().what.empty());
        done = collect(from, study);
        EXPECT_TRUE(done) << "the run after it: " << done.error().line();
        expect_sums(study.counts());
    }
    if (fault.left != Left::others) {
        EXPECT_EQ(missing(study), "");
    }
    if (fault.left == Left::the_same) {
        EXPECT_EQ(difference(contents, study.contents()), "");
    }
}

void FaultMatrix::check(const std::vector<FaultCase>& faults) const {
    std::vector<const Fakes*> all{fakes};
    all.insert(all.end(), more.begin(), more.end());
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> threads;
    for (const Fakes* each : all)
        threads.emplace_back([&, each] {
            for (auto i = next++; i < faults.size(); i = next++)
                check(*each, faults[i]);
        });
}

std::vector<FaultCase> usual_faults(const std::string& list_path, const std::string& item_path) {
    return {
        {"a 500", item_path, "status", R"({"status": 500})"},
        {"a 502, twice", list_path, "status", R"({"status": 502})", 1, 2},
        {"a 503 with a page", item_path, "status", R"({"status": 503, "body": "<html>"})", 3},
        {"a 504", item_path, "status", R"({"status": 504})", 1},
        {"Retry-After in seconds", list_path, "retry_after", R"({"seconds": 60})", 1},
        {"Retry-After as a date", item_path, "retry_after", R"({"seconds": 60, "form": "date"})"},
        {"Retry-After on a 503", item_path, "retry_after", R"({"seconds": 60, "status": 503})"},
        {"the limit", item_path, "rate_limit", "{}", 2},
        {"the limit, by an early list", list_path, "rate_limit", "{}", 1},
        {"a reset", list_path, "reset", "{}", 1},
        {"a reset midway", item_path, "reset_midway"},
        {"a truncated answer", item_path, "truncate"},
        {"a short stall", item_path, "stall", R"({"seconds": 1})"},
        {"a slow line", list_path, "drip", "{}", 1},
        {"cut JSON", list_path, "malformed", R"({"how": "cut"})", 1},
        {"two commas", item_path, "malformed", R"({"how": "comma"})"},
        {"a cache's error before the JSON", item_path, "malformed", R"({"how": "garbage"})"},
        {"more after the JSON", item_path, "malformed", R"({"how": "trailing"})"},
        {"nothing at all", item_path, "malformed", R"({"how": "empty"})"},
        {"a wrong Content-Type", item_path, "wrong_type"},
        {"a login page", item_path, "html"},
        {"login pages for ever", item_path, "html", "{}", 2, -1, Left::the_same, true},
        {"a redirect to another host", item_path, "redirect", R"({"to": "trap"})"},
        {"a loop of redirects", item_path, "redirect_loop"},
        {"a bomb", item_path, "bomb", R"({"megabytes": 70})", 2, 0, Left::the_same, true},
        {"a wrong clock", list_path, "clock_skew", R"({"seconds": 3600})", 1},
        {"no headers of limits", list_path, "drop_headers", "{}", 1, -1},
        {"no people", item_path, "null_users", R"({"every": 1})", 1, -1, Left::all_ids},
        {"missing fields", item_path, "missing_fields", "{}", 1, -1, Left::all_ids},
        {"a lone surrogate", item_path, "lone_surrogate", "{}", 2, 4, Left::all_ids},
        {"a lone surrogate in a list", list_path, "lone_surrogate", "{}", 1, 0, Left::all_ids},
        {"U+0000", item_path, "nul_character", "{}", 2, 4, Left::all_ids},
        {"invalid UTF-8", item_path, "invalid_utf8", "{}", 2, 4, Left::all_ids},
    };
}

} // namespace axial::tests
