// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/values.h"
#include "corpus/store.h"

/// What travels between the worker and the history of collections.
namespace axial::coding_ui {

using RunHistory = std::vector<corpus::Run>; ///< the newest first

/// What a run asked and what it could not store; the first of each where there are very many.
struct RunDetails {
    corpus::RowId run = 0;
    std::vector<corpus::Query> queries;
    std::vector<std::pair<QString, QString>> skipped; ///< what, why
    qint64 more_queries = 0, more_skipped = 0;        ///< left out here
};

/// The study after another process wrote into it: the same round as the same coder.
struct Refreshed {
    StudyInfo info;
    Session session;
};

} // namespace axial::coding_ui
