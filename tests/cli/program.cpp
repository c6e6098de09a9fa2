// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/shared_material.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace axial::tests {

Ran axial(const std::vector<std::string>& arguments) {
    const TemporaryFolder folder; // outputs go through files: a full pipe would stop the program
    const auto out = (folder / "out").string(), err = (folder / "err").string();
    const auto child = ::fork();
    if (child == 0) {
        ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO);
        ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT, 0600), STDERR_FILENO);
        std::vector<char*> words{const_cast<char*>(AXIAL_PROGRAM)};
        for (const auto& argument : arguments)
            words.push_back(const_cast<char*>(argument.c_str()));
        words.push_back(nullptr);
        ::execv(AXIAL_PROGRAM, words.data());
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_file(out), read_file(err)};
}

} // namespace axial::tests
