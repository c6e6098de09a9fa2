// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace axial::cli {

/// What the words of a command line ask for.
struct Parsed {
    enum class What { command, help, version };
    What what = What::command;
    const Command* command = nullptr; ///< with help: the command it is asked for, if any
    std::string group;                ///< with help: the group it is asked for ("set"), if any
    Arguments arguments;
    std::optional<std::filesystem::path> study, corpus;
    std::optional<std::string> as_of;
    bool json = false;
};

/// Reads the words by the table of commands. Fails with Fault::usage.
[[nodiscard]] Result<Parsed> parse_command_line(std::span<const std::string> words);

/// The help for everything, for a group of commands or for one.
[[nodiscard]] std::string help_text(const Parsed& parsed);

} // namespace axial::cli
