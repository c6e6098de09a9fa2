// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/stack_exchange_dump.h"

#include "collectors/dumps/dump_batch.h"
#include "collectors/dumps/dump_texts.h"
#include "corpus/raw_store.h"
#include "corpus/store.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <utility>

namespace axial::collectors::dumps {
namespace {

/// The second reading of a dump: what the plan wants goes into the study.
class Import {
public:
    Import(DumpPlan& plan, const Site& site, const DumpTexts& texts, DumpBatch& batch,
           std::map<std::string, std::int64_t>& counts)
        : plan_(plan),
          site_(site),
          texts_(texts),
          batch_(batch),
          counts_(counts) {}

    [[nodiscard]] Status post(const XmlRow& row) {
        ++counts_["posts_read"];
        const auto type = row.number("PostTypeId");
        if (type && *type != question && *type != answer)
            return count("posts_other_type");
        if (!is_usable(row) || !type)
            return skip("posts_unusable", row, "Posts.xml", "a post without an id, a date or a type");
        const auto id = *row.number("Id");
        if (!met_.insert(id))
            return skip("posts_unusable", row, "Posts.xml", "its id is used by an earlier row");
        if (plan_.is_orphan(id))
            return skip("posts_orphaned", row, "Posts.xml", "an answer whose question is not in the dump");
        DumpPost* place = plan_.find(id);
        if (place == nullptr)
            return count("posts_filtered");
        if (*type == question)
            return take_question(row, *place);
        if (DumpPost* asked = plan_.find(place->question); asked != nullptr && asked->taken)
            return take_answer(row, *place);
        answers_wait_ = true; // its question comes later in the file
        return {};
    }

    /// True when answers came before their questions and the file must be read once more for them.
    [[nodiscard]] bool answers_wait() const { return answers_wait_; }
    [[nodiscard]] Status waiting_answer(const XmlRow& row) {
        if (!is_usable(row) || row.number("PostTypeId") != answer)
            return {};
        DumpPost* place = plan_.find(*row.number("Id"));
        if (place == nullptr || place->type() != answer || place->taken)
            return {};
        return take_answer(row, *place);
    }

    [[nodiscard]] Status comment(const XmlRow& row) {
        ++counts_["comments_read"];
        const auto on = row.number("PostId");
        if (!is_usable(row) || !on)
            return skip("comments_unusable", row, "Comments.xml", "a comment without an id, a date or a post");
        if (!plan_.has(*on))
            return skip("comments_orphaned", row, "Comments.xml", "a comment on a post that is not stored");
        const DumpPost* post = plan_.find(*on);
        if (post == nullptr)
            return count("comments_filtered");
        return batch_.add(row, comment_from(row, site_, plan_.names(), post->type(), post->question),
                          *plan_.find(post->question));
    }

private:
    [[nodiscard]] Status take_question(const XmlRow& row, DumpPost& place) {
        place.taken = true;
        AXIAL_ASSIGN(auto post, record(row, place));
        auto thread = thread_from(row, site_);
        for (auto& link : plan_.links_of(place.id))
            thread.tags.push_back(std::move(link));
        return batch_.add(row, std::move(thread), std::move(post), place);
    }
    [[nodiscard]] Status take_answer(const XmlRow& row, DumpPost& place) {
        place.taken = true;
        AXIAL_ASSIGN(auto post, record(row, place));
        return batch_.add(row, std::move(post), *plan_.find(place.question));
    }
    [[nodiscard]] Result<corpus::IncomingPost> record(const XmlRow& row, const DumpPost& place) const {
        auto post = post_from(row, site_, plan_.names(), place.accepted);
        AXIAL_ASSIGN(auto markdown, texts_.of(place));
        if (markdown) {
            post.body = std::move(*markdown);
            post.markup = corpus::Markup::markdown;
        }
        return post;
    }
    [[nodiscard]] Status count(const char* name) {
        ++counts_[name];
        return {};
    }
    [[nodiscard]] Status skip(const char* name, const XmlRow& row, const char* file, const char* reason) {
        ++counts_[name];
        return batch_.skip(fmt::format("{}:{} Id {}", file, row.line(), row.get("Id")), reason);
    }

