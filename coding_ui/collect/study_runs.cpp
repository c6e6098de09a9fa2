// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/study_access.h"
#include "coding_ui/words.h"
#include "corpus/store.h"

#include <algorithm>

/// What the Collect page reads from a study.
namespace axial::coding_ui {
namespace {

constexpr std::size_t most_shown = 500;

/// Cuts the list down to what a window can show; how many went.
template <typename List>
qint64 cut(List& list) {
    const auto over = list.size() > most_shown ? list.size() - most_shown : 0;
    list.resize(list.size() - over);
    return static_cast<qint64>(over);
}

} // namespace

Result<RunHistory> StudyAccess::runs() const {
    AXIAL_ASSIGN(auto runs, corpus::Store(study_).runs());
    std::sort(runs.begin(), runs.end(),
              [](const corpus::Run& a, const corpus::Run& b) { return a.row > b.row; });
    return runs;
}

Result<RunDetails> StudyAccess::run_details(corpus::RowId run) const {
    const corpus::Store store(study_);
    RunDetails details;
    details.run = run;
    AXIAL_ASSIGN(details.queries, store.queries(run));
    details.more_queries = cut(details.queries);
    AXIAL_ASSIGN(auto skipped, store.skipped(run));
    details.more_skipped = cut(skipped);
    for (const auto& [what, reason] : skipped)
        details.skipped.emplace_back(one_line(what), one_line(reason));
    return details;
}

Result<Refreshed> StudyAccess::refresh() {
    AXIAL_ASSIGN(auto session, enter(round_ ? round_->name : std::string(), coder_));
    AXIAL_ASSIGN(auto now, info());
    return Refreshed{std::move(now), std::move(session)};
}

} // namespace axial::coding_ui
