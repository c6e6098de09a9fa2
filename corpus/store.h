// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"
#include "corpus/result.h"
#include "corpus/study.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus {

/// What storing a record came to.
enum class Outcome { added, changed, unchanged };
[[nodiscard]] std::string_view name_of(Outcome outcome); ///< as counts of a run call it

/// What stopped one collector run and where it can go on; one row for each (source, container, stream).
struct StreamState {
    std::string source, container, stream;
    std::string
        watermark;      ///< newest time or id that is stored with everything before it; the source's own form
    std::string cursor; ///< where an unfinished walk stands (a URL, a page); empty when it had finished
    Time finished_at{}; ///< end of the last complete walk; zero: never
};

/// What an import asks about every post that it meets: how late the study saw it, and what it must not lose.
struct LastSeen {
    Time updated_at{}, fetched_at{};
    Visibility visibility = Visibility::visible;
    std::optional<std::int64_t> score;
};

/// Sums for `axial stats`.
struct Counts {
    std::int64_t threads = 0, posts = 0, hidden = 0, deleted = 0, gone = 0, authors_missing = 0, revisions = 0,
                 bots = 0;
    std::map<std::string, std::int64_t> by_source, by_kind, by_language; ///< language "": not known
};

/// One collection or import: what was asked, of whom, and what came of it. Provenance for the report.
struct Run {
    RowId row = 0;
    std::string command, source, container, query, endpoint, status; ///< status: running, done, stopped, failed
    Time started_at{}, finished_at{};
    std::map<std::string, std::int64_t> counts; ///< added, changed, unchanged, skipped, requests …
};

/// One question that a run asked of a service, for the log of the searches: what, where, when, and what came.
struct Query {
    std::string term;     ///< as it was asked
    std::string field;    ///< what was searched: "title,body,comments"; empty: the service's own choice
    std::string endpoint; ///< URL without secrets
    Time from{}, to{};    ///< window that it was restricted to; zero: open
    Time asked_at{};
    std::int64_t hits = -1;   ///< as the service counts them; -1: it did not say
    std::int64_t fetched = 0; ///< hits that were read
    bool capped = false;      ///< more hits than the service gives out
    bool incomplete = false;  ///< the service says itself that its answer is not whole
};

/// A body that is canonical text already: the revision of another study, or of a shard of a corpus.
struct CanonicalBody {
    CanonicalText text; ///< made by this Axial's CanonicalText::version
    std::string hash;   ///< of the markup that it was made of, as the table of revisions has it; may be empty
};

/// Threads, posts and revisions in study.db. Writes need a Study open for writing and happen inside
/// `transaction`. All calls translate SQLite's errors into Error; none throws.
class Store {
public:
    explicit Store(Study& study);
    Store(Store&&) noexcept;
    ~Store();

    /// Runs `work` in one transaction: all of it is stored or nothing. A page's records and its StreamState
    /// belong in the same one. Nested calls join the outer transaction.
    [[nodiscard]] Status transaction(const std::function<Status()>& work);

    /// Stores a thread by its key. Returns its row and what changed.
    [[nodiscard]] Result<std::pair<RowId, Outcome>> put(const IncomingThread& thread);

    /// Stores a post of the thread in row `thread`. The body becomes canonical text; if that differs from the
    /// current revision's, a new revision is added and the old one kept. Other fields are updated in place.
    [[nodiscard]] Result<Outcome> put(RowId thread, const IncomingPost& post);

    /// The same for a body that was parsed elsewhere; `post.body` is not looked at.
    [[nodiscard]] Result<Outcome> put(RowId thread, const IncomingPost& post, const CanonicalBody& body);

    /// Says that this post will be put soon: its text and language are made on another core meanwhile. Changes
    /// nothing but the time that put() takes.
    void expect(const IncomingPost& post);

    /// Marks a post as no longer served: visibility "gone", with the date. A later put() brings it back. False
    /// if it is gone already or not stored.
    [[nodiscard]] Result<bool> mark_gone(std::string_view post_key, Time at);
    /// Keys of a thread's posts that are not gone.
    [[nodiscard]] Result<std::vector<std::string>> served_posts(RowId thread) const;
    /// By native id.
    [[nodiscard]] Result<std::vector<Thread>> threads_in(std::string_view source,
                                                         std::string_view container) const;

    [[nodiscard]] Result<std::optional<Thread>> thread(std::string_view key) const;
    [[nodiscard]] Result<std::optional<Thread>> thread(RowId row) const;
    /// With text and spans.
    [[nodiscard]] Result<std::optional<Post>> post(std::string_view key) const;
    [[nodiscard]] Result<std::optional<Post>> post(RowId row) const;
    /// Without reading its text.
    [[nodiscard]] Result<std::optional<LastSeen>> last_seen(std::string_view post_key) const;
    /// With text and spans; in the order of the thread: by time, then native id.
    [[nodiscard]] Result<std::vector<Post>> posts_of(RowId thread) const;
    /// A revision's text. The number counts from 1.
    [[nodiscard]] Result<std::optional<CanonicalText>> revision(RowId post, int number) const;

    /// Calls `visit` for every post with text and spans, ordered by (created, key); stops when it returns
    /// false.
    [[nodiscard]] Status for_each_post(const std::function<bool(const Post&)>& visit) const;
    /// Posts whose change is greater than `change`, in order of change. What the index follows.
    [[nodiscard]] Status for_each_change(std::int64_t change,
                                         const std::function<bool(const Post&)>& visit) const;
    [[nodiscard]] Result<std::int64_t> last_change() const;

    [[nodiscard]] Result<Counts> counts() const;

    /// What the study's rules of privacy (corpus/settings.h) changed in the posts put so far, for the counts of
    /// a run: "masked_emails", "masked_secrets" … Empty where nothing was.
    [[nodiscard]] std::map<std::string, std::int64_t> masked() const;

    [[nodiscard]] Result<std::optional<StreamState>> stream(std::string_view source, std::string_view container,
                                                            std::string_view stream) const;
    [[nodiscard]] Status put(const StreamState& state);

    /// A run is written when it starts and again when it ends; a run that never ended shows as "running".
    [[nodiscard]] Result<RowId> begin(const Run& run);
    [[nodiscard]] Status finish(RowId run, std::string_view status,
                                const std::map<std::string, std::int64_t>& counts);
    /// Something that could not be stored, with the reason; listed by `axial collect log`.
    [[nodiscard]] Status skip(RowId run, std::string_view what, std::string_view reason);
    [[nodiscard]] Status log(RowId run, const Query& query);
    [[nodiscard]] Result<std::vector<Query>> queries(RowId run) const;
    [[nodiscard]] Result<std::vector<Run>> runs() const;
    [[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> skipped(RowId run) const;

    struct Statements; ///< for the files of the store only

private:
    Result<Outcome> put(RowId thread, const IncomingPost& post, const CanonicalBody* parsed);
    SQLite::Database* database_;
    std::unique_ptr<Statements> statements_;
};

} // namespace axial::corpus
