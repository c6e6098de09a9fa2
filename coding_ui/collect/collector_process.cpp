// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/collector_process.h"

#include <sys/prctl.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>
#include <csignal>
#include <utility>

namespace axial::coding_ui {
namespace {

constexpr qsizetype longest_line = 64 * 1024, longest_output = 4 * 1024 * 1024;
constexpr int interrupted = 130;

/// What a child that ended without a summary ended with.
QString reason_of(int code, QProcess::ExitStatus how) {
    if (how == QProcess::CrashExit)
        return QStringLiteral(
                   "The axial program ended unexpectedly (signal %1). What it had stored is whole: run "
                   "it again to go on.")
            .arg(code);
    return QStringLiteral("The axial program ended with status %1.").arg(code);
}

} // namespace

CollectorProcess::CollectorProcess(QString program, QObject* parent)
    : QObject(parent),
      given_(std::move(program)) {
    process_.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGINT); });
    connect(&process_, &QProcess::readyReadStandardError, this, &CollectorProcess::read_errors);
    connect(&process_, &QProcess::readyReadStandardOutput, this, &CollectorProcess::read_output);
    connect(&process_, &QProcess::finished, this, [this](int code, QProcess::ExitStatus how) {
        planning_ ? end_plan(code, how) : end_run(code, how);
    });
    connect(&process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT ended(
                QStringLiteral("failed"),
                QStringLiteral("%1 cannot be started: %2").arg(process_.program(), process_.errorString()));
    });
}

// The window has asked before it came to this; a collection that is killed is whole up to its last page.
CollectorProcess::~CollectorProcess() {
    disconnect(&process_, nullptr, this, nullptr);
    if (!is_running())
        return;
    stop();
    if (!process_.waitForFinished(3000))
        process_.kill();
}

QString CollectorProcess::program() const {
    if (!given_.isEmpty())
        return QFileInfo(given_).isExecutable() ? given_ : QString();
    const QString here = QCoreApplication::applicationDirPath();
    // Installed they lie side by side; in a build folder each lies in that of its own sources.
    const QString beside = QStandardPaths::findExecutable(
        QStringLiteral("axial"), {here, here + QStringLiteral("/../cli"), here + QStringLiteral("/../../cli")});
    return beside.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("axial")) : beside;
}

void CollectorProcess::start_plan(const QStringList& arguments, const QString& study) {
    planning_ = true;
    start(arguments +
          QStringList{QStringLiteral("--study"), study, QStringLiteral("--json"), QStringLiteral("--dry-run")});
}

void CollectorProcess::start_run(const QStringList& arguments, const QString& study) {
    planning_ = false;
    start(arguments + QStringList{QStringLiteral("--study"), study, QStringLiteral("--json"),
                                  QStringLiteral("--progress"), QStringLiteral("json"),
                                  QStringLiteral("--beside"),
                                  QString::number(QCoreApplication::applicationPid())});
}

void CollectorProcess::start(const QStringList& arguments) {
    stops_asked_ = 0;
    skipping_ = false;
    line_.clear();
    output_.clear();
    error_.clear();
    process_.setStandardInputFile(QProcess::nullDevice());
    process_.start(program(), arguments);
}

void CollectorProcess::stop() {
    if (!is_running() || process_.processId() <= 0)
        return;
    ++stops_asked_;
    ::kill(static_cast<pid_t>(process_.processId()), SIGINT);
}

void CollectorProcess::read_output() {
    const QByteArray more = process_.readAllStandardOutput();
    if (output_.size() < longest_output)
        output_ += more;
}

// A line without an end is cut, so that a child gone wrong cannot fill the memory.
void CollectorProcess::read_errors() {
    const QByteArray more = process_.readAllStandardError();
    for (qsizetype begin = 0; begin < more.size();) {
        const qsizetype end = more.indexOf('\n', begin);
        const qsizetype stop = end < 0 ? more.size() : end;
        if (!skipping_)
            line_ += more.mid(begin, stop - begin);
        if (line_.size() > longest_line || end >= 0) {
            take_line(line_);
            line_.clear();
            skipping_ = end < 0;
        }
        begin = stop + 1;
    }
}

void CollectorProcess::take_line(const QByteArray& line) {
    const auto told = parse_event(line);
    if (!told)
        return;
    if (const auto* note = std::get_if<RunNote>(&*told)) {
        // "axial: what, where: what to do" is how the command line ends a failed run.
        static const QString prefix = QStringLiteral("axial: ");
        if (note->is_error || note->text.startsWith(prefix)) {
            const QString words = note->is_error ? note->text : note->text.mid(prefix.size());
            if (words == error_)
                return;
            error_ = words;
            if (!planning_)
                Q_EMIT event(RunNote{words, true});
            return;
        }
    }
    Q_EMIT event(*told);
}

void CollectorProcess::end_run(int code, QProcess::ExitStatus how) {
    read_errors();
    take_line(std::exchange(line_, {}));
    const bool stopped = how == QProcess::NormalExit && code == interrupted;
    const bool done = how == QProcess::NormalExit && code == 0;
    const QString status = done      ? QStringLiteral("done")
                           : stopped ? QStringLiteral("stopped")
                                     : QStringLiteral("failed");
    const bool unexplained = error_.isEmpty() || how == QProcess::CrashExit;
    const QString reason = done || stopped ? QString() : unexplained ? reason_of(code, how) : error_;
    stops_asked_ = 0;
    Q_EMIT ended(status, reason);
}

void CollectorProcess::end_plan(int code, QProcess::ExitStatus how) {
    read_errors();
    read_output();
    take_line(std::exchange(line_, {}));
    const bool stopped = std::exchange(stops_asked_, 0) > 0;
    if (how == QProcess::NormalExit && code == 0) {
        if (const auto plan = parse_plan(output_)) {
            Q_EMIT planned(*plan);
            Q_EMIT ended(QStringLiteral("done"), {});
            return;
        }
        error_ =
            QStringLiteral("The axial program answered with something that is no plan. Is it of this version?");
    }
    if (stopped)
        Q_EMIT ended(QStringLiteral("stopped"), {});
    else
        Q_EMIT ended(QStringLiteral("failed"), error_.isEmpty() ? reason_of(code, how) : error_);
}

} // namespace axial::coding_ui
