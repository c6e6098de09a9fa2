// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/collect/run_events.h"

#include <QObject>
#include <QProcess>
#include <QStringList>

namespace axial::coding_ui {

/// The `axial` program as a child process: one plan or one collection at a time. Nothing here waits; answers
/// come as signals. The child gets SIGINT should the window end without it.
class CollectorProcess final : public QObject {
    Q_OBJECT
public:
    /// `program` empty: beside the running program, else in PATH.
    explicit CollectorProcess(QString program = {}, QObject* parent = nullptr);
    ~CollectorProcess() override;

    /// The program's path; empty where there is none.
    [[nodiscard]] QString program() const;
    [[nodiscard]] bool is_running() const { return process_.state() != QProcess::NotRunning; }
    [[nodiscard]] bool is_stopping() const { return stops_asked_ > 0; }
    [[nodiscard]] bool is_plan() const { return planning_; }

    void start_plan(const QStringList& arguments, const QString& study);
    void start_run(const QStringList& arguments, const QString& study);
    /// Asks it to end where the study is whole; a second time, to end at once.
    void stop();

Q_SIGNALS:
    void event(const axial::coding_ui::RunEvent& event);
    void planned(const axial::coding_ui::RunPlan& plan);
    /// The end, always once for each start: "done", "stopped" or "failed", and for the last why, in words.
    void ended(const QString& status, const QString& reason);

private:
    void start(const QStringList& arguments);
    void read_errors();
    void read_output();
    void take_line(const QByteArray& line);
    void end_run(int code, QProcess::ExitStatus how);
    void end_plan(int code, QProcess::ExitStatus how);

    QString given_;
    QProcess process_;
    bool planning_ = false, skipping_ = false;
    int stops_asked_ = 0;
    QByteArray line_, output_; ///< not yet ended by a line break; what stdout holds
    QString error_;            ///< the last one that it told of
};

} // namespace axial::coding_ui
