// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/collecting.h"
#include "cli/commands/commands.h"
#include "collectors/discourse/discourse.h"

#include <fmt/format.h>

namespace axial::cli {
namespace {

constexpr auto options = with_collecting_options(std::array{
    Option{"site", "NAME", "huggingface, pytorch, a host name, or any name together with --endpoint"},
    Option{"query", "Q", "only topics that the forum's search finds, whole"},
    Option{"category", "C", "only topics of a category: slug/id, id, slug or name"},
    Option{"tag", "T", "only topics with a tag"},
    Option{"posts", "", "only posts that are new in the whole forum, 50 numbers a request"},
    Option{"full", "", "read every topic again: finds edits, and topics and posts that are gone"},
    since_option});

Status add_key(const Context& context, collectors::ClientOptions& client) {
    const auto key = context.environment ? context.environment("AXIAL_DISCOURSE_KEY") : std::nullopt;
    const auto user = context.environment ? context.environment("AXIAL_DISCOURSE_USER") : std::nullopt;
    if (key.has_value() != user.has_value())
        return fail({Fault::usage,
                     "AXIAL_DISCOURSE_KEY and AXIAL_DISCOURSE_USER belong together",
                     {},
                     "set both or neither"});
    if (key) {
        client.credentials.push_back({{"Api-Key", *key}, {"Api-Username", *user}});
    }
    return {};
}

/// Which topics: at most one way to say it, and --full for lists only.
Status check_choice(const Arguments& arguments) {
    std::string given;
    for (const char* name : {"query", "category", "tag", "posts"}) {
        if (!arguments.has(name))
            continue;
        if (!given.empty())
            return fail({Fault::usage,
                         fmt::format("--{} and --{} exclude each other", given, name),
                         {},
                         "a query can name both: #category, tags:tag"});
        given = name;
    }
    const bool no_list = given == "query" || given == "posts";
    if (arguments.has("full") && (no_list || arguments.has("since")))
        return fail({Fault::usage,
                     "--full reads a whole list of topics",
                     {},
                     "leave out --query, --posts and --since"});
    if (arguments.has("since") && given == "posts")
        return fail({Fault::usage, "--posts goes on where it was", {}, "leave out --since"});
    return {};
}

std::string query_of(const collectors::DiscourseRequest& request) {
    std::string query = !request.query.empty()      ? request.query
                        : !request.category.empty() ? "category:" + request.category
                        : !request.tag.empty()      ? "tag:" + request.tag
                        : request.posts             ? "new posts"
                                                    : "all topics";
    if (request.since)
        query += " since:" + format_time(*request.since);
    return query + (request.full ? " full" : "");
}

Status run_collect_discourse(Context& context, const Arguments& arguments) {
    if (!arguments.has("site"))
        return fail({Fault::usage, "which forum?", {}, "give --site NAME"});
    AXIAL_TRY(check_choice(arguments));
    collectors::DiscourseRequest request;
    AXIAL_ASSIGN(request.forum, collectors::find_forum(arguments.get("site"), arguments.get("endpoint")));
    request.query = arguments.get("query");
    request.category = arguments.get("category");
    request.tag = arguments.get("tag");
    request.posts = arguments.has("posts");
    request.full = arguments.has("full");
    AXIAL_ASSIGN(request.since, since_of(arguments));
    CollectJob job;
    job.client.service = request.forum.name;
    job.client.endpoint = request.forum.endpoint;
    job.client.headers = {{"Accept", "application/json"}};
    AXIAL_TRY(add_key(context, job.client));
    const auto url = collectors::parse_url(request.forum.endpoint);
    job.pace_seconds = url && url->is_loopback() ? 0 : 1;
    job.run.command = "collect discourse";
    job.run.source = "discourse";
    job.run.container = request.forum.name;
    job.run.query = query_of(request);
    job.run.endpoint = request.forum.endpoint;
    job.collect = [&](collectors::Collection& collection) { return collect_discourse(collection, request); };
    job.plan = [&](collectors::Collection& collection) { return plan_discourse(collection, request); };
    return run_collection(context, arguments, std::move(job));
}

} // namespace

const Command collect_discourse_command{
    "collect discourse",
    "",
    "collect the topics of a Discourse forum",
    options,
    run_collect_discourse,
    "Whole topics, with all their posts. The first run reads the whole list of topics; later ones fetch only\n"
    "topics that the list shows to have changed. Edits and deletions of old posts do not always show there, "
    "so\n"
    "let --full read everything again now and then. --posts is the cheapest way to keep up with a large "
    "forum:\n"
    "it sees new posts, but neither edits nor what the topics' state became. At most one request a second,\n"
    "unless --pace says otherwise. A forum that is read with a key: AXIAL_DISCOURSE_KEY and\n"
    "AXIAL_DISCOURSE_USER in the environment."};

} // namespace axial::cli
