// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/journal.h"
#include "coding_ui/study_access.h"
#include "corpus/store.h"

#include <algorithm>

/// The writing half of StudyAccess.
namespace axial::coding_ui {

using codebooks::Codebooks;
using codebooks::Journal;
using codebooks::Rounds;

Result<codebooks::Round> StudyAccess::round_to_decide_in() const {
    if (!read_only_.isEmpty())
        return world_fault("the study is open for reading only", {}, "close the other Axial and open it again");
    if (!round_)
        return bad_input("no round is chosen", {}, "choose a round and a coder in the header");
    return *round_;
}

Result<std::string> StudyAccess::last_event(const std::string& target) const {
    AXIAL_ASSIGN(const auto events, Journal(study_).of(target));
    if (events.empty())
        return bad_input("the decision was not written", target);
    return events.back().uuid;
}

Result<bool> StudyAccess::finished(const std::string& post) const {
    if (!round_)
        return false;
    if (votes_.contains(post))
        return true;
    AXIAL_ASSIGN(const auto posts, Rounds(study_).finished(*round_, coder_));
    return std::binary_search(posts.begin(), posts.end(), post);
}

Result<Decision> StudyAccess::after(const std::string& post, QString words) {
    AXIAL_ASSIGN(auto stored, corpus::Store(study_).post(post));
    const auto place = places_.find(post);
    if (!stored || place == places_.end())
        return bad_input("this post is no longer in the study", post, "reopen the window");
    AXIAL_TRY(load_votes());
    auto& row = threads_[place->second.first];
    auto& where = row.posts[place->second.second];
    AXIAL_ASSIGN(where.done, finished(post));
    Decision decision;
    decision.thread = row.row;
    AXIAL_ASSIGN(decision.post, content_of(std::move(*stored), where));
    auto& codes = codes_[post];
    codes.clear();
    for (const auto& coding : decision.post.codings)
        codes.push_back(coding.code);
    recount(row);
    decision.row = row;
    AXIAL_ASSIGN(decision.tallies, tallies());
    decision.words = std::move(words);
    return decision;
}

Result<Decision> StudyAccess::apply(const std::string& post, std::pair<std::uint32_t, std::uint32_t> span,
                                    const std::string& code) {
    AXIAL_ASSIGN(const auto round, round_to_decide_in());
    AXIAL_ASSIGN(const auto before, codings_of(post));
    codebooks::NewCoding wanted{round.uuid, coder_, post, code, span.first, span.second};
    AXIAL_ASSIGN(const auto coding, Rounds(study_).apply(wanted));
    const auto& codes = codebook_->codes;
    const auto found = std::find_if(codes.begin(), codes.end(),
                                    [&](const codebooks::Code& each) { return each.uuid == code; });
    const QString name = found == codes.end() ? QString() : to_qt(found->name);
    const bool repeated = std::any_of(before.begin(), before.end(),
                                      [&](const codebooks::Coding& each) { return each.uuid == coding.uuid; });
    const QString words =
        repeated ? QStringLiteral("Already coded %1 here").arg(name) : QStringLiteral("Coded %1").arg(name);
    if (!repeated)
        undo_.push(undo_key(), {{coding.event}, post, words});
    AXIAL_ASSIGN(auto decision, after(post, words));
    decision.coding = coding.uuid;
    return decision;
}

// The code and its first coding are one step: taking it back takes back both.
Result<Decision> StudyAccess::create_and_apply(const std::string& post,
                                               std::pair<std::uint32_t, std::uint32_t> span,
                                               const std::string& name) {
    AXIAL_ASSIGN(const auto round, round_to_decide_in());
    std::optional<codebooks::Code> code;
    std::optional<codebooks::Coding> coding;
    auto stored = corpus::Store(study_).transaction([&]() -> Status {
        AXIAL_ASSIGN(code, Codebooks(study_).add_code(round.codebook, name, "", coder_));
        AXIAL_ASSIGN(coding,
                     Rounds(study_).apply({round.uuid, coder_, post, code->uuid, span.first, span.second}));
        return {};
    });
    AXIAL_TRY(std::move(stored));
    AXIAL_ASSIGN(codebook_, Codebooks(study_).get(round.codebook));
    AXIAL_ASSIGN(const auto defined, last_event("code:" + code->uuid));
    const QString words = QStringLiteral("New code %1").arg(to_qt(code->name));
    undo_.push(undo_key(), {{defined, coding->event}, post, words});
    AXIAL_ASSIGN(auto decision, after(post, words));
    decision.coding = coding->uuid;
    decision.codebook = codebook_;
    return decision;
}

Result<Decision> StudyAccess::remove(const std::string& post, const std::string& coding) {
    AXIAL_TRY(round_to_decide_in());
    AXIAL_TRY(Rounds(study_).remove(coding, coder_));
    AXIAL_ASSIGN(const auto event, last_event("coding:" + coding));
    const QString words = QStringLiteral("Removed the coding");
    undo_.push(undo_key(), {{event}, post, words});
    return after(post, words);
}

Result<Decision> StudyAccess::finish(const std::string& post) {
    AXIAL_ASSIGN(const auto round, round_to_decide_in());
    AXIAL_TRY(Rounds(study_).finish(round, coder_, post, clock_.done(std::chrono::steady_clock::now())));
    AXIAL_ASSIGN(const auto event, last_event("finished:" + round.uuid + ":" + coder_ + ":" + post));
    undo_.push(undo_key(), {{event}, post, QStringLiteral("Finished the post")});
    AXIAL_ASSIGN(auto decision, after(post, QStringLiteral("Finished the post")));
    decision.finished = true;
    return decision;
}

Result<Decision> StudyAccess::vote(const std::string& post, const std::string& answer,
                                   const std::string& reason) {
    AXIAL_ASSIGN(const auto round, round_to_decide_in());
    codebooks::Vote wanted;
    wanted.round = round.uuid;
    wanted.coder = coder_;
    wanted.post = post;
    wanted.answer = answer;
    wanted.reason = reason;
    wanted.milliseconds = clock_.done(std::chrono::steady_clock::now());
    AXIAL_ASSIGN(const auto vote, Rounds(study_).vote(round, wanted));
    const QString words = QStringLiteral("Voted %1").arg(to_qt(answer));
    undo_.push(undo_key(), {{vote.event}, post, words});
    AXIAL_ASSIGN(auto decision, after(post, words));
    decision.voted = true;
    return decision;
}

Result<Decision> StudyAccess::undo() {
    AXIAL_ASSIGN(const auto round, round_to_decide_in());
    const auto step = undo_.next_undo(undo_key());
    if (!step)
        return bad_input("nothing to undo in this session");
    auto stored = corpus::Store(study_).transaction([&]() -> Status {
        for (auto event = step->events.rbegin(); event != step->events.rend(); ++event)
            AXIAL_TRY(Journal(study_).undo(*event, coder_));
        return {};
    });
    AXIAL_TRY(std::move(stored));
    undo_.undone(undo_key());
    AXIAL_ASSIGN(codebook_, Codebooks(study_).get(round.codebook));
    AXIAL_ASSIGN(auto decision, after(step->post, QStringLiteral("Undone: %1").arg(step->words)));
    decision.taken_back = true;
    decision.codebook = codebook_;
    return decision;
}

Result<Decision> StudyAccess::redo() {
    AXIAL_ASSIGN(const auto round, round_to_decide_in());
    const auto step = undo_.next_redo(undo_key());
    if (!step)
        return bad_input("nothing to redo in this session");
    auto stored = corpus::Store(study_).transaction([&]() -> Status {
        for (const auto& event : step->events)
            AXIAL_TRY(Journal(study_).redo(event, coder_));
        return {};
    });
    AXIAL_TRY(std::move(stored));
    undo_.redone(undo_key());
    AXIAL_ASSIGN(codebook_, Codebooks(study_).get(round.codebook));
    AXIAL_ASSIGN(auto decision, after(step->post, QStringLiteral("Redone: %1").arg(step->words)));
    decision.taken_back = true;
    decision.codebook = codebook_;
    return decision;
}

Status StudyAccess::write_memo(const std::string& about, const std::string& text) {
    if (!read_only_.isEmpty())
        return world_fault("the study is open for reading only", {}, "close the other Axial and open it again");
    if (coder_.empty())
        return bad_input("no coder is chosen", {}, "choose a round and a coder in the header");
    AXIAL_TRY(Rounds(study_).write_memo(coder_, about, text));
    return {};
}

} // namespace axial::coding_ui
