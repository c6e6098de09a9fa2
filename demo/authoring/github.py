# SPDX-License-Identifier: GPL-3.0-or-later
"""Threads of GitHub in the shape of its REST interface."""

import base64
import hashlib
import math
import urllib.parse

from .threads import Recording, node_id, number_for, read_threads

REACTIONS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")


def github_user(login):
    shown = login or "ghost"
    number = 10137 if shown == "ghost" else number_for("github user", shown, low=100_000, high=90_000_000)
    bot = shown.endswith("[bot]")
    page = f"https://github.com/{'apps/' + shown[:-5] if bot else shown}"
    api = f"https://api.github.com/users/{urllib.parse.quote(shown)}"
    return {"login": shown, "id": number, "node_id": node_id("U_kgDO", shown),
            "avatar_url": f"https://avatars.githubusercontent.com/u/{number}?v=4", "gravatar_id": "", "url": api,
            "html_url": page, "followers_url": f"{api}/followers", "repos_url": f"{api}/repos",
            "events_url": f"{api}/events{{/privacy}}", "type": "Bot" if bot else "User", "site_admin": False}


def github_reactions(post, url):
    names = {"up": "+1", "down": "-1"} | {name: name for name in REACTIONS}
    counts = dict.fromkeys(REACTIONS, 0)
    counts |= {names[key]: int(value) for key, value in post.meta.items() if key in names}
    return {"url": f"{url}/reactions", "total_count": sum(counts.values())} | counts


def github_body(post):
    return post.body.replace("\n", "\r\n") if "crlf" in post.meta else post.body or None


def github_issue(repo, thread):
    first, api = thread.posts[0], f"https://api.github.com/repos/{repo}"
    is_pull, meta = thread.kind == "pull", thread.meta
    url, page = f"{api}/issues/{thread.id}", f"https://github.com/{repo}/{'pull' if is_pull else 'issues'}/{thread.id}"
    state, _, reason = meta["state"].partition(":")
    closed = meta.get("closed") or meta.get("merged")
    closed = f"{closed}:00Z" if closed else None
    talk = [post for post in thread.posts if post.kind == "comment"]
    issue = {
        "url": url, "repository_url": api, "labels_url": f"{url}/labels{{/name}}", "comments_url": f"{url}/comments",
        "events_url": f"{url}/events", "html_url": page,
        "id": number_for("issue", repo, thread.id, low=10**9, high=3 * 10**9),
        "node_id": node_id("PR_kwDO" if is_pull else "I_kwDO", repo, thread.id), "number": int(thread.id),
        "title": thread.title, "user": github_user(first.author),
        "labels": [{"id": number_for("label", name, low=10**9, high=7 * 10**9), "node_id": node_id("LA_kwDO", name),
                    "url": f"{api}/labels/{name}", "name": name, "color": f"{number_for(name, high=0xffffff):06x}",
                    "default": name in ("bug", "question"), "description": None} for name in meta["labels"].split(",")],
        "state": state, "locked": False, "assignee": None, "assignees": [], "milestone": None, "comments": len(talk),
        "created_at": first.at + "Z", "updated_at": max([p.at + "Z" for p in thread.posts] + [closed or ""]),
        "closed_at": closed, "author_association": first.meta["role"], "active_lock_reason": None,
        "body": github_body(first), "closed_by": None, "reactions": github_reactions(first, url),
        "timeline_url": f"{url}/timeline", "performed_via_github_app": None, "state_reason": reason or None}
    if is_pull:
        pull = f"https://github.com/{repo}/pull/{thread.id}"
        issue |= {"draft": False, "pull_request": {
            "url": f"{api}/pulls/{thread.id}", "html_url": pull, "diff_url": f"{pull}.diff",
            "patch_url": f"{pull}.patch", "merged_at": closed if "merged" in meta else None}}
    return issue


def github_comment(repo, thread, post):
    api, kind = f"https://api.github.com/repos/{repo}", "pull" if thread.kind == "pull" else "issues"
    url = f"{api}/issues/comments/{post.id}"
    return {"url": url, "html_url": f"https://github.com/{repo}/{kind}/{thread.id}#issuecomment-{post.id}",
            "issue_url": f"{api}/issues/{thread.id}", "id": int(post.id), "node_id": node_id("IC_kwDO", post.id),
            "user": github_user(post.author), "created_at": post.at + "Z", "updated_at": post.at + "Z",
            "author_association": post.meta["role"], "body": github_body(post),
            "reactions": github_reactions(post, url), "performed_via_github_app": None}


