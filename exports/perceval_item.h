// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/reparse/raw_items.h"
#include "corpus/record.h"
#include "corpus/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

/// A thread in the shape that Perceval gives it, put together from the service's own payloads.
namespace axial::exports::perceval {

/// What goes into one envelope.
struct Item {
    std::string backend; ///< "GitHub", "Discourse", "StackExchange"; "axial.SOURCE" where Perceval has none
    std::string category;
    std::string origin;
    std::string id; ///< the one that the uuid is made of
    nlohmann::ordered_json search_fields;
    nlohmann::ordered_json data;
};

/// SHA-1 of "ORIGIN:ID" in hexadecimal, as perceval.backend.uuid makes it. Both must be UTF-8 and not empty.
[[nodiscard]] std::string uuid(std::string_view origin, std::string_view id);

/// The items of a thread: for a pull request with reviews two, since Perceval has an issue and a pull request.
/// `posts` are those that are still served, the one that opened the thread first. Where a payload is missing,
/// or `records_only` is asked for, the one item holds Axial's own records.
[[nodiscard]] Result<std::vector<Item>> items_of(const corpus::Thread& thread,
                                                 const std::vector<corpus::Post>& posts,
                                                 collectors::reparse::RawItems& payloads, bool records_only);

} // namespace axial::exports::perceval
