// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/reparse/read_perceval.h"

#include "collectors/dumps/gh_archive_records.h"
#include "collectors/github/history_records.h"
#include "collectors/reparse/threads.h"

#include <cmath>

namespace axial::collectors::reparse {
namespace {

/// What is in the envelope beside the item.
struct Envelope {
    std::string origin, site;
    Time fetched_at{};
    std::int64_t raw = 0;
};

/// Seconds with decimals.
Time time_of(const Json& seconds) {
    constexpr double latest = 253'402'300'799; // of the year 9999
    const std::string written = seconds.dump();
    const double value = written.empty() ? 0 : std::strtod(written.c_str(), nullptr);
    return value > 0 && value <= latest ? Time{std::chrono::milliseconds{std::llround(value * 1000)}} : Time{};
}

/// OWNER/NAME out of "https://github.com/OWNER/NAME".
std::string repository_in(std::string origin) {
    if (origin.ends_with(".git"))
        origin.resize(origin.size() - 4);
    while (origin.ends_with('/'))
        origin.pop_back();
    const auto slash = origin.rfind('/');
    const auto before =
        slash == std::string::npos || slash == 0 ? std::string::npos : origin.rfind('/', slash - 1);
    return before == std::string::npos ? std::string() : origin.substr(before + 1);
}

Status read_github(const Json& data, const Envelope& envelope, bool is_pull, const Surroundings& around,
                   Reading& reading) {
    std::string name = github::repository_of(data);
    if (name.empty())
        name = repository_in(envelope.origin);
    if (!dumps::is_repository_name(name))
        return bad_input("its origin names no repository");
    AXIAL_ASSIGN(auto container, around.repository(name));
    const github::Origin origin{std::move(container), envelope.fetched_at, envelope.raw};
    auto found = github_thread(data, origin, reading);
    if (!found)
        return {};
    auto& thread = *found->thread;
    auto& post = found->posts.front();
    if (is_pull) { // not in the form that the list of issues has
        thread.kind = post.kind = "pull";
        if (data["merged_at"].is_string())
            thread.state = post.state = "merged";
    }
    const auto number = *data["number"].integer();
    reading.found.push_back(std::move(*found));
    for (const Json& comment : data["comments_data"].items())
        add_github_post(github::comment_of(comment, "comment", origin), number, origin, reading);
    for (const Json& comment : data["review_comments_data"].items())
        add_github_post(github::comment_of(comment, "review_comment", origin), number, origin, reading);
    for (const Json& review : data["reviews_data"].items())
        add_github_post(github::review_post(review, origin), number, origin, reading);
    return {};
}

Status read_issue(const Json& data, const Envelope& envelope, const Surroundings& around, Reading& reading) {
    return read_github(data, envelope, false, around, reading);
}

Status read_pull(const Json& data, const Envelope& envelope, const Surroundings& around, Reading& reading) {
    return read_github(data, envelope, true, around, reading);
}

Status read_discourse(const Json& data, const Envelope& envelope, const Surroundings& around,
                      Reading& reading) {
    const auto url = parse_url(envelope.origin);
    if (!url)
        return bad_input("its origin is not the address of a forum");
    AXIAL_ASSIGN(const auto forum, envelope.site.empty() ? find_forum(url->host, "")
                                                         : find_forum(envelope.site, envelope.origin));
    const std::map<std::string, std::string> no_categories;
    const std::map<std::int64_t, std::string> no_numbers;
    if (data["id"].id().empty())
        return bad_input("a topic without an id");
    return read_topic(
        data, {forum, data["id"].id(), no_categories, {}, no_numbers, envelope.fetched_at, envelope.raw}, true,
        around, reading);
}

Status read_stackexchange(const Json& data, const Envelope& envelope, const Surroundings& around,
                          Reading& reading) {
    AXIAL_ASSIGN(const auto site, stackexchange::site_from(envelope.origin));
    if (data["question_id"].id().empty())
        return bad_input("a question without an id");
    return read_question(data, {&site, envelope.fetched_at, envelope.raw}, around, reading);
}

struct Maker {
    const char* name; ///< back-end and category
    Status (*read)(const Json& data, const Envelope& envelope, const Surroundings& around, Reading& reading);
};
constexpr Maker makers[] = {{"GitHub issue", read_issue},
                            {"GitHub pull_request", read_pull},
                            {"Discourse topic", read_discourse},
                            {"StackExchange question", read_stackexchange}};

const Maker* find_maker(const Json& envelope) {
    const std::string name = maker_of(envelope);
    for (const Maker& maker : makers)
        if (name == maker.name)
            return &maker;
    return nullptr;
}

} // namespace

std::string maker_of(const Json& envelope) {
    const std::string name = envelope["backend_name"].text();
    return name.empty() || !envelope["data"].is_object() ? "" : name + " " + envelope["category"].text();
}

bool is_known_maker(const Json& envelope) {
    return find_maker(envelope) != nullptr;
}

Result<Reading> read_envelope(const Json& envelope, const std::string& site, std::int64_t raw,
                              const Surroundings& around) {
    const Maker* maker = find_maker(envelope);
    if (!maker)
        return bad_input("no threads are made of these items");
    Reading reading;
    AXIAL_TRY(maker->read(envelope["data"],
                          {envelope["origin"].text(), site, time_of(envelope["timestamp"]), raw}, around,
                          reading));
    for (auto& found : reading.found)
        found.partial = true;
    return reading;
}

} // namespace axial::collectors::reparse
