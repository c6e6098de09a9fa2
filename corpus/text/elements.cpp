// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/elements.h"

#include <algorithm>
#include <array>

namespace axial::corpus {
namespace {

using enum Role;

constexpr auto rules = std::to_array<ElementRule>({
    {"a", 0, anchor},
    {"address", 1},
    {"article", 1},
    {"aside", 2},
    {"b", 0, plain, SpanKind::strong},
    {"blockquote", 2, plain, SpanKind::quote},
    {"br", 0, line_break},
    {"caption", 1},
    {"code", 0, code},
    {"col", 0, empty},
    {"dd", 1},
    {"del", 0, plain, SpanKind::strike},
    {"details", 2},
    {"div", 1},
    {"dl", 2},
    {"dt", 1},
    {"em", 0, plain, SpanKind::emphasis},
    {"embed", 0, empty},
    {"fieldset", 1},
    {"figcaption", 1},
    {"figure", 2},
    {"footer", 1},
    {"form", 1},
    {"h1", 2, plain, SpanKind::heading},
    {"h2", 2, plain, SpanKind::heading},
    {"h3", 2, plain, SpanKind::heading},
    {"h4", 2, plain, SpanKind::heading},
    {"h5", 2, plain, SpanKind::heading},
    {"h6", 2, plain, SpanKind::heading},
    {"header", 1},
    {"hr", 2, empty},
    {"i", 0, plain, SpanKind::emphasis},
    {"img", 0, image},
    {"input", 0, empty},
    {"li", 1, item, SpanKind::list_item},
    {"link", 0, empty},
    {"main", 1},
    {"meta", 0, empty},
    {"nav", 1},
    {"ol", 2, list},
    {"p", 2},
    {"pre", 2, pre, SpanKind::code_block},
    {"s", 0, plain, SpanKind::strike},
    {"samp", 0, code},
    {"script", 0, drop},
    {"section", 1},
    {"source", 0, empty},
    {"strike", 0, plain, SpanKind::strike},
    {"strong", 0, plain, SpanKind::strong},
    {"style", 0, drop},
    {"summary", 2},
    {"svg", 0, drop},
    {"table", 2},
    {"td", 0, cell},
    {"template", 0, drop},
    {"th", 0, cell},
    {"title", 0, drop},
    {"tr", 1, row},
    {"tt", 0, code},
    {"ul", 2, list},
    {"wbr", 0, empty},
});

static_assert(std::ranges::is_sorted(rules, {}, &ElementRule::name));

} // namespace

const ElementRule* rule_for(std::string_view name) {
    const auto* found = std::ranges::lower_bound(rules, name, {}, &ElementRule::name);
    return found != rules.end() && found->name == name ? found : nullptr;
}

} // namespace axial::corpus
