// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/stackexchange/api.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace axial::collectors::stackexchange {
namespace {

/// The filter's name in the table of streams changes with the list, so that an old filter is not used for it.
constexpr const char* filter_stream = "filter 1";
constexpr const char* every_site = ""; ///< in place of a container

std::string fields() {
    const std::vector<std::pair<const char*, std::vector<const char*>>> all{
        {"",
         {"items", "has_more", "backoff", "quota_max", "quota_remaining", "error_id", "error_name",
          "error_message"}},
        {"question",
         {"question_id", "title", "tags", "owner", "score", "creation_date", "last_activity_date",
          "last_edit_date", "closed_date", "closed_reason", "closed_details", "accepted_answer_id",
          "answer_count", "comment_count", "content_license", "body", "body_markdown", "answers", "comments"}},
        {"answer",
         {"answer_id", "question_id", "owner", "score", "creation_date", "last_activity_date", "last_edit_date",
          "is_accepted", "comment_count", "content_license", "body", "body_markdown", "comments"}},
        {"comment",
         {"comment_id", "post_id", "post_type", "owner", "score", "creation_date", "content_license", "body",
          "body_markdown"}},
        {"revision",
         {"post_id", "revision_number", "revision_guid", "revision_type", "creation_date", "body", "title",
          "user"}},
        {"shallow_user", {"user_id", "user_type", "display_name"}},
        {"closed_details", {"original_questions"}},
        {"original_question", {"question_id"}}};
    std::string list;
    for (const auto& [type, names] : all)
        for (const char* name : names)
            list += fmt::format("{}{}.{}", list.empty() ? "" : ";", type, name);
    return list;
}

} // namespace

std::string Api::address(const std::string& path, const Parameters& parameters) const {
    std::string url = fmt::format("{}{}?site={}", request_.endpoint, path, percent_encode(request_.site.name));
    for (const auto& [name, value] : parameters)
        url += fmt::format("&{}={}", name, percent_encode(value));
    return url;
}

/// They go into the address because that is where the service looks for them. Whoever stores or shows an
/// address takes them out again (scrub_url).
std::string Api::with_secrets(std::string url) const {
    for (const auto& [name, value] :
         {std::pair{"key", request_.key}, std::pair{"access_token", request_.access_token}})
        if (!value.empty())
            url += fmt::format("&{}={}", name, percent_encode(value));
    return url;
}

Status Api::open() {
    auto& store = collection_.store();
    AXIAL_ASSIGN(const auto state, store.stream("stackexchange", every_site, filter_stream));
    if (state && !state->watermark.empty()) {
        filter_ = state->watermark;
        return {};
    }
    return make_filter();
}

/// Filters never change and never expire: one is made once for a study. It is an unsafe one, which sends texts
/// as they are instead of encoding them for HTML, sometimes twice.
Status Api::make_filter() {
    filter_is_new_ = true;
    const std::string url = fmt::format("{}/filters/create?base=none&unsafe=true&include={}", request_.endpoint,
                                        percent_encode(fields()));
    AXIAL_ASSIGN(const HttpAnswer answer, collection_.get(with_secrets(url)));
    if (answer.status != 200)
        return fail(refusal(answer, "/filters/create"));
    note_quota(answer);
    const auto made = answer.json->root()["items"].items();
    filter_ = made.empty() ? "" : made.front()["filter"].text();
    if (filter_.empty())
        return world_fault("the service made no filter", scrub_url(url),
                           "is this address a Stack Exchange API?");
    auto& store = collection_.store();
    return store.transaction([&] {
        return store.put(
            corpus::StreamState{"stackexchange", every_site, filter_stream, filter_, {}, answer.fetched_at});
    });
}

Result<HttpAnswer> Api::get(const std::string& path, const Parameters& parameters) {
    if (used_up_)
        return world_fault(fmt::format("Stack Exchange allows no more requests today: all {} are used", quota_),
                           {},
                           request_.key.empty() ? "run the same command again tomorrow to go on; a key in "
                                                  "AXIAL_STACKEXCHANGE_KEY allows 10,000 a day"
                                                : "run the same command again tomorrow to go on");
    const std::string url = address(path, parameters);
    AXIAL_ASSIGN(HttpAnswer answer, collection_.get(with_secrets(url + "&filter=" + percent_encode(filter_))));
    note_quota(answer);
    if (answer.status == 200)
        return answer;
    Error error = refusal(answer, path);
    if (answer.status == 400 && !filter_is_new_ && filter_ != "total" &&
        error.what.find("filter") != std::string::npos) {
        AXIAL_TRY(make_filter());
        return get(path, parameters);
    }
    return fail(std::move(error));
}

void Api::note_quota(const HttpAnswer& answer) {
    const auto document = answer.json;
    if (!document)
        return;
    const Json root = document->root();
    quota_ = root["quota_max"].integer().value_or(quota_);
    if (const auto left = root["quota_remaining"].integer())
        used_up_ = *left <= 0;
    if (document->was_mended())
        collection_.count("payloads_mended");
}

Error Api::refusal(const HttpAnswer& answer, const std::string& path) const {
    const auto said = JsonDocument::parse(answer.body);
    const Json root = said ? (*said)->root() : Json();
    const std::string message = root["error_message"].text();
    std::string hint;
    if (message.find("key") != std::string::npos)
        hint = "check AXIAL_STACKEXCHANGE_KEY";
    else if (message.find("No site") != std::string::npos)
        hint = "give --site as the API names it: stackoverflow, ai, beer.meta";
    return Error{Fault::world,
                 fmt::format("Stack Exchange answered {}: {}",
                             root["error_id"].integer().value_or(answer.status),
                             message.empty() ? "no reason given" : message),
                 request_.site.name + path, hint};
}

} // namespace axial::collectors::stackexchange
