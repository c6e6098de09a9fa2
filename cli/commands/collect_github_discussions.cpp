// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/collecting.h"
#include "cli/commands/commands.h"
#include "collectors/github/discussions.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::cli {
namespace {

using collectors::DiscussionsRequest;

constexpr auto options = with_collecting_options(std::array{
    Option{"repo", "OWNER/NAME", "a repository", true},
    Option{"query", "TEXT", "discussions that GitHub's search finds, in the repositories or everywhere"},
    Option{"in", "title,body,comments", "what the query looks at"},
    Option{"created", "DATE..DATE", "the query's hits were created then; either date may be left out"},
    Option{"full", "",
           "ask for every discussion again: finds what is gone, and edits that the list does not show"}});

Result<std::optional<Time>> day_of(const std::string& text, const std::string& whole) {
    if (text.empty() || text == "*")
        return std::optional<Time>{};
    const auto time = parse_time(text);
    if (!time)
        return fail({Fault::usage, "--created is not a span of dates", whole, "write YYYY-MM-DD..YYYY-MM-DD"});
    return time;
}

/// Both days belong to the span.
Status read_created(const Arguments& arguments, DiscussionsRequest& request) {
    if (!arguments.has("created"))
        return {};
    const std::string text = arguments.get("created");
    const auto dots = text.find("..");
    if (dots == std::string::npos)
        return fail({Fault::usage, "--created is not a span of dates", text, "write YYYY-MM-DD..YYYY-MM-DD"});
    const std::string last = text.substr(dots + 2);
    AXIAL_ASSIGN(request.from, day_of(text.substr(0, dots), text));
    AXIAL_ASSIGN(request.to, day_of(last, text));
    if (request.to && last.find('T') == std::string::npos)
        *request.to += std::chrono::days{1} - std::chrono::seconds{1};
    if (request.from && request.to && *request.from > *request.to)
        return fail({Fault::usage, "--created ends before it begins", text, {}});
    return {};
}

Status read_request(const Arguments& arguments, DiscussionsRequest& request) {
    for (const auto& repository : arguments.all("repo"))
        if (std::ranges::find(request.repositories, repository) == request.repositories.end())
            request.repositories.push_back(repository);
    request.query = arguments.get("query");
    request.in = arguments.get("in");
    request.full = arguments.has("full");
    request.endpoint = endpoint_of(arguments, collectors::github_endpoint);
    if (request.repositories.empty() && request.query.empty())
        return fail({Fault::usage, "which discussions?", {}, "give --repo OWNER/NAME or --query TEXT"});
    if (request.query.empty() && (arguments.has("in") || arguments.has("created")))
        return fail({Fault::usage, "--in and --created belong to a search", {}, "give --query TEXT"});
    if (!request.query.empty() && request.full)
        return fail({Fault::usage, "a search finds nothing that is gone", {}, "give --full with --repo alone"});
    return read_created(arguments, request);
}

std::string query_of(const DiscussionsRequest& request) {
    std::string query = request.query;
    if (!request.in.empty())
        query += " in:" + request.in;
    for (const auto& repository : request.repositories)
        query += (query.empty() ? "repo:" : " repo:") + repository;
    if (request.from || request.to)
        query += fmt::format(" created:{}..{}", request.from ? format_time(*request.from) : "*",
                             request.to ? format_time(*request.to) : "*");
    return query + (request.full ? " full" : "");
}

Status run_collect_discussions(Context& context, const Arguments& arguments) {
    DiscussionsRequest request;
    AXIAL_TRY(read_request(arguments, request));
    CollectJob job;
    job.client.service = "GitHub";
    job.client.endpoint = request.endpoint;
    collectors::set_up_for_discussions(job.client);
    add_tokens(context, "AXIAL_GITHUB_TOKEN", "Authorization", "Bearer ", job.client);
    if (job.client.credentials.empty() && !arguments.has("replay"))
        return bad_input("GitHub gives discussions only to those who show a token", {},
                         "set AXIAL_GITHUB_TOKEN; a token that may read public repositories is enough");
    job.run.command = "collect github-discussions";
    job.run.source = "github";
    job.run.container = request.repositories.size() == 1 ? request.repositories.front()
                        : request.repositories.empty()
                            ? "search"
                            : fmt::format("{} repositories", request.repositories.size());
    job.run.query = query_of(request);
    job.run.endpoint = request.endpoint;
    job.collect = [&](collectors::Collection& collection) { return collect_discussions(collection, request); };
    job.plan = [&](collectors::Collection& collection) { return plan_discussions(collection, request); };
    return run_collection(context, arguments, std::move(job));
}

} // namespace

const Command collect_github_discussions_command{
    "collect github-discussions",
    "",
    "collect the discussions of repositories, or those that a search finds",
    options,
    run_collect_discussions,
    "Comments and replies become posts; the accepted answer has the state \"accepted\", minimised ones are\n"
    "hidden and their state says why. Category and labels are tags. Later runs ask only for discussions that\n"
    "changed; let --full ask for all of them now and then. A search with more than 1,000 hits is split by the\n"
    "time of creation, and collect log shows every part. GitHub wants a token for this, in "
    "AXIAL_GITHUB_TOKEN.\n"
    "An interrupted run goes on where it stopped."};

} // namespace axial::cli
