// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/documents.h"

#include "corpus/index/fields.h"
#include "corpus/index/sections.h"
#include "corpus/index/slots.h"
#include "corpus/index/tokenizer.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::corpus::index {
namespace {

constexpr std::size_t most_stems = 50'000;

void add_value_term(Xapian::Document& document, const Field& field, std::string_view value) {
    if (const std::string term = fold_term(value); !term.empty())
        document.add_boolean_term(std::string(field.prefix) + term);
}

void add_marks(Xapian::Document& document, const Post& post) {
    const auto mark = [&](std::string_view name, bool set) {
        if (set)
            add_value_term(document, field_named("is"), name);
    };
    mark("hidden", post.visibility == Visibility::hidden);
    mark("deleted", post.visibility == Visibility::deleted);
    mark("gone", post.visibility == Visibility::gone);
    mark("edited", post.revision > 1);
    mark("accepted", post.state == "accepted");
    mark("bot", post.author.kind == "bot");
    mark("root", post.key == post.thread_key || !post.title.empty());
}

/// "zh-Hant" is found as zh, too; what is not known goes by the tag for that.
void add_language(Xapian::Document& document, const std::string& language) {
    const auto& field = field_named("lang");
    add_value_term(document, field, language.empty() ? unknown_language : language);
    if (const auto dash = language.find('-'); dash != std::string::npos)
        add_value_term(document, field, language.substr(0, dash));
}

std::string joined_tags(const Post& post) {
    std::string all;
    for (const std::string& tag : post.tags)
        (all.empty() ? all : all += '\0') += tag;
    return all;
}

void add_values(Xapian::Document& document, const Post& post) {
    document.add_value(order_slot, order_value(post.created_at, post.key));
    document.add_value(thread_slot, thread_value(post.thread_key));
    document.add_value(len_slot, slot_value(static_cast<std::int64_t>(utf8::count(post.body.text))));
    if (post.score)
        document.add_value(score_slot, slot_value(*post.score));
    const auto shown = [&](Slot slot, const std::string& value) {
        if (!value.empty())
            document.add_value(slot, value);
    };
    shown(source_slot, post.source);
    shown(site_slot, post.site);
    shown(repo_slot, post.container);
    shown(author_slot, post.author.name ? *post.author.name : post.author.id.value_or(""));
    shown(month_slot, format_date(post.created_at).substr(0, 7));
    shown(lang_slot, post.language.empty() ? std::string(unknown_language) : post.language);
    shown(tag_slot, joined_tags(post));
    shown(kind_slot, post.kind);
    shown(state_slot, post.state);
}

/// What of formatting and content the body has.
void add_has(Xapian::Document& document, const CanonicalText& body) {
    static constexpr std::pair<SpanKind, std::string_view> names[] = {
        {SpanKind::code_block, "code"}, {SpanKind::inline_code, "code"}, {SpanKind::quote, "quote"},
        {SpanKind::link, "link"},       {SpanKind::image, "image"},      {SpanKind::heading, "heading"},
        {SpanKind::list_item, "list"},  {SpanKind::mention, "mention"},  {SpanKind::reference, "reference"}};
    for (const auto& [kind, name] : names)
        if (std::any_of(body.spans.begin(), body.spans.end(), [&](const Span& s) { return s.kind == kind; }))
            add_value_term(document, field_named("has"), name);
    if (!body.text.empty())
        add_value_term(document, field_named("has"), "text");
}

void add_filters(Xapian::Document& document, const Post& post) {
    add_value_term(document, field_named("source"), post.source);
    add_value_term(document, field_named("site"), post.site);
    add_value_term(document, field_named("repo"), post.container);
    add_value_term(document, field_named("author"), post.author.id.value_or(""));
    add_value_term(document, field_named("author"), post.author.name.value_or(""));
    add_value_term(document, field_named("role"), post.author.role);
    add_value_term(document, field_named("kind"), post.kind);
    add_value_term(document, field_named("state"), post.state);
    for (const std::string& tag : post.tags)
        add_value_term(document, field_named("tag"), tag);
    add_language(document, post.language);
    document.add_boolean_term(thread_term(thread_value(post.thread_key)));
    add_marks(document, post);
    add_has(document, post.body);
    add_values(document, post);
}

} // namespace

