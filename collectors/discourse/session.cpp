// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/discourse/session.h"

namespace axial::collectors::discourse {

std::string Session::list_path() const {
    if (!category.empty())
        return fmt::format("/c/{}.json", category);
    if (!request.tag.empty())
        return fmt::format("/tag/{}.json", percent_encode(request.tag));
    return "/latest.json";
}

std::string Session::term(bool with_since) const {
    return request.query + (with_since && request.since ? " after:" + since().substr(0, 10) : "");
}

Status Session::read_categories() {
    AXIAL_ASSIGN(const auto answer, collection.get(address("/categories.json?include_subcategories=true")));
    const bool given = answer.status == 200;
    if (given)
        categories = category_names(answer.json->root());
    else
        collection.note("the forum does not give the names of its categories");
    if (!request.category.empty()) {
        category = given ? find_category(answer.json->root(), request.category) : std::string();
        if (category.empty())
            return bad_input(fmt::format("{} has no such category", request.forum.name), request.category,
                             "give its slug/id, as in the address of its page");
    }
    if (given && request.tag.empty())
        size = size_of(answer.json->root(), category);
    return {};
}

Error Session::refusal(const HttpAnswer& answer, const std::string& where) const {
    const auto said = JsonDocument::parse(answer.body);
    const auto errors = said ? (*said)->root()["errors"].items() : std::vector<Json>();
    const std::string message = errors.empty() ? "no reason given" : errors.front().text();
    const std::string hint = answer.status == 403 || answer.status == 401
                                 ? "check AXIAL_DISCOURSE_KEY and AXIAL_DISCOURSE_USER"
                                 : "";
    return {Fault::world, fmt::format("the forum answered {}: {}", answer.status, message), where, hint};
}

std::string activity(const Json& listed) {
    auto time = listed["bumped_at"].time();
    if (!time)
        time = listed["last_posted_at"].time();
    return time ? format_time(*time) : "";
}

} // namespace axial::collectors::discourse
