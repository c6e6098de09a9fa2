// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/gh_archive.h"

#include "collectors/dumps/gh_archive_batch.h"
#include "collectors/dumps/gh_archive_lines.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <deque>
#include <set>
#include <unordered_set>
#include <utility>

namespace axial::collectors::dumps {
namespace {

/// The latest events, by id and time: ids began anew in October 2025, so that one alone names nothing.
class Seen {
public:
    /// False if it was there already.
    bool add(const ArchiveEvent& event, std::string_view text) {
        Key key{0, event.at->time_since_epoch().count()};
        const char* end = event.id.data() + event.id.size();
        const auto number = std::from_chars(event.id.data(), end, key.first);
        if (event.id.empty() || number.ec != std::errc() || number.ptr != end)
            key.first = std::hash<std::string_view>{}(text); // the older form has no ids
        if (!keys_.insert(key).second)
            return false;
        order_.push_back(key);
        if (order_.size() > most) {
            keys_.erase(order_.front());
            order_.pop_front();
        }
        return true;
    }

private:
    static constexpr std::size_t most = 1'000'000;
    using Key = std::pair<std::uint64_t, std::int64_t>;
    struct Hash {
        std::size_t operator()(const Key& key) const {
            return std::hash<std::uint64_t>{}(key.first * 0x9E3779B97F4A7C15U ^
                                              static_cast<std::uint64_t>(key.second));
        }
    };
    std::unordered_set<Key, Hash> keys_;
    std::deque<Key> order_;
};

class Import {
public:
    Import(const ArchiveRequest& request, ArchiveBatch& batch, ArchiveReport& report)
        : request_(request),
          batch_(batch),
          report_(report) {
        for (const auto& name : request.repositories)
            wanted_.insert(corpus::utf8::lower(name));
    }

    [[nodiscard]] Status read(const std::filesystem::path& file, const ArchiveProgress& progress,
                              const std::stop_token& stop) {
        file_ = file.filename().string();
        batch_.start_file(file_);
        AXIAL_ASSIGN(const auto end, for_each_line(
                                         file, [&](const ArchiveLine& line) { return take(line); }, stop,
                                         [&](std::int64_t done, std::int64_t of) {
                                             if (progress)
                                                 progress(file_, done, of);
                                         }));
        ++report_.counts["files_read"];
        AXIAL_TRY(note_end(end));
        return batch_.flush();
    }

private:
    [[nodiscard]] Status take(const ArchiveLine& line) {
        ++report_.counts["lines_read"];
        if (!line.problem.empty())
            return skip("lines_broken", line, {}, std::string(line.problem));
        const auto document = JsonDocument::parse(line.text);
        if (!document)
            return skip("lines_broken", line, {}, "it is not JSON, or cut off");
        if ((*document)->was_mended())
            ++report_.counts["payloads_mended"];
        const Json json = (*document)->root();
        const ArchiveEvent event = event_of(json);
        if (event.type.empty())
            return skip("events_unusable", line, event, "an event without a type");
        if (!has_thread(event.type))
            return count("events_other_type");
        if (!event.at || event.repository.empty())
            return skip("events_unusable", line, event, "an event without a time or a repository");
        if (!is_wanted(event))
            return count("events_filtered");
        if (!seen_.add(event, line.text))
            return count("events_duplicate");
        return take_event(line, json, event);
    }

    [[nodiscard]] Status take_event(const ArchiveLine& line, const Json& json, const ArchiveEvent& event) {
        AXIAL_ASSIGN(auto container, batch_.container_of(event.repository));
        auto records = records_of(json, event, {std::move(container), *event.at, 0});
        if (!records)
            return skip("events_unusable", line, event, records.error().what);
        if (!records->thread)
            return skip("events_without_text", line, event, "this form of event carries no text");
        return batch_.add(std::move(*records), line.text, line.line);
    }

    [[nodiscard]] bool is_wanted(const ArchiveEvent& event) const {
        return (wanted_.empty() || wanted_.contains(corpus::utf8::lower(event.repository))) &&
               (!request_.since || *event.at >= *request_.since) &&
               (!request_.until || *event.at < *request_.until);
    }