const std::string& Stems::of(const std::string& word) {
    if (const auto found = known_.find(word); found != known_.end())
        return found->second;
    if (known_.size() >= most_stems)
        known_.clear();
    return known_.emplace(word, stem_(word)).first->second;
}

std::string thread_term(std::string_view value) {
    std::string term(field_named("thread").prefix);
    for (const unsigned char byte : value)
        term += fmt::format("{:02x}", byte);
    return term;
}

std::string written_term(const Field& field, std::string_view text) {
    return std::string(field.prefix).append("=").append(text);
}

std::string document_data(const Post& post) {
    std::uint64_t hash = 14695981039346656037u;
    for (const std::string_view text : {std::string_view(post.title), std::string_view(post.body.text)})
        for (const unsigned char c : text)
            hash = (hash ^ c) * 1099511628211u;
    return fmt::format("{} {:016x}", post.change, hash);
}

void DocumentMaker::add_term(Xapian::Document& document, std::string_view prefix, const std::string& term,
                             bool letters, Xapian::termpos position, bool stemmed) {
    scratch_.assign(prefix).append(term);
    document.add_posting(scratch_, position);
    if (!stemmed || !letters)
        return;
    scratch_.assign("Z").append(prefix).append(stems_.of(term));
    document.add_term(scratch_);
}

void DocumentMaker::add_written(Xapian::Document& document, std::string_view prefix, std::string_view text) {
    if (!says_its_case(text))
        return;
    scratch_.assign(prefix).append("=").append(text);
    document.add_boolean_term(scratch_);
}

void DocumentMaker::add_text(Xapian::Document& document, std::string_view prefix, std::string_view text,
                             Xapian::termpos& position, bool stemmed) {
    for_each_chunk(text, [&](const Chunk& chunk) {
        for (std::size_t i = 0; i < chunk.parts.size(); ++i)
            add_term(document, prefix, chunk.parts[i].term, chunk.parts[i].letters,
                     position + static_cast<Xapian::termpos>(i), stemmed);
        for (const Compound& compound : chunk.compounds) {
            add_term(document, prefix, compound.term, compound.letters, position + compound.first, stemmed);
            add_written(document, prefix, text.substr(compound.begin, compound.end - compound.begin));
        }
        position += static_cast<Xapian::termpos>(chunk.parts.size());
    });
}

void DocumentMaker::add_body(Xapian::Document& document, const CanonicalText& body) {
    constexpr auto prose = field_named("prose").prefix, code = field_named("code").prefix,
                   quote = field_named("quote").prefix;
    Xapian::termpos in_prose = 1, in_code = 1, in_quote = 1;
    for (const Section& section : sections_of(body)) {
        const std::string_view text =
            std::string_view(body.text).substr(section.begin, section.end - section.begin);
        if (section.prose) {
            in_prose += section.goes_on ? 0 : text_gap;
            add_text(document, prose, text, in_prose, true);
        }
        if (section.code) {
            in_code += text_gap;
            add_text(document, code, text, in_code, false);
        }
        if (section.quote) {
            in_quote += text_gap;
            add_text(document, quote, text, in_quote, true);
        }
    }
}

Xapian::Document DocumentMaker::document(const Post& post) {
    Xapian::Document document;
    Xapian::termpos position = 1;
    add_text(document, field_named("title").prefix, post.title, position, true);
    add_body(document, post.body);
    add_filters(document, post);
    document.set_data(document_data(post));
    return document;
}

} // namespace axial::corpus::index
