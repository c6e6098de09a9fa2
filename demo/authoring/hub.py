# SPDX-License-Identifier: GPL-3.0-or-later
"""Discussions of the Hugging Face Hub and of GitHub."""

import hashlib
import json
import urllib.parse

from .threads import Recording, node_id, read_threads, to_html


# --- the Hub: a list, then every thread with all of its events ---------------------------------------------------

def hub_user(name):
    return {"_id": hashlib.sha256(name.encode()).hexdigest()[:24], "avatarUrl": "/avatars/demo.svg", "fullname": name,
            "name": name, "type": "user", "isPro": False, "isHf": False, "isHfAdmin": False, "isMod": False,
            "isUserFollowing": False}


def hub_event(post):
    event = {"id": post.id}
    if post.author != "-":
        event["author"] = hub_user(post.author) | {"isOwner": "owner" in post.meta, "isOrgMember": "owner" in post.meta}
    event |= {"createdAt": f"{post.at}.000Z", "type": post.meta.get("type", "comment")}
    if post.kind == "event":
        data = {name: urllib.parse.unquote_plus(value) for name, value in post.meta.items() if name != "type"}
        return event | {"data": data | ({"oid": node_id("", post.id)} if event["type"] == "commit" else {})}
    hidden, thumbs = "hidden" in post.meta, int(post.meta.get("thumbs", 0))
    latest = {"raw": post.body, "html": post.body if hidden else to_html(post.body), "updatedAt": f"{post.at}.000Z"}
    if "author" in event:
        latest["author"] = event["author"]
    data = {"edited": hidden or "edited" in post.meta, "hidden": hidden, "latest": latest,
            "numEdits": int("edited" in post.meta), "editors": [] if hidden or post.author == "-" else [post.author],
            "editorAvatarUrls": [], "identifiedLanguage": {"language": "en", "probability": 0.97}, "isReport": False,
            "reactions": []}
    if thumbs:
        readers = [f"reader-{i}" for i in range(min(thumbs, 10))]
        data["reactions"].append({"reaction": "👍", "users": readers, "count": thumbs})
    return event | {"data": data | ({"hiddenBy": "", "hiddenReason": "Spam"} if hidden else {})}


def make_hub():
    recording, (threads, places) = Recording("hub.jsonl"), read_threads("hub.md")
    for place in places:
        repo = {"name": place[1], "type": place[2]}
        base = f"https://huggingface.co/api/models/{place[1]}/discussions"
        mine = [thread for thread in threads if thread.place == place]
        shown = []
        for thread in mine:
            first = thread.posts[0]
            head = {"num": int(thread.id)}
            if first.author != "-":
                head["author"] = hub_user(first.author)
            head |= {"repo": repo, "title": thread.title, "status": thread.meta["status"],
                     "createdAt": f"{first.at}.000Z", "isPullRequest": "pull" in thread.meta, "pinned": False}
            shown.append(head)
        owner = {"name": place[1].split("/")[0], "type": "org", "isParticipating": True, "isDiscussionAuthor": False}
        recording.add(f"{base}?p=0&type=all&status=all&sort=recently-created", {
            "discussions": [head | {"numComments": sum(p.kind == "post" for p in t.posts), "topReactions": [],
                                    "numReactionUsers": 0, "repoOwner": owner} for head, t in zip(shown, mine)][::-1],
            "count": len(mine), "start": 0, "numClosedDiscussions": sum(t.meta["status"] != "open" for t in mine)}, {})
        for head, thread in zip(shown, mine):
            more = {"locked": False, "collection": "discussions", "org": {
                "avatarUrl": "/avatars/demo.svg", "fullname": owner["name"], "name": owner["name"], "type": "org",
                "isHf": False}}
            if head["isPullRequest"]:
                more |= {"changes": {"base": "refs/heads/main", "mergeCommitId": node_id("", thread.id)},
                         "filesWithConflicts": [],
                         "diffUrl": f"https://huggingface.co/{place[1]}/discussions/{thread.id}/files.diff"}
            recording.add(f"{base}/{thread.id}", head | more | {"events": [hub_event(p) for p in thread.posts]}, {})
    recording.write()


# --- GitHub Discussions: the two questions that the collector asks of the GraphQL interface --------------------

BUDGET = "rateLimit{limit cost remaining resetAt} "
PAGE = "pageInfo{hasNextPage endCursor} "
WRITTEN = ("__typename id author{__typename login} authorAssociation body createdAt lastEditedAt upvoteCount url ")
LIST = ("query($owner:String!,$name:String!,$first:Int!,$after:String){" + BUDGET + "repository(owner:$owner,name:$name)"
        "{nameWithOwner hasDiscussionsEnabled discussions(first:$first,after:$after,orderBy:{field:UPDATED_AT,"
        "direction:DESC}){totalCount " + PAGE + "nodes{__typename id number updatedAt comments(first:1){totalCount}}}}}")
