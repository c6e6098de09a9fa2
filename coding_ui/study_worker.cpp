// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/study_worker.h"

namespace axial::coding_ui {

StudyWorker::StudyWorker(std::filesystem::path path, std::stop_token stop)
    : path_(std::move(path)),
      stop_(std::move(stop)) {
}

StudyWorker::~StudyWorker() = default;

void StudyWorker::open() {
    auto access = StudyAccess::open(path_);
    if (!access) {
        Q_EMIT open_failed(to_qt(access.error().line()));
        return;
    }
    auto info = (*access)->info();
    if (!info) {
        Q_EMIT open_failed(to_qt(info.error().line()));
        return;
    }
    access_ = std::move(*access);
    Q_EMIT opened(*info);
}

void StudyWorker::enter(quint64 generation, const QString& round, const QString& coder) {
    if (!access_)
        return;
    auto session = access_->enter(from_qt(round), from_qt(coder));
    if (session)
        Q_EMIT entered(generation, *session);
    else
        Q_EMIT enter_failed(generation, to_qt(session.error().line()));
}

void StudyWorker::load_thread(quint64 generation, corpus::RowId thread) {
    if (!access_)
        return;
    auto content = access_->thread(thread);
    if (content)
        Q_EMIT thread_loaded(generation, *content);
    else
        Q_EMIT reading_failed(to_qt(content.error().line()));
}

void StudyWorker::search(quint64 generation, const QString& query) {
    if (!access_)
        return;
    Q_EMIT found(generation, access_->search(query));
}

void StudyWorker::load_memo(quint64 generation, const QString& about) {
    if (!access_)
        return;
    auto text = access_->memo(from_qt(about));
    if (text)
        Q_EMIT memo_loaded(generation, about, *text);
    else
        Q_EMIT reading_failed(to_qt(text.error().line()));
}

void StudyWorker::load_runs() {
    if (!access_)
        return;
    if (const auto runs = access_->runs())
        Q_EMIT runs_loaded(*runs);
    else
        Q_EMIT reading_failed(to_qt(runs.error().line()));
}

void StudyWorker::load_run_details(corpus::RowId run) {
    if (!access_)
        return;
    if (const auto details = access_->run_details(run))
        Q_EMIT run_details_loaded(*details);
    else
        Q_EMIT reading_failed(to_qt(details.error().line()));
}

void StudyWorker::refresh(quint64 generation) {
    if (!access_)
        return;
    if (const auto study = access_->refresh())
        Q_EMIT refreshed(generation, *study);
    else
        Q_EMIT reading_failed(to_qt(study.error().line()));
}

void StudyWorker::load_standing(quint64 generation, const QString& round) {
    if (!access_)
        return;
    if (const auto standing = access_->standing(from_qt(round)))
        Q_EMIT standing_loaded(generation, *standing);
    else
        Q_EMIT agreement_failed(generation, to_qt(standing.error().line()));
}

void StudyWorker::load_agreement(quint64 generation, const QString& round) {
    if (!access_)
        return;
    if (const auto figures = access_->agreement(from_qt(round)))
        Q_EMIT agreement_loaded(generation, *figures);
    else
        Q_EMIT agreement_failed(generation, to_qt(figures.error().line()));
}

void StudyWorker::load_diagnosis(quint64 generation, const QString& round) {
    if (!access_)
        return;
    if (const auto diagnosis = access_->diagnosis(from_qt(round)))
        Q_EMIT diagnosis_loaded(generation, *diagnosis);
    else
        Q_EMIT agreement_failed(generation, to_qt(diagnosis.error().line()));
}

void StudyWorker::load_desk(quint64 generation, const QString& round) {
    if (!access_)
        return;
    if (const auto desk = access_->desk(from_qt(round)))
        Q_EMIT desk_loaded(generation, *desk);
    else
        Q_EMIT desk_failed(generation, to_qt(desk.error().line()));
}

void StudyWorker::load_desk_text(quint64 generation, const std::string& post, int revision) {
    if (!access_)
        return;
    if (const auto text = access_->desk_text(post, revision))
        Q_EMIT desk_text_loaded(generation, *text);
    else
        Q_EMIT desk_text_failed(generation, to_qt(text.error().line()));
}

void StudyWorker::preview_rules(quint64 generation, const QString& round) {
    if (!access_)
        return;
    if (const auto preview = access_->preview_rules(from_qt(round)))
        Q_EMIT rules_previewed(generation, *preview);
    else
        Q_EMIT reading_failed(to_qt(preview.error().line()));
}

void StudyWorker::settle(const std::function<Result<DeskDecision>(StudyAccess&)>& work) {
    if (!access_)
        return;
    if (const auto decision = work(*access_))
        Q_EMIT desk_decided(*decision);
    else
        Q_EMIT settling_failed(to_qt(decision.error().line()));
}

void StudyWorker::build_index() {
    if (!access_)
        return;
    const auto built = access_->build_index(
        [this](std::int64_t done, std::int64_t of) { Q_EMIT index_progress(done, of); }, stop_);
    Q_EMIT index_built(built ? QString() : to_qt(built.error().line()));
}

void StudyWorker::make_set(const QString& name, const QString& query, const QString& note) {
    if (!access_)
        return;
    if (const auto set = access_->make_set(from_qt(name), from_qt(query), from_qt(note)))
        Q_EMIT set_made(to_qt(set->name), set->size);
    else
        Q_EMIT set_failed(to_qt(set.error().line()));
}

void StudyWorker::write_memo(const QString& about, const QString& text) {
    if (!access_)
        return;
    if (const auto written = access_->write_memo(from_qt(about), from_qt(text)); written)
        Q_EMIT memo_written(about, text);
    else
        Q_EMIT writing_failed(to_qt(written.error().line()));
}

void StudyWorker::decide(const std::function<Result<Decision>(StudyAccess&)>& work) {
    if (!access_)
        return;
    auto decision = work(*access_);
    if (decision)
        Q_EMIT decided(*decision);
    else
        Q_EMIT writing_failed(to_qt(decision.error().line()));
}

} // namespace axial::coding_ui
