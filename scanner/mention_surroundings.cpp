// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/mention_surroundings.h"

#include "scanner/mention_words.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace axial::scanner {
namespace {

constexpr std::size_t near_bytes = 48;  ///< how far words count as context
constexpr std::size_t call_bytes = 400; ///< how far back an open bracket is looked for

bool is_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Steps back over blanks.
std::size_t skip_blanks(std::string_view text, std::size_t at) {
    while (at > 0 &&
           (text[at - 1] == ' ' || text[at - 1] == '\t' || text[at - 1] == '\n' || text[at - 1] == '\\'))
        --at;
    return at;
}

/// Steps back over quotation marks, straight, curly, or escaped, and a string's prefix letter.
std::size_t skip_quotes(std::string_view text, std::size_t at, bool& quoted) {
    for (;;) {
        if (at > 0 && (text[at - 1] == '"' || text[at - 1] == '\'' || text[at - 1] == '`')) {
            --at;
        } else if (at >= 3 && text[at - 3] == '\xE2' && text[at - 2] == '\x80' &&
                   static_cast<unsigned char>(text[at - 1]) >= 0x98 &&
                   static_cast<unsigned char>(text[at - 1]) <= 0x9F) {
            at -= 3;
        } else {
            break;
        }
        quoted = true;
    }
    while (at > 0 && quoted && text[at - 1] == '\\')
        --at;
    const bool prefix = quoted && at > 1 &&
                        (text[at - 1] == 'r' || text[at - 1] == 'f' || text[at - 1] == 'u') &&
                        !is_name(text[at - 2]);
    return prefix ? at - 1 : at;
}

/// The dotted name or option that ends at `end`.
std::string name_before(std::string_view text, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && end - begin < 80 &&
           (is_name(text[begin - 1]) || text[begin - 1] == '.' || text[begin - 1] == '-'))
        --begin;
    return words::lower(text.substr(begin, end - begin));
}

/// The name before the innermost bracket that is open at `at`.
std::string open_call(std::string_view text, std::size_t at) {
    int depth = 0;
    for (std::size_t looked = 0; at > 0 && looked < call_bytes; --at, ++looked) {
        const char c = text[at - 1];
        if (c == ')')
            ++depth;
        else if (c == '(' && depth-- == 0)
            return name_before(text, skip_blanks(text, at - 1));
    }
    return {};
}

/// "vllm serve", "hf download", "ollama run" …: the command that `at` follows, options of it skipped no further
/// than one.
bool follows_command(const std::string& before) {
    static constexpr std::array<std::string_view, 16> commands = {"vllm serve",
                                                                  "hf download",
                                                                  "huggingface-cli download",
                                                                  "modelscope download",
                                                                  "ollama run",
                                                                  "ollama pull",
                                                                  "llm serve",
                                                                  "openllm start",
                                                                  "sglang serve",
                                                                  "lms get",
                                                                  "mlx_lm.generate",
                                                                  "hf models info",
                                                                  "mlflow serve",
                                                                  "text-generation-launcher",
                                                                  "huggingface-cli repo",
                                                                  "optimum-cli export"};
    auto words = before.substr(0, before.find_last_not_of(" '\"`\\\n") + 1);
    return std::any_of(commands.begin(), commands.end(),
                       [&](std::string_view command) { return words.ends_with(command); });
}

void classify(std::string_view text, std::size_t at, Surroundings& found) {
    const std::size_t here = skip_blanks(text, at);
    const char c = here > 0 ? text[here - 1] : '\0';
    if (c == '(' || c == ',' || c == '[') {
        found.callee = c == '(' ? name_before(text, skip_blanks(text, here - 1)) : open_call(text, here);
        if (!found.callee.empty()) {
            found.role = Surroundings::Role::argument;
            found.name = found.callee;
        }
    } else if (c == '=' || c == ':') {
        bool quoted = false;
        const auto key = skip_quotes(text, skip_blanks(text, here - 1), quoted);
        found.name = name_before(text, key);
        found.callee = open_call(text, key);
        if (!found.name.empty())
            found.role = found.name.starts_with("-") ? Surroundings::Role::flag : Surroundings::Role::value;
    } else if (here < at || found.quoted) {
        const std::string word = name_before(text, here);
        if (word.starts_with("-") && word.size() > 2) {
            found.role = Surroundings::Role::flag;
            found.name = word;
        } else if (follows_command(found.before)) {
            found.role = Surroundings::Role::flag;
            found.name = "--model";
        }
    }
}

} // namespace

Surroundings surroundings_of(std::string_view text, std::size_t begin, std::size_t end) {
    Surroundings found;
    const std::size_t from = begin > near_bytes ? begin - near_bytes : 0;
    found.before = words::lower(text.substr(from, begin - from));
    found.after = words::lower(text.substr(end, near_bytes));
    std::replace(found.before.begin(), found.before.end(), '\n', ' ');
    classify(text, skip_quotes(text, begin, found.quoted), found);
    return found;
}

} // namespace axial::scanner
