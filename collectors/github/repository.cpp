// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/repository.h"

#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace axial::collectors::github {

using corpus::StreamState;
using corpus::utf8::lower;

Repository::Repository(Collection& collection, std::string endpoint, std::string name)
    : collection_(collection),
      endpoint_(std::move(endpoint)),
      asked_(std::move(name)),
      container_(asked_) {
}

Status Repository::open() {
    if (!is_repository(asked_))
        return bad_input("not a repository", asked_, "write OWNER/NAME");
    const auto endpoint = parse_url(endpoint_);
    if (!endpoint)
        return bad_input("not a web address", endpoint_, "give --endpoint as http(s)://HOST/…");
    origin_ = endpoint->origin();
    AXIAL_ASSIGN(const auto alias, collection_.store().stream("github", lower(asked_), "name"));
    if (alias) {
        container_ = alias->watermark;
        name_is_known_ = true;
    }
    return {};
}

bool Repository::learn_name(const Json& page) {
    const auto items = page.items();
    const std::string name = items.empty() ? "" : repository_of(items.front());
    if (!is_repository(name))
        return false;
    name_of_today_ = lower(name);
    if (name_is_known_)
        return false;
    container_ = name;
    name_is_known_ = true;
    return true;
}

Status Repository::store_name() {
    return name_is_known_
               ? collection_.store().put(StreamState{"github", lower(asked_), "name", container_, {}, {}})
               : Status{};
}

std::string Repository::address(const std::string& rest) const {
    return fmt::format("{}/repos/{}{}", endpoint_, container_, rest);
}

bool Repository::is_at_home(const std::string& url) const {
    const auto parsed = parse_url(url);
    return parsed && parsed->origin() == origin_;
}

Result<std::string> Repository::next_page(const HttpAnswer& answer) const {
    const std::string next = next_link(header(answer.headers, "link"));
    if (!next.empty() && !is_at_home(next))
        return world_fault("the next page is said to be on another host", scrub_url(next));
    return next;
}

Status Repository::store_issue(const Json& item, const Origin& origin) {
    const auto thread = thread_of(item, origin);
    if (!thread)
        return collection_.skip_post(fmt::format("{}: an item of the issues list", container_),
                                     "it has no number");
    AXIAL_ASSIGN(const auto row, collection_.put(*thread));
    known_[*item["number"].integer()] = row;
    return collection_.put(row, first_post(item, origin));
}

Status Repository::store_comment(const char* kind, const Json& item, const Origin& origin) {
    const auto post = comment_of(item, kind, origin);
    const auto number = thread_number(item);
    if (!post || !number)
        return collection_.skip_post(fmt::format("{}: {} {}", container_, kind, item["id"].id()),
                                     post ? "it names no issue or pull request" : "it has no id");
    const auto thread = known_.find(*number);
    if (thread == known_.end())
        return collection_.skip_post(fmt::format("{}: {} {}", container_, kind, post->native_id),
                                     fmt::format("its thread {} could not be stored", *number));
    if (post->kind == "review_comment")
        AXIAL_TRY(note_review_comment(*number, *post));
    return collection_.put(thread->second, *post);
}

Status Repository::note_review_comment(std::int64_t number, const corpus::IncomingPost& post) {
    auto state = new_state(fmt::format("review comments of {}", number));
    AXIAL_ASSIGN(const auto stored, this->state(state.stream));
    state.watermark = format_time(post.updated_at);
    return stored && stored->watermark >= state.watermark ? Status{} : collection_.store().put(state);
}

Result<std::string> Repository::newest_review_comment(const std::string& number) const {
    AXIAL_ASSIGN(const auto stored, state("review comments of " + number));
    return stored ? stored->watermark : std::string();
}

Result<std::optional<corpus::Thread>> Repository::stored_thread(std::int64_t number) const {
    for (const char* kind : {"issue", "pull"}) {
        AXIAL_ASSIGN(auto thread, collection_.store().thread(
                                      corpus::make_key("github", container_, kind, std::to_string(number))));
        if (thread)
            return thread;
    }
    return std::optional<corpus::Thread>{};
}

Status Repository::find_thread(const Json& comment, const Origin& origin) {
    const auto number = thread_number(comment);
    if (!number || known_.contains(*number))
        return {};
    AXIAL_ASSIGN(const auto thread, stored_thread(*number));
    if (thread) {
        known_[*number] = thread->row;
        return {};
    }
    AXIAL_ASSIGN(const HttpAnswer answer, collection_.get(address(fmt::format("/issues/{}", *number))));
    return collection_.store().transaction([&] { return store_single(comment, *number, answer, origin); });
}

