// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/stackexchange/threads.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace axial::collectors::stackexchange {
namespace {

constexpr int most_repeats = 3; ///< of one page, where another was asked for
constexpr int most_pages = 1000;

/// What is inside `item` is taken as whole if it is as much as the item says that there is.
bool holds_all(const Json& item, const char* list, const char* count) {
    const auto there = static_cast<std::int64_t>(item[list].items().size());
    return item[count].integer().value_or(item[list].is_array() ? there : there + 1) <= there;
}

} // namespace

Result<Batch> Threads::complete(HttpAnswer page, const std::vector<Json>& questions) {
    Batch batch;
    std::vector<std::string> without_answers;
    for (const Json& question : questions) {
        Batch::Whole whole{question["question_id"].id(), {question, page.fetched_at, page.raw}, {}};
        if (!holds_all(question, "answers", "answer_count"))
            without_answers.push_back(whole.id);
        else
            for (const Json& answer : question["answers"].items())
                whole.answers.push_back({answer, page.fetched_at, page.raw});
        batch.questions.push_back(std::move(whole));
    }
    batch.answers.push_back(std::move(page));
    AXIAL_TRY(ask_by_ids(without_answers, "/questions", "/answers", "answer_id", "question_id", batch,
                         [&](const Found& found, const std::string& question) {
                             const auto whole = std::ranges::find(batch.questions, question, &Batch::Whole::id);
                             if (whole != batch.questions.end())
                                 whole->answers.push_back(found);
                         }));
    AXIAL_TRY(add_comments(batch));
    if (request_.revisions)
        AXIAL_TRY(add_revisions(batch));
    return batch;
}

Status Threads::add_comments(Batch& batch) {
    std::vector<std::string> without;
    const auto look_into = [&](const std::string& id, const Found& post) {
        if (!holds_all(post.item, "comments", "comment_count"))
            return without.push_back(id);
        for (const Json& comment : post.item["comments"].items())
            batch.comments[id].push_back({comment, post.fetched_at, post.raw});
    };
    for (const auto& whole : batch.questions) {
        look_into(whole.id, whole.question);
        for (const auto& answer : whole.answers)
            if (const std::string id = answer.item["answer_id"].id(); !id.empty())
                look_into(id, answer);
    }
    return ask_by_ids(
        without, "/posts", "/comments", "comment_id", "post_id", batch,
        [&](const Found& found, const std::string& post) { batch.comments[post].push_back(found); });
}

Status Threads::ask_by_ids(const std::vector<std::string>& ids, const std::string& method,
                           const std::string& what, const char* id_field, const char* parent_field,
                           Batch& batch, const Take& take) {
    for (std::size_t begin = 0; begin < ids.size(); begin += page_size) {
        const auto end = std::min(begin + page_size, ids.size());
        const std::vector<std::string> some(ids.begin() + static_cast<std::ptrdiff_t>(begin),
                                            ids.begin() + static_cast<std::ptrdiff_t>(end));
        AXIAL_TRY(ask_pages(some, fmt::format("{}/{}{}", method, fmt::join(some, ";"), what), id_field,
                            parent_field, batch, take));
    }
    return {};
}

Status Threads::ask_pages(const std::vector<std::string>& ids, const std::string& path, const char* id_field,
                          const char* parent_field, Batch& batch, const Take& take) {
    const std::set<std::string> asked(ids.begin(), ids.end());
    std::set<std::string> seen;
    const bool sorts = std::string_view(id_field) != "revision_guid";
    for (int page = 1, repeats = 0; page <= most_pages;) {
        Parameters parameters{{"pagesize", std::to_string(page_size)}, {"page", std::to_string(page)}};
        if (sorts)
            parameters.insert(parameters.begin(), {{"sort", "creation"}, {"order", "asc"}});
        AXIAL_ASSIGN(HttpAnswer answer, api_.get(path, parameters));
        const Json root = answer.json->root();
        const auto items = root["items"].items();
        const bool is_ours = std::ranges::any_of(items, [&](const Json& item) {
            return asked.contains(item[parent_field].id()) && !seen.contains(item[id_field].id());
        });
        if ((!is_ours && !items.empty()) || !root["items"].is_array()) { // another page, or one a second time
            if (++repeats == most_repeats)
                return world_fault("the service gives other posts than those asked for",
                                   api_.address(path, parameters), "run the same command again later to go on");
            continue;
        }
        repeats = 0;
        for (const Json& item : items) {
            const std::string parent = item[parent_field].id();
            if (const std::string id = item[id_field].id();
                asked.contains(parent) && !id.empty() && seen.insert(id).second)
                take({item, answer.fetched_at, answer.raw}, parent);
        }
        const bool more = root["has_more"].is_true() && !items.empty();
        batch.answers.push_back(std::move(answer));
        if (!more)
            return {};
        if (++page > most_keyless_pages && request_.key.empty()) {
            collection_.note(fmt::format("{}: more than {} pages, which only a key in AXIAL_STACKEXCHANGE_KEY "
                                         "opens",
                                         path.substr(0, 60), most_keyless_pages));
            return {};
        }
    }
    return {};
}

Result<bool> Threads::wants_revisions(const char* kind, const std::string& id, const Json& item) const {
    const auto edited = date_of(item["last_edit_date"]);
    if (!edited)
        return false;
    AXIAL_ASSIGN(const auto stored, collection_.store().post(post_key(request_.site, kind, id)));
    return !stored || stored->updated_at < *edited;
}

