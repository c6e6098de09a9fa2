// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/commands/explaining.h"
#include "cli/indexing.h"
#include "cli/searching/search_output.h"
#include "codebooks/search_facts.h"
#include "corpus/index/query_parser.h"
#include "corpus/index/store_query.h"
#include "corpus/sets.h"
#include "corpus/shards/federation.h"
#include "corpus/store.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <string>

namespace axial::cli {
namespace {

constexpr std::int64_t shown_at_first = 20;
constexpr std::int64_t most_shown = 1'000'000'000;
constexpr std::int64_t wildcard_seconds = 10; ///< what a * may take unless something else is asked

constexpr Option options[] = {
    {"limit", "N", "show at most N posts (20)"},
    {"offset", "N", "leave out the first N"},
    {"sort", "ORDER", "relevance (the default) or date, newest first"},
    {"count", "", "print how many there are, and nothing else"},
    {"by-thread", "", "one post a thread, its best or newest, and how many of the thread match"},
    {"like", "KEY", "posts that share the rarest words of this one, most alike first"},
    {"facets", "FIELDS",
     "count the hits by source, site, repo, author, kind, state, tag, lang, month or code: A,B,…"},
    {"histogram", "", "draw how many there are in each month"},
    {"time-limit", "SECONDS", "give up after so long (10 for wildcards; 0: never)"},
    {"set", "NAME", "only among the posts of this set"},
    {"allow-missing", "", "with --corpus: search without the shards that cannot be used, and name them"},
    {"shard-timeout", "SECONDS", "with --corpus: how long one answer of a shard may take (30)"},
    {"explain", "", "print how the query is understood and how many posts each part finds"},
};

/// An index that is behind is brought up to date; where it cannot be, a note says so and it is used as it is.
Status freshen(Context& context, const corpus::Store& store, corpus::SearchIndex& index) {
    const auto updated = update_index(context, index);
    if (updated || updated.error().fault == Fault::cancelled)
        return updated;
    const auto state = index.state();
    if (!state.usable)
        return updated;
    AXIAL_ASSIGN(const auto last_change, store.last_change());
    if (state.change != last_change)
        fmt::print(context.err, "note: the newest posts are not searched: {}\n", updated.error().line());
    return {};
}

bool has_wildcard(const corpus::index::Query& query) {
    using Kind = corpus::index::Query::Kind;
    return query.kind == Kind::prefix || query.kind == Kind::pattern ||
           std::any_of(query.children.begin(), query.children.end(), has_wildcard);
}

Result<corpus::SearchRequest> request_of(const Context& context, const Arguments& arguments,
                                         const corpus::index::Query& tree) {
    corpus::SearchRequest request{.query = arguments.positional.empty() ? "" : arguments.positional[0]};
    AXIAL_ASSIGN(const auto limit, arguments.number("limit", shown_at_first, 0, most_shown));
    request.limit = static_cast<std::size_t>(limit);
    request.count_only = arguments.has("count");
    const auto sort = arguments.get("sort", "relevance");
    if (sort != "relevance" && sort != "date")
        return fail({Fault::usage, "\"" + sort + "\" is not an order", "--sort", "relevance or date"});
    request.sort = sort == "date" ? corpus::Sort::date : corpus::Sort::relevance;
    AXIAL_ASSIGN(const auto offset, arguments.number("offset", 0, 0, most_shown));
    request.offset = static_cast<std::size_t>(offset);
    request.by_thread = arguments.has("by-thread");
    request.like = arguments.get("like");
    AXIAL_ASSIGN(request.facets, arguments.list("facets"));
    if (arguments.has("histogram") &&
        std::find(request.facets.begin(), request.facets.end(), "month") == request.facets.end())
        request.facets.emplace_back("month");
    AXIAL_ASSIGN(const auto seconds,
                 arguments.number("time-limit", has_wildcard(tree) ? wildcard_seconds : 0, 0, 86'400));
    request.time_limit = std::chrono::seconds(seconds);
    request.stop = context.stop;
    return request;
}

/// The shards of --corpus in the place of a study.
Status search_corpus(Context& context, const Arguments& arguments, const corpus::SearchRequest& request) {
    if (arguments.has("set"))
        return fail({Fault::usage, "--set is of a study, not of a corpus", {}, {}});
    AXIAL_ASSIGN(const auto seconds, arguments.number("shard-timeout", 30, 1, 3600));
    AXIAL_ASSIGN(auto file, corpus::shards::read_corpus_file(*context.corpus));
    AXIAL_ASSIGN(auto shards,
                 corpus::shards::Federation::open(
                     std::move(file), {std::chrono::seconds(seconds), arguments.has("allow-missing")}));
    AXIAL_ASSIGN(const auto found, shards.search(request));
    corpus::SearchAnswer shown;
    shown.count = found.count;
    shown.facets = found.facets;
    shown.suggestion = found.suggestion;
    for (const auto& hit : found.hits) {
        shown.hits.push_back({0, hit.weight, hit.snippet, hit.in_thread, hit.title, {}});
        print_hit(context, hit.post, shown.hits.back());
    }
    print_summary(context, request, shown, arguments.has("histogram"));
    for (const auto& missing : found.missing) {
        if (context.json)
            context.print(nlohmann::ordered_json{{"missing_shard", missing.where}, {"reason", missing.reason}});
        fmt::print(context.err, "note: without {}: {}\n", missing.where, missing.reason);
    }
    return {};
}

Status run_search(Context& context, const Arguments& arguments) {
    const auto text = arguments.positional.empty() ? std::string() : arguments.positional[0];
    AXIAL_ASSIGN(const auto tree, corpus::index::parse_query(text));
    AXIAL_ASSIGN(auto request, request_of(context, arguments, tree));
    if (arguments.has("explain"))
        return explain_query(context, request.query, tree);
    if (context.corpus)
        return search_corpus(context, arguments, request);
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    const corpus::Store store(study);
    corpus::SearchAnswer answer;
    if (arguments.has("set")) {
        const corpus::Sets sets(study);
        AXIAL_ASSIGN(const auto set, sets.get(arguments.get("set")));
        AXIAL_ASSIGN(request.within, sets.posts(set));
    }
    corpus::SearchIndex index(study);
    index.answer_facts(codebooks::facts_of(study, {}), codebooks::code_facet(study, {}));
    if (!request.like.empty() || !corpus::index::is_fast_in_tables(tree))
        AXIAL_TRY(freshen(context, store, index));
    AXIAL_ASSIGN(answer, index.search(request));
    for (const auto& hit : answer.hits)
        if (hit.shown)
            print_hit(context, *hit.shown, hit);
    print_summary(context, request, answer, arguments.has("histogram"));
    return {};
}

const std::string help =
    corpus::index::query_help() +
    "\nA query that begins with - comes last, after two dashes: axial search --count -- -is:bot\n";

} // namespace

const Command search_command{"search", "[QUERY]", "find posts", options, run_search, help};

} // namespace axial::cli
