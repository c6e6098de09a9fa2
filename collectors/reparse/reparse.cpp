// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/reparse/reparse.h"

#include "collectors/reparse/payload.h"
#include "collectors/reparse/put_found.h"
#include "corpus/privacy/raw_payloads.h"
#include "corpus/raw_store.h"
#include "corpus/store.h"

#include <fmt/format.h>

#include <set>

namespace axial::collectors::reparse {
namespace {

constexpr std::int64_t most_in_a_batch = 500; ///< records in one transaction
constexpr std::int64_t most_rows_in_a_batch = 500;
constexpr std::int64_t most_listed = 10'000;

class Walk {
public:
    Walk(corpus::Store& store, const corpus::RawStore& raw, corpus::DeletedText deleted_text,
         const ReparseRequest& request, const std::function<void(const Reparsed&)>& on_change,
         const ReparseProgress& progress, const std::stop_token& stop)
        : store_(store),
          raw_(raw),
          request_(request),
          progress_(progress),
          stop_(stop),
          around_(store, raw),
          put_(store, deleted_text, on_change) {
        for (const char* name : {"payloads_read", "payloads_used", "payloads_without_posts", "payloads_broken",
                                 "payloads_filtered", "records", "added", "changed", "unchanged", "older",
                                 "skipped", "left_out", "threads_records", "threads_added", "threads_changed",
                                 "threads_unchanged", "threads_older", "posts_not_found"})
            put_.counts()[name] = 0;
    }

    Status run(corpus::RowId run) {
        run_ = run;
        AXIAL_TRY(around_.open());
        AXIAL_ASSIGN(last_, raw_.last_row());
        for (std::int64_t row = last_; row > 0;)
            AXIAL_TRY(store_.transaction([&] { return read_batch(row); }));
        AXIAL_TRY(store_.transaction([&] { return read_deferred(); }));
        return store_.transaction([&] { return list_what_was_not_found(); });
    }
    [[nodiscard]] const std::map<std::string, std::int64_t>& counts() { return put_.counts(); }

private:
    Status read_batch(std::int64_t& row) {
        const auto before = put_.counts()["records"];
        for (std::int64_t rows = 0; row > 0 && rows < most_rows_in_a_batch; --row, ++rows) {
            if (stop_.stop_requested())
                return cancelled();
            AXIAL_TRY(read_row(row));
            if (progress_)
                progress_(last_ - row + 1, last_);
            if (put_.counts()["records"] - before >= most_in_a_batch) {
                --row;
                break;
            }
        }
        return {};
    }

    Status read_row(std::int64_t row) {
        const auto exchange = raw_.at(row);
        if (exchange && !*exchange)
            return {};
        ++put_.counts()["payloads_read"];
        if (!exchange)
            return broken(row, "", exchange.error());
        const Payload payload = look_at(**exchange);
        const Kind* kind = kind_of(payload);
        if (!kind) {
            ++put_.counts()["payloads_without_posts"];
            return {};
        }
        if (corpus::privacy::is_emptied(**exchange))
            return broken(row, (*exchange)->key, {Fault::input, "emptied by axial privacy --drop-raw", {}, {}});
        auto reading = kind->read(payload, around_);
        if (!reading)
            return broken(row, (*exchange)->key, reading.error());
        return take(row, *reading);
    }

    Status take(std::int64_t row, Reading& reading) {
        const bool empty = reading.found.empty() && reading.skipped.empty();
        if (!request_.source.empty())
            std::erase_if(reading.found, [&](const Found& found) { return found.source != request_.source; });
        const bool filtered = !empty && !request_.source.empty() && reading.found.empty();
        ++put_.counts()[filtered ? "payloads_filtered" : "payloads_used"];
        if (filtered)
            return {};
        for (auto& found : reading.found) {
            AXIAL_ASSIGN(const bool placed, put_.put(found, row));
            if (!placed)
                deferred_.insert(row);
        }
        for (const auto& [what, reason] : reading.skipped)
            AXIAL_TRY(skip(what, reason));
        return {};
    }

