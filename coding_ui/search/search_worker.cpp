// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/search/search_worker.h"

#include "codebooks/search_facts.h"
#include "coding_ui/search/query_text.h"
#include "coding_ui/words.h"
#include "corpus/index/known_values.h"
#include "corpus/store.h"

#include <algorithm>
#include <chrono>
#include <string_view>

namespace axial::coding_ui {
namespace {

constexpr std::chrono::milliseconds longest_search{2000};

/// What hits are counted by, and the field that filters by it.
struct Counted {
    const char *facet, *filter;
    bool exclusive; ///< a post has one value at most: the others are counted as if there were no such filter
};
constexpr Counted counted_by[] = {
    {"source", "source", true}, {"repo", "repo", true},          {"author", "author", true},
    {"kind", "kind", true},     {"tag", "tag", false},           {"lang", "lang", true},
    {"state", "state", false},  {"code", "code-applied", false}, {"month", "date", true}};
constexpr std::size_t values_each = 30;

corpus::SearchRequest request_of(const SearchWish& wish, const std::stop_token& stop) {
    corpus::SearchRequest request;
    request.query = from_qt(wish.query);
    request.sort = wish.newest_first ? corpus::Sort::date : corpus::Sort::relevance;
    request.by_thread = wish.by_thread;
    request.like = wish.like;
    request.time_limit = longest_search;
    request.stop = stop;
    return request;
}

FoundPost shown(const corpus::Post& post, const corpus::Thread& thread, const corpus::Hit& hit) {
    FoundPost found;
    found.thread = post.thread_row;
    found.post = post.row;
    found.key = post.key;
    found.title = one_line(post.title.empty() ? post.thread_title : post.title);
    found.place = place_of(thread);
    found.container = post.container == post.site ? QString() : one_line(post.container);
    found.author = shown_author(post.author);
    found.kind = one_line(post.kind);
    found.date = iso_date(post.created_at);
    found.snippet = to_qt(hit.snippet);
    found.score = post.score;
    found.in_thread = hit.in_thread;
    return found;
}

} // namespace

struct SearchWorker::Opened {
    explicit Opened(corpus::Study of)
        : study(std::move(of)),
          store(study),
          index(study),
          values(corpus::index::known_values(study, codebooks::known_facts(study))) {}
    corpus::Study study;
    corpus::Store store;
    corpus::SearchIndex index;
    corpus::index::KnownValues values;
};

SearchWorker::SearchWorker(std::filesystem::path path) : path_(std::move(path)) {
}

SearchWorker::~SearchWorker() = default;

Result<SearchWorker::Opened*> SearchWorker::open() {
    if (!opened_) {
        AXIAL_ASSIGN(auto study, corpus::Study::open(path_, corpus::Study::Mode::read));
        opened_ = std::make_unique<Opened>(std::move(study));
    }
    return opened_.get();
}

void SearchWorker::set_viewer(const QString& coder) {
    coder_ = from_qt(coder);
}

void SearchWorker::find(quint64 generation, const SearchWish& wish, qint64 offset, std::stop_token stop) {
    const auto answer = [&]() -> Result<HitPage> {
        AXIAL_ASSIGN(Opened * opened, open());
        return hits(*opened, wish, offset, stop);
    }();
    if (answer) {
        Q_EMIT found(generation, *answer);
        return;
    }
    if (answer.error().fault == Fault::cancelled)
        return;
    HitPage page;
    page.wish = wish;
    page.offset = offset;
    page.index.usable = true;
    page.column = column_in(answer.error().where);
    page.error = to_qt(page.column > 0 || answer.error().where.empty()
                           ? answer.error().what
                           : answer.error().where + ": " + answer.error().what);
    page.hint = to_qt(answer.error().hint);
    Q_EMIT found(generation, page);
}

Result<HitPage> SearchWorker::hits(Opened& study, const SearchWish& wish, qint64 offset,
                                   const std::stop_token& stop) const {
    HitPage page;
    page.wish = wish;
    page.offset = offset;
    const auto state = study.index.state();
    AXIAL_ASSIGN(const auto last_change, study.store.last_change());
    page.index = {state.usable, state.change != last_change, to_qt(state.reason), state.posts};
    if (!state.usable) {
        page.error = page.index.reason;
        return page;
    }
    study.index.answer_facts(codebooks::facts_of(study.study, {coder_}),
                             codebooks::code_facet(study.study, {coder_}));
    auto request = request_of(wish, stop);
    request.offset = static_cast<std::size_t>(offset);
    request.limit = page_size;
    AXIAL_ASSIGN(const auto answer, study.index.search(request));
    page.count = answer.count;
    page.suggestion = to_qt(answer.suggestion);
    for (const auto& hit : answer.hits) {
        if (stop.stop_requested())
            return cancelled();
        const auto& post = hit.shown;
        if (!post) {
            page.hits.emplace_back(); // gone since: its place stays, so that the others keep theirs
            continue;
        }
        AXIAL_ASSIGN(const auto thread, study.store.thread(post->thread_row));
        page.hits.push_back(shown(*post, thread.value_or(corpus::Thread()), hit));
    }
    return page;
}

// A query that cannot be completed is no fault: there is nothing to propose.
void SearchWorker::complete(const QString& text, int cursor) {
    const auto opened = open();
    if (!opened)
        return;
    const auto found = corpus::index::complete_query(
        from_qt(text), static_cast<std::size_t>(column_of_unit(text, cursor)) - 1, (*opened)->values);
    QueryCompletion completion;
    completion.text = text;
    completion.cursor = cursor;
    completion.begin = unit_of_column(text, static_cast<int>(found.begin) + 1);
    completion.end = unit_of_column(text, static_cast<int>(found.end) + 1);
    for (const auto& each : found.suggestions)
        completion.items.push_back({to_qt(each.insert), to_qt(each.label), to_qt(each.help), each.count});
    Q_EMIT completed(completion);
}

void SearchWorker::sum_up(quint64 generation, const SearchWish& wish, std::stop_token stop) {
    const auto answer = [&]() -> Result<SearchSums> {
        AXIAL_ASSIGN(Opened * opened, open());
        return sums(*opened, wish, stop);
    }();
    if (answer) {
        Q_EMIT summed_up(generation, *answer);
    } else if (answer.error().fault != Fault::cancelled) {
        SearchSums none;
        none.error = to_qt(answer.error().what);
        Q_EMIT summed_up(generation, none);
    }
}

// Who has narrowed down to one repository still sees the others with their counts, to choose another: a field
// that is filtered by is counted without its own filter.
Result<SearchSums> SearchWorker::sums(Opened& study, const SearchWish& wish,
                                      const std::stop_token& stop) const {
    SearchSums sums;
    auto request = request_of(wish, stop);
    request.limit = 0;
    request.by_thread = true;
    AXIAL_ASSIGN(const auto threads, study.index.search(request));
    sums.threads = threads.count;
    request.by_thread = false;
    request.facet_values = values_each;
    std::vector<std::pair<std::string, std::string>> apart; // facet, query
    for (const auto& each : counted_by) {
        const QString query = each.exclusive ? without_field(wish.query, to_qt(each.filter)) : wish.query;
        if (query == wish.query.trimmed() || query == wish.query)
            request.facets.emplace_back(each.facet);
        else
            apart.emplace_back(each.facet, from_qt(query));
    }
    AXIAL_ASSIGN(auto together, study.index.search(request));
    sums.posts = together.count;
    sums.facets = std::move(together.facets);
    for (auto& [facet, query] : apart) {
        request.facets = {facet};
        request.query = query;
        AXIAL_ASSIGN(auto alone, study.index.search(request));
        sums.facets.insert(sums.facets.end(), std::make_move_iterator(alone.facets.begin()),
                           std::make_move_iterator(alone.facets.end()));
    }
    const auto place = [](const corpus::Facet& facet) {
        return std::find_if(std::begin(counted_by), std::end(counted_by),
                            [&](const Counted& each) { return facet.field == each.facet; });
    };
    std::sort(sums.facets.begin(), sums.facets.end(),
              [&](const corpus::Facet& a, const corpus::Facet& b) { return place(a) < place(b); });
    return sums;
}

} // namespace axial::coding_ui
