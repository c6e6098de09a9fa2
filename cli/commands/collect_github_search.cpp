// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/collecting.h"
#include "cli/commands/commands.h"
#include "collectors/github/github_search.h"

#include <fmt/format.h>

namespace axial::cli {
namespace {

using collectors::GithubSearchRequest;

constexpr auto options = with_collecting_options(std::array{
    Option{"query", "Q", "words and qualifiers, as on github.com: 'trust_remote_code org:huggingface'"},
    Option{"in", "FIELDS", "search title, body, comments or some of them, apart by commas (default: all)"},
    Option{"created", "A..B", "only what was opened between these dates; * for an open end"},
    Option{"type", "TYPE", "issue, pr or both (the default): both are two searches"},
    Option{"without", "PARTS", "leave out reviews, events, or both (reviews,events)"},
    Option{"full", "",
           "search everything, read every thread again, and ask for those that are no longer found"}});

Status read_window(const std::string& text, GithubSearchRequest& request) {
    if (text.empty())
        return {};
    const auto dots = text.find("..");
    const std::string begin = text.substr(0, dots);
    const std::string end = dots == std::string::npos ? "" : text.substr(dots + 2);
    for (const auto& [word, target] : {std::pair{begin, &request.from}, std::pair{end, &request.to}}) {
        if (word == "*" && dots != std::string::npos)
            continue;
        *target = parse_time(word);
        if (!*target)
            return fail({Fault::usage, "--created is no window of time", text, "write YYYY-MM-DD..YYYY-MM-DD"});
    }
    if (request.to && end.find('T') == std::string::npos)
        *request.to += std::chrono::days{1} - std::chrono::seconds{1}; // a date is a whole day
    return {};
}

Status read_type(const std::string& type, GithubSearchRequest& request) {
    if (type != "both" && type != "issue" && type != "pr")
        return fail({Fault::usage, "--type is not one of issue, pr and both", type, {}});
    request.issues = type != "pr";
    request.pulls = type != "issue";
    return {};
}

Status run_collect_github_search(Context& context, const Arguments& arguments) {
    GithubSearchRequest request;
    request.query = arguments.get("query");
    request.in = arguments.get("in");
    request.endpoint = endpoint_of(arguments, collectors::github_endpoint);
    AXIAL_TRY(read_window(arguments.get("created"), request));
    AXIAL_TRY(read_type(arguments.get("type", "both"), request));
    const std::string without = "," + arguments.get("without") + ",";
    request.reviews = without.find(",reviews,") == std::string::npos;
    request.events = without.find(",events,") == std::string::npos;
    if (arguments.has("without") && request.reviews && request.events)
        return fail({Fault::usage, "--without does not know this part", arguments.get("without"),
                     "write reviews, events or reviews,events"});
    request.full = arguments.has("full");
    AXIAL_TRY(collectors::check_github_search(request));
    CollectJob job;
    job.client.service = "GitHub";
    job.client.endpoint = request.endpoint;
    job.client.headers = collectors::github_headers();
    job.client.manners = collectors::github_search_manners(request.endpoint);
    add_tokens(context, "AXIAL_GITHUB_TOKEN", "Authorization", "Bearer ", job.client);
    job.run.command = "collect github-search";
    job.run.source = "github";
    job.run.container = "search";
    job.run.query = request.query + (request.in.empty() ? "" : " in:" + request.in) +
                    (arguments.has("created") ? " created:" + arguments.get("created") : "") +
                    " type:" + arguments.get("type", "both") + (request.full ? " full" : "");
    job.run.endpoint = request.endpoint;
    job.collect = [&](collectors::Collection& collection) {
        return collect_github_search(collection, request);
    };
    job.plan = [&](collectors::Collection& collection) { return plan_github_search(collection, request); };
    return run_collection(context, arguments, std::move(job));
}

} // namespace

const Command collect_github_search_command{
    "collect github-search",
    "",
    "collect the whole threads of what GitHub's search finds",
    options,
    run_collect_github_search,
    "GitHub gives out 1,000 hits of a search. Axial splits it by date of creation until every window can be "
    "read "
    "whole, logs each\n"
    "window with the hits that GitHub counts and those that were read (axial collect log), and compares the "
    "sum with "
    "the whole.\n"
    "More than 1,000 hits within one second cannot be had; the summary says so. Then each hit's thread is "
    "read: one "
    "request for\n"
    "its comments, reviews and events, and review comments pull request by pull request, or from the "
    "repository's own "
    "list where\n"
    "that has fewer pages. Searches are sent one by one, two seconds apart, 30 a minute with a token in "
    "AXIAL_GITHUB_TOKEN. The\n"
    "next run of the same search asks for what was updated since; an interrupted one goes on at its window and "
    "hit."};

} // namespace axial::cli
