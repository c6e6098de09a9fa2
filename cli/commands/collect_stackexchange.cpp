// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/collecting.h"
#include "cli/commands/commands.h"
#include "collectors/stackexchange/stackexchange.h"
#include "corpus/text/canonical_text.h"

#include <algorithm>

namespace axial::cli {
namespace {

using collectors::StackExchangeRequest;

constexpr int most_tags = 5; ///< of one question to the service

constexpr auto options = with_collecting_options(std::array{
    Option{"site", "NAME", "stackoverflow, ai, beer.meta, …: as the API names it, or its web address"},
    Option{"tagged", "A;B", "only questions with all of these tags, at most five"},
    Option{"query", "Q", "only questions that the service's search finds"},
    Option{"intitle", "T", "only questions with these words in the title"},
    Option{"since", "DATE", "only questions asked from then on"},
    Option{"until", "DATE", "only questions asked before then"},
    Option{"revisions", "", "also earlier texts of posts that were edited"},
    Option{"full", "",
           "ask for every stored question again: finds votes, edits of comments, and what is deleted"}});

Result<std::optional<Time>> date_of(const Arguments& arguments, const char* name) {
    if (!arguments.has(name))
        return std::optional<Time>{};
    const auto time = parse_time(arguments.get(name));
    if (!time || *time < Time{})
        return fail({Fault::usage, std::string("--") + name + " is not a date", arguments.get(name),
                     "write YYYY-MM-DD"});
    return time;
}

/// Tags apart by semicolons or commas, once each.
Result<std::string> tags_of(const Arguments& arguments) {
    std::string tags, text = arguments.get("tagged") + ';';
    std::replace(text.begin(), text.end(), ',', ';');
    int count = 0;
    for (std::size_t begin = 0, end = 0; (end = text.find(';', begin)) != std::string::npos; begin = end + 1) {
        const std::string tag = corpus::fold_white_space(corpus::clean_utf8(text.substr(begin, end - begin)));
        if (tag.empty() || (';' + tags + ';').find(';' + tag + ';') != std::string::npos)
            continue;
        tags += (tags.empty() ? "" : ";") + tag;
        ++count;
    }
    if (arguments.has("tagged") && count == 0)
        return fail({Fault::usage, "--tagged names no tag", {}, "write --tagged \"tag;other-tag\""});
    if (count > most_tags)
        return fail({Fault::usage, "--tagged takes at most five tags", {}, {}});
    return tags;
}

/// The version belongs to the address; it may be left out.
std::string versioned(std::string endpoint) {
    if (!endpoint.ends_with("/2.3") && !endpoint.ends_with("/2.2"))
        endpoint += "/2.3";
    return endpoint;
}

Result<StackExchangeRequest> request_of(const Context& context, const Arguments& arguments) {
    if (!arguments.has("site"))
        return fail({Fault::usage, "which site?", {}, "give --site stackoverflow, or another"});
    StackExchangeRequest request;
    AXIAL_ASSIGN(request.site, collectors::stackexchange::site_from(arguments.get("site")));
    request.endpoint = versioned(endpoint_of(arguments, collectors::stackexchange_endpoint));
    AXIAL_ASSIGN(request.tagged, tags_of(arguments));
    request.query = corpus::fold_white_space(corpus::clean_utf8(arguments.get("query")));
    request.intitle = corpus::fold_white_space(corpus::clean_utf8(arguments.get("intitle")));
    AXIAL_ASSIGN(request.since, date_of(arguments, "since"));
    AXIAL_ASSIGN(request.until, date_of(arguments, "until"));
    if (request.since && request.until && *request.since >= *request.until)
        return fail({Fault::usage, "--until is not after --since", {}, {}});
    request.revisions = arguments.has("revisions");
    request.full = arguments.has("full");
    const auto secret = [&](const char* name) {
        return corpus::fold_white_space(context.environment ? context.environment(name).value_or("")
                                                            : std::string());
    };
    request.key = secret("AXIAL_STACKEXCHANGE_KEY");
    request.access_token = secret("AXIAL_STACKEXCHANGE_TOKEN");
    if (!request.access_token.empty() && request.key.empty())
        return fail({Fault::usage,
                     "AXIAL_STACKEXCHANGE_TOKEN needs AXIAL_STACKEXCHANGE_KEY",
                     {},
                     "set the key of the application that the token was given to"});
    return request;
}

Status run_collect_stackexchange(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto request, request_of(context, arguments));
    CollectJob job;
    job.client.service = "Stack Exchange";
    job.client.endpoint = request.endpoint;
    job.client.headers = {{"Accept", "application/json"}};
    job.client.manners = collectors::stackexchange::manners();
    job.run.command = "collect stackexchange";
    job.run.source = "stackexchange";
    job.run.container = request.site.name;
    job.run.query = request.in_words().empty() ? "all questions" : request.in_words();
    if (request.full)
        job.run.query += " full";
    job.run.endpoint = request.endpoint;
    job.collect = [&](collectors::Collection& collection) {
        return collect_stackexchange(collection, request);
    };
    job.plan = [&](collectors::Collection& collection) { return plan_stackexchange(collection, request); };
    return run_collection(context, arguments, std::move(job));
}

} // namespace

const Command collect_stackexchange_command{
    "collect stackexchange",
    "",
    "collect questions of Stack Overflow or another Stack Exchange site, with answers and comments",
    options,
    run_collect_stackexchange,
    "Without a restriction, the whole site. Later runs ask for questions that were active since, and for new "
    "comments; votes,\n"
    "edits of comments and deletions leave no trace in the lists, so let --full ask for everything now and "
    "then. A day's\n"
    "requests are counted: 300 without a key, 10,000 with one in AXIAL_STACKEXCHANGE_KEY (and an access token "
    "in\n"
    "AXIAL_STACKEXCHANGE_TOKEN, if you have one). When they are used up, the run stops, and the same command "
    "goes on later.\n"
    "Posts of \"axial import se-dump\" are the same posts: begin with a dump where there is one."};

} // namespace axial::cli
