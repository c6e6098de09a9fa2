// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/sections.h"

#include "corpus/text/text_offsets.h"

#include <algorithm>

namespace axial::corpus::index {
namespace {

/// Where a span of interest begins or ends.
struct Edge {
    std::uint32_t at;
    int quote, block, inline_code; ///< +1, -1 or 0
};

std::vector<Edge> edges_of(const CanonicalText& body) {
    std::vector<Edge> edges;
    for (const Span& span : body.spans) {
        Edge edge{span.begin, 0, 0, 0};
        if (span.kind == SpanKind::quote)
            edge.quote = 1;
        else if (span.kind == SpanKind::code_block)
            edge.block = 1;
        else if (span.kind == SpanKind::inline_code)
            edge.inline_code = 1;
        else
            continue;
        edges.push_back(edge);
        edges.push_back({span.end, -edge.quote, -edge.block, -edge.inline_code});
    }
    std::stable_sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });
    return edges;
}

} // namespace

std::vector<Section> sections_of(const CanonicalText& body) {
    std::vector<Section> sections;
    const TextOffsets offsets(body.text);
    int quotes = 0, blocks = 0, inlines = 0;
    std::size_t begin = 0;
    const auto close = [&](std::size_t end) {
        if (end <= begin)
            return;
        Section section{begin, end, false, false, false, false};
        section.quote = quotes > 0;
        section.code = quotes == 0 && (blocks > 0 || inlines > 0);
        section.prose = quotes == 0 && blocks == 0;
        section.goes_on = !sections.empty() && sections.back().prose && section.prose;
        sections.push_back(section);
        begin = end;
    };
    for (const Edge& edge : edges_of(body)) {
        close(offsets.byte_at(edge.at));
        quotes += edge.quote;
        blocks += edge.block;
        inlines += edge.inline_code;
    }
    close(body.text.size());
    return sections;
}

} // namespace axial::corpus::index
