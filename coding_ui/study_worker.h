// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/study_access.h"

#include <QObject>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>

namespace axial::coding_ui {

/// Does all work on files, SQLite and Xapian, in a thread of its own; see StudyClient for the window's side.
/// Reading requests carry the generation they belong to and are answered with it; a request whose generation
/// has passed by the time its turn comes is dropped unanswered.
class StudyWorker final : public QObject {
    Q_OBJECT
public:
    StudyWorker(std::filesystem::path path, std::stop_token stop);
    ~StudyWorker() override;

    void open();
    void enter(quint64 generation, const QString& round, const QString& coder);
    void load_thread(quint64 generation, corpus::RowId thread);
    void search(quint64 generation, const QString& query);
    void load_memo(quint64 generation, const QString& about);
    void build_index();
    void make_set(const QString& name, const QString& query, const QString& note);
    void load_runs();
    void load_run_details(corpus::RowId run);
    void refresh(quint64 generation);
    void load_standing(quint64 generation, const QString& round);
    void load_desk(quint64 generation, const QString& round);
    void load_desk_text(quint64 generation, const std::string& post, int revision);
    void preview_rules(quint64 generation, const QString& round);
    void settle(const std::function<Result<DeskDecision>(StudyAccess&)>& work);
    void load_agreement(quint64 generation, const QString& round);
    void load_diagnosis(quint64 generation, const QString& round);
    void write_memo(const QString& about, const QString& text);
    void decide(const std::function<Result<Decision>(StudyAccess&)>& work);

Q_SIGNALS:
    void opened(const axial::coding_ui::StudyInfo& info);
    void open_failed(const QString& line);
    void entered(quint64 generation, const axial::coding_ui::Session& session);
    void enter_failed(quint64 generation, const QString& line);
    void thread_loaded(quint64 generation, const axial::coding_ui::ThreadContent& content);
    void found(quint64 generation, const axial::coding_ui::SearchOutcome& outcome);
    void memo_loaded(quint64 generation, const QString& about, const QString& text);
    void runs_loaded(const axial::coding_ui::RunHistory& runs);
    void run_details_loaded(const axial::coding_ui::RunDetails& details);
    void refreshed(quint64 generation, const axial::coding_ui::Refreshed& study);
    void standing_loaded(quint64 generation, const axial::coding_ui::RoundStanding& standing);
    void agreement_loaded(quint64 generation, const axial::coding_ui::AgreementFigures& figures);
    void diagnosis_loaded(quint64 generation, const axial::coding_ui::AgreementDiagnosis& diagnosis);
    void agreement_failed(quint64 generation, const QString& line);
    void desk_loaded(quint64 generation, const axial::coding_ui::DeskPointer& desk);
    void desk_failed(quint64 generation, const QString& line);
    void desk_text_loaded(quint64 generation, const axial::coding_ui::DeskText& text);
    void desk_text_failed(quint64 generation, const QString& line);
    void rules_previewed(quint64 generation, const axial::coding_ui::RulePreview& preview);
    void desk_decided(const axial::coding_ui::DeskDecision& decision);
    void settling_failed(const QString& line);
    void index_built(const QString& error);
    void index_progress(qint64 done, qint64 of);
    void set_made(const QString& name, qint64 posts);
    void set_failed(const QString& line);
    void decided(const axial::coding_ui::Decision& decision);
    void memo_written(const QString& about, const QString& text);
    void reading_failed(const QString& line);
    void writing_failed(const QString& line); ///< a decision or memo that cannot be stored

private:
    std::filesystem::path path_;
    std::stop_token stop_;
    std::unique_ptr<StudyAccess> access_;
};

} // namespace axial::coding_ui
