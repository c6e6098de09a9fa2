// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <list>
#include <sstream>

namespace axial::cli {
namespace {

/// Where CLI11 puts what it read for one command.
struct Slots {
    const Command* command;
    CLI::App* app;
    std::vector<std::string> positional;
    std::map<std::string, std::vector<std::string>, std::less<>> values;
    std::map<std::string, bool, std::less<>> switches;
};

/// How many words "ROUND [FILE]…" takes: at least the unbracketed ones, at most all of them; "…" means any
/// number.
struct Arity {
    std::size_t least = 0, most = 0;
};

Arity arity_of(std::string_view arguments) {
    Arity arity;
    std::istringstream words{std::string(arguments)};
    for (std::string word; words >> word;) {
        ++arity.most;
        if (word.front() != '[')
            ++arity.least;
        if (word.ends_with("…"))
            arity.most = 1000000;
    }
    return arity;
}

CLI::App* subcommand(CLI::App& root, std::string_view name) {
    CLI::App* app = &root;
    std::istringstream words{std::string(name)};
    for (std::string word; words >> word;) {
        const auto there =
            app->get_subcommands([&](const CLI::App* known) { return known->get_name() == word; });
        // One command only: "verify" in `search verify` is a word to search for.
        app->require_subcommand(0, 1);
        app = there.empty() ? app->add_subcommand(word)->fallthrough() : there.front();
        app->set_help_flag();
    }
    return app;
}

void add_options(Slots& slots) {
    for (const auto& option : slots.command->options) {
        const auto flag = "--" + std::string(option.name);
        if (option.value.empty()) {
            slots.app->add_flag(flag, slots.switches[std::string(option.name)]);
            continue;
        }
        // One value each time: `--tag a --tag b`; once only unless the table says otherwise.
        auto* added = slots.app->add_option(flag, slots.values[std::string(option.name)]);
        added->type_size(1)->allow_extra_args(false);
        added->expected(1, option.many ? 1000000 : 1)
            ->multi_option_policy(option.many ? CLI::MultiOptionPolicy::TakeAll
                                              : CLI::MultiOptionPolicy::Throw);
    }
    if (!slots.command->arguments.empty())
        slots.app->add_option("words", slots.positional);
}

Arguments arguments_of(Slots& slots) {
    Arguments arguments;
    arguments.positional = std::move(slots.positional);
    for (auto& [name, values] : slots.values)
        if (!values.empty())
            arguments.options[name] = std::move(values);
    for (const auto& [name, given] : slots.switches)
        if (given)
            arguments.options[name] = {};
    return arguments;
}

tl::unexpected<Error> usage(std::string what, std::string hint) {
    return fail({Fault::usage, std::move(what), {}, std::move(hint)});
}

std::string usage_of(const Command& command) {
    return fmt::format("usage: axial {}{}{}{}", command.name, command.arguments.empty() ? "" : " ",
                       command.arguments, command.options.empty() ? "" : " [options]");
}

/// The names of the commands that begin with `group`, for "did you mean".
std::string names_in(std::string_view group) {
    std::vector<std::string_view> names;
    for (const auto& command : commands())
        if (group.empty() || command.name.starts_with(std::string(group) + " ")) {
            const auto first = group.empty() ? command.name.substr(0, command.name.find(' ')) : command.name;
            if (names.empty() || names.back() != first)
                names.push_back(first);
        }
    return fmt::format("{}", fmt::join(names, ", "));
}

/// The deepest command that was named.
CLI::App* deepest(CLI::App& root) {
    CLI::App* app = &root;
    while (!app->get_subcommands().empty())
        app = app->get_subcommands().front();
    return app;
}

std::string path_of(const CLI::App* app) {
    std::string path;
    for (; app->get_parent(); app = app->get_parent())
        path = app->get_name() + (path.empty() ? "" : " ") + path;
    return path;
}

Status check_arity(const Slots& slots) {
    const auto arity = arity_of(slots.command->arguments);
    if (slots.positional.size() < arity.least)
        return usage("something is missing", usage_of(*slots.command));
    if (slots.positional.size() > arity.most)
        return usage(fmt::format("\"{}\" is one word too many", slots.positional[arity.most]),
                     usage_of(*slots.command));
    return {};
}

/// What "axial completion words -- …" is asked about is a command line of its own, and an unfinished one:
/// nothing in it is an option or a command here.
std::optional<Parsed> asked_by_a_shell(std::span<const std::string> words) {
    if (words.size() < 3 || words[0] != "completion" || words[1] != "words" || words[2] != "--")
        return std::nullopt;
    const auto all = commands();
    Parsed parsed;
    parsed.command = &*std::find_if(all.begin(), all.end(),
                                    [](const Command& command) { return command.name == "completion"; });
    parsed.arguments.positional.assign(words.begin() + 1, words.end());
    parsed.arguments.positional.erase(parsed.arguments.positional.begin() + 1);
    return parsed;
}

} // namespace

Result<Parsed> parse_command_line(std::span<const std::string> words) {
    if (auto asked = asked_by_a_shell(words))
        return std::move(*asked);
    CLI::App root;
    root.set_help_flag();
    Parsed parsed;
    std::string study, corpus, as_of;
    bool help = false, version = false;
    root.add_option("--study", study);
    root.add_option("--corpus", corpus);
    root.add_option("--as-of", as_of);
    root.add_flag("--json", parsed.json);
    root.add_flag("-h,--help", help);
    root.add_flag("--version", version);
    std::list<Slots> all;
    for (const auto& command : commands()) {
        all.push_back({&command, subcommand(root, command.name), {}, {}, {}});
        add_options(all.back());
    }
    try {
        root.parse(std::vector<std::string>(words.rbegin(), words.rend()));
    } catch (const CLI::ParseError& error) {
        const auto named = path_of(deepest(root));
        const auto slots =
            std::find_if(all.begin(), all.end(), [&](const Slots& s) { return s.command->name == named; });
        std::string what = error.what();
        std::transform(what.begin(), what.begin() + 1, what.begin(),
                       [](unsigned char c) { return std::tolower(c); });
        return usage(what, slots != all.end() ? usage_of(*slots->command) : "commands: " + names_in(named));
    }
    if (!study.empty())
        parsed.study = study;
    if (!corpus.empty())
        parsed.corpus = corpus;
    if (!as_of.empty())
        parsed.as_of = as_of;
    const auto named = path_of(deepest(root));
    const auto slots =
        std::find_if(all.begin(), all.end(), [&](const Slots& s) { return s.command->name == named; });
    if (slots != all.end())
        parsed.command = slots->command;
    if (version || help || named.empty()) {
        parsed.what = version ? Parsed::What::version : Parsed::What::help;
        parsed.group = named;
        return parsed;
    }
    if (slots == all.end())
        return usage(fmt::format("\"axial {}\" needs one word more", named), "commands: " + names_in(named));
    AXIAL_TRY(check_arity(*slots));
    parsed.arguments = arguments_of(*slots);
    return parsed;
}

std::string help_text(const Parsed& parsed) {
    std::string text;
    if (parsed.command) {
        const auto& command = *parsed.command;
        text = usage_of(command) + "\n\n" + std::string(command.summary) + "\n";
        if (!command.options.empty())
            text += "\noptions:\n";
        for (const auto& option : command.options)
            text +=
                fmt::format("  {:<26} {}{}\n",
                            fmt::format("--{}{}{}", option.name, option.value.empty() ? "" : " ", option.value),
                            option.help, option.many ? " (may be given several times)" : "");
        if (!command.help.empty())
            text += "\n" + std::string(command.help) + "\n";
        return text;
    }
    text = "Axial turns developer discussions into a qualitative study that can be checked.\n\n"
           "usage: axial [--study STUDY] COMMAND … [--json]\n\n";
    for (const auto& command : commands())
        if (parsed.group.empty() || command.name.starts_with(parsed.group + " "))
            text += fmt::format(
                "  {:<32} {}\n",
                fmt::format("{}{}{}", command.name, command.arguments.empty() ? "" : " ", command.arguments),
                command.summary);
    text += "\n--study names the study's folder; without it, the study that the current folder is in.\n"
            "--corpus FILE searches the shards that FILE lists instead.\n"
            "--as-of TIME|UUID reads decisions, rounds and codebooks as they were then, or right after that "
            "event.\n"
            "\"axial COMMAND --help\" says more. Exit status: 0 done, 1 the input or the world is at fault, 2 "
            "wrong\n"
            "usage, 130 interrupted.\n";
    return text;
}

} // namespace axial::cli