DETAILS = ("query($ids:[ID!]!,$comments:Int!,$replies:Int!){" + BUDGET + "nodes(ids:$ids){...on Discussion{" + WRITTEN +
           "number title updatedAt category{name} isAnswered closed stateReason locked repository{nameWithOwner} "
           "labels(first:100){nodes{name}} comments(first:$comments){totalCount " + PAGE + "nodes{...P}}}}}"
           "fragment P on DiscussionComment{...C replies(first:$replies){" + PAGE + "nodes{...C}}}"
           "fragment C on DiscussionComment{" + WRITTEN +
           "isAnswer deletedAt isMinimized minimizedReason replyTo{id} discussion{id}}")


def add_graphql(recording, query, variables, data):
    key = json.dumps({"query": query, "variables": variables}, separators=(",", ":"), ensure_ascii=False)
    budget = {"rateLimit": {"limit": 5000, "cost": 1, "remaining": 4999, "resetAt": "2026-11-20T10:00:00Z"}}
    recording.add(f"https://api.github.com/graphql {key}", {"data": budget | data}, {}, method="POST")


def page_of(nodes):
    return {"totalCount": len(nodes), "pageInfo": {"hasNextPage": False, "endCursor": None}, "nodes": nodes}


def discussion_text(post, thread):
    user = None if post.author == "-" else {
        "__typename": "User", "login": post.author, "url": f"https://github.com/{post.author}"}
    suffix = "" if post.kind == "post" else f"#discussioncomment-{post.id}"
    return {"id": node_id("D_kwDO" if post.kind == "post" else "DC_kwDO", post.id), "databaseId": int(post.id),
            "url": f"https://github.com/{thread.place[1]}/discussions/{thread.id}{suffix}",
            "author": user, "authorAssociation": post.meta["role"], "body": post.body, "createdAt": f"{post.at}Z",
            "updatedAt": f"{post.at}Z", "lastEditedAt": None, "includesCreatedEdit": False,
            "upvoteCount": int(post.meta.get("upvotes", 0)), "reactionGroups": []}


def discussion_comments(thread):
    comments = []
    for post in thread.posts[1:]:
        minimised = post.meta.get("minimised")
        node = discussion_text(post, thread) | {
            "__typename": "DiscussionComment", "discussion": {"id": node_id("D_kwDO", thread.posts[0].id)},
            "isMinimized": bool(minimised), "minimizedReason": minimised, "deletedAt": None}
        if post.kind == "reply":
            comments[-1]["replies"].append(node | {"replyTo": {"id": comments[-1]["id"]}})
        else:
            comments.append(node | {"isAnswer": "answer" in post.meta, "replyTo": None, "replies": []})
    return [comment | {"replies": page_of(comment["replies"])} for comment in comments]


def make_discussions():
    recording, (threads, places) = Recording("github-discussions.jsonl"), read_threads("discussions.md")
    nodes = []
    for thread in threads:
        answer = thread.meta.get("answered")
        category = thread.meta["category"]
        node = discussion_text(thread.posts[0], thread) | {
            "number": int(thread.id), "title": thread.title, "locked": False, "activeLockReason": None, "closed": False,
            "closedAt": None, "stateReason": None, "category": {"name": category, "isAnswerable": category == "Q&A"},
            "isAnswered": bool(answer) if category == "Q&A" else None,
            "answer": {"id": node_id("DC_kwDO", answer)} if answer else None, "labels": page_of([]),
            "comments": page_of(discussion_comments(thread))}
        node["updatedAt"] = max(f"{post.at}Z" for post in thread.posts)
        nodes.append(node)
    nodes.sort(key=lambda node: node["updatedAt"], reverse=True)
    repo = places[0][1]
    owner, name = repo.split("/")
    listed = [{"__typename": "Discussion", "id": node["id"], "number": node["number"], "updatedAt": node["updatedAt"],
               "comments": {"totalCount": node["comments"]["totalCount"]}} for node in nodes]
    add_graphql(recording, LIST, {"owner": owner, "name": name, "first": 100}, {"repository": {
        "nameWithOwner": repo, "hasDiscussionsEnabled": True, "discussions": page_of(listed)}})
    details = [node | {"__typename": "Discussion", "repository": {"nameWithOwner": repo}} for node in nodes]
    most = max(node["comments"]["totalCount"] for node in nodes) + 5
    add_graphql(recording, DETAILS, {"ids": [node["id"] for node in nodes], "comments": most, "replies": 20},
                {"nodes": details})
    recording.write()
