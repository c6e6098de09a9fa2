// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace axial::corpus {

/// Makes the canonical texts and languages of posts that will be stored soon, on the other cores. What comes of
/// them is what making them in their turn would give: only the time differs. Bounded: what is too much is made
/// in its turn. All calls from one thread.
class TextAhead {
public:
    TextAhead() = default;
    ~TextAhead();
    TextAhead(const TextAhead&) = delete;
    TextAhead& operator=(const TextAhead&) = delete;

    struct Made {
        CanonicalText text;
        std::string title; ///< that the language was found with
        std::string language;
    };

    /// `hash` stands for body, markup and dialect. Threads are started here at the first post. Where posts turn
    /// out to be known already, again and again, nothing is made until one is not.
    void expect(const std::string& hash, const IncomingPost& post);
    /// What was made of the body; nothing where it was not expected or nobody has begun with it. While another
    /// thread is at it, the next one's text is made here meanwhile.
    [[nodiscard]] std::optional<Made> take(const std::string& hash);
    /// The text is not needed after all.
    void drop(const std::string& hash);
    /// Forgets everything that is expected.
    void clear();

private:
    enum class State { waiting, being_made, made, failed };
    struct Item {
        std::string body;
        Markup markup;
        Dialect dialect;
        Made made;
        int wanted = 1; ///< how often it was expected
        State state = State::waiting;
    };
    using ItemPointer = std::shared_ptr<Item>;
    using Lock = std::unique_lock<std::mutex>;

    void start();
    void work();
    [[nodiscard]] ItemPointer next(); ///< null: nothing waits
    void make(Item& item, Lock& lock);
    void leave(std::unordered_map<std::string, ItemPointer>::iterator place);

    std::mutex mutex_;
    std::condition_variable has_work_, has_made_;
    std::unordered_map<std::string, ItemPointer> items_;
    std::deque<ItemPointer> queue_; ///< those that wait, in the order that they are needed in; some are left
    std::size_t bytes_ = 0;
    int unneeded_ = 0; ///< in a row
    bool is_over_ = false;
    std::vector<std::thread> threads_;
};

} // namespace axial::corpus
