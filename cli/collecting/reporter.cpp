// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/collecting/reporter.h"

#include "cli/collecting/pace_meter.h"
#include "collectors/http/retry.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace axial::cli {
namespace {

using collectors::grouped;
using collectors::Progress;
using collectors::Wait;
using namespace std::chrono_literals;

/// "hf comments: 1,200 posts, 4 of 12, 31 a second, 0:41 left"
std::string in_words(const Progress& progress, const Pace& pace) {
    std::string text = fmt::format("{}: {} posts", plain(progress.what), grouped(progress.posts));
    if (progress.of > 0)
        text += fmt::format(", {} of {}", grouped(progress.done), grouped(progress.of));
    if (pace.posts_a_second)
        text += fmt::format(", {:.{}f} a second", *pace.posts_a_second, *pace.posts_a_second < 10 ? 1 : 0);
    if (pace.left)
        text += fmt::format(", {} left", clock_text(*pace.left));
    return text;
}

class Bar final : public Reporter {
public:
    explicit Bar(const Context& context) : context_(context) {}
    void start(const corpus::Run& /*run*/) override {}
    void progress(const Progress& progress) override {
        const auto pace = meter_.note(progress);
        constexpr std::int64_t width = 20;
        std::string bar;
        if (progress.of > 0) {
            const auto full = std::clamp<std::int64_t>(progress.done * width / progress.of, 0, width);
            bar = fmt::format("[{:#<{}}{:.<{}}] ", "", full, "", width - full);
        }
        draw(bar + in_words(progress, pace));
    }
    void wait(const Wait& wait) override {
        clear();
        context_.err << wait.text() << '\n' << std::flush;
    }
    void indexing(std::int64_t done, std::int64_t of) override { context_.progress("indexing", done, of); }
    void summary(std::string_view, const std::map<std::string, std::int64_t>&, const std::vector<std::string>&,
                 const Status&) override {
        clear();
    }
    void clear() override { context_.err << "\r\x1b[K" << std::flush; }

private:
    void draw(const std::string& text) { context_.err << '\r' << text << "\x1b[K" << std::flush; }
    const Context& context_;
    PaceMeter meter_;
};

/// For logs: a line when something new begins, and from time to time.
class Lines final : public Reporter {
public:
    explicit Lines(const Context& context) : context_(context) {}
    void start(const corpus::Run& /*run*/) override {}
    void progress(const Progress& progress) override {
        const auto pace = meter_.note(progress);
        const auto now = std::chrono::steady_clock::now();
        if (progress.what == what_ && now - told_ < 10s)
            return;
        what_ = progress.what;
        told_ = now;
        context_.err << in_words(progress, pace) << '\n' << std::flush;
    }
    void wait(const Wait& wait) override { context_.err << wait.text() << '\n' << std::flush; }
    void indexing(std::int64_t, std::int64_t) override {}
    void summary(std::string_view, const std::map<std::string, std::int64_t>&, const std::vector<std::string>&,
                 const Status&) override {}

private:
    const Context& context_;
    PaceMeter meter_;
    std::string what_;
    std::chrono::steady_clock::time_point told_;
};

class JsonLines final : public Reporter {
public:
    explicit JsonLines(const Context& context) : context_(context) {}
    void start(const corpus::Run& run) override {
        print({{"event", "start"},
               {"command", run.command},
               {"source", run.source},
               {"container", run.container},
               {"query", run.query}});
    }
    void progress(const Progress& progress) override {
        const auto pace = meter_.note(progress);
        nlohmann::ordered_json line{{"event", "progress"},     {"what", progress.what},
                                    {"done", progress.done},   {"of", progress.of},
                                    {"posts", progress.posts}, {"requests", progress.requests},
                                    {"rate", nullptr},         {"seconds_left", nullptr}};
        if (pace.posts_a_second)
            line["rate"] = *pace.posts_a_second;
        if (pace.left)
            line["seconds_left"] = pace.left->count();
        print(line);
    }
    void wait(const Wait& wait) override {
        print({{"event", "wait"}, {"service", wait.service}, {"seconds", wait.seconds}, {"until", wait.until}});
    }
    void indexing(std::int64_t done, std::int64_t of) override {
        print({{"event", "indexing"}, {"done", done}, {"of", of}});
    }
    void summary(std::string_view status, const std::map<std::string, std::int64_t>& counts,
                 const std::vector<std::string>& notes, const Status& outcome) override {
        for (const auto& note : notes)
            print({{"event", "note"}, {"text", note}});
        if (!outcome)
            print({{"event", "error"}, {"text", outcome.error().line()}});
        print({{"event", "summary"}, {"status", status}, {"counts", counts}});
    }

private:
    void print(const nlohmann::ordered_json& line) {
        context_.err << line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n'
                     << std::flush;
    }
    const Context& context_;
    PaceMeter meter_;
};

} // namespace

Result<std::unique_ptr<Reporter>> make_reporter(const Context& context, const Arguments& arguments) {
    const std::vector<std::string> forms = context.terminal ? std::vector<std::string>{"bar", "lines", "json"}
                                                            : std::vector<std::string>{"lines", "bar", "json"};
    AXIAL_ASSIGN(const auto form, arguments.one_of("progress", forms));
    std::unique_ptr<Reporter> reporter;
    if (form == "json")
        reporter = std::make_unique<JsonLines>(context);
    else if (form == "bar")
        reporter = std::make_unique<Bar>(context);
    else
        reporter = std::make_unique<Lines>(context);
    return reporter;
}

} // namespace axial::cli
