// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "corpus/shards/corpus_file.h"
#include "corpus/shards/shard_build.h"
#include "corpus/shards/shard_check.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <thread>

namespace axial::cli {
namespace {

using corpus::shards::BuildRequest;
using corpus::shards::Division;
using corpus::shards::ShardInfo;

constexpr Option build_options[] = {
    {"split", "N", "deal the posts out to N shards, by time (1)"},
    {"by", "month|year", "a shard for each month or year instead"},
    {"name", "WORD", "before the names of the shards, so that those of several hosts can be told apart"},
    {"except", "CORPUS", "leave out posts that the shards of this corpus file have"},
    {"jobs", "N", "threads that index (as many as there are cores)"},
};

nlohmann::ordered_json info_json(const ShardInfo& info) {
    return {{"uuid", info.uuid},
            {"name", info.name},
            {"posts", info.posts},
            {"threads", info.threads},
            {"first", format_time(info.first)},
            {"last", format_time(info.last)}};
}

Status run_build(Context& context, const Arguments& arguments) {
    BuildRequest request{.out = arguments.positional[0], .name = arguments.get("name")};
    AXIAL_ASSIGN(request.shards, arguments.number("split", 1, 1, 256));
    if (request.name.find('/') != std::string::npos)
        return fail({Fault::usage, "--name is a word, not a path", request.name, {}});
    if (arguments.has("by")) {
        if (arguments.has("split"))
            return fail({Fault::usage, "--by and --split exclude each other", {}, {}});
        AXIAL_ASSIGN(const auto by, arguments.one_of("by", {"month", "year"}));
        request.division = by == "month" ? Division::month : Division::year;
    }
    if (arguments.has("except"))
        request.except = arguments.get("except");
    const auto cores = static_cast<std::int64_t>(std::max(1u, std::thread::hardware_concurrency()));
    AXIAL_ASSIGN(const auto jobs, arguments.number("jobs", cores, 1, 256));
    request.workers = static_cast<unsigned>(jobs);
    request.progress = [&](std::int64_t done, std::int64_t of) { context.progress("building", done, of); };
    request.stop = context.stop;
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    request.from = study.name();
    auto report = corpus::shards::build_shards(study, request);
    context.end_progress();
    AXIAL_TRY(report);
    auto shards = nlohmann::ordered_json::array();
    for (const auto& [folder, info] : report->built) {
        shards.push_back(info_json(info));
        shards.back()["path"] = folder.string();
        if (!context.json)
            fmt::print(context.out, "{:>10} posts  {} to {}  {}\n", info.posts, format_date(info.first),
                       format_date(info.last), folder.string());
    }
    if (context.json)
        context.print(nlohmann::ordered_json{
            {"posts", report->posts}, {"left_out", report->left_out}, {"shards", std::move(shards)}});
    else if (report->left_out > 0)
        fmt::print(context.out, "{:>10} posts left out: the other corpus has them\n", report->left_out);
    return {};
}

Status run_check(Context& context, const Arguments& arguments) {
    constexpr std::size_t most_problems = 20;
    AXIAL_ASSIGN(const auto folders, corpus::shards::shards_in(arguments.positional[0]));
    std::size_t bad = 0;
    for (const auto& folder : folders) {
        const auto progress = [&](std::int64_t done, std::int64_t of) {
            context.progress("checking", done, of);
        };
        auto checked = corpus::shards::check_shard(folder, most_problems, progress, context.stop);
        context.end_progress();
        AXIAL_TRY(checked);
        bad += checked->problems.empty() ? 0 : 1;
        if (context.json) {
            auto line = info_json(checked->info);
            line["path"] = folder.string();
            line["problems"] = checked->problems;
            context.print(line);
            continue;
        }
        fmt::print(context.out, "{}: {} posts, {}\n", folder.string(), checked->info.posts,
                   checked->problems.empty() ? "whole" : "damaged");
        for (const auto& problem : checked->problems)
            fmt::print(context.out, "  {}\n", problem);
    }
    return bad == 0 ? Status{}
                    : bad_input(fmt::format("{} of {} shards are damaged", bad, folders.size()),
                                arguments.positional[0], "build them again");
}

} // namespace

const Command shard_build_command{
    "shard build",
    "OUT",
    "make self-contained shards of the study's posts, for a corpus of many",
    build_options,
    run_build,
    "Each shard is a folder in OUT: an index that carries the posts themselves. Interrupted, the same command "
    "goes "
    "on. A\n"
    "finished shard is never written again. \"axial --corpus FILE search\" searches shards here and on other "
    "machines as one:\n"
    "FILE has one a line, a path or tcp:HOST:PORT of xapian-tcpsrv."};
const Command shard_check_command{"shard check",
                                  "FOLDER",
                                  "read shards from end to end and compare their posts with their index",
                                  {},
                                  run_check};

} // namespace axial::cli
