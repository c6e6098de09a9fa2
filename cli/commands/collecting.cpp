// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/collecting.h"

#include "cli/indexing.h"
#include "corpus/raw_store.h"
#include "corpus/text/canonical_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace axial::cli {
namespace {

using collectors::Collection;
using corpus::RawStore;

/// The transport that the command line asks for, with the recording it writes to.
struct Line {
    std::unique_ptr<collectors::Transport> base, recording;
    std::optional<RawStore> recorded;

    collectors::Transport& transport() { return recording ? *recording : *base; }
};

Status open_line(const Context& context, const Arguments& arguments, const corpus::Study& study, Line& line) {
    if (arguments.has("record") && arguments.has("replay"))
        return fail({Fault::usage, "--record and --replay exclude each other", {}, {}});
    if (arguments.has("replay")) {
        const std::filesystem::path file = arguments.get("replay");
        std::error_code ignored;
        if (std::filesystem::equivalent(file, study.raw_path(), ignored))
            return bad_input("a study cannot be filled from its own payloads", file.string());
        AXIAL_ASSIGN(line.base, collectors::replay_transport(file));
        return {};
    }
    collectors::CurlOptions options;
    for (const char* name : {"HTTPS_PROXY", "https_proxy"})
        if (const auto proxy = context.environment ? context.environment(name) : std::nullopt)
            options.proxy = *proxy;
    line.base = collectors::curl_transport(options);
    if (arguments.has("record")) {
        AXIAL_ASSIGN(line.recorded, RawStore::open(arguments.get("record"), RawStore::Mode::append));
        line.recording = collectors::recording_transport(*line.base, *line.recorded);
    }
    return {};
}

Status read_options(const Arguments& arguments, CollectJob& job) {
    AXIAL_ASSIGN(const auto pace, arguments.number("pace", job.pace_seconds, 0, 3600));
    AXIAL_ASSIGN(const auto minutes, arguments.number("max-wait", 120, 0, 10'080));
    job.client.pace = std::chrono::seconds{pace};
    job.client.most_waiting = std::chrono::minutes{minutes};
    job.client.contact = corpus::fold_white_space(corpus::clean_utf8(arguments.get("contact")));
    return {};
}

void print_line(std::ostream& out, const char* label, const std::map<std::string, std::int64_t>& counts,
                const std::string& prefix) {
    const auto number = [&](const char* name) { return counts.at(prefix + name); };
    out << fmt::format("  {:8} {} seen: {} added, {} changed, {} unchanged, {} skipped\n", label,
                       number("seen"), number("added"), number("changed"), number("unchanged"),
                       number("skipped"));
}

void print_summary(Context& context, const corpus::Run& run, const Collection& collection,
                   const Status& outcome) {
    const auto counts = collection.counts();
    const char* status = outcome ? "done" : outcome.error().fault == Fault::cancelled ? "stopped" : "failed";
    if (context.json) {
        nlohmann::json object{{"source", run.source},       {"container", run.container}, {"query", run.query},
                              {"endpoint", run.endpoint},   {"status", status},           {"counts", counts},
                              {"notes", collection.notes()}};
        if (!outcome)
            object["error"] = outcome.error().line();
        return context.print(object);
    }
    auto& out = context.out;
    out << fmt::format("{} {}: {}\n", run.source, run.container, status);
    print_line(out, "posts", counts, "");
    print_line(out, "threads", counts, "threads_");
    out << fmt::format("  requests {}, waited {} s\n", counts.at("requests"), counts.at("waited_seconds"));
    const std::pair<const char*, const char*> more[] = {
        {"threads_not_asked_for", "threads not asked for, the list shows no change"},
        {"threads_before_since", "threads left out, older than --since"},
        {"threads_gone", "threads that are no longer served, kept for their comments"},
        {"search_hits", "hits of the search"},
        {"payloads_mended", "answers with broken characters, mended"}};
    for (const auto& [name, text] : more)
        if (const auto found = counts.find(name); found != counts.end())
            out << fmt::format("  {} {}\n", found->second, text);
    for (const auto& note : collection.notes())
        out << "  " << note << '\n';
    if (counts.at("skipped") + counts.at("threads_skipped") > 0)
        out << "  axial collect log lists what was skipped, and why\n";
}

} // namespace

Result<std::optional<Time>> since_of(const Arguments& arguments) {
    if (!arguments.has("since"))
        return std::optional<Time>{};
    const auto time = parse_time(arguments.get("since"));
    if (!time)
        return fail({Fault::usage, "--since is not a date", arguments.get("since"), "write YYYY-MM-DD"});
    return time;
}

std::string endpoint_of(const Arguments& arguments, const char* usual) {
    std::string endpoint = arguments.get("endpoint", usual);
    while (endpoint.ends_with('/'))
        endpoint.pop_back();
    return endpoint;
}

void add_tokens(const Context& context, const char* variable, const std::string& header,
                const std::string& prefix, collectors::ClientOptions& client) {
    const auto value = context.environment ? context.environment(variable) : std::nullopt;
    if (!value)
        return;
    constexpr const char* separators = ", \t\r\n";
    for (auto begin = value->find_first_not_of(separators); begin != std::string::npos;) {
        const auto end = std::min(value->find_first_of(separators, begin), value->size());
        client.credentials.push_back({{header, prefix + value->substr(begin, end - begin)}});
        begin = value->find_first_not_of(separators, end);
    }
}

Status run_collection(Context& context, const Arguments& arguments, CollectJob job) {
    AXIAL_TRY(read_options(arguments, job));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    Line line;
    AXIAL_TRY(open_line(context, arguments, study, line));
    AXIAL_ASSIGN(auto archive, RawStore::open(study.raw_path(), RawStore::Mode::append));
    corpus::Store store(study);
    collectors::SystemClock clock;
    collectors::HttpClient client(line.transport(), clock, job.client);
    client.archive_to(&archive);
    client.on_wait([&](const collectors::Wait& wait) {
        context.end_progress();
        context.err << wait.text() << '\n' << std::flush;
    });
    Collection collection(store, client, context.stop);
    collection.on_progress(
        [&](const collectors::Progress& progress) { context.progress(progress.what, progress.posts, 0); });
    AXIAL_TRY(collection.begin(job.run));
    const Status outcome = collection.finish(job.collect(collection));
    context.end_progress();
    corpus::SearchIndex index(study);
    const Status indexed = context.stop.stop_requested() ? Status{} : update_index(context, index);
    print_summary(context, job.run, collection, outcome);
    return outcome ? indexed : outcome;
}

} // namespace axial::cli
