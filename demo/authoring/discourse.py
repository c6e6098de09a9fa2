# SPDX-License-Identifier: GPL-3.0-or-later
"""Topics of a Discourse forum, with both the Markdown and the HTML of every post."""

import html
import math
import re

from .threads import Recording, number_for, read_threads, to_html

HIDDEN = "This post was flagged by the community and is temporarily hidden."
EMOJI = {"🐕": "dog2", "👩🏽‍💻": "woman_technologist:t4", "☕": "coffee", "🙏🏻": "pray:t2"}


def emoji_image(site, name):
    path = name.replace(":t", "/")
    return (f'<img src="https://{site}/images/emoji/apple/{path}.png?v=12" title=":{name}:" class="emoji" '
            f'alt=":{name}:" loading="lazy" width="20" height="20">')


def cook(site, raw):
    """The HTML that the forum shows: quotes as asides, mentions as links, emoji as images."""
    def quote(match):
        user, post, topic = match.group(1, 2, 3)
        return (f'<aside class="quote no-group" data-username="{user}" data-post="{post}" data-topic="{topic}">\n'
                f'<div class="title">\n<div class="quote-controls"></div>\n<img alt="" width="24" height="24" '
                f'src="https://{site}/letter_avatar_proxy/v4/letter/{user[0]}/a1b2c3/48.png" class="avatar"> {user}:'
                f'</div>\n<blockquote>\n{to_html(match.group(4), "--hardbreaks")}</blockquote>\n</aside>\n')

    out = ""
    for part in re.split(r'(\[quote="[^\]]*\]\n.*?\n\[/quote\])', raw, flags=re.S):
        quoted = re.fullmatch(r'\[quote="([^,]*), post:(\d+), topic:(\d+)"\]\n(.*)\n\[/quote\]', part, flags=re.S)
        out += quote(quoted) if quoted else to_html(part, "--hardbreaks")
    out = re.sub(r'<pre><code class="language-([^"]*)">', r'<pre data-code-wrap="\1"><code class="lang-\1">', out)
    out = out.replace("<pre><code>", '<pre><code class="lang-auto">').replace("<br />", "<br>").replace(" />", ">")
    out = out.replace('src="upload://', f'src="https://{site}/uploads/default/original/1X/')
    pieces = re.split(r"(<pre.*?</pre>|<code>.*?</code>|<[^>]*>)", out, flags=re.S)
    for i in range(0, len(pieces), 2):
        text = re.sub(r"(?<![\w/])@([\w-]+)", r'<a class="mention" href="/u/\1">@\1</a>', pieces[i])
        text = re.sub(r":([a-z_]{3,}):", lambda match: emoji_image(site, match.group(1)), text)
        for character, name in EMOJI.items():
            text = text.replace(character, emoji_image(site, name))
        pieces[i] = text
    return "".join(pieces).strip()


def discourse_user(site, name):
    number = -1 if name == "system" else number_for(site, name, high=90_000)
    return {"id": number, "username": name, "name": "",
            "avatar_template": f"/letter_avatar_proxy/v4/letter/{name[0]}/a1b2c3/{{size}}.png"}


def discourse_post(site, thread, index):
    post, meta = thread.posts[index], thread.posts[index].meta
    hidden, likes = "hidden" in meta, int(meta.get("likes", 0))
    user, at = discourse_user(site, post.author), f"{post.at}.{number_for(post.id, low=100, high=999)}Z"
    reply = int(meta["reply"]) if "reply" in meta else None
    shown = {
        "id": int(post.id), "name": user["name"], "username": post.author, "avatar_template": user["avatar_template"],
        "created_at": at, "cooked": cook(site, post.body), "post_number": index + 1, "post_type": 1, "updated_at": at,
        "reply_count": sum(other.meta.get("reply") == str(index + 1) for other in thread.posts),
        "reply_to_post_number": reply, "quote_count": post.body.count("[quote="), "incoming_link_count": 0,
        "reads": 20 + likes, "readers_count": 19 + likes, "score": 4.2 + 15 * likes, "yours": False,
        "topic_id": int(thread.id), "topic_slug": slug(thread.title), "display_username": user["name"],
        "primary_group_name": None, "version": 1, "user_title": None, "raw": post.body,
        "actions_summary": [{"id": 2, "count": likes}] if likes else [], "moderator": False, "admin": False,
        "staff": post.author == "system", "user_id": user["id"], "hidden": hidden, "trust_level": 1,
        "deleted_at": None, "user_deleted": "deleted" in meta, "edit_reason": None, "can_view_edit_history": True,
        "wiki": False, "accepted_answer": "accepted" in meta, "can_accept_answer": False}
    if reply:
        shown["reply_to_user"] = discourse_user(site, thread.posts[reply - 1].author)
    if post.kind == "action":
        shown |= {"post_type": 3, "action_code": meta["code"]}
    if hidden:
        del shown["raw"]
        shown |= {"cooked": f"<p>{HIDDEN}</p>", "cooked_hidden": True}
    return shown


