// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/stack_exchange_dump.h"

#include "collectors/dumps/dump_batch.h"
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
    Import(DumpPlan& plan, const Site& site, DumpBatch& batch, std::map<std::string, std::int64_t>& counts)
        : plan_(plan),
          site_(site),
          batch_(batch),
          counts_(counts) {}

    [[nodiscard]] Status post(const XmlRow& row) {
        ++counts_["posts_read"];
        const auto type = row.number("PostTypeId");
        if (type && *type != question && *type != answer)
            return count("posts_other_type");
        DumpPost* place = is_usable(row) ? plan_.find(*row.number("Id")) : nullptr;
        if (place == nullptr || !type)
            return skip("posts_unusable", row, "Posts.xml", "a post without an id, a date or a type");
        if (place->met)
            return skip("posts_unusable", row, "Posts.xml", "its id is used by an earlier row");
        place->met = true;
        if (place->orphan)
            return skip("posts_orphaned", row, "Posts.xml", "an answer whose question is not in the dump");
        if (!place->wanted)
            return count("posts_filtered");
        if (*type == question) {
            place->taken = true;
            return batch_.add(row, thread_from(row, site_), post_from(row, site_, plan_.names(), false),
                              *place);
        }
        if (!plan_.find(place->question)->taken) {
            answers_wait_ = true; // its question comes later in the file
            return {};
        }
        return take_answer(row, *place);
    }

    /// True when answers came before their questions and the file must be read once more for them.
    [[nodiscard]] bool answers_wait() const { return answers_wait_; }
    [[nodiscard]] Status waiting_answer(const XmlRow& row) {
        if (!is_usable(row) || row.number("PostTypeId") != answer)
            return {};
        DumpPost* place = plan_.find(*row.number("Id"));
        if (place == nullptr || place->type() != answer || !place->wanted || place->taken)
            return {};
        return take_answer(row, *place);
    }

    [[nodiscard]] Status comment(const XmlRow& row) {
        ++counts_["comments_read"];
        const auto on = row.number("PostId");
        if (!is_usable(row) || !on)
            return skip("comments_unusable", row, "Comments.xml", "a comment without an id, a date or a post");
        const DumpPost* post = plan_.find(*on);
        if (post == nullptr || post->orphan)
            return skip("comments_orphaned", row, "Comments.xml", "a comment on a post that is not stored");
        if (!post->wanted)
            return count("comments_filtered");
        return batch_.add(row, comment_from(row, site_, plan_.names(), post->type(), post->question),
                          *plan_.find(post->question));
    }

private:
    [[nodiscard]] Status take_answer(const XmlRow& row, DumpPost& place) {
        place.taken = true;
        return batch_.add(row, post_from(row, site_, plan_.names(), place.accepted),
                          *plan_.find(place.question));
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
    DumpBatch& batch_;
    std::map<std::string, std::int64_t>& counts_;
    bool answers_wait_ = false;
};

Status store_all(Import& import, DumpBatch& batch, const DumpFiles& files, const DumpPlan::Progress& progress,
                 const std::stop_token& stop) {
    const auto walk = [&](const std::filesystem::path& file, const char* root, auto member) -> Status {
        const std::string name = file.filename().string();
        batch.start_file(name);
        AXIAL_TRY(for_each_row(
            file, root, [&](const XmlRow& row) { return (import.*member)(row); }, stop,
            [&](std::int64_t done, std::int64_t of) {
                if (progress)
                    progress("storing " + name, done, of);
            }));
        return batch.flush();
    };
    AXIAL_TRY(walk(files.posts, "posts", &Import::post));
    if (import.answers_wait())
        AXIAL_TRY(walk(files.posts, "posts", &Import::waiting_answer));
    if (!files.comments.empty())
        AXIAL_TRY(walk(files.comments, "comments", &Import::comment));
    return {};
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
    std::string words;
    if (!request.tags.empty())
        words = fmt::format("tag {}", fmt::join(request.tags, " or "));
    if (request.since)
        words += fmt::format("{}since {}", words.empty() ? "" : ", ", format_date(*request.since));
    return words;
}

std::string name_of(const std::filesystem::path& folder) {
    const auto path = folder.lexically_normal();
    return (path.has_filename() ? path.filename() : path.parent_path().filename()).string();
}

} // namespace

Result<DumpReport> import_dump(corpus::Study& study, const DumpRequest& request,
                               const DumpPlan::Progress& progress, const std::stop_token& stop) {
    AXIAL_ASSIGN(const auto files, find_files(request.folder));
    AXIAL_ASSIGN(auto site, site_from(request.site.empty() ? name_of(request.folder) : request.site));
    AXIAL_ASSIGN(auto plan, DumpPlan::make(files, request, progress, stop));

    DumpReport report{std::move(site), plan.counts()};
    for (const char* name :
         {"posts_read", "questions_stored", "answers_stored", "posts_other_type", "posts_filtered",
          "posts_orphaned", "posts_unusable", "comments_read", "comments_stored", "comments_filtered",
          "comments_orphaned", "comments_unusable", "added", "changed", "unchanged"})
        report.counts[name] = 0;
    corpus::Store store(study);
    if (files.users.empty()) {
        AXIAL_ASSIGN(auto known, names_in(store, report.site));
        plan.set_names(std::move(known));
    }
    AXIAL_ASSIGN(auto raw, corpus::RawStore::open(study.raw_path(), corpus::RawStore::Mode::append));
    corpus::Run run;
    run.command = "import se-dump";
    run.source = "stackexchange";
    run.container = report.site.name;
    run.query = in_words(request);
    run.endpoint = name_of(request.folder);
    AXIAL_ASSIGN(const auto row, store.begin(run));

    DumpBatch batch(store, raw, report.site, row, report.counts);
    Import import(plan, report.site, batch, report.counts);
    Status stored = store_all(import, batch, files, progress, stop);
    if (!stored && stored.error().fault == Fault::cancelled) // what was read by then is worth keeping
        if (Status rest = batch.flush(); !rest)
            stored = rest;
    const char* status = stored ? "done" : stored.error().fault == Fault::cancelled ? "stopped" : "failed";
    const Status written = store.finish(row, status, report.counts);
    AXIAL_TRY(stored);
    AXIAL_TRY(written);
    return report;
}

} // namespace axial::collectors::dumps
