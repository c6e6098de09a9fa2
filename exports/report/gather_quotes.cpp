// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/text_offsets.h"
#include "exports/format.h"
#include "exports/report/gather.h"

#include <algorithm>
#include <tuple>

namespace axial::exports {
namespace {

using codebooks::Coding;

constexpr std::size_t quotes_per_code = 3;
constexpr std::size_t shortest_good = 40, longest_good = 280, longest_shown = 600;

struct Candidate {
    const Coding* coding;
    bool shared;
    std::size_t length;
    /// Shared ones first, then those of a good length, then by where they stand: the same in every run.
    [[nodiscard]] auto rank() const {
        const bool good = length >= shortest_good && length <= longest_good;
        return std::tuple(!shared, !good, std::string_view(coding->post), coding->begin, coding->end,
                          std::string_view(coding->coder));
    }
};

bool overlaps_another_coder(const Coding& one, const std::vector<const Coding*>& of_code) {
    return std::any_of(of_code.begin(), of_code.end(), [&](const Coding* other) {
        return other->coder != one.coder && other->post == one.post && other->revision == one.revision &&
               other->begin < one.end && one.begin < other->end;
    });
}

std::vector<Candidate> ranked(const std::vector<const Coding*>& codings) {
    std::map<std::string_view, std::vector<const Coding*>> by_post; // keeps the search for overlaps short
    for (const auto* coding : codings)
        by_post[coding->post].push_back(coding);
    std::vector<Candidate> candidates;
    for (const auto* coding : codings)
        candidates.push_back(
            {coding, overlaps_another_coder(*coding, by_post[coding->post]), length(coding->quote)});
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.rank() < b.rank(); });
    return candidates;
}

/// The quote with every mention of a person in it replaced by "@…".
std::string without_names(const Coding& coding, const corpus::CanonicalText& revision) {
    std::string text = coding.quote;
    const corpus::TextOffsets offsets(coding.quote); // what changes is always behind what is left to look at
    for (auto span = revision.spans.rbegin(); span != revision.spans.rend(); ++span) {
        if (span->kind != corpus::SpanKind::mention || span->begin >= coding.end || span->end <= coding.begin)
            continue;
        const auto from = offsets.byte_at(std::max(span->begin, coding.begin) - coding.begin);
        const auto to = offsets.byte_at(std::min(span->end, coding.end) - coding.begin);
        text.replace(from, to - from, "@…");
    }
    return text;
}

Result<std::optional<Quote>> quote_of(corpus::Store& store, const Candidate& candidate) {
    const Coding& coding = *candidate.coding;
    AXIAL_ASSIGN(const auto post, store.post(coding.post));
    if (!post)
        return std::nullopt;
    AXIAL_ASSIGN(const auto revision, store.revision(post->row, coding.revision));
    Quote quote;
    quote.text = shortened(revision ? without_names(coding, *revision) : coding.quote, longest_shown);
    quote.source = post->source;
    quote.post = post->key;
    quote.url = post->url;
    quote.written_at = post->created_at;
    quote.revision = coding.revision;
    quote.begin = coding.begin;
    quote.end = coding.end;
    quote.shared = candidate.shared;
    return quote;
}

/// The best candidates, no two out of the same post.
Status choose(corpus::Store& store, const std::vector<Candidate>& candidates, CodeQuotes& result) {
    std::set<std::string_view> used;
    for (const auto& candidate : candidates) {
        if (result.quotes.size() == quotes_per_code)
            break;
        if (!used.insert(candidate.coding->post).second)
            continue;
        AXIAL_ASSIGN(auto quote, quote_of(store, candidate));
        if (quote)
            result.quotes.push_back(std::move(*quote));
    }
    return {};
}

} // namespace

Result<std::vector<CodeQuotes>> gather_quotes(corpus::Study& study,
                                              const std::vector<codebooks::Round>& rounds) {
    const codebooks::Rounds reader(study);
    std::vector<Coding> codings;
    for (const auto& round : rounds) {
        if (!codebooks::Rounds::unsealed(round))
            continue;
        AXIAL_ASSIGN(auto of_round, reader.codings(round, {}));
        std::move(of_round.begin(), of_round.end(), std::back_inserter(codings));
    }
    std::map<std::string_view, std::vector<const Coding*>> by_code;
    for (const auto& coding : codings)
        if (!coding.whole_post() && !coding.quote.empty())
            by_code[coding.code].push_back(&coding);

    corpus::Store store(study);
    AXIAL_ASSIGN(const auto books, codebooks::Codebooks(study).all());
    std::vector<CodeQuotes> all;
    for (const auto& book : books)
        for (const auto& code : book.codes) {
            const auto found = by_code.find(code.uuid);
            if (found == by_code.end())
                continue;
            CodeQuotes quotes{
                book.id, code.id, code.name, code.colour, static_cast<std::int64_t>(found->second.size()), {}};
            AXIAL_TRY(choose(store, ranked(found->second), quotes));
            all.push_back(std::move(quotes));
        }
    return all;
}

} // namespace axial::exports
