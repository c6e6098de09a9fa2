// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/discussions.h"

#include "collectors/github/discussion_walk.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::collectors {
namespace {

bool is_repository(std::string_view name) {
    const auto slash = name.find('/');
    const auto plain = [](char c) {
        return corpus::utf8::is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
    };
    return slash != 0 && slash != std::string_view::npos && slash + 1 < name.size() &&
           name.find('/', slash + 1) == std::string_view::npos && std::ranges::all_of(name, plain);
}

Status check(const DiscussionsRequest& request) {
    for (const auto& repository : request.repositories)
        if (!is_repository(repository))
            return fail({Fault::usage, "not a repository", repository, "write OWNER/NAME"});
    if (!parse_url(request.endpoint))
        return fail(
            {Fault::usage, "not a web address", request.endpoint, "give --endpoint as http(s)://HOST/…"});
    if (request.query.find("created:") != std::string::npos)
        return fail(
            {Fault::usage, "the query has a window of its own", request.query, "give it with --created"});
    return {};
}

} // namespace

void set_up_for_discussions(ClientOptions& options) {
    options.headers = github_headers();
    options.headers.emplace_back("Content-Type", "application/json");
    options.manners = github::graphql_manners();
}

Status collect_discussions(Collection& collection, const DiscussionsRequest& request) {
    AXIAL_TRY(check(request));
    github::Graphql graphql(collection, request.endpoint);
    if (!request.query.empty())
        return github::search_discussions(collection, graphql, request);
    std::string refused;
    std::size_t readable = 0;
    for (const auto& repository : request.repositories) {
        AXIAL_ASSIGN(const auto problem, github::walk_repository(collection, graphql, request, repository));
        if (problem.empty()) {
            ++readable;
            continue;
        }
        refused = fmt::format("{}: {}", repository, problem);
        collection.note(refused);
        AXIAL_TRY(collection.store().transaction([&] { return collection.skip_thread(repository, problem); }));
    }
    return readable > 0 ? Status{} : world_fault("no repository could be read", refused);
}

} // namespace axial::collectors
