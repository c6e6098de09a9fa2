// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/adjudication/desk_values.h"
#include "coding_ui/agreement_values.h"
#include "coding_ui/collect/run_details.h"
#include "coding_ui/values.h"
#include "corpus/result.h"

#include <QObject>
#include <QThread>
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>

namespace axial::coding_ui {

class StudyAccess;
class StudyWorker;

/// The window's side of a study. Every call returns at once; answers come as signals. Each kind of reading
/// request has a generation: an answer to an older request than the last one of its kind is dropped, and
/// requests that were overtaken while they waited are not even begun. Decisions are never dropped and are
/// carried out in order.
class StudyClient final : public QObject {
    Q_OBJECT
public:
    explicit StudyClient(std::filesystem::path path, QObject* parent = nullptr);
    ~StudyClient() override; ///< waits until decisions that were sent are stored

    void open();
    void enter(const QString& round, const QString& coder);
    void load_thread(corpus::RowId thread);
    void search(const QString& query);
    void load_memo(const QString& about);
    void build_index();
    void make_set(const QString& name, const QString& query, const QString& note);
    void load_runs();
    void load_run_details(corpus::RowId run);
    void refresh(); ///< reads the study again after another process wrote into it
    /// How a round stands, then, where it is not sealed, its figures, then what its coders differ in. Asking
    /// for another round, or for none (an empty name), gives up what has not begun; other work gets its turn
    /// between the three.
    void load_agreement(const QString& round);
    void load_desk(const QString& round);
    void preview_rules(const QString& round);
    void load_desk_text(const std::string& post, int revision); ///< 0: its present one

    void apply(const std::string& post, std::pair<std::uint32_t, std::uint32_t> span, const std::string& code);
    void create_and_apply(const std::string& post, std::pair<std::uint32_t, std::uint32_t> span,
                          const QString& name);
    void remove(const std::string& post, const std::string& coding);
    void finish(const std::string& post);
    void vote(const std::string& post, const std::string& answer, const std::string& reason);
    void undo();
    void redo();
    void write_memo(const QString& about, const QString& text);
    /// Each is answered by desk_decided, or by settling_failed.
    void settle(const QString& round, const codebooks::adjudication::Item& item,
                const codebooks::adjudication::Wanted& wanted);
    void take_back(const QString& round, const codebooks::adjudication::Item& item);
    void apply_rule(const QString& round, codebooks::adjudication::Rule rule);
    void undo_settling(const QString& round);
    void redo_settling(const QString& round);

    [[nodiscard]] int unsaved() const { return unsaved_; } ///< decisions and memos on their way

Q_SIGNALS:
    void opened(const axial::coding_ui::StudyInfo& info);
    void open_failed(const QString& line);
    void entered(const axial::coding_ui::Session& session);
    void enter_failed(const QString& line);
    void thread_loaded(const axial::coding_ui::ThreadContent& content);
    void found(const axial::coding_ui::SearchOutcome& outcome);
    void memo_loaded(const QString& about, const QString& text);
    void runs_loaded(const axial::coding_ui::RunHistory& runs);
    void run_details_loaded(const axial::coding_ui::RunDetails& details);
    void refreshed(const axial::coding_ui::Refreshed& study);
    void standing_loaded(const axial::coding_ui::RoundStanding& standing);
    void agreement_loaded(const axial::coding_ui::AgreementFigures& figures);
    void diagnosis_loaded(const axial::coding_ui::AgreementDiagnosis& diagnosis);
    void agreement_failed(const QString& line);
    void desk_loaded(const axial::coding_ui::DeskPointer& desk);
    void desk_failed(const QString& line);
    void desk_text_loaded(const axial::coding_ui::DeskText& text);
    void desk_text_failed(const QString& line);
    void rules_previewed(const axial::coding_ui::RulePreview& preview);
    void desk_decided(const axial::coding_ui::DeskDecision& decision);
    void settling_failed(const QString& line);
    void index_built(const QString& error);
    void index_progress(qint64 done, qint64 of);
    void set_made(const QString& name, qint64 posts);
    void set_failed(const QString& line);
    void decided(const axial::coding_ui::Decision& decision);
    void failed(const QString& line);
    void saving_changed();

private:
    using Generation = std::atomic<quint64>;
    void connect_answers();
    void connect_agreement();
    void connect_desk();
    void change_desk(std::function<Result<DeskDecision>(StudyAccess&)> work);
    void decide(std::function<Result<Decision>(StudyAccess&)> work);
    void count_unsaved(int by);
    /// Runs `work(generation)` on the worker's thread unless a later request of the kind has been made by then.
    template <typename Work>
    void request(const std::shared_ptr<Generation>& kind, Work work);
    /// The same as a further step of the request `generation`.
    template <typename Work>
    void follow(const std::shared_ptr<Generation>& kind, quint64 generation, Work work);

    QThread thread_;
    std::stop_source stop_;
    StudyWorker* worker_;
    std::shared_ptr<Generation> sessions_ = std::make_shared<Generation>();
    std::shared_ptr<Generation> threads_ = std::make_shared<Generation>();
    std::shared_ptr<Generation> searches_ = std::make_shared<Generation>();
    std::shared_ptr<Generation> memos_ = std::make_shared<Generation>();
    std::shared_ptr<Generation> agreements_ = std::make_shared<Generation>();
    std::shared_ptr<Generation> desks_ = std::make_shared<Generation>();
    std::shared_ptr<Generation> desk_texts_ = std::make_shared<Generation>();
    QString agreement_round_; ///< asked for last
    int unsaved_ = 0;
};

} // namespace axial::coding_ui
