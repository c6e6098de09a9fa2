// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/dump_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace axial::collectors::dumps {
namespace {

constexpr std::int64_t highest_id = std::int64_t{1} << 40;
constexpr std::int64_t duplicate = 3; ///< LinkTypeId
constexpr std::size_t authors_to_sort = 1U << 20U;

bool has_any(const std::vector<std::string>& tags, const std::vector<std::string>& wanted) {
    return std::ranges::any_of(wanted,
                               [&](const auto& tag) { return std::ranges::find(tags, tag) != tags.end(); });
}

bool has_all(const std::vector<std::string>& tags, const std::vector<std::string>& wanted) {
    return std::ranges::all_of(wanted,
                               [&](const auto& tag) { return std::ranges::find(tags, tag) != tags.end(); });
}

bool is_wanted(const XmlRow& row, const DumpRequest& request) {
    const Time asked = parse_time(row.get("CreationDate")).value_or(Time{});
    if ((request.since && asked < *request.since) || (request.until && asked >= *request.until))
        return false;
    if (request.min_score && row.number("Score").value_or(0) < *request.min_score)
        return false;
    if (request.tags.empty() && request.all_tags.empty())
        return true;
    const auto tags = tags_from(row.get("Tags"));
    return (request.tags.empty() || has_any(tags, request.tags)) && has_all(tags, request.all_tags);
}

/// Types 2, 5 and 8 hold a whole text: the first one, an edit, and one that was brought back.
bool holds_text(const XmlRow& row) {
    const auto type = row.number("PostHistoryTypeId");
    return (type == 2 || type == 5 || type == 8) && row.find("Text");
}

} // namespace

bool is_usable(const XmlRow& row) {
    const auto id = row.number("Id");
    return id && *id > 0 && *id < highest_id && parse_time(row.get("CreationDate"));
}

/// The first reading.
class DumpPlan::Reader {
public:
    Reader(DumpPlan& plan, const DumpSource& source, const DumpRequest& request, const Progress& progress,
           const std::stop_token& stop)
        : plan_(plan),
          source_(source),
          request_(request),
          progress_(progress),
          stop_(stop) {}

    [[nodiscard]] Status run() {
        AXIAL_TRY(walk(Table::posts, "reading", [&](const XmlRow& row) { return question_row(row); }));
        sort_posts();
        if (!request_.wants_all())
            AXIAL_TRY(walk(Table::posts, "reading the answers of",
                           [&](const XmlRow& row) { return answer_row(row); }));
        plan_.posts_.insert(plan_.posts_.end(), taken_.begin(), taken_.end());
        taken_ = {};
        sort_posts();
        settle_answers();
        AXIAL_TRY(walk(Table::comments, "reading", [&](const XmlRow& row) { return comment_row(row); }));
        sort_authors();
        AXIAL_TRY(walk(Table::users, "reading", [&](const XmlRow& row) { return user_row(row); }));
        authors_ = {};
        AXIAL_TRY(walk(Table::tags, "reading", [&](const XmlRow&) -> Status {
            ++plan_.counts_["tags_read"];
            return {};
        }));
        newest_.resize(plan_.posts_.size(), std::numeric_limits<std::int64_t>::min());
        AXIAL_TRY(walk(Table::history, "reading", [&](const XmlRow& row) { return history_row(row); }));
        AXIAL_TRY(walk(Table::links, "reading", [&](const XmlRow& row) { return link_row(row); }));
        sort_links();
        return {};
    }

private:
    [[nodiscard]] Status walk(Table table, const char* what,
                              const std::function<Status(const XmlRow&)>& visit) {
        const std::string label = fmt::format("{} {}", what, DumpSource::name_of(table));
        BytesRead told;
        if (progress_)
            told = [&](std::int64_t done, std::int64_t of) { progress_(label, done, of); };
        return source_.for_each_row(table, visit, stop_, told);
    }

    /// Of rows with the same id the first one counts.
    Status question_row(const XmlRow& row) {
        const auto type = row.number("PostTypeId").value_or(0);
        if (!is_usable(row) || (type != question && type != answer))
            return {};
        const auto id = *row.number("Id");
        if (plan_.questions_.contains(id) || plan_.answers_.contains(id))
            return {};
        if (type == answer) {
            plan_.answers_.insert(id);
            return request_.wants_all() ? take_answer(row) : Status{};
        }
        plan_.questions_.insert(id);
        if (!is_wanted(row, request_))
            return {};
        plan_.posts_.push_back({id, id});
        note_author(row, "OwnerUserId");
        if (const auto accepted = row.number("AcceptedAnswerId"))
            accepted_.push_back(*accepted);
        ++plan_.counts_["questions_wanted"];
        return {};
    }

    Status answer_row(const XmlRow& row) {
        if (!is_usable(row) || row.number("PostTypeId") != answer ||
            !plan_.answers_.contains(*row.number("Id")))
            return {};
        const auto parent = row.number("ParentId").value_or(0);
        if (!plan_.questions_.contains(parent))
            plan_.orphans_.insert(*row.number("Id"));
        else if (plan_.find(parent) != nullptr)
            return take_answer(row);
        return {};
    }

