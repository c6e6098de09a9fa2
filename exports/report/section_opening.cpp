// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/sections.h"

#include <algorithm>
#include <array>

namespace axial::exports {
namespace {

struct Anchor {
    std::string_view id, title;
};
constexpr std::array anchors{Anchor{"corpus", "Corpus"},
                             Anchor{"funnel", "Funnel"},
                             Anchor{"agreement", "Agreement"},
                             Anchor{"codes", "Codes"},
                             Anchor{"quotes", "Quotes"},
                             Anchor{"repositories", "Repositories"},
                             Anchor{"appendix", "Codebooks, sets, checking"}};

void tile(Markup& m, std::string_view number, std::string_view caption) {
    m.in("div", {{"class", "tile"}}, [&] {
        m.element("b", number);
        m.element("span", caption);
    });
}

void write_tiles(Markup& m, const Report& report) {
    const auto& steps = report.funnel.steps;
    const auto& counts = report.corpus.counts;
    m.in("div", {{"class", "tiles"}}, [&] {
        tile(m, count(counts.threads),
             "threads from " + count(static_cast<std::int64_t>(report.corpus.sites.size()), "site", "sites"));
        tile(m, count(counts.posts), "posts collected");
        for (std::size_t i = std::max<std::size_t>(1, steps.size() - std::min<std::size_t>(2, steps.size()));
             i < steps.size(); ++i) {
            const bool coded = steps[i].step == "coding";
            tile(m, count(steps[i].posts),
                 coded ? "posts coded, of " + count(steps[i - 1].posts) + " in " + steps[i - 1].name
                       : "posts in " + steps[i].name + ", of " + count(counts.posts) + " collected");
        }
    });
}

std::string corpus_sentence(const CorpusFigures& corpus) {
    Time first = Time::max();
    Time last = Time::min();
    std::vector<std::string> parts;
    for (const auto& [source, posts] : corpus.counts.by_source)
        parts.push_back(source + " " + share(posts, corpus.counts.posts));
    for (const auto& site : corpus.sites) {
        first = std::min(first, site.first);
        last = std::max(last, site.last);
    }
    auto text = "The corpus holds " + count(corpus.counts.threads, "thread", "threads") + " with " +
                count(corpus.counts.posts, "post", "posts") + ", written between " + format_date(first) +
                " and " + format_date(last) + ": " + joined(parts) + ".";
    const auto unseen = corpus.counts.hidden + corpus.counts.deleted;
    if (unseen > 0)
        text += " Of the posts, " + count(corpus.counts.hidden) + " are hidden and " +
                count(corpus.counts.deleted) + " deleted at their source.";
    if (corpus.counts.authors_missing > 0)
        text += " The author of " + share(corpus.counts.authors_missing, corpus.counts.posts) +
                " posts is not known.";
    if (corpus.counts.revisions > corpus.counts.posts)
        text += " " +
                count(corpus.counts.revisions - corpus.counts.posts, "earlier revision is",
                      "earlier revisions are") +
                " kept.";
    return text;
}

void write_sites(Markup& m, const CorpusFigures& corpus) {
    table(m,
          {{"Source"},
           {"Site"},
           {"Containers", true},
           {"Threads", true},
           {"Posts", true},
           {"First post"},
           {"Last post"}},
          [&] {
              for (const auto& site : corpus.sites)
                  m.in("tr", [&] {
                      cell(m, site.source);
                      cell(m, site.site);
                      number_cell(m, count(site.containers));
                      number_cell(m, count(site.threads));
                      share_cell(m, site.posts, corpus.counts.posts);
                      day_cell(m, site.first);
                      day_cell(m, site.last);
                  });
          });
}

std::string counts_of(const corpus::Run& run) {
    std::vector<std::string> parts;
    for (const auto& [name, number] : run.counts) {
        if (number == 0)
            continue;
        auto words = name;
        std::replace(words.begin(), words.end(), '_', ' ');
        parts.push_back(count(number) + " " + words);
    }
    std::string text;
    for (const auto& part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text.empty() ? "–" : text;
}

void write_runs(Markup& m, const CorpusFigures& corpus) {
    m.element("h3", "Collection runs");
    table(m, {{"Source"}, {"Container"}, {"Query"}, {"Started"}, {"Counts"}, {"Status"}}, [&] {
        for (const auto& run : corpus.runs)
            m.in("tr", [&] {
                m.in("td", {{"class", "t"}}, [&] {
                    m.text(run.source);
                    m.element("small", run.endpoint);
                });
                cell(m, run.container.empty() ? "–" : run.container);
                m.in("td", {{"class", "t"}}, [&] {
                    if (run.query.empty())
                        m.text("–");
                    else
                        m.element("code", run.query);
                });
                day_cell(m, run.started_at);
                cell(m, counts_of(run));
                cell(m, run.status);
            });
    });
    const auto unfinished = std::count_if(corpus.runs.begin(), corpus.runs.end(),
                                          [](const corpus::Run& run) { return run.status != "done"; });
    if (unfinished > 0)
        write_note(m,
                   count(unfinished, "run", "runs") + " of " +
                       count(static_cast<std::int64_t>(corpus.runs.size())) +
                       " did not finish; what they stored is counted, what they did not reach is not known.");
}

} // namespace

void write_opening(Markup& m, const Report& report) {
    m.in("header", [&] {
        m.element("h1", report.study);
        m.element("p", {{"class", "made"}},
                  "Report of " + format_time(std::chrono::floor<std::chrono::seconds>(report.made_at)) +
                      ", computed from the study by Axial " + report.axial_version + ". Study " + report.uuid +
                      ".");
        if (report.corpus.counts.posts > 0)
            write_tiles(m, report);
        m.in("nav", [&] {
            for (const auto& anchor : anchors)
                m.element("a", {{"href", "#" + std::string(anchor.id)}}, anchor.title);
        });
    });
}

void write_corpus(Markup& m, const Report& report) {
    m.in("section", {{"id", "corpus"}}, [&] {
        m.element("h2", "Corpus");
        if (report.corpus.counts.posts == 0)
            write_missing(m, "The study holds no posts yet: collect some with axial collect or axial import.");
        else {
            m.element("p", corpus_sentence(report.corpus));
            write_sites(m, report.corpus);
        }
        if (!report.corpus.runs.empty())
            write_runs(m, report.corpus);
    });
}

} // namespace axial::exports