    [[nodiscard]] Status note_end(const ArchiveEnd& end) {
        using Kind = ArchiveEnd::Kind;
        if (end.kind == Kind::whole)
            return {};
        const bool empty = end.kind == Kind::empty;
        const bool truncated = end.kind == Kind::truncated;
        ++report_.counts[empty ? "files_empty" : truncated ? "files_truncated" : "files_damaged"];
        std::string reason = empty       ? "it is empty"
                             : truncated ? fmt::format("it ends in the middle, in line {}", end.lines)
                                         : fmt::format("it is damaged, in line {}", end.lines);
        if (!empty)
            reason += "; fetch it again and import it again";
        report_.notes.push_back(file_ + ": " + reason);
        return batch_.skip(file_, std::move(reason));
    }

    [[nodiscard]] Status count(const char* name) {
        ++report_.counts[name];
        return {};
    }
    [[nodiscard]] Status skip(const char* name, const ArchiveLine& line, const ArchiveEvent& event,
                              std::string reason) {
        ++report_.counts[name];
        std::string what = fmt::format("{}:{}", file_, line.line);
        for (const std::string& more : {event.type, event.id, event.repository})
            if (!more.empty())
                what += " " + more.substr(0, 100);
        return batch_.skip(std::move(what), std::move(reason));
    }

    const ArchiveRequest& request_;
    ArchiveBatch& batch_;
    ArchiveReport& report_;
    std::set<std::string> wanted_;
    Seen seen_;
    std::string file_;
};

Status check(const ArchiveRequest& request) {
    for (const auto& name : request.repositories)
        if (!is_repository_name(name))
            return bad_input("not a repository", name, "write OWNER/NAME");
    for (const auto& file : request.files) {
        std::error_code ignored;
        if (!std::filesystem::is_regular_file(file, ignored))
            return bad_input("there is no such file", file.string(), "name the files, not their folder");
    }
    return {};
}

std::string in_words(const ArchiveRequest& request) {
    std::string words = request.since ? "since " + format_time(*request.since) : "";
    if (request.until)
        words += (words.empty() ? "until " : ", until ") + format_time(*request.until);
    return words;
}

corpus::Run run_of(const ArchiveRequest& request) {
    corpus::Run run;
    run.command = "import gh-archive";
    run.source = "github";
    run.container = request.repositories.empty() ? "all repositories"
                                                 : fmt::format("{}", fmt::join(request.repositories, ", "));
    run.query = in_words(request);
    if (!request.files.empty())
        run.endpoint = request.files.front().filename().string();
    if (request.files.size() > 1)
        run.endpoint +=
            fmt::format(" to {} ({} files)", request.files.back().filename().string(), request.files.size());
    return run;
}

} // namespace

Result<ArchiveReport> import_archive(corpus::Study& study, const ArchiveRequest& request,
                                     const ArchiveProgress& progress, const std::stop_token& stop) {
    AXIAL_TRY(check(request));
    ArchiveReport report;
    for (const char* name : {"lines_read",      "events_stored",     "events_other_type",
                             "events_filtered", "events_duplicate",  "events_without_text",
                             "events_unusable", "lines_broken",      "posts_seen",
                             "added",           "changed",           "unchanged",
                             "older",           "threads_seen",      "threads_added",
                             "threads_changed", "threads_unchanged", "threads_older",
                             "files_read",      "files_empty",       "files_truncated",
                             "files_damaged",   "payloads_mended"})
        report.counts[name] = 0;
    corpus::Store store(study);
    AXIAL_ASSIGN(auto raw, corpus::RawStore::open(study.raw_path(), corpus::RawStore::Mode::append));
    AXIAL_ASSIGN(const auto run, store.begin(run_of(request)));
    ArchiveBatch batch(store, raw, run, report.counts);
    Import import(request, batch, report);
    Status stored;
    for (const auto& file : request.files)
        if (stored = import.read(file, progress, stop); !stored)
            break;
    if (!stored && stored.error().fault == Fault::cancelled) // what was read by then is worth keeping
        if (Status rest = batch.flush(); !rest)
            stored = rest;
    const char* status = stored ? "done" : stored.error().fault == Fault::cancelled ? "stopped" : "failed";
    const Status written = store.finish(run, status, report.counts);
    AXIAL_TRY(stored);
    AXIAL_TRY(written);
    return report;
}

} // namespace axial::collectors::dumps
