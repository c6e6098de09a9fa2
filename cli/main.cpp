// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <thread>

namespace {

/// Turns Ctrl-C into a stop request, so that every command ends where its data are whole. A second Ctrl-C ends
/// the program at once; what is stored stays whole then, too.
void listen_for_signals(std::stop_source stop) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([signals, stop = std::move(stop)]() mutable {
        int signal = 0;
        sigwait(&signals, &signal);
        stop.request_stop();
        sigwait(&signals, &signal);
        _exit(130);
    }).detach();
}

} // namespace

int main(int argc, char** argv) {
    std::stop_source stop;
    listen_for_signals(stop);
    std::ios::sync_with_stdio(false);
    axial::cli::Context context{std::cout, std::cerr, stop.get_token()};
    context.terminal = isatty(STDERR_FILENO) == 1;
    context.may_mark = isatty(STDOUT_FILENO) == 1;
    context.environment = [](const char* name) -> std::optional<std::string> {
        const char* value = std::getenv(name);
        return value && *value ? std::optional<std::string>(value) : std::nullopt;
    };
    try {
        return axial::cli::run(std::vector<std::string>(argv + 1, argv + argc), context);
    } catch (const std::bad_alloc&) {
        std::cerr << "axial: out of memory\n";
    } catch (const std::exception& exception) { // a mistake of Axial's own: said, not hidden behind a crash
        std::cerr << "axial: internal error: " << exception.what() << '\n';
    }
    return 1;
}
