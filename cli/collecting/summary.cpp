// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/collecting/summary.h"

#include "cli/collecting/pace_meter.h"
#include "collectors/http/retry.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>
#include <ostream>

namespace axial::cli {
namespace {

using Counts = std::map<std::string, std::int64_t>;

void print_line(std::ostream& out, const char* label, const Counts& counts, const std::string& prefix) {
    const auto number = [&](const char* name) { return counts.at(prefix + name); };
    out << fmt::format("  {:8} {} seen: {} added, {} changed, {} unchanged, {} skipped\n", label,
                       number("seen"), number("added"), number("changed"), number("unchanged"),
                       number("skipped"));
}

/// What became of posts at their source, where something did.
void print_fates(std::ostream& out, const Counts& counts) {
    std::string fates;
    for (const auto& [name, words] :
         {std::pair{"hidden", "hidden"}, std::pair{"deleted", "deleted, a placeholder is left"},
          std::pair{"gone", "stored before and gone from the source"}})
        if (const auto n = counts.at(name); n > 0)
            fates += fmt::format("{}{} {}", fates.empty() ? "" : "; ", n, words);
    if (!fates.empty())
        out << "           of these " << fates << '\n';
}

std::chrono::seconds time_of(const collectors::Plan& plan, const collectors::HttpClient& client) {
    std::map<std::string, std::int64_t> requests;
    for (const auto& step : plan.steps)
        requests[step.resource] += step.requests;
    std::chrono::seconds time{0};
    for (const auto& [resource, number] : requests)
        time += client.time_for(number, resource);
    return time;
}

nlohmann::ordered_json as_json(const collectors::Plan& plan, std::chrono::seconds time) {
    auto steps = nlohmann::ordered_json::array();
    for (const auto& step : plan.steps)
        steps.push_back(
            {{"what", step.what},
             {"items", step.items < 0 ? nlohmann::ordered_json() : nlohmann::ordered_json(step.items)},
             {"requests", step.requests},
             {"at_least", step.at_least}});
    return {{"steps", std::move(steps)},
            {"requests", plan.requests()},
            {"seconds", time.count()},
            {"caps", plan.caps}};
}

} // namespace

const char* status_of(const Status& outcome) {
    return outcome ? "done" : outcome.error().fault == Fault::cancelled ? "stopped" : "failed";
}

void print_summary(Context& context, const corpus::Run& run, const collectors::Collection& collection,
                   const Status& outcome) {
    const auto counts = collection.counts();
    if (context.json) {
        nlohmann::json object{{"source", run.source},         {"container", run.container},
                              {"query", run.query},           {"endpoint", run.endpoint},
                              {"status", status_of(outcome)}, {"counts", counts},
                              {"notes", collection.notes()}};
        if (!outcome)
            object["error"] = outcome.error().line();
        return context.print(object);
    }
    auto& out = context.out;
    out << fmt::format("{} {}: {}\n", run.source, run.container, status_of(outcome));
    print_line(out, "posts", counts, "");
    print_fates(out, counts);
    print_line(out, "threads", counts, "threads_");
    out << fmt::format("  requests {}, waited {} s\n", counts.at("requests"), counts.at("waited_seconds"));
    const std::pair<const char*, const char*> more[] = {
        {"threads_not_asked_for", "threads not asked for, the list shows no change"},
        {"threads_before_since", "threads left out, older than --since"},
        {"threads_gone", "threads that are no longer served, kept for their comments"},
        {"search_hits", "hits of the search"},
        {"masked_emails", "e-mail addresses masked"},
        {"masked_secrets", "tokens and keys masked"},
        {"payloads_mended", "answers with broken characters, mended"}};
    for (const auto& [name, text] : more)
        if (const auto found = counts.find(name); found != counts.end())
            out << fmt::format("  {} {}\n", found->second, text);
    for (const auto& note : collection.notes())
        out << "  " << note << '\n';
    if (counts.at("skipped") + counts.at("threads_skipped") > 0)
        out << "  axial collect log lists what was skipped, and why\n";
}

void print_plan(Context& context, const corpus::Run& run, const collectors::Plan& plan,
                const collectors::HttpClient& client) {
    const auto time = time_of(plan, client);
    if (context.json)
        return context.print(nlohmann::ordered_json{{"plan", as_json(plan, time)}});
    auto& out = context.out;
    out << fmt::format("{} {}: the plan, nothing is stored\n", run.source, run.container);
    bool open = false;
    for (const auto& step : plan.steps) {
        open = open || step.at_least;
        const std::string items = step.items < 0 ? ""
                                                 : fmt::format(" ({}{})", step.at_least ? "at least " : "",
                                                               collectors::grouped(step.items));
        out << fmt::format("  {:>7} request{} for {}{}\n", collectors::grouped(step.requests),
                           step.requests == 1 ? " " : "s", plain(step.what), items);
    }
    out << fmt::format("  {:>7} together, {}{}\n", collectors::grouped(plan.requests()),
                       open ? "at least " : "about ", clock_text(time));
    for (const auto& cap : plan.caps)
        out << "  " << plain(cap) << '\n';
}

} // namespace axial::cli
