#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Importing a Stack Exchange dump and a file of GH Archive, beside the barest reading of the same file.

    tests/bench/imports.py AXIAL [--megabytes 200] [--part 4] [--keep FOLDER]

Writes a Posts.xml and an hour of GH Archive of that size and of one `part` of it, from a seed; imports each into a
new study; and prints time as a ratio to `xmllint --stream --noout` (libxml2-utils) or `zcat | wc`, the peak memory at
both sizes, which should be the same, and posts a second. Time, ratio and memory are those of `--no-index`: parsing and
storing. "with index" adds the `axial index` that follows. 1 GB: --megabytes 1024.
"""

import argparse
import gzip
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
import xml.sax.saxutils

FREQUENT = """the to a i is in and of it that for this not on with you have be can my as but if are was use so from
an at or do when like by would there which will what one how get all just your me no using code file has need about
then only some out they any does try up want work works time new way more run error function make data value here them
also other into first we should could than line used list problem because their set same string where am see add method
object question now each every these been very know two after call read test result name page user find create think
change without help project still return point since between while why image build example server number type text
install table version application path model load case size memory open back right write start output different""".split()
SYLLABLES = "ta re mo li ku sen dor vi pa nu gel ish or tek fa zu bel ran cho mi".split()


class Writer:
    """Texts of words whose frequencies fall as in prose, with some markup and code. The frequent words are English:
    the language is found at the first reading of a text, as in the sites' own dumps."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.words = FREQUENT + ["".join(self.random.choices(SYLLABLES, k=self.random.randint(1, 4)))
                                 for _ in range(20_000)]
        self.weights = [1 / (rank + 2.7) for rank in range(len(self.words))]
        self.stock = []

    def some(self, number):
        while len(self.stock) < number:  # drawn in bulk: one by one takes longer than the imports
            self.stock = self.random.choices(self.words, self.weights, k=500_000)
        taken, self.stock = self.stock[-number:], self.stock[:-number]
        return taken

    def markdown(self):
        paragraphs = [" ".join(self.some(self.random.randint(20, 60))).capitalize() + "." for _ in range(3)]
        if self.random.random() < 0.3:
            name, value = self.some(2)
            paragraphs.insert(1, f"```python\n{name} = load(\"{value}\", trust_remote_code=True)\n```")
        paragraphs[-1] += f" *{self.some(1)[0]}* `{self.some(1)[0]}`"
        return "\n\n".join(paragraphs)

    def html(self):
        parts = ["<p>" + " ".join(self.some(self.random.randint(20, 60))).capitalize() + ".</p>" for _ in range(3)]
        if self.random.random() < 0.3:
            name, value = self.some(2)
            parts.insert(1, f"<pre><code>{name} = load(&quot;{value}&quot;)\n</code></pre>")
        return "\n\n".join(parts) + "\n"

    def title(self):
        return " ".join(self.some(8)).capitalize()


def stamp(number):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(1_400_000_000 + 60 * number))


def write_posts_xml(path, size):
    """Questions, each with two answers. Gives the number of posts."""
    writer, quoted = Writer(7), xml.sax.saxutils.quoteattr
    number = 0
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<posts>\n')
        while file.tell() < size:
            question = number + 1
            for answer in (False, True, True):
                number += 1
                at, body = stamp(number), quoted(writer.html())
                extra = (f'PostTypeId="2" ParentId="{question}"' if answer else
                         f'PostTypeId="1" Title={quoted(writer.title())} Tags="&lt;loading&gt;" AnswerCount="2"')
                file.write(f'  <row Id="{number}" {extra} CreationDate="{at}.000" Score="{number % 9}" Body={body} '
                           f'OwnerUserId="{number % 5000 + 1}" LastActivityDate="{at}.000" '
                           f'CommentCount="0" ContentLicense="CC BY-SA 4.0" />\n')
        file.write("</posts>\n")
    return number


