// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/raw_store.h"
#include "corpus/settings.h"
#include "corpus/store.h"
#include "corpus/thread_list.h"
#include "exports/atomic_file.h"
#include "exports/export_formats.h"
#include "exports/export_tables.h"
#include "exports/perceval_item.h"

#include <algorithm>
#include <map>

namespace axial::exports {
namespace {

using corpus::ListedThread;
using corpus::Post;

double seconds(Time time) {
    return static_cast<double>(time.time_since_epoch().count()) / 1000.0;
}

/// The posts of a thread that are still served, the one that opened it first; none where that one is gone or
/// nothing of the thread is in the set.
Result<std::vector<Post>> served_posts(const corpus::Store& store, const ListedThread& listed,
                                       const ExportSource& source) {
    const bool wanted =
        std::ranges::any_of(listed.posts, [&](const auto& post) { return source.holds(post.key); });
    if (!wanted || listed.thread.state == "gone")
        return std::vector<Post>();
    AXIAL_ASSIGN(auto posts, store.posts_of(listed.thread.row));
    const auto opens = std::ranges::find_if(posts, [](const Post& post) { return !post.title.empty(); });
    if (opens != posts.end())
        std::rotate(posts.begin(), opens, opens + 1);
    if (posts.front().visibility == corpus::Visibility::gone)
        return std::vector<Post>();
    std::erase_if(posts, [](const Post& post) { return post.visibility == corpus::Visibility::gone; });
    return posts;
}

/// The envelope that Perceval puts around each item; no item comes from Perceval itself, and its version says
/// so.
ExportRow envelope(const perceval::Item& item, const corpus::Thread& thread, Time fetched_at,
                   const std::string& version) {
    return {{"backend_name", item.backend},
            {"backend_version", "axial-" + version},
            {"perceval_version", "axial-" + version},
            {"timestamp", seconds(fetched_at)},
            {"origin", item.origin},
            {"uuid", perceval::uuid(item.origin, item.id)},
            {"updated_on", seconds(thread.updated_at)},
            {"classified_fields_filtered", nullptr},
            {"category", item.category},
            {"search_fields", item.search_fields},
            {"tag", item.origin},
            {"data", item.data}};
}

Result<bool> records_only(const corpus::Study& study) {
    AXIAL_ASSIGN(const auto settings, corpus::read_settings(study));
    return settings.alters_texts();
}

} // namespace

Result<ExportOutcome> export_perceval(corpus::Study& study, const std::filesystem::path& path,
                                      const ExportOptions& options) {
    AXIAL_ASSIGN(const auto source, export_source(study, options.set, options.stop));
    AXIAL_ASSIGN(const bool only_records, records_only(study));
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(study.raw_path(), ignored))
        return bad_input("the study has no raw.db: there is nothing to put into envelopes",
                         study.raw_path().string(), "put the file back, or export jsonl");
    AXIAL_ASSIGN(const auto raw, corpus::RawStore::open(study.raw_path(), corpus::RawStore::Mode::read));
    AXIAL_ASSIGN(const auto threads, corpus::list_threads(study));
    AXIAL_ASSIGN(auto file, AtomicFile::create(path));
    collectors::reparse::RawItems payloads(raw);
    const corpus::Store store(study);
    std::map<std::string, std::int64_t> written;
    for (const auto& listed : threads) {
        if (options.stop.stop_requested())
            return cancelled();
        AXIAL_ASSIGN(const auto posts, served_posts(store, listed, source));
        if (posts.empty())
            continue;
        AXIAL_ASSIGN(const auto items, perceval::items_of(listed.thread, posts, payloads, only_records));
        const Time fetched = std::ranges::max(posts, {}, &Post::fetched_at).fetched_at;
        for (const auto& item : items) {
            if (!options.backend.empty() && options.backend != item.backend)
                continue;
            const auto line = envelope(item, listed.thread, fetched, options.axial_version);
            AXIAL_TRY(file.write(line.dump(-1, ' ', false, ExportRow::error_handler_t::replace) + "\n"));
            ++written[item.backend + " " + item.category];
        }
    }
    AXIAL_TRY(file.commit());
    ExportOutcome outcome;
    outcome.rows.assign(written.begin(), written.end());
    outcome.files.push_back(path);
    return outcome;
}

} // namespace axial::exports
