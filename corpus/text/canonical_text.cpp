// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/canonical_text.h"

#include "corpus/text/composer.h"
#include "corpus/text/html_reader.h"
#include "corpus/text/markdown_reader.h"
#include "corpus/text/references.h"

#include <algorithm>

namespace axial::corpus {
namespace {

/// Text without markup: its lines as they are, without blanks at their ends or blank lines around.
CanonicalText plain_text(std::string_view clean) {
    CanonicalText result;
    result.text.reserve(clean.size());
    std::size_t newlines = 0;
    for (std::size_t at = 0; at < clean.size();) {
        const std::size_t end = std::min(clean.find('\n', at), clean.size());
        std::string_view line = clean.substr(at, end - at);
        line = line.substr(0, line.find_last_not_of(" \t\f\v") + 1);
        if (!line.empty()) {
            if (!result.text.empty())
                result.text.append(newlines, '\n');
            newlines = 0;
            result.text += line;
        }
        ++newlines;
        at = end + 1;
    }
    return result;
}

CanonicalText read(std::string_view clean, Markup markup, Dialect dialect) {
    if (markup == Markup::plain || clean.size() > max_markup_bytes)
        return plain_text(clean);
    Composer composer(dialect);
    if (markup == Markup::html)
        read_html(clean, composer);
    else if (!read_markdown(clean, dialect, composer))
        return plain_text(clean);
    return composer.finish();
}

} // namespace

CanonicalText canonical_text(std::string_view body, Markup markup, Dialect dialect) {
    CanonicalText result = read(clean_utf8(body), markup, dialect);
    mark_references(result, dialect);
    return result;
}

std::string_view name_of(SpanKind kind) {
    switch (kind) {
    case SpanKind::code_block:
        return "code_block";
    case SpanKind::inline_code:
        return "inline_code";
    case SpanKind::quote:
        return "quote";
    case SpanKind::link:
        return "link";
    case SpanKind::image:
        return "image";
    case SpanKind::heading:
        return "heading";
    case SpanKind::list_item:
        return "list_item";
    case SpanKind::emphasis:
        return "emphasis";
    case SpanKind::strong:
        return "strong";
    case SpanKind::strike:
        return "strike";
    case SpanKind::mention:
        return "mention";
    case SpanKind::reference:
        return "reference";
    }
    return "";
}

} // namespace axial::corpus
