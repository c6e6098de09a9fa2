// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/sections.h"

namespace axial::exports {
namespace {

using codebooks::Codebook;

void write_rules(Markup& m, std::string_view lead, const std::vector<std::string>& rules) {
    for (const auto& rule : rules)
        m.element("dd", {{"class", "rule"}}, std::string(lead) + rule);
}

void write_question(Markup& m, const Codebook& book) {
    m.element("p", book.question);
    m.in("dl", [&] {
        for (const auto& answer : book.answers) {
            m.element("dt", answer.name);
            if (!answer.definition.empty())
                m.element("dd", answer.definition);
            if (!answer.reasons.empty())
                m.element("dd", {{"class", "rule"}}, "Reasons: " + joined(answer.reasons));
        }
    });
}

void write_codes(Markup& m, const Codebook& book) {
    m.in("dl", [&] {
        for (const auto& code : book.codes) {
            m.in("dt", [&] {
                chip(m, code.colour);
                m.text(code.name);
                m.element("small", "  " + code.id + (code.codable ? "" : ", heading only"));
            });
            if (!code.definition.empty())
                m.element("dd", code.definition);
            write_rules(m, "Use for: ", code.include);
            write_rules(m, "Not for: ", code.exclude);
        }
    });
}

void write_sets(Markup& m, const Report& report) {
    m.element("h3", "Sets");
    if (report.sets.empty())
        return write_missing(m, "The study has no sets.");
    table(m, {{"Set"}, {"Drawn from"}, {"Step"}, {"How"}, {"Posts", true}, {"Made"}}, [&] {
        for (const auto& set : report.sets)
            m.in("tr", [&] {
                cell(m, set.name);
                cell(m, set.parent.empty() ? "all posts" : set.parent);
                cell(m, set.step);
                m.in("td", {{"class", "t"}}, [&] {
                    m.text(set.detail.empty() ? "–" : set.detail);
                    if (!set.provenance.empty() && set.provenance != "{}")
                        m.in("details", [&] {
                            m.element("summary", "provenance");
                            m.element("code", set.provenance);
                        });
                });
                number_cell(m, count(set.size));
                day_cell(m, set.created_at);
            });
    });
}

} // namespace

void write_appendix(Markup& m, const Report& report) {
    m.in("section", {{"id", "appendix"}}, [&] {
        m.element("h2", "Codebooks, sets, checking");
        if (report.codebooks.empty())
            write_missing(m, "The study has no codebooks.");
        for (const auto& book : report.codebooks) {
            m.element("h3", book.title);
            if (book.kind == Codebook::Kind::question)
                write_question(m, book);
            else
                write_codes(m, book);
        }
        write_sets(m, report);
        m.element("h3", "How to check this report");
        m.element(
            "p", "Nothing above was typed: every figure is counted from the study when the report is made, and "
                 "making it again from the same study gives the same figures.");
        m.in("pre", [&] {
            m.text("axial --study STUDY verify         # journal, quotes and index against the study\n"
                   "axial --study STUDY report FILE    # this page again\n"
                   "axial --study STUDY export csv DIR # posts, sets, votes, codings, codebooks as tables");
        });
        m.element("p",
                  "A quote names its post, the revision and the range of code points that was coded; the post "
                  "leads to its permalink and to the payload as it came, in raw.db.");
    });
}

} // namespace axial::exports
