// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/dump_batch.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace axial::collectors::dumps {
namespace {

constexpr std::size_t most_rows = 1000;
constexpr std::size_t most_bytes = 8U << 20U;
constexpr std::int64_t most_listed = 10'000;

} // namespace

Status DumpBatch::add(const XmlRow& row, corpus::IncomingThread thread, corpus::IncomingPost post,
                      DumpPost& question) {
    store_.expect(post);
    items_.push_back({std::move(thread), std::move(post), &question});
    keep_raw(row, items_.back());
    return flush_if_full();
}

Status DumpBatch::add(const XmlRow& row, corpus::IncomingPost post, DumpPost& question) {
    store_.expect(post);
    items_.push_back({std::nullopt, std::move(post), &question});
    keep_raw(row, items_.back());
    return flush_if_full();
}

Status DumpBatch::skip(std::string what, std::string reason) {
    if (listed_++ < most_listed)
        skipped_.emplace_back(std::move(what), std::move(reason));
    return flush_if_full();
}

/// With what the record has out of other files, so that it can be made again out of what is kept.
void DumpBatch::keep_raw(const XmlRow& row, const Item& item) {
    nlohmann::ordered_json attributes = nlohmann::ordered_json::object();
    row.for_each([&](std::string_view name, std::string_view value) { attributes[std::string(name)] = value; });
    if (item.post.kind != "comment" && item.post.markup == corpus::Markup::markdown)
        attributes[markdown_attribute] = item.post.body;
    std::string links;
    if (item.thread)
        for (const auto& tag : item.thread->tags)
            if (tag.starts_with(stackexchange::duplicate_of) || tag.starts_with(stackexchange::links_to))
                links += (links.empty() ? "" : " ") + tag;
    if (!links.empty())
        attributes[links_attribute] = links;
    lines_.add(attributes.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace), row.line());
}

Status DumpBatch::flush_if_full() {
    if (items_.size() + skipped_.size() >= most_rows || lines_.bytes() >= most_bytes)
        return flush();
    return {};
}

Status DumpBatch::store_item(const Item& item, std::int64_t raw, Time fetched) {
    if (item.thread) {
        auto thread = *item.thread;
        AXIAL_ASSIGN(const auto known, store_.thread(post_key(site_, question, item.question->id)));
        if (known && thread.state == "closed")
            stackexchange::keep_marks(known->tags, stackexchange::closed_as, thread.tags);
        AXIAL_ASSIGN(const auto stored, store_.put(thread));
        item.question->thread = stored.first;
    }
    corpus::IncomingPost post = item.post;
    post.raw = raw;
    post.fetched_at = fetched;
    AXIAL_ASSIGN(const auto outcome, store_.put(item.question->thread, post));
    ++counts_[std::string(name_of(outcome))];
    ++counts_[post.kind + "s_stored"];
    if (post.kind != "comment")
        ++counts_[post.markup == corpus::Markup::markdown ? "texts_markdown" : "texts_html"];
    return {};
}

Status DumpBatch::flush() {
    if (items_.empty() && skipped_.empty())
        return {};
    std::int64_t raw = 0;
    if (!items_.empty()) {
        AXIAL_ASSIGN(raw, lines_.store(raw_, site_.name + "/" + file_));
    }
    const Time fetched = now();
    const auto before = counts_;
    Status stored = store_.transaction([&]() -> Status {
        for (const auto& item : items_)
            AXIAL_TRY(store_item(item, raw, fetched));
        for (const auto& [what, reason] : skipped_)
            AXIAL_TRY(store_.skip(run_, what, reason));
        return {};
    });
    if (!stored)
        counts_ = before;
    items_.clear();
    skipped_.clear();
    lines_.clear();
    return stored;
}

} // namespace axial::collectors::dumps
