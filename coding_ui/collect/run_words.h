// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/collect/run_events.h"
#include "corpus/store.h"

/// How a collection is put to people.
namespace axial::coding_ui {

[[nodiscard]] QString grouped(qint64 number);      ///< "1,200"
[[nodiscard]] QString clock_words(qint64 seconds); ///< "0:41", "12:05", "3:07:00"
/// "3 of 12 · 300 posts · 12.5 a second · 0:34 left · 4 requests"
[[nodiscard]] QString progress_words(const RunProgress& progress);
/// "GitHub search: 27 s until 10 more requests"
[[nodiscard]] QString wait_words(const RunWait& wait, qint64 seconds_left);
/// Sums that add up: a line for posts, one for threads, one for the rest.
[[nodiscard]] QStringList count_lines(const RunCounts& counts);
/// "About 42 requests, 0:41"
[[nodiscard]] QString plan_headline(const RunPlan& plan);
/// One question with its window, hits and caps.
[[nodiscard]] QString query_words(const corpus::Query& query);

} // namespace axial::coding_ui
