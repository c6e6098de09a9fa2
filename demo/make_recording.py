#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes demo/recording/*.jsonl and demo/stackoverflow/*.xml out of the threads in demo/threads/.

Needs Python 3.9 or later and the program cmark-gfm. The same threads always give the same bytes.
"""

from authoring.discourse import make_discourse
from authoring.github import make_github
from authoring.hub import make_discussions, make_hub
from authoring.stackoverflow import make_dump

if __name__ == "__main__":
    make_github("github-loaders.md", "github-serve-kit.md")
    make_discourse("hf-forum.md", "hf-forum.jsonl")
    make_discourse("pytorch-forum.md", "pytorch-forum.jsonl")
    make_dump()
    make_hub()
    make_discussions()
