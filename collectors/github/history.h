// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/github/repository.h"

#include <string>
#include <vector>

namespace axial::collectors::github {

/// Reads what no list of a whole repository shows, thread by thread: reviews and events. Only threads that
/// changed since they were last read are asked for.
class Histories {
public:
    struct Parts {
        bool reviews = true;
        bool events = true;
        bool comments = false;        ///< store them too, where no stream brings them
        bool review_comments = false; ///< the same
        Time again_before{};          ///< what was read before then is read again, changed or not
    };
    Histories(Repository& repository, Parts parts);

    /// One that cannot be read is listed and asked for again by the next run; the others are read.
    [[nodiscard]] Status read(const std::vector<corpus::Thread>& threads);
    [[nodiscard]] std::int64_t failed() const { return failed_; }

    [[nodiscard]] Result<bool> needs_reading(const corpus::Thread& thread) const;

private:
    struct Reading;
    Status read(const corpus::Thread& thread);
    Status read_list(const corpus::Thread& thread, const std::string& path, Reading& reading);
    Status store_page(const HttpAnswer& answer, Reading& reading);
    Status store_item(const Json& item, Reading& reading, const Origin& origin);
    Status finish(Reading& reading);
    Status note_failure(const corpus::Thread& thread, const Error& error);
    Status read_review_comments();
    Status finish_review_comments(const corpus::Thread& thread);
    Result<std::string> newest_change(const corpus::Thread& thread) const;
    std::string mark_of(const corpus::Thread& thread) const;

    Repository& repository_;
    Collection& collection_;
    Parts parts_;
    std::vector<corpus::Thread> reviewed_; ///< pull requests whose review comments are still to be read
    std::size_t page_size_ = 100;          ///< smaller once the server could not make such pages
    std::int64_t failed_ = 0;
    int failures_in_a_row_ = 0;
};

} // namespace axial::collectors::github
