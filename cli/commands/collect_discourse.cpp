// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/collecting.h"
#include "cli/commands/commands.h"
#include "collectors/discourse/discourse.h"

namespace axial::cli {
namespace {

constexpr auto options = with_collecting_options(std::array{
    Option{"site", "NAME", "huggingface, pytorch, a host name, or any name together with --endpoint"},
    Option{"query", "Q", "only topics that the forum's search finds, whole"},
    Option{"category", "C", "only topics of a category: slug/id, id, slug or name"}, since_option});

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

Status run_collect_discourse(Context& context, const Arguments& arguments) {
    if (!arguments.has("site"))
        return fail({Fault::usage, "which forum?", {}, "give --site NAME"});
    if (arguments.has("query") && arguments.has("category"))
        return fail({Fault::usage,
                     "--query and --category exclude each other",
                     {},
                     "put the category into the query: #slug"});
    collectors::DiscourseRequest request;
    AXIAL_ASSIGN(request.forum, collectors::find_forum(arguments.get("site"), arguments.get("endpoint")));
    request.query = arguments.get("query");
    request.category = arguments.get("category");
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
    job.run.query = !request.query.empty()      ? request.query
                    : !request.category.empty() ? "category:" + request.category
                                                : "all topics";
    if (request.since)
        job.run.query += " since:" + format_time(*request.since);
    job.run.endpoint = request.forum.endpoint;
    job.collect = [&](collectors::Collection& collection) { return collect_discourse(collection, request); };
    return run_collection(context, arguments, std::move(job));
}

} // namespace

const Command collect_discourse_command{
    "collect discourse",
    "",
    "collect the topics of a Discourse forum",
    options,
    run_collect_discourse,
    "Whole topics, with all their posts. The first run reads the whole list of topics; later ones fetch only "
    "topics that\n"
    "the list shows to have changed. At most one request a second, unless --pace says otherwise. A forum that "
    "is read with\n"
    "a key: AXIAL_DISCOURSE_KEY and AXIAL_DISCOURSE_USER in the environment."};

} // namespace axial::cli
