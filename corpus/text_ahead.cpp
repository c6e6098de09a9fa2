// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text_ahead.h"

#include "corpus/text/language.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace axial::corpus {
namespace {

constexpr std::size_t most_items = 4096;
constexpr std::size_t most_bytes = 32U << 20U;
constexpr unsigned most_threads = 8;
/// A study that is imported again needs hardly any text: after so many in a row none is made ahead.
constexpr int most_unneeded = 200;

} // namespace

TextAhead::~TextAhead() {
    {
        const std::scoped_lock lock(mutex_);
        is_over_ = true;
        queue_.clear();
    }
    has_work_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

void TextAhead::start() {
    const unsigned cores = std::max(2U, std::thread::hardware_concurrency());
    for (unsigned i = 1; i < std::min(cores, most_threads + 1); ++i)
        threads_.emplace_back([this] { work(); });
}

void TextAhead::expect(const std::string& hash, const IncomingPost& post) {
    if (unneeded_ >= most_unneeded)
        return;
    if (threads_.empty())
        start();
    {
        const std::scoped_lock lock(mutex_);
        if (const auto there = items_.find(hash); there != items_.end()) {
            ++there->second->wanted;
            return;
        }
        if (items_.size() >= most_items || bytes_ + post.body.size() > most_bytes)
            return;
        auto item = std::make_shared<Item>(Item{post.body, post.markup, post.dialect, {{}, post.title, {}}});
        bytes_ += item->body.size();
        queue_.push_back(item);
        items_.emplace(hash, std::move(item));
    }
    has_work_.notify_one();
}

std::optional<TextAhead::Made> TextAhead::take(const std::string& hash) {
    unneeded_ = 0;
    Lock lock(mutex_);
    const auto place = items_.find(hash);
    if (place == items_.end())
        return std::nullopt;
    const ItemPointer item = place->second;
    while (item->state == State::being_made) {
        if (const auto other = next())
            make(*other, lock);
        else
            has_made_.wait(lock, [&] { return item->state != State::being_made; });
    }
    const bool is_made = item->state == State::made;
    const bool is_last = item->wanted == 1;
    leave(place);
    if (!is_made)
        return std::nullopt;
    return is_last ? std::move(item->made) : item->made;
}

void TextAhead::drop(const std::string& hash) {
    Lock lock(mutex_);
    const auto place = items_.find(hash);
    if (place == items_.end())
        return;
    ++unneeded_;
    leave(place);
}

void TextAhead::clear() {
    const std::scoped_lock lock(mutex_);
    queue_.clear();
    items_.clear();
    bytes_ = 0;
}

/// One of those that expected it has it, or needs it no more.
void TextAhead::leave(std::unordered_map<std::string, ItemPointer>::iterator place) {
    Item& item = *place->second;
    if (--item.wanted > 0)
        return;
    bytes_ -= item.body.size();
    items_.erase(place);
}

TextAhead::ItemPointer TextAhead::next() {
    while (!queue_.empty()) {
        auto item = std::move(queue_.front());
        queue_.pop_front();
        if (item->wanted > 0)
            return item;
    }
    return nullptr;
}

void TextAhead::make(Item& item, Lock& lock) {
    item.state = State::being_made;
    lock.unlock();
    State state = State::failed;
    try {
        item.made.title = clean_utf8(item.made.title);
        item.made.text = canonical_text(item.body, item.markup, item.dialect);
        item.made.language = language_of(item.made.title, item.made.text);
        state = State::made;
    } catch (const std::exception&) { // whoever stores the post meets it again, and says so
        state = State::failed;
    }
    lock.lock();
    item.state = state;
    has_made_.notify_all();
}

void TextAhead::work() {
    Lock lock(mutex_);
    while (true) {
        has_work_.wait(lock, [&] { return is_over_ || !queue_.empty(); });
        if (is_over_)
            return;
        if (const auto item = next())
            make(*item, lock);
    }
}

} // namespace axial::corpus