def github_review(repo, thread, post):
    lines = post.body.split("\n")
    hunk = "\n".join(line[2:] for line in lines if line.startswith("| "))
    api, page = f"https://api.github.com/repos/{repo}", f"https://github.com/{repo}/pull/{thread.id}"
    url, commit = f"{api}/pulls/comments/{post.id}", hashlib.sha1(thread.title.encode()).hexdigest()
    comment = {
        "url": url, "pull_request_review_id": number_for("review", post.id, low=10**9, high=2 * 10**9),
        "id": int(post.id), "node_id": node_id("PRRC_kwDO", post.id), "diff_hunk": hunk, "path": post.meta["path"],
        "commit_id": commit, "original_commit_id": commit, "user": github_user(post.author),
        "body": "\n".join(line for line in lines if not line.startswith("| ")), "created_at": post.at + "Z",
        "updated_at": post.at + "Z", "html_url": f"{page}#discussion_r{post.id}",
        "pull_request_url": f"{api}/pulls/{thread.id}",
        "author_association": post.meta["role"], "_links": {"self": {"href": url}, "html": {
            "href": f"{page}#discussion_r{post.id}"}, "pull_request": {"href": f"{api}/pulls/{thread.id}"}},
        "reactions": github_reactions(post, url), "start_line": None, "original_start_line": None,
        "start_side": None, "line": int(post.meta["line"]), "original_line": int(post.meta["line"]), "side": "RIGHT",
        "position": 1, "original_position": 1, "subject_type": "line"}
    return comment | ({"in_reply_to_id": int(post.meta["reply"])} if "reply" in post.meta else {})


def github_timeline(repo, thread):
    """Comments as the timeline shows them, a review where there are comments on changes, and how it ended."""
    api, page = f"https://api.github.com/repos/{repo}", f"https://github.com/{repo}/pull/{thread.id}"
    items = [github_comment(repo, thread, post) | {"event": "commented", "actor": github_user(post.author)}
             for post in thread.posts if post.kind == "comment"]
    reviewed = {}
    for post in thread.posts:
        if post.kind == "review":
            reviewed.setdefault(post.author, post)
    for author, post in reviewed.items():
        number = number_for("review", post.id, low=10**9, high=2 * 10**9)
        items.append({"id": number, "node_id": node_id("PRR_kwDO", post.id), "event": "reviewed", "body": "",
                      "user": github_user(author), "state": "commented", "submitted_at": post.at + "Z",
                      "html_url": f"{page}#pullrequestreview-{number}", "pull_request_url": f"{api}/pulls/{thread.id}",
                      "author_association": post.meta["role"]})
    for what in ("merged", "closed"):
        if what in thread.meta:
            number, last = number_for(what, repo, thread.id, low=10**9, high=2 * 10**10), thread.posts[0].author
            items.append({"id": number, "node_id": node_id("CE_kwDO", what, thread.id), "event": what,
                          "url": f"{api}/issues/events/{number}", "actor": github_user(last), "commit_id": None,
                          "commit_url": None, "created_at": thread.meta[what] + ":00Z",
                          "performed_via_github_app": None})
    return sorted(items, key=lambda item: item.get("created_at") or item["submitted_at"])


def github_stream(recording, place, path, query, items):
    """Two pages, linked as the service does it: by an opaque cursor and the repository's number."""
    items.sort(key=lambda item: (item["updated_at"], item["id"]))
    size = math.ceil(len(items) / 2) or 1
    pages = [items[i:i + size] for i in range(0, len(items), size)] or [[]]
    url = f"https://api.github.com/repos/{place[1]}/{path}?{query}"
    for index, page in enumerate(pages):
        etag = hashlib.sha256(url.encode()).hexdigest()
        headers = {"etag": f'W/"{etag}"', "x-github-media-type": "github.v3; format=json",
                   "x-ratelimit-limit": "5000", "x-ratelimit-remaining": str(4999 - len(recording.lines)),
                   "x-ratelimit-resource": "core", "x-ratelimit-used": str(len(recording.lines) + 1)}
        here, base = url, f"https://api.github.com/repositories/{place[2]}/{path}?{query}"
        if index + 1 < len(pages):
            cursor = base64.b64encode(f"cursor:{page[-1]['id']}".encode()).decode().replace("=", "%3D")
            url = f"{base}&after={cursor}&page={index + 2}"
            headers["link"] = f'<{url}>; rel="next"'
        elif index:
            headers["link"] = f'<{base}&page={index}>; rel="prev"'
        recording.add(here, page, headers)


def make_github(*names):
    recording = Recording("github.jsonl")
    for name in names:
        threads, places = read_threads(name)
        repo, query = places[0][1], "sort=updated&direction=asc&per_page=100"
        of_kind = lambda kind, show: [show(repo, t, p) for t in threads for p in t.posts if p.kind == kind]
        github_stream(recording, places[0], "issues", f"state=all&{query}", [github_issue(repo, t) for t in threads])
        github_stream(recording, places[0], "issues/comments", query, of_kind("comment", github_comment))
        github_stream(recording, places[0], "pulls/comments", query, of_kind("review", github_review))
        for thread in threads:
            recording.add(f"https://api.github.com/repos/{repo}/issues/{thread.id}/timeline?per_page=100",
                          github_timeline(repo, thread), {"x-github-media-type": "github.v3; format=json"})
    recording.write()