bool Repository::shows(const HttpAnswer& answer, std::int64_t number) const {
    if (answer.status != 200 || answer.json->root()["number"].integer() != number)
        return false;
    const std::string name = lower(repository_of(answer.json->root()));
    return name == lower(container_) || name == name_of_today_;
}

Status Repository::store_single(const Json& comment, std::int64_t number, const HttpAnswer& answer,
                                const Origin& origin) {
    if (shows(answer, number))
        return store_issue(answer.json->root(), {container_, answer.fetched_at, answer.raw});
    if (answer.status == 401)
        return refusal("issues", answer);
    auto thread = gone_thread(comment, number, origin);
    if (answer.status == 200)
        thread.state = "transferred";
    collection_.count("threads_gone");
    AXIAL_ASSIGN(known_[number], collection_.put(thread));
    return {};
}

Result<bool> Repository::check_thread(const corpus::Thread& thread) {
    std::int64_t number = 0;
    std::from_chars(thread.native_id.data(), thread.native_id.data() + thread.native_id.size(), number);
    AXIAL_ASSIGN(const HttpAnswer answer, collection_.get(address("/issues/" + thread.native_id)));
    const bool there = shows(answer, number);
    if (!there && answer.status != 200 && answer.status != 404 && answer.status != 410 && answer.status != 301)
        return refusal("issue " + thread.native_id, answer);
    AXIAL_TRY(collection_.store().transaction([&] {
        return there ? store_issue(answer.json->root(), {container_, answer.fetched_at, answer.raw})
                     : mark_gone(thread, answer.status == 200 || answer.status == 301 ? "transferred" : "gone",
                                 answer.fetched_at);
    }));
    return there;
}

Status Repository::mark_gone(const corpus::Thread& thread, const std::string& state, Time at) {
    if (thread.state != state)
        collection_.count("threads_gone");
    AXIAL_ASSIGN(const auto row, collection_.put({thread.source, thread.site, thread.container, thread.kind,
                                                  thread.native_id, thread.title, thread.url, state,
                                                  thread.tags, thread.created_at, thread.updated_at}));
    return collection_.sweep(row, {}, at);
}

Result<std::optional<StreamState>> Repository::state(const std::string& stream) const {
    return collection_.store().stream("github", container_, stream);
}

StreamState Repository::new_state(const std::string& stream) const {
    return {"github", container_, stream, {}, {}, {}};
}

tl::unexpected<Error> Repository::refusal(const std::string& what, const HttpAnswer& answer) const {
    const auto said = JsonDocument::parse(answer.body);
    const std::string message = said ? (*said)->root()["message"].text() : "";
    switch (answer.status) {
    case 401:
        return world_fault("GitHub does not accept the token", asked_, "check AXIAL_GITHUB_TOKEN");
    case 403:
        return world_fault("GitHub refuses access: " + message, asked_);
    case 404:
        return bad_input("GitHub has no such repository, or it is private", asked_,
                         "check the name; for a private one set AXIAL_GITHUB_TOKEN");
    case 410:
        return bad_input("this repository has its issues switched off", asked_);
    case 451:
        return bad_input("GitHub has taken this repository down for legal reasons", asked_);
    default:
        return world_fault(fmt::format("GitHub answered {} for the {}: {}", answer.status, what,
                                       message.empty() ? "no reason given" : message),
                           asked_);
    }
}

bool is_repository(std::string_view name) {
    const auto slash = name.find('/');
    const auto plain = [](char c) {
        return corpus::utf8::is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
    };
    return slash != 0 && slash != std::string_view::npos && slash + 1 < name.size() &&
           name.find('/', slash + 1) == std::string_view::npos && std::ranges::all_of(name, plain);
}

std::int64_t last_page(const HttpAnswer& answer) {
    const std::string_view links = header(answer.headers, "link");
    const auto mark = links.find("rel=\"last\"");
    if (mark == std::string_view::npos)
        return 1;
    const auto begin = links.rfind('<', mark);
    const std::string_view url = links.substr(begin == std::string_view::npos ? 0 : begin, mark - begin);
    std::int64_t number = 1;
    for (const char* name : {"?page=", "&page="})
        if (const auto place = url.find(name); place != std::string_view::npos)
            std::from_chars(url.data() + place + 6, url.data() + url.size(), number);
    return std::max<std::int64_t>(number, 1);
}

std::string with_half_pages(const std::string& url) {
    constexpr std::string_view name = "per_page=";
    constexpr int fewest = 10;
    const auto place = url.find(name);
    if (place == std::string::npos)
        return url;
    const char* begin = url.data() + place + name.size();
    int size = 0;
    const auto end = std::from_chars(begin, url.data() + url.size(), size).ptr;
    if (size / 2 < fewest)
        return url;
    return url.substr(0, place + name.size()) + std::to_string(size / 2) + end;
}

} // namespace axial::collectors::github
