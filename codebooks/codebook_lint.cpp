// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/codebook_lint.h"

#include "codebooks/code_places.h"
#include "codebooks/sealing.h"
#include "corpus/database.h"
#include "corpus/index/tokenizer.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace axial::codebooks {
namespace {

struct Use {
    std::int64_t codings = 0;
    std::set<std::string> coders;
};

Result<std::map<std::string, Use>> uses(corpus::Study& study, const Viewer& viewer) {
    return corpus::guarded([&]() -> Result<std::map<std::string, Use>> {
        SQLite::Statement query(
            study.database(), fmt::format("SELECT {}, c.coder, count(*) FROM codings c WHERE {} GROUP BY 1, 2",
                                          coding_code, visible_rows("c")));
        bind_viewer(query, viewer);
        std::map<std::string, Use> uses;
        while (query.executeStep()) {
            auto& use = uses[query.getColumn(0).getString()];
            use.coders.insert(query.getColumn(1).getString());
            use.codings += query.getColumn(2).getInt64();
        }
        return uses;
    });
}

/// A name as its folded words in alphabetical order: "Trust, unclear" is "unclear trust".
std::u32string likeness(const std::string& name) {
    std::vector<std::u32string> words{{}};
    for (const char32_t c : corpus::utf8::decoded(corpus::index::fold_term(name))) {
        const bool between = c < 0x80 && !std::isalnum(static_cast<int>(c));
        if (between && !words.back().empty())
            words.emplace_back();
        else if (!between)
            words.back() += c;
    }
    std::sort(words.begin(), words.end());
    std::u32string sorted;
    for (const auto& word : words)
        sorted += word;
    return sorted;
}

/// A sixth of the letters may differ, in names of six letters or more.
bool alike(const std::u32string& a, const std::u32string& b) {
    const auto longest = std::max(a.size(), b.size());
    const auto shortest = std::min(a.size(), b.size());
    return longest - shortest <= longest / 6 && edit_distance(a, b) <= longest / 6;
}

void find_twins(const Codebook& codebook, std::vector<LintFinding>& found) {
    std::vector<std::u32string> names;
    for (const auto& code : codebook.codes)
        names.push_back(likeness(code.name));
    for (std::size_t i = 0; i < names.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto &a = codebook.codes[j], &b = codebook.codes[i];
            if (a.retired || b.retired)
                continue;
            if (names[i] == names[j])
                found.push_back(
                    {"duplicate", b.id, fmt::format("\"{}\" and \"{}\" are called the same", a.name, b.name)});
            else if (alike(names[i], names[j]))
                found.push_back({"near-duplicate", b.id,
                                 fmt::format("\"{}\" and \"{}\" are called almost the same", a.name, b.name)});
            if (!a.definition.empty() && a.definition == b.definition)
                found.push_back(
                    {"duplicate", b.id, fmt::format("\"{}\" and \"{}\" are defined the same", a.name, b.name)});
            if (!a.key.empty() && a.key == b.key)
                found.push_back({"many-keys", b.id,
                                 fmt::format("key {} applies \"{}\" and \"{}\"", a.key, a.name, b.name)});
        }
}

bool has_codes_below(const Codebook& codebook, const Code& code) {
    return std::any_of(codebook.codes.begin(), codebook.codes.end(),
                       [&](const Code& other) { return other.parent_uuid == code.uuid && !other.retired; });
}

} // namespace

std::size_t edit_distance(std::u32string_view a, std::u32string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0U);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto corner = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
            corner = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row[b.size()];
}

Result<std::vector<LintFinding>> lint(corpus::Study& study, const Codebook& codebook, const Viewer& viewer) {
    AXIAL_ASSIGN(const auto used, uses(study, viewer));
    std::set<std::string> coders;
    for (const auto& code : codebook.codes)
        if (const auto use = used.find(code.uuid); use != used.end())
            coders.insert(use->second.coders.begin(), use->second.coders.end());
    std::vector<LintFinding> found;
    find_twins(codebook, found);
    for (const auto& code : codebook.codes) {
        if (code.retired)
            continue;
        const auto use = used.find(code.uuid);
        if (code.codable && code.definition.empty())
            found.push_back({"no-definition", code.id, fmt::format("\"{}\" has no definition", code.name)});
        if (!code.codable && !has_codes_below(codebook, code))
            found.push_back(
                {"empty-heading", code.id, fmt::format("\"{}\" is a heading of nothing", code.name)});
        if (code.exclusive && !has_codes_below(codebook, code))
            found.push_back(
                {"empty-heading", code.id,
                 fmt::format("\"{}\" is to be one of those below it, and there are none", code.name)});
        if (code.codable && use == used.end())
            found.push_back({"unused", code.id, fmt::format("\"{}\" was never applied", code.name)});
        else if (code.codable && use->second.coders.size() == 1 && coders.size() > 1)
            found.push_back({"one-coder", code.id,
                             fmt::format("\"{}\" was applied by {} alone ({} codings)", code.name,
                                         *use->second.coders.begin(), use->second.codings)});
    }
    std::map<std::string, std::size_t> place;
    for (const auto& code : codebook.codes)
        place.emplace(code.id, place.size());
    std::stable_sort(found.begin(), found.end(),
                     [&](const LintFinding& a, const LintFinding& b) { return place[a.code] < place[b.code]; });
    return found;
}

} // namespace axial::codebooks
