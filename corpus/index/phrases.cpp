// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/phrases.h"

#include "corpus/index/tokenizer.h"

namespace axial::corpus::index {
namespace {

constexpr const Field& text_field = field_named("text");
constexpr const Field& title_field = field_named("title");
constexpr const Field& prose_field = field_named("prose");
constexpr const Field& code_field = field_named("code");

/// Pairs say where a run stands more sharply than characters; the last pair covers the last character.
void add_run(Phrase& phrase, const Chunk& chunk, bool last) {
    for (const Compound& pair : chunk.compounds)
        phrase.terms.push_back(pair.term);
    for (std::size_t i = chunk.compounds.size(); i < chunk.parts.size(); ++i)
        if (!last || chunk.compounds.empty())
            phrase.terms.push_back(chunk.parts[i].term);
}

void add_parts(Phrase& phrase, const Chunk& chunk) {
    for (const Part& part : chunk.parts)
        phrase.terms.push_back(part.term);
    for (const Compound& compound : chunk.compounds)
        if (compound.required)
            phrase.required.push_back(compound.term);
}

/// The longest name that the chunk is, as it was typed.
void add_written(Phrase& phrase, const Chunk& chunk, std::string_view text) {
    for (const Compound& compound : chunk.compounds) {
        const auto typed = text.substr(compound.begin, compound.end - compound.begin);
        if (compound.required && says_its_case(typed))
            phrase.written.emplace_back(typed);
    }
}

} // namespace

Phrase phrase_of(std::string_view text) {
    const std::vector<Chunk> chunks = chunks_of(text);
    Phrase phrase;
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        if (chunks[i].kind == Chunk::Kind::run)
            add_run(phrase, chunks[i], i + 1 == chunks.size());
        else
            add_parts(phrase, chunks[i]);
        add_written(phrase, chunks[i], text);
    }
    if (chunks.size() != 1)
        return phrase;
    if (phrase.required.size() == 1) {
        phrase.terms = std::move(phrase.required);
        phrase.required.clear();
    }
    phrase.stemmable = chunks[0].kind == Chunk::Kind::word && chunks[0].parts[0].letters;
    return phrase;
}

std::vector<const Field*> searched_fields(const Field& field) {
    if (&field == &text_field)
        return {&title_field, &prose_field, &code_field};
    return {&field};
}

bool is_stemmed(const Field& field) {
    return &field != &code_field;
}

} // namespace axial::corpus::index
