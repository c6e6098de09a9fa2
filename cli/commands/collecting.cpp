// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/collecting.h"

#include "cli/collecting/reporter.h"
#include "cli/collecting/summary.h"
#include "cli/indexing.h"
#include "corpus/raw_store.h"
#include "corpus/text/canonical_text.h"

#include <sys/types.h>

#include <limits>

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

namespace {

/// What a run is made of, opened in the order in which each needs the one before.
struct Workplace {
    corpus::Study study;
    corpus::Store store;
    Line line;
    collectors::SystemClock clock;
    std::optional<RawStore> archive;
    std::optional<collectors::HttpClient> client;

    explicit Workplace(corpus::Study opened) : study(std::move(opened)), store(study) {}
};

/// The study to write to; --beside is how the window starts collections into the study that it has open.
Result<corpus::Study> open_to_write(const Context& context, const Arguments& arguments) {
    if (!arguments.has("beside"))
        return context.open_study(corpus::Study::Mode::write);
    AXIAL_ASSIGN(const auto holder, arguments.number("beside", 0, 1, std::numeric_limits<pid_t>::max()));
    if (context.study_path)
        return corpus::Study::open_beside(*context.study_path, holder);
    AXIAL_ASSIGN(const auto found, corpus::Study::find("."));
    return corpus::Study::open_beside(found, holder);
}

Status open_client(const Context& context, const Arguments& arguments, CollectJob& job, Workplace& place) {
    AXIAL_TRY(open_line(context, arguments, place.study, place.line));
    job.client.conditional = !arguments.has("record");
    place.client.emplace(place.line.transport(), place.clock, job.client);
    return {};
}

Status print_plan_of(Context& context, const Arguments& arguments, CollectJob job) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    Workplace place(std::move(study));
    AXIAL_TRY(open_client(context, arguments, job, place));
    Collection collection(place.store, *place.client, context.stop);
    AXIAL_ASSIGN(const auto plan, job.plan(collection));
    print_plan(context, job.run, plan, *place.client);
    return {};
}

} // namespace

Status run_collection(Context& context, const Arguments& arguments, CollectJob job) {
    AXIAL_TRY(read_options(arguments, job));
    if (arguments.has("dry-run"))
        return print_plan_of(context, arguments, std::move(job));
    AXIAL_ASSIGN(const auto reporter, make_reporter(context, arguments));
    AXIAL_ASSIGN(auto study, open_to_write(context, arguments));
    AXIAL_TRY(apply_privacy_options(context, arguments, study));
    Workplace place(std::move(study));
    AXIAL_TRY(open_client(context, arguments, job, place));
    AXIAL_ASSIGN(place.archive, RawStore::open(place.study.raw_path(), RawStore::Mode::append));
    place.client->archive_to(&*place.archive);
    place.client->on_wait([&](const collectors::Wait& wait) { reporter->wait(wait); });
    Collection collection(place.store, *place.client, context.stop);
    collection.on_progress([&](const collectors::Progress& progress) { reporter->progress(progress); });
    AXIAL_TRY(collection.begin(job.run));
    reporter->start(job.run);
    const Status outcome = collection.finish(job.collect(collection));
    corpus::SearchIndex index(place.study);
    const Status indexed = context.stop.stop_requested()
                               ? Status{}
                               : update_index(context, index, [&](std::int64_t done, std::int64_t of) {
                                     reporter->indexing(done, of);
                                 });
    reporter->summary(status_of(outcome), collection.counts(), collection.notes(), outcome);
    print_summary(context, job.run, collection, outcome);
    return outcome ? indexed : outcome;
}

} // namespace axial::cli
