// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/adjudication/settling.h"
#include "coding_ui/values.h"

#include <memory>

/// What travels between the worker and the Settle page.
namespace axial::coding_ui {

/// One thing that coders differ about, with where it is.
struct DeskRow {
    codebooks::adjudication::Item item;
    corpus::RowId post = 0, thread = 0;
    QString title; ///< of the thread
};

/// A round with everything in it that is or was in dispute.
struct Desk {
    codebooks::Round round;
    codebooks::Codebook codebook;
    std::vector<codebooks::Progress> progress;
    QString settler;           ///< who settles here: the coder of the session, else the study's owner
    std::vector<DeskRow> rows; ///< in the order of posts; none while the round is open
    qint64 undisputed = 0;     ///< things that were decided and that nobody disputes
    [[nodiscard]] bool asks_a_question() const { return codebook.kind == codebooks::Codebook::Kind::question; }
    [[nodiscard]] bool begun() const; ///< somebody decided something
};
/// Shared, not copied: a round may have thousands of rows.
using DeskPointer = std::shared_ptr<const Desk>;

/// The desk after something was settled or taken back.
struct DeskDecision {
    DeskPointer desk;
    std::string post, what; ///< the item that it was about; empty: several
    QString words;          ///< "Settled: ben’s"
    bool taken_back = false;
};

/// What the two rules would make of what is open in a round.
struct RulePreview {
    codebooks::adjudication::RuleResult majority, unanimous;
};

/// A post with the text that was coded, which may be older than its present one.
struct DeskText {
    corpus::Thread thread;
    corpus::Post post; ///< its body is that of `revision`
    int revision = 1;
    qint64 posts_in_thread = 0;
};

} // namespace axial::coding_ui
