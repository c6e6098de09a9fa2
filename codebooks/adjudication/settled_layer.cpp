// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/adjudication/settling.h"

#include <algorithm>
#include <set>

namespace axial::codebooks::adjudication {
namespace {

/// The rows of an item that counts as it stands or as it was settled.
void add_rows(const Item& item, std::vector<Counted>& rows) {
    Counted row;
    row.post = item.post;
    row.judges = static_cast<std::int64_t>(item.judges.size());
    std::vector<SettledCode> codes;
    if (item.settlement && item.settlement->outcome != "deferred" && !item.outdated()) {
        row.how = item.settlement->rule.empty() ? "settled" : item.settlement->rule;
        row.by = item.settlement->coder;
        row.answer = item.settlement->answer;
        codes = item.settlement->codings;
    } else {
        row.how = item.judges.size() == 1 ? "one coder" : "undisputed";
        row.answer = item.answers.empty() ? std::string() : item.answers.begin()->second;
        if (!item.codings.empty())
            for (const auto& coding : item.codings.begin()->second)
                codes.push_back({coding.code, coding.revision, coding.begin, coding.end, coding.quote,
                                 coding.unit, coding.to});
    }
    if (codes.empty())
        rows.push_back(row);
    for (const auto& code : codes) {
        row.code = code;
        rows.push_back(row);
    }
}

/// Posts that were judged and on which nobody put a code: what all of them say is that nothing is here.
Status add_empty_posts(corpus::Study& study, const Round& round, const std::vector<Item>& items,
                       std::vector<Counted>& rows) {
    std::set<std::string> with_items;
    for (const auto& item : items)
        with_items.insert(item.post);
    std::map<std::string, std::int64_t> judges;
    for (const auto& coder : round.coders) {
        AXIAL_ASSIGN(const auto finished, Rounds(study).finished(round, coder));
        for (const auto& post : finished)
            if (!with_items.contains(post))
                ++judges[post];
    }
    for (const auto& [post, n] : judges)
        rows.push_back({post, {}, {}, n == 1 ? "one coder" : "undisputed", {}, n});
    return {};
}

} // namespace

Result<SettledLayer> settled_layer(corpus::Study& study, const Round& round) {
    AXIAL_ASSIGN(const auto items, items_of(study, round));
    SettledLayer layer;
    for (const auto& item : items)
        if (item.open())
            ++layer.open;
        else
            add_rows(item, layer.rows);
    AXIAL_ASSIGN(const auto codebook, Codebooks(study).get(round.codebook));
    if (codebook.kind == Codebook::Kind::codes)
        AXIAL_TRY(add_empty_posts(study, round, items, layer.rows));
    std::stable_sort(layer.rows.begin(), layer.rows.end(), [](const Counted& a, const Counted& b) {
        return std::tuple(std::string_view(a.post), a.code.begin) <
               std::tuple(std::string_view(b.post), b.code.begin);
    });
    return layer;
}

} // namespace axial::codebooks::adjudication
