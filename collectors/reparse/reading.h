// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace axial::collectors::reparse {

/// What a payload says of one thread.
struct Found {
    std::string source, container;
    std::optional<corpus::IncomingThread> thread; ///< where the payload shows it
    std::vector<std::string> thread_keys;         ///< where it does not: the keys that it may have
    std::vector<corpus::IncomingPost> posts;
    bool opens = false;   ///< the first of `posts` opened the thread and is as old as what is said of it
    bool partial = false; ///< of a bulk file: of any age, and it may show less than the service itself does
};

/// What a payload says at all.
struct Reading {
    std::vector<Found> found;
    std::vector<std::pair<std::string, std::string>> skipped; ///< what, and why it is no record

    void skip(std::string what, std::string reason) {
        skipped.emplace_back(std::move(what), std::move(reason));
    }
};

} // namespace axial::collectors::reparse
