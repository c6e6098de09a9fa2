// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/raw_store.h"
#include "corpus/result.h"

#include <cstdint>
#include <list>
#include <map>
#include <string>

namespace axial::collectors::reparse {

/// Things as their service gave them, out of the payloads of raw.db: the JSON of an issue, a topic, an answer.
/// The items of the last few payloads are kept.
class RawItems {
public:
    explicit RawItems(const corpus::RawStore& raw) : raw_(raw) {}

    /// The JSON of an item of this payload; empty where there is none of this name. Names are
    /// "page:ADDRESS" for issues, pull requests, reviews and comments of GitHub by their html_url, "topic:ID"
    /// and "post:ID" for Discourse, "question:ID", "answer:ID" and "comment:ID" for Stack Exchange.
    [[nodiscard]] Result<std::string> find(std::int64_t row, const std::string& name);

private:
    using Items = std::map<std::string, std::string>;
    [[nodiscard]] Result<Items> read(std::int64_t row) const;

    const corpus::RawStore& raw_;
    std::list<std::pair<std::int64_t, Items>> kept_; ///< latest first
};

} // namespace axial::collectors::reparse
