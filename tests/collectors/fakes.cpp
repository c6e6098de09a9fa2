// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/collectors/fakes.h"

#include "corpus/store.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <set>

namespace axial::tests {
namespace {

/// Starts a program with its standard output in a pipe; returns its id, or -1.
int start(const std::vector<std::string>& words, FILE*& output) {
    int ends[2];
    if (::pipe(ends) != 0)
        return -1;
    const int child = ::fork();
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM); // whatever becomes of the tests
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        std::vector<char*> arguments;
        for (const auto& word : words)
            arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    output = ::fdopen(ends[0], "r");
    return child;
}

std::string all_output(const std::vector<std::string>& words, int& status) {
    FILE* output = nullptr;
    const int child = start(words, output);
    std::string text;
    char buffer[4096];
    while (const auto size = std::fread(buffer, 1, sizeof buffer, output))
        text.append(buffer, size);
    std::fclose(output);
    ::waitpid(child, &status, 0);
    return text;
}

/// Asks the server's test control.
void control(const std::string& url, const std::string& body = {}) {
    const auto curl = collectors::curl_transport();
    const auto answer = curl->send({body.empty() ? "GET" : "POST", url, {}, body}, {});
    ASSERT_TRUE(answer && answer->status == 200) << url;
}

} // namespace

Fakes::Fakes(std::vector<std::string> more_options) {
    const auto program = shared_material("fakes/apis.py");
    if (!program)
        return;
    std::vector<std::string> words{
        "python3",      AXIAL_SOURCE_DIR "/tests/collectors/run_fakes.py", program->string(),
        "--data",       (program->parent_path() / "data").string(),        "--log",
        folder_ / "log"};
    words.insert(words.end(), more_options.begin(), more_options.end());
    FILE* output = nullptr;
    child_ = start(words, output);
    char line[256] = {};
    const std::string_view greeting = "listening on ";
    if (output && std::fgets(line, sizeof line, output))
        if (std::string_view text(line); text.starts_with(greeting))
            base_ = text.substr(greeting.size(), text.find('\n') - greeting.size());
    if (output && !base_.empty())
        (void)!std::fgets(line, sizeof line, output); // the trap's address; nothing more is written after it
    if (output)
        std::fclose(output);
}

Fakes::~Fakes() {
    if (child_ <= 0)
        return;
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
}

void Fakes::faults(const std::string& rules) const {
    control(url("/_fake/faults"), rules);
}
void Fakes::as_of(const std::string& date) const {
    control(url("/_fake/as-of?date=" + date));
}
void Fakes::mark() const {
    control(url("/_fake/mark"));
}

std::vector<nlohmann::json> Fakes::requests() const {
    std::vector<nlohmann::json> found;
    std::ifstream log(folder_ / "log");
    for (std::string line; std::getline(log, line);) {
        auto record = nlohmann::json::parse(line);
        if (record.contains("mark"))
            found.clear();
        else if (record.contains("path"))
            found.push_back(std::move(record));
    }
    return found;
}

std::string Fakes::bad_manners() const {
    int status = 0;
    const std::string verdict = all_output({"python3", shared_material("fakes/check_manners.py")->string(),
                                            folder_ / "log", "--max-concurrent", "1"},
                                           status);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? "" : verdict;
}

TestStudy::TestStudy() {
    auto study = corpus::Study::create(folder_ / "study", "test");
    EXPECT_TRUE(study) << study.error().line();
    study_ = std::make_unique<corpus::Study>(std::move(*study));
}

