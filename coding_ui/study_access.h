// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/adjudication/desk_values.h"
#include "coding_ui/agreement_values.h"
#include "coding_ui/collect/run_details.h"
#include "coding_ui/item_clock.h"
#include "coding_ui/undo_stack.h"
#include "coding_ui/values.h"
#include "corpus/result.h"
#include "corpus/sets.h"
#include "corpus/study.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <unordered_map>

namespace axial::corpus {
class SearchIndex;
}

namespace axial::coding_ui {

/// Everything the window reads from a study and writes to it, as one coder in one round. Belongs to one thread
/// and knows nothing of Qt's event loop. Others' decisions in a blind round never get past it: every reading
/// call to Rounds carries this coder.
class StudyAccess {
public:
    /// Opens for writing, or only for reading where another process writes; info() then says so.
    [[nodiscard]] static Result<std::unique_ptr<StudyAccess>> open(const std::filesystem::path& path);
    ~StudyAccess();

    [[nodiscard]] Result<StudyInfo> info() const;
    /// An empty round name: browsing.
    [[nodiscard]] Result<Session> enter(const std::string& round, const std::string& coder);
    [[nodiscard]] Result<ThreadContent> thread(corpus::RowId row) const;
    [[nodiscard]] SearchOutcome search(const QString& query) const;
    [[nodiscard]] Status build_index(const std::function<void(std::int64_t, std::int64_t)>& progress,
                                     std::stop_token stop);
    /// Freezes what a query finds as a step of the funnel. Fails where a blind round hides a part of it from
    /// others: the set would give it away.
    [[nodiscard]] Result<corpus::Set> make_set(const std::string& name, const std::string& query,
                                               const std::string& note);

    /// Spans are code points; {0, 0} is the whole post.
    [[nodiscard]] Result<Decision> apply(const std::string& post, std::pair<std::uint32_t, std::uint32_t> span,
                                         const std::string& code);
    [[nodiscard]] Result<Decision> create_and_apply(const std::string& post,
                                                    std::pair<std::uint32_t, std::uint32_t> span,
                                                    const std::string& name);
    [[nodiscard]] Result<Decision> remove(const std::string& post, const std::string& coding);
    [[nodiscard]] Result<Decision> finish(const std::string& post);
    [[nodiscard]] Result<Decision> vote(const std::string& post, const std::string& answer,
                                        const std::string& reason);
    [[nodiscard]] Result<Decision> undo();
    [[nodiscard]] Result<Decision> redo();

    /// Of any round, as it stands in the database now. The figures may take seconds; both refuse a blind round
    /// that is still open.
    [[nodiscard]] Result<RoundStanding> standing(const std::string& round) const;
    [[nodiscard]] Result<AgreementFigures> agreement(const std::string& round) const;
    [[nodiscard]] Result<AgreementDiagnosis> diagnosis(const std::string& round) const;

    /// What coders of a round differ about. A round that is open gives its progress and nothing else.
    [[nodiscard]] Result<DeskPointer> desk(const std::string& round) const;
    /// A post as it was at a revision; 0: as it is now.
    [[nodiscard]] Result<DeskText> desk_text(const std::string& post, int revision) const;
    /// Says what counts about an item as it is on screen; what came in since opens it again. As this coder,
    /// without one as "owner".
    [[nodiscard]] Result<DeskDecision> settle(const std::string& round,
                                              const codebooks::adjudication::Item& item,
                                              const codebooks::adjudication::Wanted& wanted);
    /// Takes back what the item was settled to, in this session or an earlier one. Fails on another's.
    [[nodiscard]] Result<DeskDecision> take_back(const std::string& round,
                                                 const codebooks::adjudication::Item& item);
    /// What the rules would settle; nothing is written.
    [[nodiscard]] Result<RulePreview> preview_rules(const std::string& round) const;
    /// Settles all that is open and that the rule can tell, in one step.
    [[nodiscard]] Result<DeskDecision> apply_rule(const std::string& round, codebooks::adjudication::Rule rule);
    [[nodiscard]] Result<DeskDecision> undo_settling(const std::string& round);
    [[nodiscard]] Result<DeskDecision> redo_settling(const std::string& round);

    [[nodiscard]] Result<RunHistory> runs() const;
    [[nodiscard]] Result<RunDetails> run_details(corpus::RowId run) const;
    /// Reads the study again after another process wrote into it.
    [[nodiscard]] Result<Refreshed> refresh();

    [[nodiscard]] Status write_memo(const std::string& about, const std::string& text);
    [[nodiscard]] Result<QString> memo(const std::string& about) const;

private:
    explicit StudyAccess(corpus::Study study);
    [[nodiscard]] codebooks::Viewer viewer() const { return {coder_}; }
    /// Undoing stays within the round in which it was decided.
    [[nodiscard]] std::string undo_key() const {
        return coder_ + "\n" + (round_ ? round_->uuid : std::string());
    }
    [[nodiscard]] Result<std::vector<std::string>> posts_asked() const;
    [[nodiscard]] Status load_threads();
    [[nodiscard]] Status load_progress();
    [[nodiscard]] Result<std::vector<QueueEntry>> make_queue() const;
    [[nodiscard]] Result<QStringList> query_words() const;
    [[nodiscard]] Result<std::vector<codebooks::Coding>> codings_of(const std::string& post) const;
    [[nodiscard]] Status load_votes();
    [[nodiscard]] Result<bool> finished(const std::string& post) const;
    [[nodiscard]] Result<Tallies> tallies() const;
    [[nodiscard]] Result<PostContent> content_of(corpus::Post post, const PostPlace& place) const;
    /// Brings the row of the post's thread up to date and describes the post as it now is.
    [[nodiscard]] Result<Decision> after(const std::string& post, QString words);
    [[nodiscard]] Result<std::string> last_event(const std::string& target) const;
    [[nodiscard]] Result<codebooks::Round> round_to_decide_in() const;
    void recount(ThreadRow& row) const;
    [[nodiscard]] std::string settler() const;
    [[nodiscard]] std::string desk_undo_key(const codebooks::Round& round) const;
    [[nodiscard]] Status may_settle() const;
    [[nodiscard]] Status play(const UndoStack::Step& step, bool back);
    [[nodiscard]] Result<DeskDecision> desk_after(const std::string& round, const UndoStack::Step& step) const;

    mutable corpus::Study study_; ///< the calls that only read take it as one that may be written, too
    std::unique_ptr<corpus::SearchIndex> index_;
    QString read_only_;
    std::optional<codebooks::Round> round_;
    std::optional<codebooks::Codebook> codebook_;
    std::string coder_;
    std::vector<ThreadRow> threads_;
    std::unordered_map<std::string, std::pair<std::size_t, std::size_t>>
        places_; ///< post key: thread, post in it
    std::unordered_map<corpus::RowId, std::size_t> thread_places_;
    std::unordered_map<std::string, std::vector<std::string>> codes_; ///< post key: codes applied to it
    std::unordered_map<std::string, codebooks::Vote> votes_;          ///< post key: this coder's vote
    mutable DeskPointer desk_; ///< as last read or changed: nobody else decides while this may write
    mutable std::unordered_map<std::string, DeskRow> desk_places_;    ///< post key: its row without an item
    UndoStack undo_;
    ItemClock clock_;
};

} // namespace axial::coding_ui
