// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/http/clock.h"

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace axial::tests {

/// A server on 127.0.0.1 that gives prepared bytes, one answer a connection, and keeps what it was asked. After
/// the last answer it repeats it.
class ScriptedServer {
public:
    explicit ScriptedServer(std::vector<std::string> answers);
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    [[nodiscard]] std::string url(const std::string& path = "/") const;
    /// Heads of the requests so far, as they came.
    [[nodiscard]] std::vector<std::string> requests() const;
    void answer_with(std::vector<std::string> answers);

    /// Stands for a connection that is reset before an answer.
    static inline const std::string reset = "\x01reset";
    /// Stands for a server that never answers.
    static inline const std::string silence = "\x01silence";

private:
    void serve();
    void answer(int connection);

    int socket_ = -1;
    int port_ = 0;
    std::vector<std::string> answers_;
    std::vector<std::string> requests_;
    std::vector<int> silent_;
    mutable std::mutex mutex_;
    std::thread thread_;
};

/// An answer as bytes; `extra` are whole header lines, each with its CRLF. `length` lies about the size of the
/// body.
std::string http(int status, const std::string& body, const std::string& extra = "", long length = -1);
std::string json(const std::string& body, const std::string& extra = "");

/// Time that only passes in sleeps, which it notes.
class FakeClock : public collectors::Clock {
public:
    Time now() const override { return start_ + elapsed_; }
    std::chrono::milliseconds elapsed() const override { return elapsed_; }
    bool sleep(std::chrono::milliseconds duration, std::stop_token stop) override {
        sleeps.push_back(duration);
        elapsed_ += duration;
        if (stop_at_sleep)
            stop_at_sleep->request_stop();
        return !stop.stop_requested();
    }
    std::vector<std::chrono::milliseconds> sleeps;
    std::stop_source* stop_at_sleep = nullptr;

private:
    Time start_{std::chrono::sys_days{std::chrono::year{2024} / 5 / 1}};
    std::chrono::milliseconds elapsed_{1'000'000};
};

} // namespace axial::tests
