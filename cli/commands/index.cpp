// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/indexing.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>

namespace axial::cli {
namespace {

constexpr Option options[] = {
    {"rebuild", "", "make it anew; the old one serves until the new one is complete"}};

Status run_index(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    corpus::SearchIndex index(study);
    const auto start = std::chrono::steady_clock::now();
    std::int64_t indexed = 0;
    const auto progress = [&](std::int64_t done, std::int64_t of) {
        indexed = done;
        context.progress("indexing", done, of);
    };
    const bool anew = arguments.has("rebuild");
    AXIAL_TRY(anew ? rebuild_index(context, index, progress) : update_index(context, index, progress));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const double rate = static_cast<double>(indexed) / std::max(took.count(), 1e-3);
    const auto state = index.state();
    if (context.json) {
        context.print(nlohmann::ordered_json{{"posts", state.posts},
                                             {"change", state.change},
                                             {"shards", state.shards},
                                             {"indexed", indexed},
                                             {"seconds", took.count()}});
        return {};
    }
    fmt::print(context.out, "{} posts are indexed, in {} {}\n", state.posts, state.shards,
               state.shards == 1 ? "shard" : "shards");
    if (indexed > 0)
        fmt::print(context.out, "{} now, {:.0f} posts/s\n", indexed, rate);
    return {};
}

} // namespace

const Command index_command{
    "index",
    "",
    "bring the search index up to date",
    options,
    run_index,
    "The index is a copy of what the study holds: it can be deleted and made anew at any time.\n"
    "Much at a time, and --rebuild, is indexed on all cores into shards beside the old index; new posts go to\n"
    "a small shard of their own. Stopped, it keeps what it has, and goes on from there the next time."};

} // namespace axial::cli
