// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/report/report.h"

#include "exports/atomic_file.h"
#include "exports/export_formats.h"
#include "exports/report/sections.h"

namespace axial::exports {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
}

void write_missing(Markup& m, std::string_view sentence) {
    m.element("p", {{"class", "missing"}}, sentence);
}

void write_note(Markup& m, std::string_view sentence) {
    m.element("p", {{"class", "note"}}, sentence);
}

void write_reading(Markup& m, std::string_view sentences) {
    m.element("p", {{"class", "reading"}}, sentences);
}

std::string render_report(const Report& report) {
    Markup m;
    m.doctype();
    m.in("html", {{"lang", "en"}}, [&] {
        m.in("head", [&] {
            m.empty("meta", {{"charset", "utf-8"}});
            m.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
            // Should anything hostile get past the escaping, the browser still neither runs nor loads it.
            m.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                             {"content", "default-src 'none'; style-src 'unsafe-inline'"}});
            m.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
            m.element("title", report.study + ": report");
            m.style(report_style);
        });
        m.in("body", [&] {
            m.in("main", [&] {
                write_opening(m, report);
                write_corpus(m, report);
                write_funnel(m, report);
                write_agreement(m, report);
                write_frequencies(m, report);
                write_quotes(m, report);
                write_repositories(m, report);
                write_appendix(m, report);
            });
        });
    });
    return m.take();
}

Result<ExportOutcome> export_html(corpus::Study& study, const std::filesystem::path& path,
                                  const ExportOptions& options) {
    // Opened first: a place that cannot be written to is said before the work, not after it.
    AXIAL_ASSIGN(auto output, AtomicFile::create(path));
    AXIAL_ASSIGN(const auto report, gather_report(study, options));
    AXIAL_TRY(output.write(render_report(report)));
    AXIAL_TRY(output.commit());
    ExportOutcome outcome;
    outcome.files.push_back(path);
    for (const auto& section : report.rounds)
        if (section.sealed)
            outcome.sealed.push_back(section.round.name);
    return outcome;
}

} // namespace axial::exports
