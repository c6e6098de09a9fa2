// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/python_imports.h"

#include "scanner/python_lines.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace axial::scanner {
namespace {

/// A file that imports more than this is not a module that anybody wrote.
constexpr std::size_t max_imports = 10'000;

bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (c & 0x80) != 0;
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return text.substr(text.size()); // empty, but still a place in the text
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// `text` without `word` if it begins with that word; else nothing.
bool take_word(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word) || (text.size() > word.size() && is_name(text[word.size()])))
        return false;
    text = trim(text.substr(word.size()));
    return true;
}

/// The pieces between `separator` outside brackets.
std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : separator;
        if (c == '(' || c == '[' || c == '{')
            ++depth;
        else if (c == ')' || c == ']' || c == '}')
            --depth;
        else if (c == separator && (depth <= 0 || i == text.size())) {
            pieces.push_back(trim(text.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    return pieces;
}

/// "a . b as c" → "a.b": blanks and what follows the name are dropped.
std::string module_name(std::string_view text) {
    std::string name;
    bool blank = false;
    for (const char c : text) {
        if (c == ' ' || c == '\t') {
            blank = !name.empty() && name.back() != '.';
        } else if (c == '.' || (is_name(c) && !blank)) {
            name += c;
            blank = false;
        } else {
            break;
        }
    }
    return name;
}

void count_dots(Import& import) {
    const auto dots = import.module.find_first_not_of('.');
    import.dots = static_cast<int>(dots == std::string::npos ? import.module.size() : dots);
    import.module.erase(0, static_cast<std::size_t>(import.dots));
}

class ImportFinder {
public:
    explicit ImportFinder(std::string_view source) : lines_(python_lines(source)) {}

    PythonImports find() {
        for (const auto& line : lines_) {
            while (!blocks_.empty() && line.indent <= blocks_.back())
                blocks_.pop_back();
            read_line(line);
            if (found_.imports.size() >= max_imports)
                break;
        }
        return std::move(found_);
    }

private:
    /// `blocks_` holds the indents of the open blocks that import alone does not run.
    void read_line(const PythonLine& line) {
        std::string_view rest = trim(line.code);
        bool deferred = !blocks_.empty();
        if (opens_deferred_block(rest)) {
            blocks_.push_back(line.indent);
            deferred = true;
        }
        if (opens_block(rest)) {
            const auto parts = split(rest, ':');
            rest = parts.size() > 1 ? rest.substr(static_cast<std::size_t>(parts.back().data() - rest.data()))
                                    : std::string_view{};
        }
        for (const auto statement : split(rest, ';'))
            read_statement(statement, line, deferred);
        read_calls(line, deferred);
    }

    static bool opens_deferred_block(std::string_view code) {
        if (std::string_view rest = code; take_word(rest, "async"))
            code = rest;
        if (std::string_view rest = code; take_word(rest, "def"))
            return true;
        std::string_view rest = code;
        return take_word(rest, "if") &&
               (rest.starts_with("TYPE_CHECKING") || rest.starts_with("typing.TYPE_CHECKING") ||
                rest.starts_with("__name__"));
    }

    static bool opens_block(std::string_view code) {
        static constexpr std::array<std::string_view, 12> words = {
            "if", "elif", "else", "try", "except", "finally", "with", "while", "for", "def", "class", "async"};
        return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
            std::string_view rest = code;
            return take_word(rest, word);
        });
    }

    void read_statement(std::string_view text, const PythonLine& line, bool deferred) {
        Import import{line.number, 0, {}, {}, deferred};
        if (take_word(text, "import")) {
            for (const auto piece : split(text, ',')) {
                import.module = module_name(piece);
                count_dots(import);
                if (!import.module.empty())
                    found_.imports.push_back(import);
            }
        } else if (text.starts_with("from") && text.size() > 4 &&
                   (text[4] == ' ' || text[4] == '\t' || text[4] == '.')) {
            read_from(text.substr(4), std::move(import));
        }
    }

    void read_from(std::string_view text, Import import) {
        auto at = text.find("import");
        while (at != std::string_view::npos &&
               ((at > 0 && is_name(text[at - 1])) || (at + 6 < text.size() && is_name(text[at + 6]))))
            at = text.find("import", at + 6);
        if (at == std::string_view::npos)
            return;
        import.module = module_name(trim(text.substr(0, at)));
        count_dots(import);
        std::string_view names = trim(text.substr(at + 6));
        if (names.starts_with('('))
            names =
                names.substr(1, names.find(')') == std::string_view::npos ? names.size() : names.find(')') - 1);
        for (const auto piece : split(names, ',')) {
            std::string name = piece == "*" ? "*" : module_name(piece);
            if (!name.empty())
                import.names.push_back(std::move(name));
        }
        if (import.dots > 0 || !import.module.empty())
            found_.imports.push_back(std::move(import));
    }

    void read_calls(const PythonLine& line, bool deferred) {
        static constexpr std::array<std::string_view, 5> calls = {
            "import_module", "__import__", "spec_from_file_location", "run_path", "run_module"};
        const std::string_view code = line.code;
        for (const auto call : calls)
            for (auto at = code.find(call); at != std::string_view::npos;
                 at = code.find(call, at + call.size()))
                read_call(line, at, call, deferred);
        for (auto at = code.find("exec"); at != std::string_view::npos; at = code.find("exec", at + 4)) {
            const auto after = trim(code.substr(at + 4));
            if ((at == 0 || (!is_name(code[at - 1]) && code[at - 1] != '.')) && after.starts_with("(") &&
                (trim(after.substr(1)).starts_with("open") || trim(after.substr(1)).starts_with("compile")))
                found_.unresolved.push_back({line.number, "exec"});
        }
    }

    void read_call(const PythonLine& line, std::size_t at, std::string_view call, bool deferred) {
        const std::string_view code = line.code;
        std::string_view after = trim(code.substr(at + call.size()));
        if ((at > 0 && is_name(code[at - 1])) || !after.starts_with('(') ||
            code.substr(0, at).ends_with("def "))
            return;
        after = trim(after.substr(1));
        const bool literal = after.starts_with(literal_mark) && after.size() > 1 &&
                             (trim(after.substr(1)).starts_with(')') || trim(after.substr(1)).starts_with(','));
        const auto nth = static_cast<std::size_t>(
            std::count(code.begin(), code.begin() + (after.data() - code.data()), literal_mark));
        if (!literal || call.size() > 13 || call.starts_with("run_") || line.literals[nth].empty()) {
            found_.unresolved.push_back({line.number, std::string(call)});
            return;
        }
        Import import{line.number, 0, line.literals[nth], {}, deferred};
        count_dots(import);
        found_.imports.push_back(std::move(import));
    }

    std::vector<PythonLine> lines_;
    std::vector<int> blocks_;
    PythonImports found_;
};

} // namespace

PythonImports find_imports(std::string_view source) {
    return ImportFinder(source).find();
}

} // namespace axial::scanner
