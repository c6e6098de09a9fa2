// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/study_client.h"

#include "coding_ui/study_worker.h"

namespace axial::coding_ui {

StudyClient::StudyClient(std::filesystem::path path, QObject* parent)
    : QObject(parent),
      worker_(new StudyWorker(std::move(path), stop_.get_token())) {
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    connect_answers();
    thread_.setObjectName(QStringLiteral("study"));
    thread_.start();
}

StudyClient::~StudyClient() {
    stop_.request_stop();
    // quit() takes its turn behind the decisions that are waiting.
    QMetaObject::invokeMethod(worker_, [this] { thread_.quit(); });
    thread_.wait();
}

void StudyClient::connect_answers() {
    connect(worker_, &StudyWorker::opened, this, &StudyClient::opened);
    connect(worker_, &StudyWorker::open_failed, this, &StudyClient::open_failed);
    connect(worker_, &StudyWorker::entered, this, [this](quint64 generation, const Session& session) {
        if (generation == *sessions_)
            Q_EMIT entered(session);
    });
    connect(worker_, &StudyWorker::enter_failed, this, [this](quint64 generation, const QString& line) {
        if (generation == *sessions_)
            Q_EMIT enter_failed(line);
    });
    connect(worker_, &StudyWorker::thread_loaded, this,
            [this](quint64 generation, const ThreadContent& content) {
                if (generation == *threads_)
                    Q_EMIT thread_loaded(content);
            });
    connect(worker_, &StudyWorker::found, this, [this](quint64 generation, const SearchOutcome& outcome) {
        if (generation == *searches_)
            Q_EMIT found(outcome);
    });
    connect(worker_, &StudyWorker::memo_loaded, this,
            [this](quint64 generation, const QString& about, const QString& text) {
                if (generation == *memos_)
                    Q_EMIT memo_loaded(about, text);
            });
    connect_agreement();
    connect_desk();
    connect(worker_, &StudyWorker::index_built, this, &StudyClient::index_built);
    connect(worker_, &StudyWorker::index_progress, this, &StudyClient::index_progress);
    connect(worker_, &StudyWorker::set_made, this, &StudyClient::set_made);
    connect(worker_, &StudyWorker::set_failed, this, &StudyClient::set_failed);
    connect(worker_, &StudyWorker::runs_loaded, this, &StudyClient::runs_loaded);
    connect(worker_, &StudyWorker::run_details_loaded, this, &StudyClient::run_details_loaded);
    connect(worker_, &StudyWorker::refreshed, this, [this](quint64 generation, const Refreshed& study) {
        if (generation == *sessions_)
            Q_EMIT refreshed(study);
    });
    connect(worker_, &StudyWorker::decided, this, [this](const Decision& decision) {
        Q_EMIT decided(decision);
        count_unsaved(-1);
    });
    connect(worker_, &StudyWorker::memo_written, this, [this] { count_unsaved(-1); });
    connect(worker_, &StudyWorker::reading_failed, this, &StudyClient::failed);
    connect(worker_, &StudyWorker::writing_failed, this, [this](const QString& line) {
        count_unsaved(-1);
        Q_EMIT failed(line);
    });
}

void StudyClient::connect_agreement() {
    connect(worker_, &StudyWorker::standing_loaded, this,
            [this](quint64 generation, const RoundStanding& standing) {
                if (generation != *agreements_)
                    return;
                if (!standing.sealed() && standing.begun() && standing.round.coders.size() > 1)
                    follow(agreements_, generation, [worker = worker_, round = agreement_round_](quint64 mine) {
                        worker->load_agreement(mine, round);
                    });
                Q_EMIT standing_loaded(standing);
            });
    connect(worker_, &StudyWorker::agreement_loaded, this,
            [this](quint64 generation, const AgreementFigures& figures) {
                if (generation != *agreements_)
                    return;
                follow(agreements_, generation, [worker = worker_, round = agreement_round_](quint64 mine) {
                    worker->load_diagnosis(mine, round);
                });
                Q_EMIT agreement_loaded(figures);
            });
    connect(worker_, &StudyWorker::diagnosis_loaded, this,
            [this](quint64 generation, const AgreementDiagnosis& diagnosis) {
                if (generation == *agreements_)
                    Q_EMIT diagnosis_loaded(diagnosis);
            });
    connect(worker_, &StudyWorker::agreement_failed, this, [this](quint64 generation, const QString& line) {
        if (generation == *agreements_)
            Q_EMIT agreement_failed(line);
    });
}

void StudyClient::connect_desk() {
    connect(worker_, &StudyWorker::desk_loaded, this, [this](quint64 generation, const DeskPointer& desk) {
        if (generation == *desks_)
            Q_EMIT desk_loaded(desk);
    });
    connect(worker_, &StudyWorker::desk_failed, this, [this](quint64 generation, const QString& line) {
        if (generation == *desks_)
            Q_EMIT desk_failed(line);
    });
    connect(worker_, &StudyWorker::desk_text_loaded, this, [this](quint64 generation, const DeskText& text) {
        if (generation == *desk_texts_)
            Q_EMIT desk_text_loaded(text);
    });
    connect(worker_, &StudyWorker::desk_text_failed, this, [this](quint64 generation, const QString& line) {
        if (generation == *desk_texts_)
            Q_EMIT desk_text_failed(line);
    });
    connect(worker_, &StudyWorker::rules_previewed, this,
            [this](quint64 generation, const RulePreview& preview) {
                if (generation == *desks_)
                    Q_EMIT rules_previewed(preview);
            });
    connect(worker_, &StudyWorker::desk_decided, this, [this](const DeskDecision& decision) {
        count_unsaved(-1);
        Q_EMIT desk_decided(decision);
    });
    connect(worker_, &StudyWorker::settling_failed, this, [this](const QString& line) {
        count_unsaved(-1);
        Q_EMIT settling_failed(line);
    });
}

void StudyClient::count_unsaved(int by) {
    unsaved_ = std::max(0, unsaved_ + by);
    Q_EMIT saving_changed();
}

template <typename Work>
void StudyClient::request(const std::shared_ptr<Generation>& kind, Work work) {
    follow(kind, ++*kind, std::move(work));
}

template <typename Work>
void StudyClient::follow(const std::shared_ptr<Generation>& kind, quint64 generation, Work work) {
    QMetaObject::invokeMethod(worker_, [kind, generation, work = std::move(work)] {
        if (generation == *kind)
            work(generation);
    });
}

void StudyClient::open() {
    QMetaObject::invokeMethod(worker_, [worker = worker_] { worker->open(); });
}

void StudyClient::enter(const QString& round, const QString& coder) {
    ++*threads_;
    ++*searches_;
    ++*memos_;
    request(sessions_, [worker = worker_, round, coder](quint64 mine) { worker->enter(mine, round, coder); });
}

void StudyClient::load_thread(corpus::RowId thread) {
    request(threads_, [worker = worker_, thread](quint64 mine) { worker->load_thread(mine, thread); });
}

void StudyClient::search(const QString& query) {
    request(searches_, [worker = worker_, query](quint64 mine) { worker->search(mine, query); });
}

void StudyClient::load_memo(const QString& about) {
    request(memos_, [worker = worker_, about](quint64 mine) { worker->load_memo(mine, about); });
}

void StudyClient::build_index() {
    QMetaObject::invokeMethod(worker_, [worker = worker_] { worker->build_index(); });
}

void StudyClient::load_runs() {
    QMetaObject::invokeMethod(worker_, [worker = worker_] { worker->load_runs(); });
}

void StudyClient::load_run_details(corpus::RowId run) {
    QMetaObject::invokeMethod(worker_, [worker = worker_, run] { worker->load_run_details(run); });
}

void StudyClient::refresh() {
    request(sessions_, [worker = worker_](quint64 mine) { worker->refresh(mine); });
}

void StudyClient::load_agreement(const QString& round) {
    agreement_round_ = round;
    if (round.isEmpty())
        ++*agreements_;
    else
        request(agreements_, [worker = worker_, round](quint64 mine) { worker->load_standing(mine, round); });
}

void StudyClient::load_desk(const QString& round) {
    request(desks_, [worker = worker_, round](quint64 mine) { worker->load_desk(mine, round); });
}

// A desk that comes in between, or a decision, makes it out of date.
void StudyClient::preview_rules(const QString& round) {
    request(desks_, [worker = worker_, round](quint64 mine) { worker->preview_rules(mine, round); });
}

void StudyClient::load_desk_text(const std::string& post, int revision) {
    request(desk_texts_,
            [worker = worker_, post, revision](quint64 mine) { worker->load_desk_text(mine, post, revision); });
}

// A desk that is on its way is older than what this gives back.
void StudyClient::change_desk(std::function<Result<DeskDecision>(StudyAccess&)> work) {
    ++*desks_;
    count_unsaved(1);
    QMetaObject::invokeMethod(worker_, [worker = worker_, work = std::move(work)] { worker->settle(work); });
}

void StudyClient::settle(const QString& round, const codebooks::adjudication::Item& item,
                         const codebooks::adjudication::Wanted& wanted) {
    change_desk([=, name = from_qt(round)](StudyAccess& access) { return access.settle(name, item, wanted); });
}

void StudyClient::take_back(const QString& round, const codebooks::adjudication::Item& item) {
    change_desk([=, name = from_qt(round)](StudyAccess& access) { return access.take_back(name, item); });
}

void StudyClient::apply_rule(const QString& round, codebooks::adjudication::Rule rule) {
    change_desk([rule, name = from_qt(round)](StudyAccess& access) { return access.apply_rule(name, rule); });
}

void StudyClient::undo_settling(const QString& round) {
    change_desk([name = from_qt(round)](StudyAccess& access) { return access.undo_settling(name); });
}

void StudyClient::redo_settling(const QString& round) {
    change_desk([name = from_qt(round)](StudyAccess& access) { return access.redo_settling(name); });
}

void StudyClient::decide(std::function<Result<Decision>(StudyAccess&)> work) {
    count_unsaved(1);
    QMetaObject::invokeMethod(worker_, [worker = worker_, work = std::move(work)] { worker->decide(work); });
}

void StudyClient::apply(const std::string& post, std::pair<std::uint32_t, std::uint32_t> span,
                        const std::string& code) {
    decide([=](StudyAccess& access) { return access.apply(post, span, code); });
}

void StudyClient::create_and_apply(const std::string& post, std::pair<std::uint32_t, std::uint32_t> span,
                                   const QString& name) {
    decide([=](StudyAccess& access) { return access.create_and_apply(post, span, from_qt(name)); });
}

void StudyClient::remove(const std::string& post, const std::string& coding) {
    decide([=](StudyAccess& access) { return access.remove(post, coding); });
}

void StudyClient::finish(const std::string& post) {
    decide([=](StudyAccess& access) { return access.finish(post); });
}

void StudyClient::vote(const std::string& post, const std::string& answer, const std::string& reason) {
    decide([=](StudyAccess& access) { return access.vote(post, answer, reason); });
}

void StudyClient::undo() {
    decide([](StudyAccess& access) { return access.undo(); });
}

void StudyClient::redo() {
    decide([](StudyAccess& access) { return access.redo(); });
}

void StudyClient::make_set(const QString& name, const QString& query, const QString& note) {
    QMetaObject::invokeMethod(worker_, [=, worker = worker_] { worker->make_set(name, query, note); });
}

void StudyClient::write_memo(const QString& about, const QString& text) {
    count_unsaved(1);
    QMetaObject::invokeMethod(worker_, [worker = worker_, about, text] { worker->write_memo(about, text); });
}

} // namespace axial::coding_ui
