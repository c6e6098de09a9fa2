// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/carry_over.h"

#include "codebooks/codebook_lint.h"
#include "codebooks/coding_rows.h"
#include "codebooks/journal.h"
#include "corpus/database.h"
#include "corpus/store_rows.h"
#include "corpus/text/text_offsets.h"
#include "corpus/text/utf8.h"
#include "corpus/uuid.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace axial::codebooks {
namespace {

using corpus::guarded;
using Text = std::u32string_view;

constexpr std::array<std::string_view, 4> names{"unchanged", "moved", "changed", "lost"};
/// Neighbours on each side: this many letters are looked for, then fewer.
constexpr std::array<std::size_t, 4> reaches{48, 24, 12, 6};
constexpr std::size_t most_places = 1000;         ///< of one quote in one text that are looked at
constexpr std::size_t most_compared = 25'000'000; ///< letters of one times letters of the other

std::size_t common_suffix(Text a, Text b) {
    return static_cast<std::size_t>(std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first -
                                    a.rbegin());
}

std::size_t common_prefix(Text a, Text b) {
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

/// How many neighbouring letters a span has in common with another one.
std::size_t alike(Text old_text, std::size_t begin, std::size_t end, Text new_text, std::size_t at,
                  std::size_t length) {
    return common_suffix(old_text.substr(0, begin), new_text.substr(0, at)) +
           common_prefix(old_text.substr(end), new_text.substr(at + length));
}

/// The best of the places where the quote stands.
std::optional<std::size_t> find_quote(Text old_text, std::size_t begin, std::size_t end, Text new_text) {
    const auto quote = old_text.substr(begin, end - begin);
    std::optional<std::size_t> best;
    std::size_t best_alike = 0, best_distance = 0, places = 0;
    for (auto at = new_text.find(quote); at != Text::npos && places < most_places;
         at = new_text.find(quote, at + 1), ++places) {
        const auto neighbours = alike(old_text, begin, end, new_text, at, quote.size());
        const auto distance = at > begin ? at - begin : begin - at;
        if (best && (neighbours < best_alike || (neighbours == best_alike && distance >= best_distance)))
            continue;
        best = at;
        best_alike = neighbours;
        best_distance = distance;
    }
    return best;
}

/// What stands between the old neighbours of the span; nothing where they are gone or in another order.
std::optional<std::pair<std::size_t, std::size_t>> find_between(Text old_text, std::size_t begin,
                                                                std::size_t end, Text new_text) {
    for (const auto reach : reaches) {
        const auto before = old_text.substr(begin - std::min(begin, reach), std::min(begin, reach));
        const auto after = old_text.substr(end, reach);
        const auto left = before.empty() ? 0 : new_text.find(before);
        if (left == Text::npos)
            continue;
        const auto from = left + before.size();
        const auto to = after.empty() ? new_text.size() : new_text.find(after, from);
        if (to != Text::npos && to > from)
            return std::pair(from, to);
    }
    return std::nullopt;
}

/// At least half of the letters of the longer one are left.
bool is_left(Text quote, Text now) {
    const auto longest = std::max(quote.size(), now.size());
    if (std::min(quote.size(), now.size()) * 2 < longest)
        return false;
    return quote.size() * now.size() > most_compared || edit_distance(quote, now) * 2 <= longest;
}

struct Row {
    CarriedCoding carried;
    std::string body,
        round_name; ///< SHA-256 of the markup of the current revision; name of the round if it is closed
    bool closed = false;
};

std::string select(const char* where) {
    return fmt::format(
        "SELECT * FROM (SELECT c.uuid, c.event, c.round, c.coder, c.post, c.code, c.quote, c.begin_at, "
        "c.end_at, c.at, {} AS coded, p.revision, was.text, now.text, now.body_sha256, "
        "coalesce(r.name, ''), coalesce(r.closed, 0) FROM codings c JOIN posts p ON p.key = c.post "
        "JOIN revisions now ON now.post_id = p.id AND now.number = p.revision "
        "JOIN revisions was ON was.post_id = p.id AND was.number = {} "
        "LEFT JOIN rounds r ON r.uuid = c.round WHERE c.unit = 'span' AND {}) "
        "WHERE coded < revision ORDER BY post, begin_at, end_at",
        coding_revision, coding_revision, where);
}

Row read(SQLite::Statement& query) {
    Row row;
    auto& coding = row.carried.coding;
    int i = 0;
    for (auto* field :
         {&coding.uuid, &coding.event, &coding.round, &coding.coder, &coding.post, &coding.code, &coding.quote})
        *field = query.getColumn(i++).getString();
    coding.unit = "span";
    coding.begin = query.getColumn(i++).getUInt();
    coding.end = query.getColumn(i++).getUInt();
    coding.at = corpus::rows::time_from(query.getColumn(i++));
    coding.revision = query.getColumn(i++).getInt();
    row.carried.revision = query.getColumn(i++).getInt();
    const auto was = query.getColumn(i++).getString(), now = query.getColumn(i++).getString();
    row.carried.place = carry(was, now, coding.begin, coding.end);
    row.body = query.getColumn(i++).getString();
    row.round_name = query.getColumn(i++).getString();
    row.closed = query.getColumn(i).getInt() != 0;
    return row;
}

} // namespace

std::string_view name_of(Carried carried) {
    return names.at(static_cast<std::size_t>(carried));
}

Place carry(std::string_view old_text, std::string_view new_text, std::uint32_t begin, std::uint32_t end) {
    const auto old = corpus::utf8::decoded(old_text), now = corpus::utf8::decoded(new_text);
    if (begin >= end || end > old.size())
        return {};
    Place place;
    std::pair<std::size_t, std::size_t> span;
    if (const auto at = find_quote(old, begin, end, now)) {
        span = {*at, *at + (end - begin)};
        place.carried = *at == begin ? Carried::unchanged : Carried::moved;
    } else if (const auto between = find_between(old, begin, end, now);
               between && is_left(Text(old).substr(begin, end - begin),
                                  Text(now).substr(between->first, between->second - between->first))) {
        span = *between;
        place.carried = Carried::changed;
    } else {
        return {};
    }
    const auto [first, last] = corpus::snap_to_graphemes(new_text, span.first, span.second);
    place.begin = static_cast<std::uint32_t>(first);
    place.end = static_cast<std::uint32_t>(last);
    place.quote = corpus::utf8::encoded(Text(now).substr(first, last - first));
    return place;
}

Result<std::vector<CarriedCoding>> carried_codings(corpus::Study& study, std::string_view coder) {
    return guarded([&]() -> Result<std::vector<CarriedCoding>> {
        SQLite::Statement query(study.database(), select("c.coder = ?"));
        query.bind(1, std::string(coder));
        std::vector<CarriedCoding> list;
        while (query.executeStep())
            list.push_back(read(query).carried);
        return list;
    });
}

Result<Place> accept_carried(corpus::Study& study, std::string_view coding, std::string_view coder) {
    return guarded([&]() -> Result<Place> {
        SQLite::Statement query(study.database(), select("c.target = 'coding:' || ?"));
        query.bind(1, std::string(coding));
        if (!query.executeStep())
            return bad_input("no coding of an earlier revision", std::string(coding),
                             "\"axial carry list\" shows those there are");
        const auto row = read(query);
        const auto& [there, revision, place] = row.carried;
        if (there.coder != coder)
            return bad_input("the coding is another coder's", std::string(coding),
                             "only " + there.coder + " can carry it over");
        if (row.closed)
            return bad_input("the round is closed", row.round_name,
                             "its codings stay on the text that was coded");
        if (place.carried == Carried::lost)
            return bad_input("what was coded is not in the new text", there.post,
                             "leave it on the old one, or remove it and code anew");
        nlohmann::json payload{{"revision", revision}, {"body", row.body},     {"begin", place.begin},
                               {"end", place.end},     {"quote", place.quote}, {"sha256", sha256(place.quote)}};
        if (!there.round.empty())
            payload["round"] = there.round;
        AXIAL_TRY(Journal(study).append(Event{{},
                                              {},
                                              std::string(coder),
                                              EventKind::coding_carried,
                                              "coding:" + std::string(coding),
                                              std::move(payload)}));
        return place;
    });
}

} // namespace axial::codebooks
