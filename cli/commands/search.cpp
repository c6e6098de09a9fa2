// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/commands/explaining.h"
#include "cli/indexing.h"
#include "codebooks/search_facts.h"
#include "corpus/index/query_parser.h"
#include "corpus/post_json.h"
#include "corpus/sets.h"
#include "corpus/shards/federation.h"
#include "corpus/store.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace axial::cli {
namespace {

constexpr std::int64_t shown_at_first = 20;
constexpr std::int64_t most_shown = 1'000'000'000;

constexpr Option options[] = {
    {"limit", "N", "show at most N posts (20)"},
    {"sort", "ORDER", "relevance (the default) or date, newest first"},
    {"count", "", "print how many there are, and nothing else"},
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

Result<corpus::SearchRequest> request_of(const Arguments& arguments) {
    corpus::SearchRequest request{.query = arguments.positional.empty() ? "" : arguments.positional[0]};
    AXIAL_ASSIGN(const auto limit, arguments.number("limit", shown_at_first, 0, most_shown));
    request.limit = static_cast<std::size_t>(limit);
    request.count_only = arguments.has("count");
    const auto sort = arguments.get("sort", "relevance");
    if (sort != "relevance" && sort != "date")
        return fail({Fault::usage, "\"" + sort + "\" is not an order", "--sort", "relevance or date"});
    request.sort = sort == "date" ? corpus::Sort::date : corpus::Sort::relevance;
    return request;
}

/// A hit between brackets of the terminal's own, or between nothing where it is no terminal.
std::string marked(std::string snippet, bool terminal) {
    std::string line;
    for (const char c : snippet) {
        if (c == '\x02' || c == '\x03')
            line += terminal ? (c == '\x02' ? "\x1b[1m" : "\x1b[0m") : "";
        else
            line += c;
    }
    return line;
}

void show(Context& context, const corpus::Post& post, const corpus::Hit& hit) {
    if (context.json) {
        auto line = post_json(post);
        line["snippet"] = hit.snippet;
        line["weight"] = hit.weight;
        context.print(line);
        return;
    }
    const auto& author = post.author.name ? post.author.name : post.author.id;
    fmt::print(context.out, "{}  {}/{}  {}  {}\n    {}\n", format_date(post.created_at), post.source,
               plain(post.container), plain(author.value_or("(author unknown)")),
               plain(post.title.empty() ? post.thread_title : post.title),
               marked(hit.snippet, context.terminal));
}

void show_count(Context& context, const corpus::SearchAnswer& answer, bool only) {
    if (context.json) {
        if (only)
            context.print(nlohmann::ordered_json{{"count", answer.count}});
        return;
    }
    fmt::print(context.out, "{} post{}", answer.count, answer.count == 1 ? "" : "s");
    if (!only && static_cast<std::int64_t>(answer.hits.size()) < answer.count)
        fmt::print(context.out, ", {} shown", answer.hits.size());
    fmt::print(context.out, "\n");
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
    for (const auto& hit : found.hits) {
        shown.hits.push_back({0, hit.weight, hit.snippet, hit.in_thread});
        show(context, hit.post, shown.hits.back());
    }
    show_count(context, shown, request.count_only);
    for (const auto& missing : found.missing) {
        if (context.json)
            context.print(nlohmann::ordered_json{{"missing_shard", missing.where}, {"reason", missing.reason}});
        fmt::print(context.err, "note: without {}: {}\n", missing.where, missing.reason);
    }
    return {};
}

Status run_search(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto request, request_of(arguments));
    AXIAL_ASSIGN(const auto tree, corpus::index::parse_query(request.query));
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
    index.answer_facts(codebooks::facts_of(study, {}));
    AXIAL_TRY(freshen(context, store, index));
    AXIAL_ASSIGN(answer, index.search(request));
    for (const auto& hit : answer.hits) {
        if (context.stop.stop_requested())
            return cancelled();
        AXIAL_ASSIGN(const auto post, store.post(hit.post));
        if (post)
            show(context, *post, hit);
    }
    show_count(context, answer, request.count_only);
    return {};
}

const std::string help =
    corpus::index::query_help() +
    "\nA query that begins with - comes last, after two dashes: axial search --count -- -is:bot\n";

} // namespace

const Command search_command{"search", "[QUERY]", "find posts", options, run_search, help};

} // namespace axial::cli
