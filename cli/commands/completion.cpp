// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/shell/candidates.h"

#include <string_view>

namespace axial::cli {
namespace {

// Bash takes a colon for the end of a word; what stands before it must not be proposed again.
constexpr std::string_view bash_script = R"(_axial() {
    local line=${COMP_LINE:0:COMP_POINT} words=() candidate
    local before=${COMP_WORDS[COMP_CWORD]}
    read -r -a words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    local current=${words[${#words[@]}-1]}
    local kept=${current%"$before"}
    [[ $before == : ]] && kept=$current
    COMPREPLY=()
    while IFS=$'\t' read -r candidate _; do
        COMPREPLY+=("${candidate#"$kept"}")
    done < <(axial completion words -- "${words[@]:1}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]] && compopt -o nospace
    return 0
}
complete -o default -F _axial axial
)";

constexpr std::string_view zsh_script = R"(#compdef axial
_axial() {
    local -a found
    local word help
    while IFS=$'\t' read -r word help; do
        found+=("${word//:/\\:}:$help")
    done < <(axial completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)
    if (( $#found )); then
        _describe -V axial found -S ''
    else
        _files
    fi
}
compdef _axial axial
)";

constexpr std::string_view fish_script = R"(function __axial_words
    set -l typed (commandline -opc) (commandline -ct)
    axial completion words -- $typed[2..] 2>/dev/null
end
complete -c axial -a '(__axial_words)'
)";

Status run_completion(Context& context, const Arguments& arguments) {
    const auto& what = arguments.positional[0];
    const std::span<const std::string> words(arguments.positional.begin() + 1, arguments.positional.end());
    if (what == "words") {
        for (const auto& candidate : candidates(context, words))
            context.out << candidate.word << '\t' << plain(candidate.help) << '\n';
        return {};
    }
    if (what == "bash")
        context.out << bash_script;
    else if (what == "zsh")
        context.out << zsh_script;
    else if (what == "fish")
        context.out << fish_script;
    else
        return fail({Fault::usage, "\"" + what + "\" is no shell known here", {}, "bash, zsh or fish"});
    return {};
}

} // namespace

const Command completion_command{
    "completion",
    "SHELL [WORD]…",
    "print a script that completes axial's commands and queries",
    {},
    run_completion,
    "bash:  source <(axial completion bash)               in ~/.bashrc\n"
    "zsh:   source <(axial completion zsh)                in ~/.zshrc, after compinit\n"
    "fish:  axial completion fish | source                in config.fish\n\n"
    "Commands, options, names of sets, rounds and coders, and the fields and values of queries are completed.\n"
    "\"axial completion words -- WORD…\" prints what the scripts ask for."};

} // namespace axial::cli
