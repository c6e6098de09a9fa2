#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests per 100 posts, beside what Perceval 1.4 would send for the same threads.

    tests/bench/requests.py AXIAL FAKES     (the program; the folder of apis.py)

Perceval's number is worked out from the threads that Axial stored, by what its back-ends do: GitHub, the list of
issues and that of pulls, a call for the comments of every thread that has some, two for every distinct author, five for
every pull request (reactions left out, so it is a lower bound); Discourse, the list of topics by 30, one call a topic,
and one for every post after its twentieth; Stack Exchange, questions by 100 with everything nested.
"""

import collections
import json
import math
import pathlib
import subprocess
import sys
import tempfile


def pages(count, size):
    return max(1, math.ceil(count / size))


def perceval_github(posts):
    threads = collections.Counter(post["thread_id"] for post in posts if post["kind"] != "event")
    first = [post for post in posts if post["kind"] in ("issue", "pull")]
    pulls = sum(post["kind"] == "pull" for post in first)
    authors = {post["author_id"] for post in posts if post["author_id"]}
    commented = sum(count > 1 for count in threads.values())
    return 2 * pages(len(first), 100) + commented + 2 * len(authors) + 5 * pulls


def perceval_discourse(posts):
    topics = collections.Counter(post["thread_id"] for post in posts)
    return pages(len(topics), 30) + len(topics) + sum(max(0, count - 20) for count in topics.values())


def perceval_stackexchange(posts):
    return pages(sum(post["kind"] == "question" for post in posts), 100)


CRAWLS = [
    ("GitHub, with reviews and events", ["github", "--repo", "bitcoin-core/secp256k1"], "/github", perceval_github),
    ("GitHub, issues and pulls alone", ["github", "--repo", "matomo-org/matomo"], "/github", perceval_github),
    ("GitHub Discussions", ["github-discussions", "--repo", "gathered/discussions"], "/github", None),
    ("Hugging Face Hub", ["hub", "--repo", "gathered/model-threads"], "/hub", None),
    ("Discourse, long topics", ["discourse", "--site", "urho3d"], "/discourse/urho3d", perceval_discourse),
    ("Discourse, short topics", ["discourse", "--site", "delving"], "/discourse/delving", perceval_discourse),
    ("Stack Exchange", ["stackexchange", "--site", "ai"], "/stackexchange/2.3", perceval_stackexchange),
]


def run(axial, study, *arguments, env=None):
    command = [axial, *arguments, "--study", str(study), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout


def main(axial, fakes):
    fakes = pathlib.Path(fakes)
    server = subprocess.Popen([sys.executable, fakes / "apis.py", "--data", fakes / "data", "--no-limits"],
                              stdout=subprocess.PIPE, text=True)
    base = server.stdout.readline().split()[-1]
    env = {"PATH": "/usr/bin:/bin", "AXIAL_GITHUB_TOKEN": "for-the-fakes"}
    print(f"{'':34} {'posts':>7} {'requests':>9} {'per 100':>8} {'again':>6} {'Perceval':>9} {'per 100':>8}")
    try:
        for name, arguments, prefix, perceval in CRAWLS:
            with tempfile.TemporaryDirectory() as folder:
                study = pathlib.Path(folder) / "study"
                run(axial, study, "init", str(study))
                collect = ["collect", *arguments, "--endpoint", base + prefix, "--progress", "json"]
                first = json.loads(run(axial, study, *collect, env=env))["counts"]
                again = json.loads(run(axial, study, *collect, env=env))["counts"]
                posts = [json.loads(line) for line in run(axial, study, "posts").split("\n") if line]
                other = perceval(posts) if perceval else None
                per_100 = 100 * first["requests"] / len(posts)
                print(f"{name:34} {len(posts):7} {first['requests']:9} {per_100:8.1f} {again['requests']:6}", end="")
                print(f" {other:9} {100 * other / len(posts):8.1f}" if other is not None else f" {'none':>9}")
    finally:
        server.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:3])
