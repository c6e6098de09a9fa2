// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/mentions.h"

#include "cli/commands/commands.h"
#include "corpus/models.h"
#include "corpus/sets.h"
#include "corpus/store.h"
#include "scanner/links.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace axial::cli {
namespace {

constexpr Option options[] = {
    {"set", "NAME", "only the posts of this set; what other posts mention stays as it is"}};

struct Tally {
    std::int64_t posts = 0, with_mentions = 0, unlikely = 0;
    std::map<std::string, std::int64_t> kinds;
    std::set<std::string> models;
};

std::vector<corpus::Mention> mentions_in(const corpus::Post& post, const scanner::KnownModels& known) {
    const scanner::MentionContext context{post.source, post.container, post.url};
    std::vector<corpus::Mention> mentions;
    const auto add = [&](const scanner::FoundMention& found, bool in_title) {
        mentions.push_back({post.row, post.revision, in_title ? 0 : found.begin, in_title ? 0 : found.end,
                            found.model, found.kind, found.confidence,
                            in_title ? "title: " + found.evidence : found.evidence});
    };
    for (const auto& found : scanner::find_mentions({post.title, {}}, context, known))
        if (found.kind != "native")
            add(found, true);
    for (const auto& found : scanner::find_mentions(post.body, context, known))
        add(found, false);
    return mentions;
}

/// Names are spelt out once in a thread and then cut short: what the thread names in full is known in all its
/// posts.
Status read_thread(const std::vector<corpus::Post>& posts, const std::set<corpus::RowId>& chosen,
                   scanner::KnownModels known, corpus::Models& models, Tally& tally) {
    for (const auto& post : posts)
        for (const auto& mention : mentions_in(post, known))
            if (mention.confidence >= 0.85)
                known.add(mention.model);
    for (const auto& post : posts) {
        if (!chosen.contains(post.row))
            continue;
        const auto mentions = mentions_in(post, known);
        AXIAL_TRY(models.put_mentions(post.row, mentions));
        bool any = false;
        for (const auto& mention : mentions) {
            if (mention.confidence < scanner::likely_mention) {
                ++tally.unlikely;
                continue;
            }
            ++tally.kinds[mention.kind];
            tally.models.insert(mention.model);
            any = true;
        }
        ++tally.posts;
        tally.with_mentions += any ? 1 : 0;
    }
    return {};
}

Status choose_posts(corpus::Study& study, const corpus::Store& store, const Arguments& arguments,
                    std::set<corpus::RowId>& chosen, std::set<corpus::RowId>& threads) {
    std::set<corpus::RowId> wanted;
    if (arguments.has("set")) {
        const corpus::Sets sets(study);
        AXIAL_ASSIGN(const auto set, sets.get(arguments.get("set")));
        AXIAL_ASSIGN(const auto rows, sets.posts(set));
        wanted.insert(rows.begin(), rows.end());
    }
    return store.for_each_post([&](const corpus::Post& post) {
        if (!arguments.has("set") || wanted.contains(post.row)) {
            chosen.insert(post.row);
            threads.insert(post.thread_row);
        }
        return true;
    });
}

Status run_mentions(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    corpus::Store store(study);
    corpus::Models models(study);
    std::set<corpus::RowId> chosen, threads;
    AXIAL_TRY(choose_posts(study, store, arguments, chosen, threads));
    scanner::KnownModels known;
    AXIAL_ASSIGN(const auto scanned, models.all());
    for (const auto& model : scanned)
        known.add(model.key);
    Tally tally;
    std::int64_t done = 0;
    const auto stored = store.transaction([&]() -> Status {
        for (const auto thread : threads) {
            if (context.stop.stop_requested())
                return cancelled();
            context.progress("reading threads", ++done, std::ssize(threads));
            AXIAL_ASSIGN(const auto posts, store.posts_of(thread));
            AXIAL_TRY(read_thread(posts, chosen, known, models, tally));
        }
        return {};
    });
    context.end_progress();
    AXIAL_TRY(stored);
    if (context.json) {
        context.print(nlohmann::ordered_json{{"posts", tally.posts},
                                             {"posts_with_mentions", tally.with_mentions},
                                             {"models", tally.models.size()},
                                             {"by_kind", tally.kinds},
                                             {"unlikely", tally.unlikely}});
        return {};
    }
    fmt::print(context.out, "{} of {} posts name a model, {} models in all\n", tally.with_mentions, tally.posts,
               tally.models.size());
    for (const auto& [kind, count] : tally.kinds)
        fmt::print(context.out, "{:>8}  {}\n", count, kind);
    if (tally.unlikely > 0)
        fmt::print(context.out, "{:>8}  too unlikely to be counted\n", tally.unlikely);
    return {};
}

} // namespace

const Command mentions_command{
    "mentions",
    "",
    "find the models that posts name",
    options,
    run_mentions,
    "Finds model ids by address, as arguments and values in code, in command lines, cache paths and prose, and "
    "takes\n"
    "threads of a repository's own tracker to be about it. Stored in the study; a second run replaces the "
    "first.\n"
    "Scan repositories first: names in prose are surer where the repository is known."};

} // namespace axial::cli