    DumpPlan& plan_;
    const Site& site_;
    const DumpTexts& texts_;
    DumpBatch& batch_;
    std::map<std::string, std::int64_t>& counts_;
    IdSet met_;
    bool answers_wait_ = false;
};

Status store_all(Import& import, DumpBatch& batch, const DumpSource& source, const DumpPlan::Progress& progress,
                 const std::stop_token& stop) {
    const auto walk = [&](Table table, auto member) -> Status {
        const std::string name = DumpSource::name_of(table);
        batch.start_file(name);
        AXIAL_TRY(source.for_each_row(
            table, [&](const XmlRow& row) { return (import.*member)(row); }, stop,
            [&](std::int64_t done, std::int64_t of) {
                if (progress)
                    progress("storing " + name, done, of);
            }));
        return batch.flush();
    };
    AXIAL_TRY(walk(Table::posts, &Import::post));
    if (import.answers_wait())
        AXIAL_TRY(walk(Table::posts, &Import::waiting_answer));
    return walk(Table::comments, &Import::comment);
}

/// What the study knows of a site's users already, so that a newer dump without Users.xml takes no name away.
Result<UserNames> names_in(const corpus::Store& store, const Site& site) {
    UserNames names;
    AXIAL_TRY(store.for_each_post([&](const corpus::Post& post) {
        if (post.source != "stackexchange" || post.container != site.name || !post.author.id ||
            !post.author.name)
            return true;
        std::int64_t id = 0;
        const std::string& text = *post.author.id;
        if (std::from_chars(text.data(), text.data() + text.size(), id).ec == std::errc())
            names.insert_or_assign(id, *post.author.name);
        return true;
    }));
    return names;
}

std::string in_words(const DumpRequest& request) {
    std::vector<std::string> words;
    if (!request.tags.empty())
        words.push_back(fmt::format("tag {}", fmt::join(request.tags, " or ")));
    if (!request.all_tags.empty())
        words.push_back(fmt::format("tagged {}", fmt::join(request.all_tags, ";")));
    if (request.since)
        words.push_back("since " + format_time(*request.since));
    if (request.until)
        words.push_back("until " + format_time(*request.until));
    if (request.min_score)
        words.push_back(fmt::format("score at least {}", *request.min_score));
    return fmt::format("{}", fmt::join(words, ", "));
}

/// The import as a question, for the log of the searches.
corpus::Query as_query(const DumpRequest& request, const DumpSource& source, const DumpReport& report) {
    corpus::Query query;
    query.term = in_words(request).empty() ? "everything" : in_words(request);
    query.endpoint = source.in_words();
    query.from = request.since.value_or(Time{});
    query.to = request.until.value_or(Time{});
    query.asked_at = now();
    query.hits = report.counts.at("questions_wanted");
    query.fetched = report.counts.at("questions_stored");
    query.incomplete = query.fetched < query.hits;
    return query;
}

} // namespace

Result<DumpReport> import_dump(corpus::Study& study, const DumpRequest& request,
                               const DumpPlan::Progress& progress, const std::stop_token& stop) {
    AXIAL_ASSIGN(const auto source, DumpSource::open(request.paths));
    AXIAL_ASSIGN(auto site, site_from(request.site.empty() ? source.site_name() : request.site));
    AXIAL_ASSIGN(auto plan, DumpPlan::make(source, request, progress, stop));

    DumpReport report{std::move(site), plan.counts()};
    for (const char* name : {"posts_read", "questions_stored", "answers_stored", "posts_other_type",
                             "posts_filtered", "posts_orphaned", "posts_unusable", "comments_read",
                             "comments_stored", "comments_filtered", "comments_orphaned", "comments_unusable",
                             "texts_markdown", "texts_html", "added", "changed", "unchanged"})
        report.counts[name] = 0;
    if (request.dry_run)
        return report;
    corpus::Store store(study);
    if (!source.has(Table::users)) {
        AXIAL_ASSIGN(auto known, names_in(store, report.site));
        plan.set_names(std::move(known));
    }
    AXIAL_ASSIGN(auto raw, corpus::RawStore::open(study.raw_path(), corpus::RawStore::Mode::append));
    corpus::Run run;
    run.command = "import se-dump";
    run.source = "stackexchange";
    run.container = report.site.name;
    run.query = in_words(request);
    run.endpoint = source.in_words();
    AXIAL_ASSIGN(const auto row, store.begin(run));

    DumpTexts texts(study.raw_path().parent_path() / "dump-texts.tmp");
    DumpBatch batch(store, raw, report.site, row, report.counts);
    Import import(plan, report.site, texts, batch, report.counts);
    Status stored = texts.read(source, plan, progress, stop);
    if (stored)
        stored = store_all(import, batch, source, progress, stop);
    if (!stored && stored.error().fault == Fault::cancelled) // what was read by then is worth keeping
        if (Status rest = batch.flush(); !rest)
            stored = rest;
    const char* status = stored ? "done" : stored.error().fault == Fault::cancelled ? "stopped" : "failed";
    const Status written = store.transaction([&]() -> Status {
        AXIAL_TRY(store.log(row, as_query(request, source, report)));
        return store.finish(row, status, report.counts);
    });
    AXIAL_TRY(stored);
    AXIAL_TRY(written);
    return report;
}

} // namespace axial::collectors::dumps
