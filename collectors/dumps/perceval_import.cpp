// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/perceval_import.h"

#include "collectors/dumps/gh_archive_lines.h"
#include "collectors/dumps/raw_lines.h"
#include "collectors/reparse/put_found.h"
#include "collectors/reparse/read_perceval.h"
#include "corpus/settings.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::collectors::dumps {
namespace {

using reparse::Reading;

constexpr std::size_t most_lines = 200;
constexpr std::size_t most_bytes = 8U << 20U;
constexpr std::int64_t most_listed = 10'000;

class Import {
public:
    Import(corpus::Store& store, corpus::RawStore& raw, const PercevalRequest& request,
           corpus::DeletedText deleted_text, corpus::RowId run)
        : store_(store),
          raw_(raw),
          request_(request),
          run_(run),
          around_(store, raw),
          put_(store, deleted_text, {}),
          file_(request.file.filename().string()),
          prefix_(fmt::format("perceval/{}/{}", request.site.empty() ? "-" : request.site, file_)) {
        for (const char* name : {"lines_read", "items_stored", "items_other", "items_unusable", "lines_broken",
                                 "records", "added", "changed", "unchanged", "older", "skipped",
                                 "threads_added", "threads_changed", "threads_unchanged", "threads_older"})
            put_.counts()[name] = 0;
    }

    [[nodiscard]] Status take(const ArchiveLine& line) {
        ++put_.counts()["lines_read"];
        if (!line.problem.empty())
            return skip("lines_broken", line.line, std::string(line.problem));
        const auto document = JsonDocument::parse(line.text);
        if (!document || !(*document)->root().is_object())
            return skip("lines_broken", line.line, "it is not a JSON object, or cut off");
        const Json envelope = (*document)->root();
        const std::string maker = reparse::maker_of(envelope);
        if (maker.empty())
            return skip("items_unusable", line.line, "it is no envelope of Perceval");
        if (!reparse::is_known_maker(envelope))
            return skip("items_other", line.line,
                        "no threads are made of what this makes: " + maker.substr(0, 80));
        auto reading = reparse::read_envelope(envelope, request_.site, 0, around_);
        if (!reading)
            return skip("items_unusable", line.line, reading.error().what);
        if (reading->found.empty())
            return skip("items_unusable", line.line,
                        reading->skipped.empty() ? "there is nothing in it" : reading->skipped.front().second);
        readings_.emplace_back(line.line, std::move(*reading));
        lines_.add(line.text, line.line);
        return flush_if_full();
    }

    [[nodiscard]] Status flush() {
        std::int64_t raw = 0;
        if (!readings_.empty()) {
            AXIAL_ASSIGN(raw, lines_.store(raw_, prefix_));
        }
        const auto before = put_.counts();
        const Status stored = store_.transaction([&]() -> Status {
            for (auto& [line, reading] : readings_)
                AXIAL_TRY(store(line, reading, raw));
            for (const auto& [what, reason] : skipped_)
                AXIAL_TRY(store_.skip(run_, what, reason));
            return {};
        });
        if (!stored)
            put_.counts() = before;
        readings_.clear();
        skipped_.clear();
        lines_.clear();
        return stored;
    }
    [[nodiscard]] const std::map<std::string, std::int64_t>& counts() { return put_.counts(); }

private:
    [[nodiscard]] Status store(std::size_t line, Reading& reading, std::int64_t raw) {
        for (auto& found : reading.found) {
            for (auto& post : found.posts)
                post.raw = raw;
            if (found.thread && found.source == "github")
                AXIAL_TRY(note_name(found.container));
            AXIAL_TRY(put_.put(found, raw));
        }
        for (const auto& [what, reason] : reading.skipped) {
            ++put_.counts()["records"];
            ++put_.counts()["skipped"];
            if (listed_++ < most_listed)
                AXIAL_TRY(store_.skip(run_, fmt::format("{}:{}: {}", file_, line, what), reason));
        }
        ++put_.counts()["items_stored"];
        return {};
    }
    /// So that the GitHub collector files the repository under the same name.
    [[nodiscard]] Status note_name(const std::string& container) {
        const std::string name = corpus::utf8::lower(container);
        AXIAL_ASSIGN(const auto known, store_.stream("github", name, "name"));
        return known ? Status{} : store_.put(corpus::StreamState{"github", name, "name", container, {}, {}});
    }
    [[nodiscard]] Status skip(const char* name, std::size_t line, std::string reason) {
        ++put_.counts()[name];
        if (listed_++ < most_listed)
            skipped_.emplace_back(fmt::format("{}:{}", file_, line), std::move(reason));
        return flush_if_full();
    }
    [[nodiscard]] Status flush_if_full() {
        return readings_.size() + skipped_.size() >= most_lines || lines_.bytes() >= most_bytes ? flush()
                                                                                                : Status{};
    }

    corpus::Store& store_;
    corpus::RawStore& raw_;
    const PercevalRequest& request_;
    corpus::RowId run_;
    reparse::Surroundings around_;
    reparse::PutFound put_;
    std::string file_, prefix_;
    std::vector<std::pair<std::size_t, Reading>> readings_; ///< by line
    std::vector<std::pair<std::string, std::string>> skipped_;
    RawLines lines_;
    std::int64_t listed_ = 0;
};

Status check(const PercevalRequest& request) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(request.file, ignored))
        return bad_input("there is no such file", request.file.string());
    const auto plain = [](char c) { return corpus::utf8::is_alnum(c) || c == '-' || c == '_' || c == '.'; };
    if (!std::ranges::all_of(request.site, plain) || request.site == "-")
        return bad_input("not a name to file a forum under", request.site,
                         "give --site NAME of letters, digits, '.', '-' and '_'");
    return {};
}

} // namespace

Result<std::map<std::string, std::int64_t>> import_perceval(corpus::Study& study,
                                                            const PercevalRequest& request,
                                                            const PercevalProgress& progress,
                                                            const std::stop_token& stop) {
    AXIAL_TRY(check(request));
    corpus::Store store(study);
    AXIAL_ASSIGN(auto raw, corpus::RawStore::open(study.raw_path(), corpus::RawStore::Mode::append));
    AXIAL_ASSIGN(const auto settings, corpus::read_settings(study));
    corpus::Run run;
    run.command = "import perceval";
    run.container = request.site;
    run.endpoint = request.file.filename().string();
    AXIAL_ASSIGN(const auto row, store.begin(run));
    Import import(store, raw, request, settings.deleted_text, row);
    const auto end = for_each_line(
        request.file, [&](const ArchiveLine& line) { return import.take(line); }, stop, progress);
    Status stored = end ? Status{} : Status(fail(end.error()));
    if (Status rest = import.flush(); !rest && stored) // what was read by then is worth keeping
        stored = rest;
    using Kind = ArchiveEnd::Kind;
    if (stored && (end->kind == Kind::truncated || end->kind == Kind::damaged))
        stored = bad_input("the file is cut off or damaged", request.file.string(),
                           "what came before is stored; get the whole file and import it again");
    const char* status = stored ? "done" : stored.error().fault == Fault::cancelled ? "stopped" : "failed";
    const Status written = store.finish(row, status, import.counts());
    AXIAL_TRY(stored);
    AXIAL_TRY(written);
    return import.counts();
}

} // namespace axial::collectors::dumps
