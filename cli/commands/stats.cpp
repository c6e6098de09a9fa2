// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "corpus/index/fields.h"
#include "corpus/store.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

/// As the search calls them: the one that is not known has a tag, too.
std::map<std::string, std::int64_t> by_language(const corpus::Counts& counts) {
    std::map<std::string, std::int64_t> named;
    for (const auto& [language, number] : counts.by_language)
        named[language.empty() ? std::string(corpus::index::unknown_language) : language] = number;
    return named;
}

Status run_stats(Context& context, const Arguments&) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto counts, corpus::Store(study).counts());
    if (context.json) {
        context.print(nlohmann::ordered_json{{"threads", counts.threads},
                                             {"posts", counts.posts},
                                             {"by_source", counts.by_source},
                                             {"by_kind", counts.by_kind},
                                             {"by_language", by_language(counts)},
                                             {"hidden", counts.hidden},
                                             {"deleted", counts.deleted},
                                             {"gone", counts.gone},
                                             {"authors_missing", counts.authors_missing},
                                             {"bots", counts.bots},
                                             {"revisions", counts.revisions}});
        return {};
    }
    fmt::print(context.out, "{:>10}  threads\n{:>10}  posts\n", counts.threads, counts.posts);
    for (const auto& [source, number] : counts.by_source)
        fmt::print(context.out, "{:>10}    from {}\n", number, source);
    for (const auto& [kind, number] : counts.by_kind)
        fmt::print(context.out, "{:>10}    of kind {}\n", number, kind);
    for (const auto& [language, number] : by_language(counts))
        fmt::print(context.out, "{:>10}    in {}\n", number,
                   language == corpus::index::unknown_language ? "a language that is not known" : language);
    fmt::print(context.out,
               "{:>10}  hidden\n{:>10}  deleted by their authors\n{:>10}  gone from their source\n"
               "{:>10}  without a known author\n{:>10}  written by bots\n",
               counts.hidden, counts.deleted, counts.gone, counts.authors_missing, counts.bots);
    return {};
}

} // namespace

const Command stats_command{"stats", "", "count threads and posts", {}, run_stats};

} // namespace axial::cli