def write_gh_archive(path, size):
    """Issues opened and commented on, in lines as the archive has them; `size` before it is packed."""
    writer = Writer(8)
    number = written = 0
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=6) as file:
        while written < size:
            issue = number + 1
            repo = f"example-{issue % 40}/loader"
            page = f"https://github.com/{repo}/issues/{issue}"
            body = {"number": issue, "id": 9_000_000 + issue, "title": writer.title(), "html_url": page,
                    "user": {"login": f"user{issue % 5000}", "type": "User"}, "author_association": "NONE", "labels": [],
                    "state": "open", "created_at": stamp(issue) + "Z", "updated_at": stamp(issue) + "Z",
                    "body": writer.markdown()}
            for kind in ("IssuesEvent", "IssueCommentEvent", "IssueCommentEvent"):
                number += 1
                at = stamp(number) + "Z"
                payload = {"action": "opened", "issue": body}
                if kind == "IssueCommentEvent":
                    payload = {"action": "created", "issue": body, "comment": {
                        "id": number, "html_url": f"{page}#issuecomment-{number}", "created_at": at, "updated_at": at,
                        "user": {"login": f"user{number % 5000}", "type": "User"}, "body": writer.markdown()}}
                line = json.dumps({"id": str(10_000_000_000 + number), "type": kind, "payload": payload, "public": True,
                                   "actor": {"id": 1, "login": f"user{number % 5000}"}, "created_at": at,
                                   "repo": {"id": issue % 40, "name": repo}}) + "\n"
                written += len(line)
                file.write(line)
    return number


def measured(command):
    """Seconds and the peak memory in MB of a command and what it starts."""
    begin = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - begin
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))}: {errors.decode(errors='replace').strip()}")
    return seconds, usage.ru_maxrss / 1024


def compare(axial, folder, name, source, floor, command, posts):
    study = folder / "study"
    shutil.rmtree(study, ignore_errors=True)
    measured([axial, "init", str(study)])
    bare, _ = measured(floor)
    seconds, peak = measured([axial, "--study", str(study), *command, "--no-index"])
    index, _ = measured([axial, "--study", str(study), "index"])
    megabytes = source.stat().st_size / 2**20
    print(f"{name:<22} {megabytes:>7.0f} {posts:>9} {bare:>8.1f} {seconds:>8.1f} {seconds / bare:>7.1f} {peak:>8.0f} "
          f"{posts / seconds:>9.0f} {posts / (seconds + index):>11.0f}", flush=True)
    shutil.rmtree(study)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("axial", type=pathlib.Path)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--part", type=int, default=4, help="the smaller files have one such part")
    parser.add_argument("--keep", type=pathlib.Path, help="where the files are left; otherwise they are removed")
    asked = parser.parse_args()
    if not shutil.which("xmllint"):
        sys.exit("imports.py: xmllint is not here: install libxml2-utils")
    axial = str(asked.axial.resolve())
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{'':<22} {'MB':>7} {'posts':>9} {'bare s':>8} {'axial s':>8} {'ratio':>7} {'peak MB':>8} {'posts/s':>9} "
              f"{'with index':>11}")
        for size in (asked.megabytes // asked.part, asked.megabytes):
            dump = folder / f"dump-{size}"
            dump.mkdir(exist_ok=True)
            source = dump / "Posts.xml"
            posts = write_posts_xml(source, size << 20)
            compare(axial, folder, "import se-dump", source, ["xmllint", "--stream", "--noout", str(source)],
                    ["import", "se-dump", str(dump), "--site", "bench"], posts)
        for size in (asked.megabytes // asked.part, asked.megabytes):
            source = folder / f"2015-01-01-{size}.json.gz"
            posts = write_gh_archive(source, size << 20)
            compare(axial, folder, "import gh-archive", source, ["sh", "-c", 'zcat "$0" | wc', str(source)],
                    ["import", "gh-archive", str(source)], posts)


if __name__ == "__main__":
    main()
