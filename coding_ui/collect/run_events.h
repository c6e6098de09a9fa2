// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What `axial collect … --progress json` says, a line at a time. Everything in it comes from another process
/// and from the network: whatever does not fit is a line of plain text and never an error.
namespace axial::coding_ui {

using RunCounts = std::map<std::string, std::int64_t>;

struct RunStarted {
    QString source, container;
};
struct RunProgress {
    QString what;
    qint64 done = 0, of = 0; ///< of 0: not known
    qint64 posts = 0, requests = 0;
    std::optional<double> rate;         ///< posts a second
    std::optional<qint64> seconds_left; ///< of what is being read now
};
struct RunWait {
    QString service, until;
    qint64 seconds = 0;
};
struct RunIndexing {
    qint64 done = 0, of = 0;
};
struct RunNote {
    QString text;
    bool is_error = false;
};
struct RunSummary {
    QString status; ///< done, stopped or failed
    RunCounts counts;
};

using RunEvent = std::variant<RunStarted, RunProgress, RunWait, RunIndexing, RunNote, RunSummary>;

/// None for a blank line and for an event that this window does not know.
[[nodiscard]] std::optional<RunEvent> parse_event(const QByteArray& line);

/// What `--dry-run --json` prints.
struct RunPlan {
    struct Step {
        QString what;
        qint64 items = -1; ///< -1: not known
        qint64 requests = 0;
        bool at_least = false;
    };
    std::vector<Step> steps;
    qint64 requests = 0, seconds = 0;
    QStringList caps;
};

/// None where it is not a plan.
[[nodiscard]] std::optional<RunPlan> parse_plan(const QByteArray& output);

} // namespace axial::coding_ui
