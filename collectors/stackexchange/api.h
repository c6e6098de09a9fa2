// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/collection.h"
#include "collectors/http/json.h"
#include "collectors/stackexchange/stackexchange.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace axial::collectors::stackexchange {

inline constexpr std::size_t page_size = 100; ///< items of a page, and ids of a request: the most there are
inline constexpr int most_keyless_pages = 25; ///< of a list; deeper ones are refused without a key

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Asks the methods of the API for a site: puts the filter in, keeps the key out of sight, reads refusals, and
/// stops when the day's quota is used up.
class Api {
public:
    Api(Collection& collection, const StackExchangeRequest& request)
        : collection_(collection),
          request_(request) {}

    /// Finds or makes the filter that names the fields to send.
    [[nodiscard]] Status open();
    /// For plans: no filter of our own, since nothing may be stored. Answers hold totals only.
    void count_only() { filter_ = "total"; }

    /// An answer with status 200; a refusal is an error. `path` begins with "/".
    [[nodiscard]] Result<HttpAnswer> get(const std::string& path, const Parameters& parameters);
    /// The address without key, for the log.
    [[nodiscard]] std::string address(const std::string& path, const Parameters& parameters) const;

private:
    [[nodiscard]] std::string with_secrets(std::string url) const;
    [[nodiscard]] Status make_filter();
    [[nodiscard]] Error refusal(const HttpAnswer& answer, const std::string& path) const;
    void note_quota(const HttpAnswer& answer);

    Collection& collection_;
    const StackExchangeRequest& request_;
    std::string filter_;
    bool filter_is_new_ = false;
    std::int64_t quota_ = 0; ///< of a whole day; 0: not told
    bool used_up_ = false;
};

} // namespace axial::collectors::stackexchange