Status TestStudy::collect(collectors::ClientOptions options,
                          const std::function<Status(collectors::Collection&)>& collector,
                          std::int64_t stop_after, const std::string& replay, const std::string& record) {
    using corpus::RawStore;
    std::unique_ptr<collectors::Transport> transport, recording;
    std::optional<RawStore> recorded;
    if (replay.empty()) {
        transport = collectors::curl_transport();
    } else {
        AXIAL_ASSIGN(transport, collectors::replay_transport(replay));
    }
    if (!record.empty()) {
        AXIAL_ASSIGN(recorded, RawStore::open(record, RawStore::Mode::append));
        recording = collectors::recording_transport(*transport, *recorded);
    }
    AXIAL_ASSIGN(auto archive, RawStore::open(raw_path(), RawStore::Mode::append));
    collectors::SystemClock clock;
    collectors::HttpClient client(recording ? *recording : *transport, clock, std::move(options));
    client.archive_to(&archive);
    corpus::Store store(*study_);
    std::stop_source stop;
    collectors::Collection collection(store, client, stop.get_token());
    collection.on_progress([&](const collectors::Progress& progress) {
        if (stop_after > 0 && progress.posts >= stop_after)
            stop.request_stop();
    });
    AXIAL_TRY(collection.begin({}));
    auto outcome = collection.finish(collector(collection));
    counts_ = collection.counts();
    notes_ = collection.notes();
    return outcome;
}

std::vector<std::string> TestStudy::ids() {
    const corpus::Store store(*study_);
    std::vector<std::string> ids;
    std::set<corpus::RowId> threads;
    const auto read = store.for_each_post([&](const corpus::Post& post) {
        ids.push_back(fmt::format("{}:{}", post.kind, post.native_id));
        if (threads.insert(post.thread_row).second)
            if (const auto thread = store.thread(post.thread_row); (*thread)->kind == "topic")
                ids.push_back(fmt::format("topic:{}", (*thread)->native_id));
        return true;
    });
    EXPECT_TRUE(read) << read.error().line();
    std::ranges::sort(ids);
    return ids;
}

std::vector<std::string> TestStudy::contents() {
    const corpus::Store store(*study_);
    std::vector<std::string> lines;
    std::set<corpus::RowId> threads;
    const auto read = store.for_each_post([&](const corpus::Post& post) {
        lines.push_back(fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", post.key, post.thread_key,
                                    post.parent_key, post.author.name.value_or("-"), post.author.role,
                                    format_time(post.created_at), format_time(post.updated_at), post.title,
                                    post.url, post.state, post.score.value_or(-1000),
                                    static_cast<int>(post.visibility), post.revision, post.body.text));
        if (threads.insert(post.thread_row).second) {
            const auto thread = *store.thread(post.thread_row);
            lines.push_back(fmt::format("{}|{}|{}|{}|{}", thread->key, thread->title, thread->state,
                                        thread->url, fmt::join(thread->tags, ",")));
        }
        return true;
    });
    EXPECT_TRUE(read) << read.error().line();
    std::ranges::sort(lines);
    return lines;
}

std::vector<std::string> expected_ids(const std::string& service, const std::string& container,
                                      const std::vector<std::string>& kinds) {
    static const auto oracle = nlohmann::json::parse(read_file(*shared_material("fakes/data/oracle.json")));
    std::vector<std::string> ids;
    for (const auto& kind : kinds)
        for (const auto& id : oracle.at(service).at(container).at("ids").value(kind, nlohmann::json::array()))
            ids.push_back(fmt::format("{}:{}", kind, id.is_string() ? id.get<std::string>() : id.dump()));
    std::ranges::sort(ids);
    return ids;
}

std::string difference(const std::vector<std::string>& expected, const std::vector<std::string>& found) {
    std::vector<std::string> lines, missing, extra;
    std::ranges::set_difference(expected, found, std::back_inserter(missing));
    std::ranges::set_difference(found, expected, std::back_inserter(extra));
    if (missing.empty() && extra.empty())
        return expected.size() == found.size() ? "" : "one of them holds something twice";
    const auto show = [](const std::vector<std::string>& all, const char* what) {
        const std::vector<std::string> first(all.begin(),
                                             all.begin() + std::min<std::ptrdiff_t>(5, std::ssize(all)));
        return fmt::format("{} {}: {}\n", all.size(), what, fmt::join(first, "\n    "));
    };
    return show(missing, "missing") + show(extra, "too many");
}

} // namespace axial::tests
