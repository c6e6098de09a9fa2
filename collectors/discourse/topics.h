// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/discourse/session.h"

#include <set>
#include <string>
#include <vector>

namespace axial::collectors::discourse {

/// A post as it came, with the answer that it came in.
struct Found {
    Json post;
    Time fetched_at{};
    std::int64_t raw = 0;
};

/// Fetches topics whole and stores each, with the state that a list showed of it, in one transaction.
class Topics {
public:
    explicit Topics(Session& session) : session_(session) {}

    /// Reads what earlier runs could not read whole. With `sweep`, a mark, a topic is only known if it was read
    /// under that mark.
    [[nodiscard]] Status begin(const std::string& sweep);
    /// Read before, in the state that the list shows of it.
    [[nodiscard]] Result<bool> is_known(const std::string& id, const std::string& signature);
    [[nodiscard]] Status read(const std::string& id, const std::string& signature);
    /// Reads it unless it is known.
    [[nodiscard]] Result<bool> update(const std::string& id, const std::string& signature);
    /// Of a sweep: asks for the stored topics that the list does not show any more.
    [[nodiscard]] Status read_unlisted();
    /// An error if there were topics that could not be read.
    [[nodiscard]] Status outcome() const;

private:
    struct Reading;
    [[nodiscard]] Status fetch_posts(Reading& reading);
    [[nodiscard]] Status store(const Reading& reading, const std::string& signature);
    [[nodiscard]] Status store_posts(const Reading& reading, corpus::RowId thread, Origin origin);
    [[nodiscard]] Status store_absent(const std::string& id, const HttpAnswer& answer);
    [[nodiscard]] Status mark_gone(const corpus::Thread& thread, Time at);
    [[nodiscard]] Status fail_topic(const std::string& id, const std::string& signature, const Error& error);
    [[nodiscard]] Status note(const std::string& id, const std::string& signature, Time time, bool again);

    Session& session_;
    std::string sweep_;
    std::set<std::string> again_; ///< to be read by the next run, whatever the list shows
    std::set<std::string> done_;  ///< fetched in this run
    std::int64_t failed_ = 0;
    int failures_in_a_row_ = 0;
};

} // namespace axial::collectors::discourse
