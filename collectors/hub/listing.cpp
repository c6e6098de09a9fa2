// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/hub/listing.h"

#include "collectors/hub/records.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::collectors::hub {
namespace {

constexpr std::int64_t most_slipped = 50; ///< between two pages; beyond it the gap has another reason
constexpr int most_repeats = 3;           ///< of one page, where another was asked for
constexpr std::int64_t highest_number = 1'000'000;

/// Names come from parse_hub_repository or from the Hub's own addresses: nothing in them needs encoding.
std::string list_address(const std::string& endpoint, const HubRepository& repository) {
    return fmt::format("{}/api/{}/{}/discussions", endpoint, repository.type, repository.name);
}

/// The name that the Hub redirected to.
HubRepository name_from(const std::string& url, const HubRepository& asked) {
    const std::string mark = "/api/" + asked.type + '/';
    const auto begin = url.find(mark);
    const auto end = url.find("/discussions", begin);
    if (begin == std::string::npos || end == std::string::npos || end < begin + mark.size())
        return asked;
    const auto found =
        parse_hub_repository(asked.type + '/' + url.substr(begin + mark.size(), end - begin - mark.size()));
    return found ? *found : asked;
}

void refuse(const HttpAnswer& answer, Listing& listing) {
    const auto said = JsonDocument::parse(answer.body);
    const std::string message = said ? (*said)->root()["error"].text() : "";
    listing.switched_off = answer.status == 403 && message.find("disabled") != std::string::npos;
    const bool bad_token = answer.status == 401 && message.find("credentials") != std::string::npos;
    if (listing.switched_off)
        listing.refused = "its discussions are switched off";
    else if (bad_token)
        listing.refused = "the Hub does not accept the token: check AXIAL_HF_TOKEN";
    else if (answer.status == 401 || answer.status == 404)
        listing.refused = "no such repository, or it is private: check the name, and AXIAL_HF_TOKEN";
    else
        listing.refused = fmt::format("the Hub answered {}: {}", answer.status,
                                      message.empty() ? "no reason given" : message);
}

class Pages {
public:
    Pages(Collection& collection, Listing& listing) : collection_(collection), listing_(listing) {}

    Status read(const std::string& endpoint, HubRepository repository, std::int64_t most_pages) {
        for (std::int64_t page = 0; page < most_pages;) {
            const std::string url = fmt::format("{}?p={}&type=all&status=all&sort=recently-created",
                                                list_address(endpoint, repository), page);
            AXIAL_ASSIGN(const HttpAnswer answer, collection_.get(url));
            if (answer.status != 200) {
                refuse(answer, listing_);
                return {};
            }
            if (answer.json->was_mended())
                collection_.count("payloads_mended");
            const Json root = answer.json->root();
            if (!root["discussions"].is_array())
                return world_fault("the answer is not a list of discussions", scrub_url(url),
                                   "is this address a Hub?");
            if (page == 0) {
                repository = name_from(answer.url, repository);
                listing_.container = repository.container();
                listing_.address = list_address(endpoint, repository);
            }
            AXIAL_ASSIGN(const Step step, take(root, page, url));
            if (step == Step::last)
                return {};
            if (step == Step::next)
                ++page;
        }
        if (most_pages == 1)
            return {}; // as it was asked for
        return world_fault("the list of discussions does not end", listing_.container);
    }

private:
    enum class Step { again, next, last };

    Result<Step> take(const Json& root, std::int64_t page, const std::string& url) {
        std::vector<std::int64_t> numbers;
        std::vector<Json> listed = root["discussions"].items();
        for (const Json& discussion : listed) {
            const auto number = discussion["num"].integer();
            numbers.push_back(number && *number > 0 && *number <= highest_number ? *number : 0);
        }
        if (page > 0 && !numbers.empty() && numbers == previous_) {
            if (++repeats_ == most_repeats)
                return world_fault("the list gives the same page again and again", scrub_url(url),
                                   "run the same command again later to go on");
            return Step::again;
        }
        repeats_ = 0;
        if (page == 0)
            page_size_ = static_cast<std::int64_t>(numbers.size());
        const auto count = root["count"].integer().value_or(-1);
        note_gap(numbers, count);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            if (numbers[i] == 0)
                AXIAL_TRY(collection_.skip_thread(listing_.container + ": an entry of the list of discussions",
                                                  "it has no number"));
            else
                listing_.signatures.try_emplace(numbers[i], signature(listed[i]));
        }
        listing_.count = count;
        previous_ = std::move(numbers);
        const bool is_last = previous_.empty() || (count >= 0 && (page + 1) * page_size_ >= count);
        return is_last ? Step::last : Step::next;
    }

    /// The list is sorted by number, highest first. If it got shorter since the page before, then what stood at
    /// the border has moved to that page.
    void note_gap(const std::vector<std::int64_t>& numbers, std::int64_t count) {
        if (previous_.empty() || count >= listing_.count)
            return;
        const auto above = std::ranges::min(previous_);
        const auto below = numbers.empty() ? 0 : std::ranges::max(numbers);
        for (auto number = above - 1; number > below && above - number <= most_slipped; --number)
            if (number > 0)
                listing_.slipped.insert(number);
    }

    Collection& collection_;
    Listing& listing_;
    std::vector<std::int64_t> previous_; ///< numbers of the page before; 0: none
    std::int64_t page_size_ = 0;
    int repeats_ = 0;
};

} // namespace

Result<Listing> read_listing(Collection& collection, const std::string& endpoint,
                             const HubRepository& repository, std::int64_t most_pages) {
    Listing listing;
    AXIAL_TRY(Pages(collection, listing).read(endpoint, repository, most_pages));
    return listing;
}

} // namespace axial::collectors::hub
