// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/time.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace axial::exports {

/// Text made fit for an element or an attribute of HTML and of XML alike: the five special characters escaped,
/// invalid UTF-8 and characters that XML forbids replaced by U+FFFD.
[[nodiscard]] std::string escape(std::string_view text);

/// The address if it may stand in a link: http or https, no blanks or control characters, at most 2,000 bytes.
[[nodiscard]] std::optional<std::string> web_address(std::string_view url);

struct Attribute {
    std::string_view name;
    std::string value;
};
using Attributes = std::initializer_list<Attribute>;

/// Writes HTML with inline SVG that is well-formed XML too. Everything given as text or value is escaped; tags
/// and attribute names come from this program alone.
class Markup {
public:
    /// An element around whatever `body` writes: it cannot be left open.
    template <typename Body>
    void in(std::string_view tag, Attributes attributes, Body body) {
        start(tag, attributes);
        out_ += '>';
        body();
        end(tag);
    }
    template <typename Body>
    void in(std::string_view tag, Body body) {
        in(tag, {}, body);
    }

    void element(std::string_view tag, Attributes attributes, std::string_view text);
    void element(std::string_view tag, std::string_view text) { element(tag, {}, text); }
    /// An element without content: meta, br, and SVG's shapes.
    void empty(std::string_view tag, Attributes attributes = {});
    void text(std::string_view text) { out_ += escape(text); }
    /// A link where the address is one to follow, else its text alone.
    void link(std::string_view url, std::string_view text);
    /// A style sheet of this program's own, which must not hold '<' or '&'.
    void style(std::string_view sheet);
    void doctype() { out_ += "<!DOCTYPE html>\n"; }

    /// What another writer wrote.
    void append(Markup& other) { out_ += other.take(); }

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    void start(std::string_view tag, Attributes attributes);
    void end(std::string_view tag);
    std::string out_;
};

/// A column of a table; numbers stand at the right in figures of equal width.
struct Column {
    std::string title;
    bool number = false;
};

/// A table that scrolls by itself where the page is too narrow. `body` writes the rows.
template <typename Body>
void table(Markup& m, const std::vector<Column>& columns, Body body) {
    m.in("div", {{"class", "scroll"}}, [&] {
        m.in("table", [&] {
            m.in("thead", [&] {
                m.in("tr", [&] {
                    for (const auto& column : columns)
                        m.element("th", {{"scope", "col"}, {"class", column.number ? "n" : "t"}}, column.title);
                });
            });
            m.in("tbody", body);
        });
    });
}
void cell(Markup& m, std::string_view text);
void number_cell(Markup& m, std::string_view text);
void day_cell(Markup& m, Time day); ///< "2024-05-22"
/// "12 / 40" and, dim, "30.0 %".
void share_cell(Markup& m, long long part, long long whole);

} // namespace axial::exports
