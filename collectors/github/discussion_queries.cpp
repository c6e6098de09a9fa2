// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/discussion_queries.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace axial::collectors::github::queries {
namespace {

using Variables = nlohmann::ordered_json;

const std::string budget = "rateLimit{limit cost remaining resetAt} ";
const std::string page = "pageInfo{hasNextPage endCursor} ";
const std::string listed = "__typename id number updatedAt comments(first:1){totalCount}";
const std::string written = "__typename id author{__typename login} authorAssociation body createdAt "
                            "lastEditedAt upvoteCount url ";
const std::string comment = "fragment C on DiscussionComment{" + written +
                            "isAnswer deletedAt isMinimized minimizedReason replyTo{id} discussion{id}}";
const std::string comment_with_replies =
    "fragment P on DiscussionComment{...C replies(first:$replies){" + page + "nodes{...C}}}" + comment;

std::string body(const std::string& query, Variables variables, const std::string& after = {}) {
    if (!after.empty())
        variables["after"] = after;
    const nlohmann::ordered_json whole{{"query", query}, {"variables", std::move(variables)}};
    return whole.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Variables repository_variables(const std::string& repository) {
    const auto slash = repository.find('/');
    return {{"owner", repository.substr(0, slash)}, {"name", repository.substr(slash + 1)}};
}

} // namespace

std::string list(const std::string& repository, int first, const std::string& after) {
    auto variables = repository_variables(repository);
    variables["first"] = first;
    return body("query($owner:String!,$name:String!,$first:Int!,$after:String){" + budget +
                    "repository(owner:$owner,name:$name){nameWithOwner hasDiscussionsEnabled "
                    "discussions(first:$first,after:$after,orderBy:{field:UPDATED_AT,direction:DESC})"
                    "{totalCount " +
                    page + "nodes{" + listed + "}}}}",
                std::move(variables), after);
}

std::string search(const std::string& term, int first, const std::string& after) {
    return body("query($term:String!,$first:Int!,$after:String){" + budget +
                    "search(type:DISCUSSION,query:$term,first:$first,after:$after){discussionCount " + page +
                    "nodes{...on Discussion{repository{nameWithOwner} " + listed + "}}}}",
                {{"term", term}, {"first", first}}, after);
}

std::string by_number(const std::string& repository, const std::vector<std::int64_t>& numbers) {
    std::string fields = "nameWithOwner";
    for (const auto number : numbers)
        fields += fmt::format(" d{0}:discussion(number:{0}){{{1}}}", number, listed);
    return body("query($owner:String!,$name:String!){" + budget + "repository(owner:$owner,name:$name){" +
                    fields + "}}",
                repository_variables(repository));
}

std::string details(const std::vector<std::string>& ids, int comments, int replies) {
    return body("query($ids:[ID!]!,$comments:Int!,$replies:Int!){" + budget +
                    "nodes(ids:$ids){...on Discussion{" + written +
                    "number title updatedAt category{name} isAnswered closed stateReason locked "
                    "repository{nameWithOwner} labels(first:100){nodes{name}} "
                    "comments(first:$comments){totalCount " +
                    page + "nodes{...P}}}}}" + comment_with_replies,
                {{"ids", ids}, {"comments", comments}, {"replies", replies}});
}

std::string comments_of(const std::string& discussion, int first, int replies, const std::string& after) {
    return body("query($id:ID!,$first:Int!,$replies:Int!,$after:String){" + budget +
                    "node(id:$id){...on Discussion{id comments(first:$first,after:$after){" + page +
                    "nodes{...P}}}}}" + comment_with_replies,
                {{"id", discussion}, {"first", first}, {"replies", replies}}, after);
}

std::string replies_of(const std::string& comment_id, int first, const std::string& after) {
    return body("query($id:ID!,$first:Int!,$after:String){" + budget +
                    "node(id:$id){...on DiscussionComment{id replies(first:$first,after:$after){" + page +
                    "nodes{...C}}}}}" + comment,
                {{"id", comment_id}, {"first", first}}, after);
}

} // namespace axial::collectors::github::queries
