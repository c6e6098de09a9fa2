// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/python_lines.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace axial::scanner {
namespace {

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (c & 0x80) != 0;
}

class LineReader {
public:
    explicit LineReader(std::string_view source) : source_(source) {
        if (source_.starts_with("\xEF\xBB\xBF"))
            source_.remove_prefix(3);
    }

    std::vector<PythonLine> read() {
        start_line();
        while (at_ < source_.size())
            step();
        end_line();
        return std::move(lines_);
    }

private:
    void step() {
        const char c = source_[at_];
        if (c == '\n') {
            ++at_;
            ++number_;
            if (depth_ == 0)
                next_line();
            else
                line_.code += ' ';
        } else if (c == '#') {
            at_ = std::min(source_.find('\n', at_), source_.size());
        } else if (c == '\\') {
            skip_backslash();
            line_.code += ' ';
        } else if (c == '"' || c == '\'') {
            read_literal(c);
        } else {
            if (c == '(' || c == '[' || c == '{')
                ++depth_;
            else if ((c == ')' || c == ']' || c == '}') && depth_ > 0)
                --depth_;
            line_.code += c == '\r' || c == '\0' || c == literal_mark ? ' ' : c;
            ++at_;
        }
    }

    /// Steps over a backslash and, if it stands at the end of a line, over the line break.
    void skip_backslash() {
        ++at_;
        std::size_t after = at_;
        if (after < source_.size() && source_[after] == '\r')
            ++after;
        if (after >= source_.size() || source_[after] != '\n')
            return;
        at_ = after + 1;
        ++number_;
    }

    void read_literal(char quote) {
        std::string prefix;
        while (!line_.code.empty() && prefix.size() < 3 && is_word(line_.code.back())) {
            prefix += line_.code.back();
            line_.code.pop_back();
        }
        const bool is_prefix = prefix.size() <= 2 && prefix.find_first_not_of("rRbBuUfF") == std::string::npos;
        if (!is_prefix)
            line_.code.append(prefix.rbegin(), prefix.rend());
        const bool formatted = is_prefix && prefix.find_first_of("fF") != std::string::npos;
        const bool triple = source_.substr(at_, 3) == std::string(3, quote);
        at_ += triple ? 3 : 1;
        std::string content;
        while (at_ < source_.size() && !ends_literal(quote, triple)) {
            if (source_[at_] == '\\' && at_ + 1 < source_.size())
                take(content);
            take(content);
        }
        line_.code += literal_mark;
        line_.literals.push_back(formatted ? std::string() : std::move(content));
    }

    void take(std::string& content) {
        number_ += source_[at_] == '\n' ? 1 : 0;
        content += source_[at_++];
    }

    bool ends_literal(char quote, bool triple) {
        if (triple) {
            if (source_.substr(at_, 3) != std::string(3, quote))
                return false;
            at_ += 3;
            return true;
        }
        if (source_[at_] == '\n')
            return true; // never closed: the line break is left for `step`
        if (source_[at_] != quote)
            return false;
        ++at_;
        return true;
    }

    void next_line() {
        end_line();
        start_line();
    }

    void start_line() {
        line_ = {};
        line_.number = number_;
        while (at_ < source_.size() && (source_[at_] == ' ' || source_[at_] == '\t' || source_[at_] == '\f')) {
            line_.indent = source_[at_] == '\t' ? (line_.indent / 8 + 1) * 8 : line_.indent + 1;
            ++at_;
        }
    }

    void end_line() {
        if (line_.code.find_first_not_of(" \t") != std::string::npos)
            lines_.push_back(std::move(line_));
    }

    std::string_view source_;
    std::size_t at_ = 0;
    int number_ = 1;
    int depth_ = 0;
    PythonLine line_;
    std::vector<PythonLine> lines_;
};

} // namespace

std::vector<PythonLine> python_lines(std::string_view source) {
    return LineReader(source).read();
}

} // namespace axial::scanner