/// Texts of posts that were edited since they were stored, or before that if they are new. The order of
/// revisions is that of time, so that they have to be stored before the text that they led to.
Status Threads::add_revisions(Batch& batch) {
    std::vector<std::string> ids;
    for (const auto& whole : batch.questions) {
        AXIAL_ASSIGN(const bool question, wants_revisions("question", whole.id, whole.question.item));
        if (question)
            ids.push_back(whole.id);
        for (const auto& answer : whole.answers) {
            const std::string id = answer.item["answer_id"].id();
            AXIAL_ASSIGN(const bool wanted, wants_revisions("answer", id, answer.item));
            if (wanted && !id.empty())
                ids.push_back(id);
        }
    }
    if (!gives_revisions_ || ids.empty())
        return {};
    const auto asked = ask_by_ids(ids, "/posts", "/revisions", "revision_guid", "post_id", batch,
                                  [&](const Found& found, const std::string& post) {
                                      if (found.item["body"].is_string())
                                          batch.revisions[post].push_back(found);
                                  });
    if (!asked) {
        if (asked.error().what.find("no method") == std::string::npos)
            return asked;
        gives_revisions_ = false;
        collection_.note("this service gives no revisions");
    }
    for (auto& [post, revisions] : batch.revisions) {
        std::ranges::stable_sort(revisions, {}, [](const Found& found) {
            return std::pair{found.item["creation_date"].integer().value_or(0),
                             found.item["revision_number"].integer().value_or(0)};
        });
        revisions.pop_back(); // the newest is the post itself
    }
    return {};
}

Status Threads::store(const Batch& batch) {
    for (const auto& whole : batch.questions)
        AXIAL_TRY(store_one(whole, batch));
    return {};
}

Status Threads::store_one(const Batch::Whole& whole, const Batch& batch) {
    if (whole.id.empty())
        return collection_.skip_thread(request_.site.name + ": a question", "it has no id");
    corpus::IncomingThread thread = thread_of(whole.question.item, origin_of(whole.question));
    AXIAL_ASSIGN(const auto known, collection_.store().thread(post_key(request_.site, "question", whole.id)));
    if (known) {
        keep_marks(known->tags, links_to, thread.tags);
        if (thread.state == "closed" && !whole.question.item["closed_details"].is_object())
            keep_marks(known->tags, duplicate_of, thread.tags);
    }
    AXIAL_ASSIGN(const auto row, collection_.put(thread));
    std::set<std::string> served;
    AXIAL_TRY(put_post(row, question_of(whole.question.item, origin_of(whole.question)), batch, served));
    AXIAL_TRY(put_comments(row, "question", whole.id, whole.id, batch, served));
    for (const auto& answer : whole.answers) {
        const std::string id = answer.item["answer_id"].id();
        if (id.empty()) {
            AXIAL_TRY(collection_.skip_post(fmt::format("{}: an answer to {}", request_.site.name, whole.id),
                                            "it has no id"));
            continue;
        }
        AXIAL_TRY(put_post(row, answer_of(answer.item, whole.id, origin_of(answer)), batch, served));
        AXIAL_TRY(put_comments(row, "answer", id, whole.id, batch, served));
    }
    return collection_.sweep(row, served, whole.question.fetched_at);
}

/// A post with the texts that it had before: of these only the first counts as a post of the run.
Status Threads::put_post(corpus::RowId thread, const corpus::IncomingPost& post, const Batch& batch,
                         std::set<std::string>& served) {
    const std::string key = post_key(request_.site, post.kind.c_str(), post.native_id);
    if (!served.insert(key).second)
        return {}; // the service gave it twice
    std::vector<corpus::IncomingPost> texts;
    if (const auto revisions = batch.revisions.find(post.native_id); revisions != batch.revisions.end()) {
        AXIAL_ASSIGN(const auto stored, collection_.store().post(key));
        for (const Found& revision : revisions->second) {
            corpus::IncomingPost earlier = post;
            earlier.updated_at = date_of(revision.item["creation_date"]).value_or(post.created_at);
            if (stored && earlier.updated_at <= stored->updated_at)
                continue;
            earlier.body = revision.item["body"].raw_text();
            earlier.markup = corpus::Markup::html;
            earlier.licence = licence_at(earlier.updated_at);
            earlier.fetched_at = revision.fetched_at;
            earlier.raw = revision.raw;
            texts.push_back(std::move(earlier));
        }
        collection_.count("revisions_read", static_cast<std::int64_t>(texts.size()));
    }
    texts.push_back(post);
    AXIAL_TRY(collection_.put(thread, texts.front()));
    for (std::size_t i = 1; i < texts.size(); ++i) {
        AXIAL_ASSIGN(const auto outcome, collection_.store().put(thread, texts[i]));
        (void)outcome;
    }
    return {};
}

Status Threads::put_comments(corpus::RowId thread, const char* kind, const std::string& on,
                             const std::string& question, const Batch& batch, std::set<std::string>& served) {
    const auto comments = batch.comments.find(on);
    if (comments == batch.comments.end())
        return {};
    for (const Found& found : comments->second) {
        if (found.item["comment_id"].id().empty()) {
            AXIAL_TRY(collection_.skip_post(fmt::format("{}: a comment on {}", request_.site.name, on),
                                            "it has no id"));
            continue;
        }
        AXIAL_TRY(put_post(thread, comment_of(found.item, kind, on, question, origin_of(found)), {}, served));
    }
    return {};
}

Status Threads::store_gone(const std::string& question, Time at) {
    AXIAL_ASSIGN(const auto thread, collection_.store().thread(post_key(request_.site, "question", question)));
    if (!thread)
        return {};
    if (thread->state != "gone") {
        AXIAL_TRY(collection_.put({thread->source, thread->site, thread->container, thread->kind,
                                   thread->native_id, thread->title, thread->url, "gone", thread->tags,
                                   thread->created_at, thread->updated_at}));
        collection_.count("threads_gone");
    }
    return collection_.sweep(thread->row, {}, at);
}

} // namespace axial::collectors::stackexchange
