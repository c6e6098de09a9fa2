// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/journal.h"
#include "codebooks/undo.h"
#include "coding_ui/study_access.h"
#include "coding_ui/words.h"
#include "corpus/store.h"

#include <algorithm>

/// What the Settle page reads from a study and writes to it: a part of StudyAccess.
namespace axial::coding_ui {

namespace adjudication = codebooks::adjudication;
using adjudication::Wanted;
using codebooks::Journal;
using codebooks::Rounds;

namespace {

QString words_of(const adjudication::Settlement& settlement, const codebooks::Codebook& book) {
    if (settlement.outcome == "deferred")
        return QStringLiteral("Put off");
    if (!settlement.answer.empty()) {
        for (const auto& answer : book.answers)
            if (answer.id == settlement.answer)
                return QStringLiteral("Settled: %1").arg(to_qt(answer.name));
        return QStringLiteral("Settled: %1").arg(to_qt(settlement.answer));
    }
    if (settlement.codings.empty())
        return QStringLiteral("Settled: nothing here");
    QStringList names;
    for (const auto& code : book.codes)
        for (const auto& settled : settlement.codings)
            if (settled.code == code.uuid && !names.contains(to_qt(code.name)))
                names << to_qt(code.name);
    return QStringLiteral("Settled: %1").arg(names.join(QStringLiteral(", ")));
}

} // namespace

bool Desk::begun() const {
    return std::any_of(progress.begin(), progress.end(),
                       [](const codebooks::Progress& each) { return each.done > 0; });
}

std::string StudyAccess::settler() const {
    return coder_.empty() ? std::string("owner") : coder_;
}

std::string StudyAccess::desk_undo_key(const codebooks::Round& round) const {
    return settler() + "\nsettle\n" + round.uuid;
}

Status StudyAccess::may_settle() const {
    if (!read_only_.isEmpty())
        return world_fault("the study is open for reading only", {}, "close the other Axial and open it again");
    return {};
}

Result<DeskPointer> StudyAccess::desk(const std::string& round) const {
    desk_.reset();
    auto desk = std::make_shared<Desk>();
    AXIAL_ASSIGN(desk->round, Rounds(study_).get(round));
    AXIAL_ASSIGN(desk->codebook, codebooks::Codebooks(study_).get(desk->round.codebook));
    AXIAL_ASSIGN(desk->progress, Rounds(study_).progress(desk->round));
    desk->settler = to_qt(settler());
    if (!desk->round.closed)
        return desk;
    AXIAL_ASSIGN(auto items, adjudication::items_of(study_, desk->round));
    const corpus::Store store(study_);
    for (auto& item : items) {
        if (!item.disputed()) {
            ++desk->undisputed;
            continue;
        }
        auto place = desk_places_.find(item.post);
        if (place == desk_places_.end()) {
            AXIAL_ASSIGN(const auto post, store.post(item.post));
            DeskRow where;
            where.title = QStringLiteral("A post that is not in this study");
            if (post) {
                where.post = post->row;
                where.thread = post->thread_row;
                where.title = one_line(post->thread_title);
            }
            if (where.title.isEmpty())
                where.title = QStringLiteral("Untitled thread");
            place = desk_places_.emplace(item.post, std::move(where)).first;
        }
        auto& row = desk->rows.emplace_back(place->second);
        row.item = std::move(item);
    }
    desk_ = desk;
    return desk_;
}

Result<DeskText> StudyAccess::desk_text(const std::string& post, int revision) const {
    const corpus::Store store(study_);
    AXIAL_ASSIGN(auto stored, store.post(post));
    if (!stored)
        return bad_input("this post is not in the study", post, "collect or merge it first");
    DeskText text;
    text.post = std::move(*stored);
    text.revision = revision > 0 ? revision : text.post.revision;
    if (text.revision != text.post.revision) {
        AXIAL_ASSIGN(auto body, store.revision(text.post.row, text.revision));
        if (!body)
            return bad_input("the text that was coded is not in this study", post, "merge it first");
        text.post.body = std::move(*body);
    }
    AXIAL_ASSIGN(auto thread, store.thread(text.post.thread_row));
    if (thread)
        text.thread = std::move(*thread);
    AXIAL_ASSIGN(const auto posts, store.served_posts(text.post.thread_row));
    text.posts_in_thread = static_cast<qint64>(posts.size());
    return text;
}

Result<DeskDecision> StudyAccess::desk_after(const std::string& round, const UndoStack::Step& step) const {
    DeskDecision decision;
    AXIAL_ASSIGN(decision.desk, desk(round));
    if (const auto line = step.post.find('\n'); line != std::string::npos) {
        decision.post = step.post.substr(0, line);
        decision.what = step.post.substr(line + 1);
    }
    decision.words = step.words;
    return decision;
}

Result<DeskDecision> StudyAccess::settle(const std::string& round, const adjudication::Item& item,
                                         const Wanted& wanted) {
    AXIAL_TRY(may_settle());
    AXIAL_ASSIGN(const auto meant, Rounds(study_).get(round));
    AXIAL_ASSIGN(const auto book, codebooks::Codebooks(study_).get(meant.codebook));
    AXIAL_ASSIGN(const auto settlement, adjudication::settle(study_, meant, item, wanted, settler()));
    const UndoStack::Step step{{settlement.event}, item.post + "\n" + item.what, words_of(settlement, book)};
    undo_.push(desk_undo_key(meant), step);
    if (!desk_ || desk_->round.uuid != meant.uuid || desk_->settler != to_qt(settler()))
        return desk_after(round, step);
    // One item is another: comparing all coders of a large round again would take a second.
    auto desk = std::make_shared<Desk>(*desk_);
    for (auto& row : desk->rows)
        if (row.item.post == item.post && row.item.what == item.what) {
            row.item = item;
            row.item.settlement = settlement;
        }
    desk_ = desk;
    return DeskDecision{desk_, item.post, item.what, step.words, false};
}

Result<DeskDecision> StudyAccess::take_back(const std::string& round, const adjudication::Item& item) {
    AXIAL_TRY(may_settle());
    AXIAL_ASSIGN(const auto meant, Rounds(study_).get(round));
    if (!item.settlement)
        return bad_input("this is not settled", item.post);
    AXIAL_TRY(Journal(study_).undo(item.settlement->event, settler()));
    UndoStack::Step step{{item.settlement->event}, item.post + "\n" + item.what, QStringLiteral("Taken back")};
    step.taken_back = true;
    undo_.push(desk_undo_key(meant), step);
    AXIAL_ASSIGN(auto decision, desk_after(round, step));
    decision.taken_back = true;
    return decision;
}

Result<RulePreview> StudyAccess::preview_rules(const std::string& round) const {
    AXIAL_ASSIGN(const auto meant, Rounds(study_).get(round));
    RulePreview preview;
    AXIAL_ASSIGN(preview.majority,
                 adjudication::apply_rule(study_, meant, adjudication::Rule::majority, settler(), true));
    AXIAL_ASSIGN(preview.unanimous,
                 adjudication::apply_rule(study_, meant, adjudication::Rule::unanimous, settler(), true));
    return preview;
}

Result<DeskDecision> StudyAccess::apply_rule(const std::string& round, adjudication::Rule rule) {
    AXIAL_TRY(may_settle());
    AXIAL_ASSIGN(const auto meant, Rounds(study_).get(round));
    AXIAL_ASSIGN(const auto result, adjudication::apply_rule(study_, meant, rule, settler(), false));
    if (result.batch.empty())
        return bad_input("the rule settles nothing that is open", meant.name);
    const UndoStack::Step step{{result.batch},
                               {},
                               QStringLiteral("%1 settled by the rule “%2”, %3 left open")
                                   .arg(result.settled)
                                   .arg(to_qt(adjudication::name_of(rule)))
                                   .arg(result.left)};
    undo_.push(desk_undo_key(meant), step);
    return desk_after(round, step);
}

// A step is one event, or one change of many. What was taken back is made again by undoing it.
Status StudyAccess::play(const UndoStack::Step& step, bool back) {
    const auto& what = step.events.front();
    const bool undoes = back != step.taken_back;
    AXIAL_ASSIGN(const auto event, Journal(study_).find(what));
    if (event)
        AXIAL_TRY(undoes ? Journal(study_).undo(what, settler()) : Journal(study_).redo(what, settler()));
    else
        AXIAL_TRY(undoes ? codebooks::undo(study_, what, settler()) : codebooks::redo(study_, what, settler()));
    return {};
}

Result<DeskDecision> StudyAccess::undo_settling(const std::string& round) {
    AXIAL_TRY(may_settle());
    AXIAL_ASSIGN(const auto meant, Rounds(study_).get(round));
    auto step = undo_.next_undo(desk_undo_key(meant));
    if (!step)
        return bad_input("nothing to undo in this session", {}, "U takes back what an item was settled to");
    AXIAL_TRY(play(*step, true));
    undo_.undone(desk_undo_key(meant));
    step->words = QStringLiteral("Undone: %1").arg(step->words);
    AXIAL_ASSIGN(auto decision, desk_after(round, *step));
    decision.taken_back = true;
    return decision;
}

Result<DeskDecision> StudyAccess::redo_settling(const std::string& round) {
    AXIAL_TRY(may_settle());
    AXIAL_ASSIGN(const auto meant, Rounds(study_).get(round));
    auto step = undo_.next_redo(desk_undo_key(meant));
    if (!step)
        return bad_input("nothing to redo in this session");
    AXIAL_TRY(play(*step, false));
    undo_.redone(desk_undo_key(meant));
    step->words = QStringLiteral("Redone: %1").arg(step->words);
    AXIAL_ASSIGN(auto decision, desk_after(round, *step));
    decision.taken_back = true;
    return decision;
}

} // namespace axial::coding_ui
