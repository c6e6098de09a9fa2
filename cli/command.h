// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace axial::cli {

/// One option of a command. `--name VALUE` where `value` is not empty, else a switch.
struct Option {
    std::string_view name;  ///< "repo" for --repo
    std::string_view value; ///< "OWNER/NAME" as shown in the help; empty: a switch
    std::string_view help;
    bool many = false; ///< may be given several times
};

/// The command line after parsing: what a command works on.
struct Arguments {
    std::vector<std::string> positional;
    std::map<std::string, std::vector<std::string>, std::less<>> options;

    [[nodiscard]] bool has(std::string_view name) const { return options.contains(name); }
    [[nodiscard]] std::string get(std::string_view name, std::string_view otherwise = "") const;
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
    /// "A,B,C" as its parts, without blanks around them; none where it is not given. Fails for an empty part.
    [[nodiscard]] Result<std::vector<std::string>> list(std::string_view name) const;
    /// A whole number in [low, high], or an error that names the option.
    [[nodiscard]] Result<std::int64_t> number(std::string_view name, std::int64_t otherwise, std::int64_t low,
                                              std::int64_t high) const;
    /// A number in [low, high] with or without decimals, or an error that names the option.
    [[nodiscard]] Result<double> decimal(std::string_view name, double otherwise, double low,
                                         double high) const;
    /// One of `choices`, the first if it is not given, or an error that names them.
    [[nodiscard]] Result<std::string> one_of(std::string_view name, std::vector<std::string> choices) const;
};

/// What a command runs in: where it prints, which study, how it learns of Ctrl-C.
struct Context {
    std::ostream& out;
    std::ostream& err;
    std::stop_token stop;
    std::optional<std::filesystem::path> study_path = {}; ///< from --study
    std::optional<std::filesystem::path> corpus = {};     ///< from --corpus: a file that lists shards
    std::optional<std::string> as_of = {};                ///< from --as-of: a time or the UUID of an event
    bool json = false;                                    ///< --json was given
    bool terminal = false; ///< stderr is a terminal: progress may redraw its line
    std::function<std::optional<std::string>(const char*)> environment =
        {};                ///< only cli/ and coding_ui/ read it
    bool may_mark = false; ///< stdout is a terminal: hits may stand out by its own signs

    /// The study of --study or of the current folder; as it was at --as-of, which can only be read.
    [[nodiscard]] Result<corpus::Study> open_study(corpus::Study::Mode mode) const;
    /// One line of JSON, invalid UTF-8 replaced.
    void print(const nlohmann::json& value) const;
    void print(const nlohmann::ordered_json& value) const;
    /// "collecting: 120 of 400" on stderr: redrawn on a terminal, silent otherwise.
    void progress(std::string_view what, std::int64_t done, std::int64_t of) const;
    void end_progress() const;
};

/// A title or name from outside, without what a terminal would obey.
[[nodiscard]] std::string plain(std::string text);

/// One row of the table of commands. The parser, the help and the completion come out of it.
struct Command {
    std::string_view name;      ///< "collect github"
    std::string_view arguments; ///< "ROUND [FILE]": as shown; brackets mark what may be left out
    std::string_view summary;   ///< one line for the list of commands
    std::span<const Option> options;
    Status (*run)(Context& context, const Arguments& arguments);
    std::string_view help = {}; ///< more, for `axial COMMAND --help`
};

/// Every command; each is defined in its own file, cli/commands/<name>.cpp, and named once in cli/commands.cpp.
[[nodiscard]] std::span<const Command> commands();

/// Runs a whole command line (without the program's name) and returns the exit status: 0 done, 1 the input or
/// the world is at fault, 2 wrong usage, 130 interrupted.
int run(std::span<const std::string> words, Context& context);

} // namespace axial::cli
