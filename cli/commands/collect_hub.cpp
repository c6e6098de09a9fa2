// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/collecting.h"
#include "cli/commands/commands.h"
#include "collectors/hub/hub.h"
#include "corpus/text/canonical_text.h"

#include <fmt/format.h>

#include <fstream>
#include <set>

namespace axial::cli {
namespace {

using collectors::HubRepository;

constexpr std::size_t most_repositories = 100'000;
constexpr std::size_t longest_line = 4096; ///< bytes

constexpr auto options = with_collecting_options(std::array{
    Option{"repo", "[TYPE/]NS/NAME", "a repository; TYPE is models (the default), datasets or spaces", true},
    Option{"list", "FILE", "repositories, one a line; empty lines and those that begin with # are passed over"},
    Option{"full", "",
           "ask for every discussion again: finds edits of old comments, and deleted discussions"}});

/// Each repository once, in the order in which they were named.
class Repositories {
public:
    void add(HubRepository repository) {
        if (known_.insert(repository.container()).second)
            all_.push_back(std::move(repository));
    }
    std::vector<HubRepository> take() && { return std::move(all_); }

private:
    std::vector<HubRepository> all_;
    std::set<std::string> known_;
};

Status read_list(const std::string& file, Repositories& repositories) {
    std::ifstream in(file);
    if (!in)
        return bad_input("cannot be read", file);
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (number > most_repositories || line.size() > longest_line)
            return bad_input("too long for a list of repositories", fmt::format("{}:{}", file, number));
        const std::string text = corpus::fold_white_space(corpus::clean_utf8(line));
        if (text.empty() || text.starts_with('#'))
            continue;
        const auto repository = collectors::parse_hub_repository(text);
        if (!repository)
            return bad_input(fmt::format("\"{}\" is not a repository of the Hub", text),
                             fmt::format("{}:{}", file, number), repository.error().hint);
        repositories.add(*repository);
    }
    if (in.bad())
        return world_fault("cannot be read to its end", file);
    return {};
}

Result<std::vector<HubRepository>> repositories_of(const Arguments& arguments) {
    Repositories named;
    for (const auto& text : arguments.all("repo")) {
        AXIAL_ASSIGN(auto repository, collectors::parse_hub_repository(text));
        named.add(std::move(repository));
    }
    if (arguments.has("list"))
        AXIAL_TRY(read_list(arguments.get("list"), named));
    auto repositories = std::move(named).take();
    if (repositories.empty())
        return fail({Fault::usage, "which repositories?", {}, "give --repo NS/NAME or --list FILE"});
    return repositories;
}

std::string query_of(const collectors::HubRequest& request) {
    std::string query;
    for (const auto& repository : request.repositories)
        query += (query.empty() ? "repo:" : " repo:") + repository.container();
    return query + (request.full ? " full" : "");
}

Status run_collect_hub(Context& context, const Arguments& arguments) {
    collectors::HubRequest request;
    AXIAL_ASSIGN(request.repositories, repositories_of(arguments));
    request.endpoint = endpoint_of(arguments, collectors::hub_endpoint);
    request.full = arguments.has("full");
    CollectJob job;
    job.client.service = "the Hub";
    job.client.endpoint = request.endpoint;
    job.client.headers = {{"Accept", "application/json"}};
    add_tokens(context, "AXIAL_HF_TOKEN", "Authorization", "Bearer ", job.client);
    job.run.command = "collect hub";
    job.run.source = "hub";
    job.run.container = request.repositories.size() == 1
                            ? request.repositories.front().container()
                            : fmt::format("{} repositories", request.repositories.size());
    job.run.query = query_of(request);
    job.run.endpoint = request.endpoint;
    job.collect = [&](collectors::Collection& collection) { return collect_hub(collection, request); };
    job.plan = [&](collectors::Collection& collection) { return plan_hub(collection, request); };
    return run_collection(context, arguments, std::move(job));
}

} // namespace

const Command collect_hub_command{
    "collect hub",
    "",
    "collect discussions and pull requests of Hugging Face repositories",
    options,
    run_collect_hub,
    "Comments become posts, everything else that happened in a discussion posts of the kind \"event\". Later\n"
    "runs ask only for discussions that the list shows to have changed; edits and removals of old comments do\n"
    "not show there, so let --full ask for every discussion now and then. An interrupted sweep goes on where "
    "it\n"
    "was. With a token in AXIAL_HF_TOKEN the Hub allows more requests, and shows what the token may read."};

} // namespace axial::cli