    /// Posts whose thread an older payload brought.
    Status read_deferred() {
        for (const auto row : deferred_) {
            if (stop_.stop_requested())
                return cancelled();
            AXIAL_ASSIGN(const auto exchange, raw_.at(row));
            const Payload payload = look_at(*exchange);
            AXIAL_ASSIGN(auto reading, kind_of(payload)->read(payload, around_));
            for (auto& found : reading.found) {
                const bool wanted = request_.source.empty() || found.source == request_.source;
                if (!wanted || put_.is_done(found))
                    continue;
                AXIAL_ASSIGN(const bool placed, put_.put(found, row));
                if (!placed) { // a list shows more than a run took, such as comments on other threads
                    put_.counts()["records"] += std::ssize(found.posts);
                    put_.counts()["left_out"] += std::ssize(found.posts);
                }
            }
        }
        return {};
    }

    Status list_what_was_not_found() {
        std::vector<std::pair<std::string, std::int64_t>> missing;
        AXIAL_TRY(store_.for_each_post([&](const corpus::Post& post) {
            const bool wanted = request_.source.empty() || post.source == request_.source;
            if (wanted && !put_.was_met(post.key)) {
                ++put_.counts()["posts_not_found"];
                if (static_cast<std::int64_t>(missing.size()) < most_listed)
                    missing.emplace_back(post.key, post.raw);
            }
            return !stop_.stop_requested();
        }));
        for (const auto& [key, raw] : missing)
            AXIAL_TRY(list(key, raw == 0 ? "no payload of it is kept"
                                         : fmt::format("its payload, raw row {}, does not show it", raw)));
        return {};
    }

    Status broken(std::int64_t row, const std::string& key, const Error& error) {
        ++put_.counts()["payloads_broken"];
        return list(fmt::format("raw row {}{}{}", row, key.empty() ? "" : ": ", key.substr(0, 200)),
                    error.what);
    }
    Status skip(const std::string& what, const std::string& reason) {
        ++put_.counts()["records"];
        ++put_.counts()["skipped"];
        return list(what, reason);
    }
    Status list(const std::string& what, const std::string& reason) {
        return listed_++ < most_listed ? store_.skip(run_, what, reason) : Status{};
    }

    corpus::Store& store_;
    const corpus::RawStore& raw_;
    const ReparseRequest& request_;
    const ReparseProgress& progress_;
    const std::stop_token& stop_;
    Surroundings around_;
    PutFound put_;
    corpus::RowId run_ = 0;
    std::int64_t last_ = 0, listed_ = 0;
    std::set<std::int64_t> deferred_; ///< rows to be read once more, oldest first
};

Status check(const corpus::Store& store, const ReparseRequest& request, const std::filesystem::path& raw) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(raw, ignored))
        return bad_input("the study has no raw.db: its posts cannot be read again", raw.string(),
                         "put the file back, or collect again");
    if (request.source.empty())
        return {};
    AXIAL_ASSIGN(const auto counts, store.counts());
    return counts.by_source.contains(request.source)
               ? Status{}
               : bad_input("the study has no posts of this source", request.source,
                           "axial stats lists the sources");
}

} // namespace

Result<std::map<std::string, std::int64_t>> reparse_study(corpus::Study& study, const ReparseRequest& request,
                                                          const std::function<void(const Reparsed&)>& on_change,
                                                          const ReparseProgress& progress,
                                                          const std::stop_token& stop) {
    corpus::Store store(study);
    AXIAL_TRY(check(store, request, study.raw_path()));
    AXIAL_ASSIGN(const auto raw, corpus::RawStore::open(study.raw_path(), corpus::RawStore::Mode::read));
    AXIAL_ASSIGN(const auto settings, corpus::read_settings(study));
    Walk walk(store, raw, settings.deleted_text, request, on_change, progress, stop);
    corpus::Run run;
    run.command = "reparse";
    run.source = request.source;
    run.endpoint = "raw.db";
    if (request.dry_run) {
        const Status outcome = store.transaction([&]() -> Status {
            AXIAL_ASSIGN(const auto row, store.begin(run));
            const Status walked = walk.run(row);
            return walked ? cancelled() : walked; // rolls everything back
        });
        if (!outcome && (outcome.error().fault != Fault::cancelled || stop.stop_requested()))
            return fail(outcome.error());
        return walk.counts();
    }
    AXIAL_ASSIGN(const auto row, store.begin(run));
    const Status outcome = walk.run(row);
    const char* status = outcome ? "done" : outcome.error().fault == Fault::cancelled ? "stopped" : "failed";
    const Status written = store.finish(row, status, walk.counts());
    AXIAL_TRY(outcome);
    AXIAL_TRY(written);
    return walk.counts();
}

} // namespace axial::collectors::reparse
