// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/collecting.h"
#include "cli/commands/commands.h"
#include "collectors/github/github.h"

#include <fmt/format.h>

#include <string_view>

namespace axial::cli {
namespace {

constexpr auto options = with_collecting_options(
    std::array{Option{"repo", "OWNER/NAME", "the repository"}, since_option,
               Option{"without", "PARTS",
                      "leave out reviews, events, or both (reviews,events): one request a thread less"},
               Option{"full", "",
                      "read everything again: finds deleted threads and comments, and edits without a trace"}});

Status leave_out(std::string_view parts, collectors::GithubRequest& request) {
    while (!parts.empty()) {
        const auto comma = std::min(parts.find(','), parts.size());
        const auto part = parts.substr(0, comma);
        if (part == "reviews")
            request.reviews = false;
        else if (part == "events")
            request.events = false;
        else
            return fail({Fault::usage, "--without does not know this part", std::string(part),
                         "write reviews, events or reviews,events"});
        parts.remove_prefix(std::min(comma + 1, parts.size()));
    }
    return {};
}

Status run_collect_github(Context& context, const Arguments& arguments) {
    if (!arguments.has("repo"))
        return fail({Fault::usage, "which repository?", {}, "give --repo OWNER/NAME"});
    collectors::GithubRequest request;
    request.repository = arguments.get("repo");
    request.endpoint = endpoint_of(arguments, collectors::github_endpoint);
    AXIAL_ASSIGN(request.since, since_of(arguments));
    AXIAL_TRY(leave_out(arguments.get("without"), request));
    request.full = arguments.has("full");
    CollectJob job;
    job.client.service = "GitHub";
    job.client.endpoint = request.endpoint;
    job.client.headers = collectors::github_headers();
    add_tokens(context, "AXIAL_GITHUB_TOKEN", "Authorization", "Bearer ", job.client);
    job.run.command = "collect github";
    job.run.source = "github";
    job.run.container = request.repository;
    job.run.query = fmt::format("repo:{}", request.repository) +
                    (request.since ? " since:" + format_time(*request.since) : std::string()) +
                    (request.reviews ? "" : " without reviews") + (request.events ? "" : " without events") +
                    (request.full ? " full" : "");
    job.run.endpoint = request.endpoint;
    job.collect = [&](collectors::Collection& collection) { return collect_github(collection, request); };
    job.plan = [&](collectors::Collection& collection) { return plan_github(collection, request); };
    return run_collection(context, arguments, std::move(job));
}

} // namespace

const Command collect_github_command{
    "collect github",
    "",
    "collect the issues and pull requests of a repository, with all that was said and done in them",
    options,
    run_collect_github,
    "The first run reads everything, or what changed since --since; later "
    "runs only what changed since the last one, and\n"
    "an interrupted run goes on where it stopped. Issues, pull requests, comments and "
    "review comments come a hundred at a\n"
    "time. Reviews and events (labels, renamings, references, deleted comments) are "
    "to be had thread by thread only: one\n"
    "request for each thread that changed. GitHub does not tell of events that leave the date as it was, nor "
    "of threads that "
    "were deleted or moved; let --full look for\n"
    "them now and then. Tags hold the labels, locks, reasons of closing and "
    "reactions. With a token in\n"
    "AXIAL_GITHUB_TOKEN (or several, apart by commas), GitHub allows 5,000 requests "
    "an hour instead of 60. Waits that\n"
    "GitHub asks for are kept, and shown."};

} // namespace axial::cli
