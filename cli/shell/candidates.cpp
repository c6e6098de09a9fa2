// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/shell/candidates.h"

#include "codebooks/search_facts.h"
#include "corpus/index/completion.h"
#include "corpus/index/known_values.h"
#include "corpus/text/utf8.h"

#include <algorithm>
#include <optional>

namespace axial::cli {
namespace {

using corpus::index::KnownValues;

constexpr std::size_t most_values = 50;
constexpr Option everywhere[] = {{"study", "FOLDER", "the study"},
                                 {"corpus", "FILE", "a file that lists shards"},
                                 {"as-of", "TIME", "decisions and codebooks as they were"},
                                 {"json", "", "print JSON"},
                                 {"help", "", "say more"}};

/// The words without the options that hold for every command.
struct Line {
    std::vector<std::string> before; ///< the word at the cursor
    std::string current;
    std::optional<std::string> study;
};

Line line_of(std::span<const std::string> words) {
    Line line;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if ((words[i] == "--study" || words[i] == "--corpus" || words[i] == "--as-of") &&
            i + 2 < words.size()) {
            if (words[i] == "--study")
                line.study = words[i + 1];
            ++i;
        } else if (words[i] != "--json") {
            line.before.push_back(words[i]);
        }
    }
    if (!words.empty())
        line.current = words.back();
    return line;
}

std::vector<std::string> parts_of(std::string_view name) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= name.size();) {
        const auto end = std::min(name.find(' ', begin), name.size());
        parts.emplace_back(name.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

/// The command that the words begin with; `used` is how many of them name it.
const Command* command_in(const std::vector<std::string>& words, std::size_t& used) {
    for (const auto& command : commands()) {
        const auto parts = parts_of(command.name);
        if (parts.size() <= words.size() && std::equal(parts.begin(), parts.end(), words.begin())) {
            used = parts.size();
            return &command;
        }
    }
    return nullptr;
}

/// The next words of commands that begin with what stands there; a group once, with no help of its own.
std::vector<Candidate> command_words(const Line& line) {
    std::vector<Candidate> found;
    for (const auto& command : commands()) {
        const auto parts = parts_of(command.name);
        const auto place = line.before.size();
        if (parts.size() <= place || !std::equal(line.before.begin(), line.before.end(), parts.begin()) ||
            !parts[place].starts_with(line.current))
            continue;
        const bool last = parts.size() == place + 1;
        if (found.empty() || found.back().word != parts[place])
            found.push_back({parts[place], last ? std::string(command.summary) : std::string()});
    }
    return found;
}

std::vector<Candidate> option_words(const Command* command, std::string_view current) {
    std::vector<Candidate> found;
    const auto add = [&](const Option& option) {
        if (auto word = "--" + std::string(option.name); word.starts_with(current))
            found.push_back({std::move(word), std::string(option.help)});
    };
    if (command)
        std::for_each(command->options.begin(), command->options.end(), add);
    std::for_each(std::begin(everywhere), std::end(everywhere), add);
    return found;
}

std::optional<corpus::Study> study_of(const Context& context, const Line& line) {
    Context here = context;
    if (line.study)
        here.study_path = *line.study;
    auto study = here.open_study(corpus::Study::Mode::read);
    return study ? std::optional(std::move(*study)) : std::nullopt;
}

/// Names that the study has for a field of queries: set, round, coded (coders), code-applied.
std::vector<Candidate> names(const Context& context, const Line& line, std::string_view field) {
    auto study = study_of(context, line);
    const auto* known = corpus::index::find_field(field);
    std::vector<Candidate> found;
    if (!study || !known)
        return found;
    for (auto& value : codebooks::known_facts (*study)(*known, line.current, most_values))
        if (value.value != "any" && value.value != "none")
            found.push_back({std::move(value.value), {}});
    return found;
}

std::vector<Candidate> query_words(const Context& context, const Line& line) {
    auto study = study_of(context, line);
    const auto values =
        study ? corpus::index::known_values(*study, codebooks::known_facts(*study)) : KnownValues();
    const auto completion =
        corpus::index::complete_query(line.current, corpus::utf8::count(line.current), values, most_values);
    std::size_t begin = 0; // bytes before what is replaced
    for (std::size_t points = 0; points < completion.begin && begin < line.current.size(); ++points)
        do
            ++begin;
        while (begin < line.current.size() && (static_cast<unsigned char>(line.current[begin]) & 0xC0) == 0x80);
    std::vector<Candidate> found;
    for (const auto& each : completion.suggestions)
        found.push_back({line.current.substr(0, begin) + each.insert, each.help});
    return found;
}

/// Values of an option that takes one, as far as they are known; none: files, or anything.
std::vector<Candidate> option_values(const Context& context, const Line& line, std::string_view option) {
    if (option == "set" || option == "from" || option == "top-up")
        return names(context, line, "set");
    if (option == "round" || option == "pilot")
        return names(context, line, "round");
    if (option == "coder")
        return names(context, line, "coded");
    if (option == "query")
        return query_words(context, line);
    return {};
}

/// Whether `word` is an option of the command that takes a value.
bool takes_value(const Command& command, std::string_view word) {
    return word.starts_with("--") &&
           std::any_of(command.options.begin(), command.options.end(),
                       [&](const Option& o) { return !o.value.empty() && o.name == word.substr(2); });
}

} // namespace

std::vector<Candidate> candidates(const Context& context, std::span<const std::string> words) {
    const auto line = line_of(words);
    if (words.size() > 1 && (words[words.size() - 2] == "--study" || words[words.size() - 2] == "--corpus"))
        return {};
    std::size_t used = 0;
    const auto* command = command_in(line.before, used);
    if (command && line.before.size() > used && takes_value(*command, line.before.back()))
        return option_values(context, line, std::string_view(line.before.back()).substr(2));
    if (line.current.starts_with("-"))
        return option_words(command, line.current);
    if (!command)
        return command_words(line);
    if (command->arguments.find("QUERY") != std::string_view::npos)
        return query_words(context, line);
    if (command->arguments.find("ROUND") != std::string_view::npos)
        return names(context, line, "round");
    if (command->name == "set show" || command->name == "sample")
        return names(context, line, "set");
    return {};
}

} // namespace axial::cli