    Status take_answer(const XmlRow& row) {
        taken_.push_back({*row.number("Id"), row.number("ParentId").value_or(0)});
        note_author(row, "OwnerUserId");
        return {};
    }

    void sort_posts() {
        auto& posts = plan_.posts_;
        std::ranges::stable_sort(posts, {}, &DumpPost::id);
        const auto repeated = std::ranges::unique(posts, {}, &DumpPost::id);
        posts.erase(repeated.begin(), repeated.end());
    }

    void settle_answers() {
        auto& posts = plan_.posts_;
        std::erase_if(posts, [&](const DumpPost& post) {
            const bool orphan = post.type() == PostType::answer && !plan_.questions_.contains(post.question);
            if (orphan)
                plan_.orphans_.insert(post.id);
            return orphan;
        });
        std::ranges::sort(accepted_);
        for (auto& post : posts) {
            if (post.type() == PostType::question)
                continue;
            post.accepted = std::ranges::binary_search(accepted_, post.id);
            ++plan_.counts_["answers_wanted"];
        }
        accepted_ = {};
    }

    Status comment_row(const XmlRow& row) {
        const auto on = row.number("PostId");
        if (!is_usable(row) || !on || plan_.find(*on) == nullptr)
            return {};
        note_author(row, "UserId");
        ++plan_.counts_["comments_wanted"];
        return {};
    }

    Status user_row(const XmlRow& row) {
        ++plan_.counts_["users_read"];
        const auto id = row.number("Id");
        if (const auto name = row.get("DisplayName");
            id && !name.empty() && std::ranges::binary_search(authors_, *id))
            plan_.names_.insert_or_assign(*id, std::string(name));
        return {};
    }

    Status history_row(const XmlRow& row) {
        ++plan_.counts_["history_read"];
        const auto id = row.number("PostId");
        if (!is_usable(row) || !id || !holds_text(row))
            return {};
        DumpPost* post = plan_.find(*id);
        if (post == nullptr)
            return {};
        auto& newest = newest_[static_cast<std::size_t>(post - plan_.posts_.data())];
        const auto date = parse_time(row.get("CreationDate"))->time_since_epoch().count();
        const auto history = *row.number("Id");
        if (std::pair(date, history) > std::pair(newest, post->history)) {
            newest = date;
            post->history = history;
        }
        return {};
    }

    Status link_row(const XmlRow& row) {
        ++plan_.counts_["links_read"];
        const auto from = row.number("PostId"), to = row.number("RelatedPostId");
        if (const DumpPost* post = from ? plan_.find(*from) : nullptr; post != nullptr && to)
            plan_.links_.push_back({post->question, *to, row.number("LinkTypeId").value_or(1)});
        return {};
    }

    void sort_links() {
        auto& links = plan_.links_;
        std::ranges::sort(links, [](const Link& a, const Link& b) {
            return std::tuple(a.question, -a.type, a.to) < std::tuple(b.question, -b.type, b.to);
        });
        const auto repeated = std::ranges::unique(links);
        links.erase(repeated.begin(), repeated.end());
    }

    /// Kept short by sorting now and then: there are far fewer authors than posts.
    void note_author(const XmlRow& row, std::string_view attribute) {
        const auto user = row.number(attribute);
        if (!user)
            return;
        authors_.push_back(*user);
        if (authors_.size() >= sort_at_) {
            sort_authors();
            sort_at_ = std::max(authors_to_sort, 2 * authors_.size());
        }
    }

    void sort_authors() {
        std::ranges::sort(authors_);
        const auto repeated = std::ranges::unique(authors_);
        authors_.erase(repeated.begin(), repeated.end());
    }

    DumpPlan& plan_;
    const DumpSource& source_;
    const DumpRequest& request_;
    const Progress& progress_;
    const std::stop_token& stop_;
    std::vector<DumpPost> taken_; ///< answers, until the questions need not be searched any more
    std::vector<std::int64_t> accepted_, authors_;
    std::size_t sort_at_ = authors_to_sort;
    std::vector<std::int64_t> newest_; ///< dates of the newest texts, by the place of the post
};

Result<DumpPlan> DumpPlan::make(const DumpSource& source, const DumpRequest& request, const Progress& progress,
                                const std::stop_token& stop) {
    DumpPlan plan;
    for (const char* name : {"users_read", "tags_read", "history_read", "links_read", "questions_wanted",
                             "answers_wanted", "comments_wanted"})
        plan.counts_[name] = 0;
    AXIAL_TRY(Reader(plan, source, request, progress, stop).run());
    return plan;
}

DumpPost* DumpPlan::find(std::int64_t id) {
    const auto found = std::ranges::lower_bound(posts_, id, {}, &DumpPost::id);
    return found != posts_.end() && found->id == id ? &*found : nullptr;
}

std::vector<std::string> DumpPlan::links_of(std::int64_t question) const {
    std::vector<std::string> marks;
    auto at = std::ranges::lower_bound(links_, question, {}, &Link::question);
    for (; at != links_.end() && at->question == question; ++at)
        marks.push_back((at->type == duplicate ? stackexchange::duplicate_of : stackexchange::links_to) +
                        std::to_string(at->to));
    return marks;
}

} // namespace axial::collectors::dumps
