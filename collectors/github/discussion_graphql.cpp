// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/discussion_graphql.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace axial::collectors::github {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr int most_tries = 8; ///< of one question
constexpr auto longest_pause = 300s;

bool timed_out(const HttpResponse& response) {
    return response.status == 502 || response.status == 504;
}

/// Whether a successful answer is a refusal. Inside of strings a quote has a backslash before it, so the names
/// of the members are looked for without parsing what may be megabytes.
bool is_refusal(const HttpResponse& response, std::string_view type, std::string_view words) {
    if (response.status != 200 || (response.body.find("\"errors\":") == std::string::npos &&
                                   response.body.find("\"data\":") != std::string::npos))
        return false;
    const auto document = JsonDocument::parse(response.body);
    if (!document)
        return false;
    const Json root = (*document)->root();
    const auto tells = [&](const Json& error) {
        return (!type.empty() && error["type"].text() == type) ||
               error["message"].text().find(words) != std::string::npos;
    };
    return tells(root) || std::ranges::any_of(root["errors"].items(), tells);
}

bool over_budget(const HttpResponse& response) {
    return is_refusal(response, "RATE_LIMITED", "API rate limit");
}
bool over_secondary_limit(const HttpResponse& response) {
    return is_refusal(response, {}, "secondary rate limit");
}

std::optional<Budget> budget_in_body(const HttpResponse& response, Time now) {
    if (response.status != 200 || response.body.find("\"rateLimit\":") == std::string::npos)
        return std::nullopt;
    const auto document = JsonDocument::parse(response.body);
    if (!document)
        return std::nullopt;
    const Json limit = (*document)->root()["data"]["rateLimit"];
    const auto remaining = limit["remaining"].integer();
    const auto reset = limit["resetAt"].time();
    if (!remaining || !reset)
        return std::nullopt;
    const Time from = parse_http_date(header(response.headers, "date")).value_or(now);
    return Budget{limit["limit"].integer().value_or(0), std::max<std::int64_t>(*remaining, 0),
                  std::clamp<milliseconds>(*reset + 1s - from, 0ms, 24h), 1h};
}

std::optional<Budget> graphql_budget(const HttpResponse& response, Time now) {
    const auto usual = budget_of(response, now);
    return usual ? usual : budget_in_body(response, now);
}

milliseconds doubled(milliseconds first, int times) {
    return std::min<milliseconds>(first * (1 << std::min(times, 10)), longest_pause);
}

enum class Outcome { whole, again, bad_cursor };

/// What an answer is good for. An error where asking for less does not help.
Result<Outcome> judged(const Json& root, const Graphql::Whole& whole, std::string& said) {
    bool permanent = true, cursor = false;
    std::int64_t refused = 0;
    for (const Json& error : root["errors"].items()) {
        ++refused;
        const std::string type = error["type"].text(), message = error["message"].text();
        if (said.empty())
            said = message;
        if (error["extensions"]["code"].text() == "undefinedField" ||
            message.find("doesn't exist on type") != std::string::npos)
            return fail({Fault::world,
                         "this server does not offer discussions to programs: " + message,
                         {},
                         "GitHub Enterprise Server needs to be 3.6 or newer"});
        if (type == "INSUFFICIENT_SCOPES" || (type == "FORBIDDEN" && !root["data"].is_object()))
            return fail(
                {Fault::world, "GitHub refuses: " + message, {}, "check the rights of AXIAL_GITHUB_TOKEN"});
        cursor = cursor || type == "INVALID_CURSOR_ARGUMENTS";
        permanent = permanent && (type == "NOT_FOUND" || type == "FORBIDDEN");
    }
    if (cursor)
        return Outcome::bad_cursor;
    if (said.empty())
        said = root["message"].text();
    return permanent && root["data"].is_object() && whole(root["data"], refused) ? Outcome::whole
                                                                                 : Outcome::again;
}

Status judge_status(const HttpAnswer& answer) {
    if (answer.status == 200)
        return {};
    if (answer.status == 401)
        return world_fault(
            "GitHub gives discussions only to those who show a token, and it took none or refused this one",
            answer.url, "set AXIAL_GITHUB_TOKEN to a valid token");
    return world_fault(fmt::format("GitHub answered {}", answer.status), answer.url,
                       answer.status == 404 ? "check --endpoint: /graphql is added to it"
                                            : "check the rights of AXIAL_GITHUB_TOKEN");
}

} // namespace

Manners graphql_manners() {
    Manners manners = usual_manners();
    manners.judge = [](const HttpResponse& response, Time now) {
        return timed_out(response) ? Verdict{} : judge(response, now);
    };
    manners.budget = graphql_budget;
    manners.pause = [in_a_row = std::make_shared<int>(0)](const HttpResponse& response, Time now) {
        const auto budget = graphql_budget(response, now);
        const auto until_reset = budget && budget->remaining == 0 ? budget->reset_in : 0ms;
        const bool late = timed_out(response), second = over_secondary_limit(response);
        if (!late && !second && !over_budget(response)) {
            if (response.status == 200)
                *in_a_row = 0;
            return until_reset;
        }
        const auto told = retry_after(response.headers, now);
        const auto pause = doubled(late ? milliseconds{1s} : milliseconds{60s}, (*in_a_row)++);
        if (!late && !second && until_reset > 0ms)
            return until_reset;
        return std::max(told.value_or(pause), until_reset);
    };
    return manners;
}

Json GraphqlReply::data() const {
    return http.json ? http.json->root()["data"] : Json();
}

Result<GraphqlReply> Graphql::ask(const Body& body, const Whole& whole) {
    std::string said;
    for (int tries = 0; tries < most_tries; ++tries) {
        AXIAL_ASSIGN(auto answer, collection_.post(url_, body(halvings_)));
        if (timed_out({answer.status, {}, {}, {}})) {
            said = fmt::format("status {}, it took too long", answer.status);
            ++halvings_;
            continue;
        }
        AXIAL_TRY(judge_status(answer));
        if (answer.json->was_mended())
            collection_.count("payloads_mended");
        said.clear();
        AXIAL_ASSIGN(const auto outcome, judged(answer.json->root(), whole, said));
        if (outcome == Outcome::again) {
            ++halvings_;
            continue;
        }
        halvings_ = std::max(0, halvings_ - 1);
        return GraphqlReply{std::move(answer), said, outcome == Outcome::bad_cursor};
    }
    return world_fault(
        fmt::format("GitHub gave no whole answer in {} tries, though asked for less each time{}{}", most_tries,
                    said.empty() ? "" : ": ", said),
        url_, "run the same command again later to go on");
}

int halved(int size, int halvings) {
    return std::max(1, size >> std::min(halvings, 30));
}

PageEnd page_end(const Json& connection) {
    const Json info = connection["pageInfo"];
    return {info["hasNextPage"].is_true(), info["endCursor"].text()};
}

bool is_page(const Json& connection, const std::string& after) {
    const auto end = page_end(connection);
    return connection["nodes"].is_array() && connection["pageInfo"].is_object() &&
           (!end.more || (!end.cursor.empty() && end.cursor != after));
}

} // namespace axial::collectors::github
