# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions in the shape of a Stack Exchange data dump: a BOM, CRLF, everything in attributes."""

import re

from .threads import DEMO, number_for, read_threads, to_html

ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#xA;", "\t": "&#x9;"}
LICENCE = "CC BY-SA 4.0"


def write_table(name, rows):
    """Rows are dictionaries; what is None is left out, as it is there."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f"<{name.lower()}>"]
    for row in rows:
        attributes = " ".join(f'{key}="{escape(str(value))}"' for key, value in row.items() if value is not None)
        lines.append(f"  <row {attributes} />")
    lines.append(f"</{name.lower()}>")
    target = DEMO / "stackoverflow" / f"{name}.xml"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())


def escape(text):
    return "".join(ESCAPES.get(character, character) for character in text)


def post_html(body):
    shown = to_html(body)
    shown = re.sub(r'<pre><code class="language-python">', '<pre class="lang-py prettyprint-override"><code>', shown)
    shown = re.sub(r'<pre><code class="language-([^"]*)">', r'<pre class="lang-\1 prettyprint-override"><code>', shown)
    return shown.replace('<a href=', '<a rel="nofollow noreferrer" href=')


class Users:
    def __init__(self):
        self.numbers = {}

    def attributes(self, post, prefix):
        """Of whoever wrote it: a number, or for a deleted account only a name."""
        if post.author == "-":
            return {f"{prefix}DisplayName": post.meta["name"]}
        self.numbers[post.author] = number_for("user", post.author, low=100_000, high=24_000_000)
        return {f"{prefix}Id" if prefix == "User" else f"{prefix}UserId": self.numbers[post.author]}

    def rows(self):
        yield {"Id": -1, "Reputation": 1, "CreationDate": "2008-07-31T00:00:00.000", "DisplayName": "Community",
               "LastAccessDate": "2008-08-26T00:16:53.810", "Location": "on the server farm", "Views": 649,
               "UpVotes": 0, "DownVotes": 0, "AccountId": -1}
        for name, number in sorted(self.numbers.items(), key=lambda item: item[1]):
            yield {"Id": number, "Reputation": number_for("reputation", name, low=1, high=9000),
                   "CreationDate": "2019-04-01T08:00:00.000", "DisplayName": name,
                   "LastAccessDate": "2025-06-01T12:00:00.000", "Views": 12, "UpVotes": 30, "DownVotes": 2,
                   "AccountId": number + 1_000_000}


def post_row(thread, post, users):
    """One row of Posts.xml, and the comments that stand below it in the thread."""
    after = thread.posts[thread.posts.index(post) + 1:]
    comments = []
    for other in after:
        if other.kind != "comment":
            break
        comments.append(other)
    is_question = post.kind == "post"
    meta = thread.meta if is_question else post.meta
    row = {"Id": post.id, "PostTypeId": 1 if is_question else 2, "ParentId": None if is_question else thread.id,
           "AcceptedAnswerId": meta.get("accepted") if is_question else None, "CreationDate": post.at,
           "Score": meta["score"], "ViewCount": meta.get("views"), "Body": post_html(post.body)}
    row |= users.attributes(post, "Owner")
    row |= {"LastActivityDate": max(p.at for p in thread.posts if p.kind != "comment") if is_question else post.at}
    if is_question:
        row |= {"Title": thread.title, "Tags": "|" + thread.meta["tags"].replace(",", "|") + "|",
                "AnswerCount": sum(p.kind == "answer" for p in thread.posts)}
    return row | {"CommentCount": len(comments), "ContentLicense": LICENCE}, comments


def wiki_rows(tags):
    """Every second tag has an excerpt and a wiki: rows that are no posts and have to be counted out."""
    for index, (_, name) in enumerate(tags):
        if index % 2 == 0:
            text = f"Questions about the use of {name}."
            for kind, number, body in ((5, 7900 + index, f"<p>{text}</p>\n"), (4, 7901 + index, text)):
                yield {"Id": number, "PostTypeId": kind, "CreationDate": "2021-01-05T10:00:00.000", "Score": 0,
                       "Body": body, "OwnerUserId": -1, "LastEditorUserId": -1,
                       "LastEditDate": "2021-01-05T10:00:00.000", "LastActivityDate": "2021-01-05T10:00:00.000",
                       "CommentCount": 0, "ContentLicense": LICENCE}


def make_dump():
    threads, places = read_threads("stackoverflow.md")
    tags, users = [place for place in places if place[0] == "tag"], Users()
    posts, comments = [], []
    for thread in threads:
        for post in thread.posts:
            if post.kind != "comment":
                row, below = post_row(thread, post, users)
                posts.append(row)
                comments += [{"Id": c.id, "PostId": post.id, "Score": c.meta.get("score", 0), "Text": c.body,
                              "CreationDate": c.at} | users.attributes(c, "User") | {"ContentLicense": LICENCE}
                             for c in below]
    uses = [name for thread in threads for name in thread.meta["tags"].split(",")]
    write_table("Posts", posts + list(wiki_rows(tags)))
    write_table("Comments", comments)
    write_table("Users", users.rows())
    write_table("Tags", ({"Id": 100 + i, "TagName": name, "Count": uses.count(name)} | (
        {"ExcerptPostId": 7901 + i, "WikiPostId": 7900 + i} if i % 2 == 0 else {})
        for i, (_, name) in enumerate(tags)))
