// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/collecting.h"
#include "cli/commands/commands.h"
#include "collectors/github/github.h"

#include <fmt/format.h>

namespace axial::cli {
namespace {

constexpr auto options =
    with_collecting_options(std::array{Option{"repo", "OWNER/NAME", "the repository"}, since_option});

Status run_collect_github(Context& context, const Arguments& arguments) {
    if (!arguments.has("repo"))
        return fail({Fault::usage, "which repository?", {}, "give --repo OWNER/NAME"});
    collectors::GithubRequest request;
    request.repository = arguments.get("repo");
    request.endpoint = endpoint_of(arguments, collectors::github_endpoint);
    AXIAL_ASSIGN(request.since, since_of(arguments));
    CollectJob job;
    job.client.service = "GitHub";
    job.client.endpoint = request.endpoint;
    job.client.headers = collectors::github_headers();
    add_tokens(context, "AXIAL_GITHUB_TOKEN", "Authorization", "Bearer ", job.client);
    job.run.command = "collect github";
    job.run.source = "github";
    job.run.container = request.repository;
    job.run.query = fmt::format("repo:{}", request.repository) +
                    (request.since ? " since:" + format_time(*request.since) : std::string());
    job.run.endpoint = request.endpoint;
    job.collect = [&](collectors::Collection& collection) { return collect_github(collection, request); };
    return run_collection(context, arguments, std::move(job));
}

} // namespace

const Command collect_github_command{"collect github",
                                     "",
                                     "collect the issues, pull requests and comments of a repository",
                                     options,
                                     run_collect_github,
                                     "The first run reads everything, or what changed since --since; later "
                                     "runs only what changed since the last one, and\n"
                                     "an interrupted run goes on where it stopped. With a token in "
                                     "AXIAL_GITHUB_TOKEN, GitHub allows 5,000 requests an\n"
                                     "hour instead of 60. Waits that GitHub asks for are kept, and shown."};

} // namespace axial::cli
