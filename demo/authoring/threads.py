# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the threads as they are written in demo/threads/, and writes recordings."""

import base64
import datetime
import hashlib
import json
import pathlib
import re
import subprocess
from dataclasses import dataclass, field

DEMO = pathlib.Path(__file__).parent.parent
FETCHED = datetime.datetime(2026, 11, 20, 9, 0, 0)


@dataclass
class Post:
    kind: str
    id: str
    author: str
    at: str
    meta: dict
    body: str = ""


@dataclass
class Thread:
    kind: str
    id: str
    meta: dict
    title: str
    place: tuple
    posts: list = field(default_factory=list)


def read_meta(words):
    return {name: value or True for name, _, value in (word.partition("=") for word in words)}


def read_threads(name):
    """The threads of one file, and the lines about the place (repository, category, tag) in it."""
    threads, places, post = [], [], None
    for line in (DEMO / "threads" / name).read_text().splitlines():
        if line.startswith("%% include "):
            post.body += (DEMO / "threads" / line.split()[2]).read_text()
        elif line.startswith("%% include-post "):
            _, _, other, number = line.split()
            post.body += next(p.body for t in read_threads(other)[0] for p in t.posts if p.id == number)
        elif line.startswith("%% ") and line.count(" | ") >= 2:
            head, meta, title = line[3:].split(" | ", 2)
            kind, number = head.split()
            threads.append(Thread(kind, number, read_meta(meta.split()), title, places[-1]))
        elif re.match(r"%% (repo|hub|site|category|tag) ", line):
            places.append(tuple(line[3:].split(" ", 3)))
        elif line.startswith("%% "):
            kind, number, author, day, *rest = line[3:].split()
            if "T" not in day:
                day += f"T{rest.pop(0)}:00"
            post = Post(kind, number, author, day.rstrip("Z"), read_meta(rest))
            threads[-1].posts.append(post)
        elif post:
            post.body += line + "\n"
    for thread in threads:
        for post in thread.posts:
            post.body = post.body.strip("\n")
    return threads, places


def number_for(*what, low=1000, high=9_000_000):
    digest = hashlib.sha256("/".join(map(str, what)).encode()).digest()
    return low + int.from_bytes(digest[:6], "big") % (high - low)


def node_id(prefix, *what):
    digest = hashlib.sha256("/".join(map(str, what)).encode()).digest()
    return prefix + base64.urlsafe_b64encode(digest[:9]).decode()


class Recording:
    def __init__(self, name):
        self.name, self.lines = name, []

    def add(self, url, body, headers, method="GET"):
        at = FETCHED + datetime.timedelta(seconds=len(self.lines))
        headers = {"content-type": "application/json; charset=utf-8",
                   "date": at.strftime("%a, %d %b %Y %H:%M:%S GMT")} | headers
        self.lines.append({"key": f"{method} {url}", "seq": 0, "status": 200, "headers": headers, "body": body,
                           "fetched_at": at.strftime("%Y-%m-%dT%H:%M:%SZ")})

    def write(self):
        target = DEMO / "recording" / self.name
        target.parent.mkdir(exist_ok=True)
        target.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in self.lines))


def to_html(markdown, *options):
    command = ["cmark-gfm", "-e", "table", "-e", "strikethrough", "-e", "autolink", *options]
    return subprocess.run(command, input=markdown, capture_output=True, text=True, check=True).stdout
