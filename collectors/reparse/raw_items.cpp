// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/reparse/raw_items.h"

#include "collectors/http/json.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

namespace axial::collectors::reparse {
namespace {

constexpr std::size_t most_kept = 8;
constexpr int deepest = 8;

/// What an object is called, judged by its fields; empty: it has no name.
std::string name_of(const Json& object) {
    if (object["post_stream"].is_object() && object["post_stream"]["stream"].exists())
        return "topic:" + object["id"].id();
    if (object["post_number"].integer() && object["cooked"].exists())
        return "post:" + object["id"].id();
    if (object["comment_id"].exists())
        return "comment:" + object["comment_id"].id();
    if (object["answer_id"].exists())
        return "answer:" + object["answer_id"].id();
    if (object["question_id"].exists())
        return "question:" + object["question_id"].id();
    const bool is_said = object["body"].exists() && object["user"].exists();
    return is_said && object["html_url"].is_string() ? "page:" + object["html_url"].text() : "";
}

/// Where named things may lie inside others: nothing else is walked into.
constexpr std::array inside{"items",
                            "payload",
                            "issue",
                            "pull_request",
                            "comment",
                            "review",
                            "answers",
                            "comments",
                            "post_stream",
                            "posts",
                            "data",
                            "comments_data",
                            "review_comments_data",
                            "reviews_data"};

void walk(const Json& value, int depth, const std::function<void(const std::string&, const Json&)>& visit) {
    if (depth == 0)
        return;
    if (value.is_array()) {
        for (const Json& item : value.items())
            walk(item, depth - 1, visit);
    } else if (value.is_object()) {
        if (const std::string name = name_of(value); !name.empty())
            visit(name, value);
        for (const char* field : inside)
            walk(value[field], depth - 1, visit);
    }
}

/// The whole body as one document, or else each line of it.
void each_document(const std::string& body, const std::function<void(const Json&)>& visit) {
    if (const auto whole = JsonDocument::parse(body)) {
        visit((*whole)->root());
        return;
    }
    for (std::size_t begin = 0; begin < body.size();) {
        const auto end = std::min(body.find('\n', begin), body.size());
        if (const auto line = JsonDocument::parse(std::string_view(body).substr(begin, end - begin)))
            visit((*line)->root());
        begin = end + 1;
    }
}

} // namespace

Result<RawItems::Items> RawItems::read(std::int64_t row) const {
    Items items;
    AXIAL_ASSIGN(const auto exchange, raw_.at(row));
    if (exchange && exchange->status == 200)
        each_document(exchange->body, [&](const Json& root) {
            walk(root, deepest, [&](const std::string& name, const Json& item) { items[name] = item.dump(); });
        });
    return items;
}

Result<std::string> RawItems::find(std::int64_t row, const std::string& name) {
    if (row == 0)
        return std::string();
    auto kept = std::ranges::find(kept_, row, [](const auto& entry) { return entry.first; });
    if (kept == kept_.end()) {
        AXIAL_ASSIGN(auto items, read(row));
        kept_.emplace_front(row, std::move(items));
        if (kept_.size() > most_kept)
            kept_.pop_back();
    } else {
        kept_.splice(kept_.begin(), kept_, kept);
    }
    const auto& items = kept_.front().second;
    const auto item = items.find(name);
    return item == items.end() ? std::string() : item->second;
}

} // namespace axial::collectors::reparse
