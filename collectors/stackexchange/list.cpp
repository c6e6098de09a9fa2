// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/stackexchange/list.h"

#include "collectors/http/retry.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace axial::collectors::stackexchange {
namespace {

constexpr int most_repeats = 3; ///< of one page, where another was asked for
constexpr std::size_t smallest_page = 10;

std::int64_t number_of(const std::string& text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

/// Where the walk stands: at a page of what begins with a date. A second page is only needed where more than a
/// page of items has the same date.
struct ListReader::Place {
    std::int64_t from = 0; ///< 0: at the beginning
    int page = 1;
    int repeats = 0;
    std::int64_t stored = 0;
    Time finished_at{}; ///< of the walk before this one
};

Status ListReader::read(const List& list, const StorePage& store) {
    Place place;
    done_.clear();
    AXIAL_ASSIGN(const auto state,
                 collection_.store().stream("stackexchange", request_.site.name, list.stream));
    if (state) {
        place.from = number_of(state->watermark);
        place.page = std::max(1, static_cast<int>(number_of(state->cursor)));
        place.finished_at = state->finished_at;
    }
    corpus::Query query;
    query.term = list.stream;
    query.field =
        request_.searches() && list.path != "/comments" ? (request_.query.empty() ? "title" : "") : "";
    query.from = place.from > 0 ? Time{std::chrono::seconds{place.from}} : request_.since.value_or(Time{});
    query.to = request_.until.value_or(Time{});
    query.asked_at = now();
    Parameters shown = list.parameters;
    shown.emplace_back("sort", list.sort);
    if (place.from > 0)
        shown.emplace_back("min", std::to_string(place.from));
    query.endpoint = api_.address(list.path, shown);
    const Status outcome = read_pages(list, store, place);
    query.fetched = place.stored;
    query.incomplete = !outcome;
    const Status logged = collection_.store().transaction([&] { return collection_.log(query); });
    if (list.id == std::string_view("question_id"))
        for (const auto& [id, date] : done_)
            questions_.insert(id);
    return outcome ? logged : outcome;
}

Status ListReader::read_pages(const List& list, const StorePage& store, Place& place) {
    for (;;) {
        AXIAL_ASSIGN(const bool more, read_page(list, store, place));
        collection_.show_progress(fmt::format("{} {}", request_.site.name, list.stream), place.stored);
        if (!more)
            return {};
        if (collection_.stopped())
            return cancelled();
    }
}

/// True if there are more pages.
Result<bool> ListReader::read_page(const List& list, const StorePage& store, Place& place) {
    Parameters parameters = list.parameters;
    parameters.insert(parameters.end(), {{"sort", list.sort}, {"order", "asc"}});
    if (place.from > 0)
        parameters.emplace_back("min", std::to_string(place.from));
    parameters.emplace_back("pagesize", std::to_string(size_));
    parameters.emplace_back("page", std::to_string(place.page));
    auto given = api_.get(list.path, parameters);
    if (!given && is_server_fault(given.error()) && size_ / 2 >= smallest_page) {
        size_ /= 2;
        place.page = 1; // numbers of pages mean something else now
        collection_.count("pages_made_smaller");
        return true;
    }
    AXIAL_ASSIGN(HttpAnswer answer, std::move(given));
    const Json root = answer.json->root();
    const auto items = root["items"].items();
    std::vector<Json> fresh;
    std::int64_t newest = place.from;
    bool has_older = false;
    for (const Json& item : items) {
        const auto date = item[list.date].integer();
        newest = std::max(newest, date.value_or(newest));
        has_older = has_older || (date && *date < place.from);
        const auto id = item[list.id].integer();
        const auto known = id ? done_.find(*id) : done_.end();
        if (known == done_.end() || known->second != date.value_or(0))
            fresh.push_back(item);
    }
    const bool more = root["has_more"].exists() ? root["has_more"].is_true() : items.size() >= size_;
    // Of an earlier page, or no list at all: not what was asked for.
    const bool is_wrong =
        !root["items"].is_array() || (has_older && newest == place.from) || (more && items.empty());
    if (is_wrong) {
        if (++place.repeats == most_repeats)
            return world_fault("the service does not give the page that is asked for",
                               api_.address(list.path, parameters),
                               "run the same command again later to go on");
        return true;
    }
    Place next = place;
    next.repeats = 0;
    next.page = newest > place.from ? 1 : place.page + 1;
    next.from = newest;
    next.stored += std::ssize(fresh);
    if (more && next.page > most_keyless_pages && request_.key.empty()) {
        collection_.note(fmt::format("{}: more than {} items of one second; those beyond are only given with a "
                                     "key in AXIAL_STACKEXCHANGE_KEY",
                                     list.stream, most_keyless_pages * static_cast<int>(size_)));
        ++next.from;
        next.page = 1;
    }
    std::map<std::int64_t, std::int64_t> dates; // the items die with the answer, which goes to `store`
    for (const Json& item : fresh)
        if (const auto id = item[list.id].integer())
            dates[*id] = item[list.date].integer().value_or(0);
    const Time at = answer.fetched_at;
    AXIAL_TRY(store(std::move(answer), fresh, [&] { return note(list, next, !more, at); }));
    place = next;
    for (const auto& [id, date] : dates)
        done_[id] = date;
    return more;
}

Status ListReader::note(const List& list, const Place& place, bool finished, Time at) {
    corpus::StreamState state{"stackexchange",  request_.site.name, list.stream, std::to_string(place.from), {},
                              place.finished_at};
    if (finished)
        state.finished_at = at;
    else
        state.cursor = std::to_string(place.page);
    return collection_.store().put(state);
}

} // namespace axial::collectors::stackexchange