def slug(title):
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def discourse_summary(site, thread, posts):
    talk = [post for post in posts if post["post_type"] == 1]
    meta, closed = thread.meta, "closed" in thread.meta
    return {"id": int(thread.id), "title": thread.title, "fancy_title": html.escape(thread.title, quote=False),
            "slug": slug(thread.title), "posts_count": len(talk), "reply_count": len(talk) - 1,
            "highest_post_number": len(posts), "image_url": None, "created_at": posts[0]["created_at"],
            "last_posted_at": talk[-1]["created_at"], "bumped": True, "bumped_at": talk[-1]["created_at"],
            "archetype": "regular", "unseen": False, "pinned": False, "unpinned": None, "visible": True,
            "closed": closed, "archived": False, "bookmarked": None, "liked": None, "tags": [],
            "views": int(meta["views"]), "like_count": sum(int(p.meta.get("likes", 0)) for p in thread.posts),
            "has_summary": False, "category_id": int(meta["category"]), "featured_link": None, "pinned_globally": False}


def make_discourse(source, target):
    recording, (threads, places) = Recording(target), read_threads(source)
    site = next(place[1] for place in places if place[0] == "site")
    base, none = f"https://{site}", {"cache-control": "no-cache, no-store"}
    categories = [{"id": int(number), "name": name, "slug": short, "color": "0088CC", "text_color": "FFFFFF",
                   "read_restricted": False, "has_children": False, "subcategory_ids": [], "topic_count": sum(
                       t.meta["category"] == number for t in threads)}
                  for kind, number, short, name in (place for place in places if place[0] == "category")]
    recording.add(f"{base}/categories.json?include_subcategories=true", {"category_list": {
        "can_create_category": False, "can_create_topic": False, "categories": categories}}, none)
    newest = [discourse_summary(site, t, [discourse_post(site, t, i) for i in range(len(t.posts))]) for t in threads]
    newest.sort(key=lambda topic: topic["bumped_at"], reverse=True)
    recording.add(f"{base}/latest.json?order=activity&per_page=100&page=0", {
        "users": [], "primary_groups": [], "topic_list": {"can_create_topic": False, "per_page": 100, "top_tags": [],
                                                          "topics": newest}}, none)
    threads.sort(key=lambda thread: thread.posts[0].at)
    size = math.ceil(len(threads) / 2)
    for page, shown in enumerate((threads[:size], threads[size:])):
        posts = {t.id: [discourse_post(site, t, i) for i in range(len(t.posts))] for t in shown}
        topic_list = {"can_create_topic": False, "per_page": 100, "top_tags": [],
                      "topics": [discourse_summary(site, t, posts[t.id]) for t in shown]}
        if page == 0:
            more = "ascending=true&no_definitions=true&order=created&page=1&per_page=100"
            topic_list["more_topics_url"] = f"/latest?{more}"
        users = sorted({p.author for t in shown for p in t.posts})
        recording.add(f"{base}/latest.json?order=created&ascending=true&per_page=100&page={page}", {
            "users": [discourse_user(site, name) for name in users], "primary_groups": [],
            "topic_list": topic_list}, none)
        for thread in shown:
            add_topic(recording, base, site, thread, posts[thread.id], none)
    recording.write()


def add_topic(recording, base, site, thread, posts, headers):
    stream = [post["id"] for post in posts]
    topic = {"post_stream": {"posts": posts[:20], "stream": stream}, "timeline_lookup": [[1, 900]],
             "suggested_topics": []}
    topic |= discourse_summary(site, thread, posts) | {
        "word_count": sum(len(p.body.split()) for p in thread.posts), "deleted_at": None, "chunk_size": 20,
        "user_id": posts[0]["user_id"], "participant_count": len({p.author for p in thread.posts}),
        "details": {"can_edit": False, "notification_level": 1,
                    "created_by": discourse_user(site, thread.posts[0].author),
                    "last_poster": discourse_user(site, thread.posts[-1].author), "participants": []}}
    answer = next((post for post in posts if post["accepted_answer"]), None)
    if answer:
        topic["accepted_answer"] = {"post_number": answer["post_number"], "username": answer["username"], "excerpt": ""}
    recording.add(f"{base}/t/{thread.id}.json?include_raw=true", topic, headers)
    for at in range(20, len(stream), 20):
        wanted = "&".join(f"post_ids%5B%5D={number}" for number in stream[at:at + 20])
        recording.add(f"{base}/t/{thread.id}/posts.json?{wanted}&include_raw=true&include_suggested=false",
                      {"post_stream": {"posts": posts[at:at + 20]}, "id": int(thread.id)}, headers)
