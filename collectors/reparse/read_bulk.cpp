// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/dump_records.h"
#include "collectors/dumps/gh_archive_records.h"
#include "collectors/dumps/table_records.h"
#include "collectors/http/json.h"
#include "collectors/reparse/payload.h"
#include "collectors/reparse/read_perceval.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <iterator>

/// What imports kept: lines of bulk files, a batch of them in each row of raw.db.
namespace axial::collectors::reparse {
namespace {

/// Calls `visit` with each line; one that begins with a bare brace goes on to the brace that closes it.
Status each_line(std::string_view body, const std::function<Status(std::string_view, std::size_t)>& visit) {
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < body.size();) {
        auto end = std::min(body.find('\n', begin), body.size());
        if (body.substr(begin, end - begin) == "{") {
            const auto closed = body.find("\n}", end);
            end = closed == std::string_view::npos ? body.size()
                                                   : std::min(body.find('\n', closed + 1), body.size());
        }
        AXIAL_TRY(visit(body.substr(begin, end - begin), ++number));
        begin = end + 1;
    }
    return {};
}

/// Not stored again as it was: how it was named in the import's own list.
std::string line_of(const Payload& payload, std::size_t line) {
    return fmt::format("raw row {}, line {}", payload.exchange.row, line);
}

Result<Reading> read_archive(const Payload& payload, Surroundings& around) {
    Reading reading;
    AXIAL_TRY(each_line(payload.exchange.body, [&](std::string_view text, std::size_t line) -> Status {
        const auto document = JsonDocument::parse(text);
        if (!document) {
            reading.skip(line_of(payload, line), "it is not JSON, or cut off");
            return {};
        }
        const auto event = dumps::event_of((*document)->root());
        if (!event.at || event.repository.empty()) {
            reading.skip(line_of(payload, line), "an event without a time or a repository");
            return {};
        }
        AXIAL_ASSIGN(auto container, around.repository(event.repository));
        auto records =
            dumps::records_of((*document)->root(), event, {container, *event.at, payload.exchange.row});
        if (!records || !records->thread) {
            reading.skip(line_of(payload, line),
                         records ? "this form of event carries no text" : records.error().what);
            return {};
        }
        Found found{"github", std::move(container), std::move(records->thread), {}, {}, false, true};
        found.opens = records->first.has_value();
        for (auto* post : {&records->first, &records->post})
            if (*post)
                found.posts.push_back(std::move(**post));
        reading.found.push_back(std::move(found));
        return {};
    }));
    return reading;
}

/// The attributes of a row as they were kept: {"Id":"1","PostTypeId":"1",…}.
class KeptRow {
public:
    explicit KeptRow(const nlohmann::json& attributes) {
        for (const auto& [name, value] : attributes.items()) {
            texts_.push_back(name);
            texts_.push_back(value.is_string() ? value.get<std::string>() : value.dump());
        }
        for (const auto& text : texts_)
            pointers_.push_back(text.c_str());
        pointers_.push_back(nullptr);
    }
    [[nodiscard]] dumps::XmlRow row(std::size_t line) const { return {pointers_.data(), line}; }

private:
    std::vector<std::string> texts_;
    std::vector<const char*> pointers_;
};

/// What a row of a dump does not say itself: the study knows it from the import, which read all its files.
dumps::UserNames names_of(const dumps::XmlRow& row, const char* attribute,
                          const std::optional<corpus::Post>& stored) {
    const auto id = row.number(attribute);
    if (!stored || !id || stored->author.id != std::to_string(*id) || !stored->author.name)
        return {};
    return {{*id, *stored->author.name}};
}

Result<Found> post_of_dump(const dumps::XmlRow& row, const dumps::Site& site, const Surroundings& around) {
    const bool asks = row.number("PostTypeId") == dumps::question;
    const auto key =
        dumps::post_key(site, asks ? dumps::question : dumps::answer, row.number("Id").value_or(0));
    AXIAL_ASSIGN(const auto stored, around.store.post(key));
    Found found{"stackexchange", site.name, {}, {}, {}, asks, false};
    if (asks) {
        found.thread = dumps::thread_from(row, site);
        AXIAL_ASSIGN(const auto thread, around.store.thread(key));
        if (thread && found.thread->state == "closed") // only the API tells why
            stackexchange::keep_marks(thread->tags, stackexchange::closed_as, found.thread->tags);
    } else
        found.thread_keys = {dumps::post_key(site, dumps::question, row.number("ParentId").value_or(0))};
    found.posts.push_back(dumps::post_from(row, site, names_of(row, "OwnerUserId", stored),
                                           stored && stored->state == "accepted"));
    return found;
}

Result<Found> comment_of_dump(const dumps::XmlRow& row, const dumps::Site& site, const Surroundings& around) {
    AXIAL_ASSIGN(const auto stored, around.store.post(corpus::make_key("stackexchange", site.name, "comment",
                                                                       std::string(row.get("Id")))));
    Found found{"stackexchange", site.name, {}, {}, {}, false, false};
    auto type = dumps::question;
    std::int64_t question = row.number("PostId").value_or(0);
    AXIAL_ASSIGN(const auto answer, around.store.post(dumps::post_key(site, dumps::answer, question)));
    AXIAL_ASSIGN(const auto asked, around.store.post(dumps::post_key(site, dumps::question, question)));
    const bool on_answer = answer && (!asked || (stored && stored->parent_key == answer->key));
    if (on_answer) {
        type = dumps::answer;
        const auto slash = answer->thread_key.rfind('/');
        question = std::stoll("0" + answer->thread_key.substr(slash + 1));
    }
    found.thread_keys = {dumps::post_key(site, dumps::question, question)};
    found.posts.push_back(dumps::comment_from(row, site, names_of(row, "UserId", stored), type, question));
    return found;
}

Result<Reading> read_dump(const Payload& payload, Surroundings& around) {
    AXIAL_ASSIGN(const auto site, dumps::site_from(payload.path.front()));
    Reading reading;
    AXIAL_TRY(each_line(payload.exchange.body, [&](std::string_view text, std::size_t line) -> Status {
        const auto attributes = nlohmann::json::parse(text, nullptr, false);
        if (!attributes.is_object()) {
            reading.skip(line_of(payload, line), "it is not a row of a dump");
            return {};
        }
        const KeptRow kept(attributes);
        const auto row = kept.row(line);
        if (!row.number("Id") || !parse_time(row.get("CreationDate"))) {
            reading.skip(line_of(payload, line), "a row without Id or CreationDate");
            return {};
        }
        AXIAL_ASSIGN(auto found, row.find("PostTypeId") ? post_of_dump(row, site, around)
                                                        : comment_of_dump(row, site, around));
        found.posts.front().fetched_at = payload.exchange.fetched_at;
        found.posts.front().raw = payload.exchange.row;
        reading.found.push_back(std::move(found));
        return {};
    }));
    return reading;
}

/// "import/NAME/FILE": the run says which column was what.
Result<Reading> read_table(const Payload& payload, Surroundings& around) {
    const std::string& name = payload.path[1];
    const auto* run = around.import_of(name, payload.path.back());
    if (!run)
        return bad_input("no import of this file is on record");
    const auto request = dumps::from_words(name, run->query);
    AXIAL_ASSIGN(const auto plan, dumps::plan_of(request));
    Reading reading;
    AXIAL_TRY(dumps::for_each_kept_row(payload.exchange.body, [&](const dumps::TableRow& row) -> Status {
        const auto values = dumps::values_of(row, plan);
        if (auto problem = dumps::problem_of(row, values); !problem.empty()) {
            reading.skip(line_of(payload, row.line), std::move(problem));
            return {};
        }
        auto record = dumps::record_of(values, plan, request.markup);
        Found found{"import", name, std::move(record.thread), {}, {}, record.opens, false};
        record.post.fetched_at = payload.exchange.fetched_at;
        record.post.raw = payload.exchange.row;
        found.posts.push_back(std::move(record.post));
        reading.found.push_back(std::move(found));
        return {};
    }));
    return reading;
}

/// "perceval/SITE/FILE", SITE as it was given or "-".
Result<Reading> read_envelopes(const Payload& payload, Surroundings& around) {
    const std::string site = payload.path[1] == "-" ? "" : payload.path[1];
    Reading reading;
    AXIAL_TRY(each_line(payload.exchange.body, [&](std::string_view text, std::size_t line) -> Status {
        const auto document = JsonDocument::parse(text);
        auto envelope = document ? read_envelope((*document)->root(), site, payload.exchange.row, around)
                                 : Result<Reading>(fail(document.error()));
        if (!envelope) {
            reading.skip(line_of(payload, line), envelope.error().what);
            return {};
        }
        std::ranges::move(envelope->found, std::back_inserter(reading.found));
        std::ranges::move(envelope->skipped, std::back_inserter(reading.skipped));
        return {};
    }));
    return reading;
}

bool is_lines(const Payload& payload, std::string_view folder) {
    return payload.method.empty() && payload.path.size() >= 2 && payload.path.front() == folder;
}

bool is_dump(const Payload& payload) {
    return payload.method.empty() && payload.path.size() >= 2 &&
           (payload.path.back().ends_with("Posts.xml") || payload.path.back().ends_with("Comments.xml"));
}

constexpr Kind kinds[] = {
    {"GH Archive", [](const Payload& payload) { return is_lines(payload, "gh-archive"); }, read_archive},
    {"a table", [](const Payload& payload) { return is_lines(payload, "import") && payload.path.size() == 3; },
     read_table},
    {"Perceval",
     [](const Payload& payload) { return is_lines(payload, "perceval") && payload.path.size() == 3; },
     read_envelopes},
    {"a Stack Exchange dump", is_dump, read_dump},
};

} // namespace

std::span<const Kind> bulk_kinds() {
    return kinds;
}

} // namespace axial::collectors::reparse
