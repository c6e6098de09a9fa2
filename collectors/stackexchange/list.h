// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/stackexchange/api.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace axial::collectors::stackexchange {

/// A list of the API, read in ascending order of a date.
struct List {
    std::string stream; ///< in the table of streams
    std::string path;
    Parameters parameters; ///< what restricts it
    std::string sort;      ///< as the API names the order
    const char* date;      ///< field that holds the date
    const char* id;        ///< field that holds the id
};

/// Reads lists by their dates instead of by page numbers: the next request begins at the last date that was
/// read, so that nothing slips between two pages while the list changes, and no page is deep.
class ListReader {
public:
    ListReader(Collection& collection, Api& api, const StackExchangeRequest& request)
        : collection_(collection),
          api_(api),
          request_(request) {}

    /// Stores what is new on a page, and calls `note`, which notes the place, in the same transaction.
    using StorePage = std::function<Status(HttpAnswer page, const std::vector<Json>& items,
                                           const std::function<Status()>& note)>;

    /// From the stream's watermark to the end of the list. The question goes into the log of the searches.
    [[nodiscard]] Status read(const List& list, const StorePage& store);
    /// Whether a question was on one of the pages read.
    [[nodiscard]] bool has_read(std::int64_t question) const { return questions_.contains(question); }

private:
    struct Place;
    [[nodiscard]] Status read_pages(const List& list, const StorePage& store, Place& place);
    [[nodiscard]] Result<bool> read_page(const List& list, const StorePage& store, Place& place);
    [[nodiscard]] Status note(const List& list, const Place& place, bool finished, Time at);

    Collection& collection_;
    Api& api_;
    const StackExchangeRequest& request_;
    std::size_t size_ = page_size;              ///< of pages; smaller after a server could not make larger ones
    std::map<std::int64_t, std::int64_t> done_; ///< of the list that is read: dates by id
    std::set<std::int64_t> questions_;          ///< on the pages read so far
};

} // namespace axial::collectors::stackexchange
