// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace axial::scanner {

/// A logical line of Python: comments are gone, and each string literal is one `literal_mark` in `code`.
struct PythonLine {
    int number = 0; ///< of its first physical line, from 1
    int indent = 0; ///< columns, tabs to the next multiple of 8
    std::string code;
    std::vector<std::string> literals; ///< what the marks stand for, in order; an f-string is empty
};

inline constexpr char literal_mark = '\x02';

/// Splits a source text into logical lines. A quote that is never closed ends with its line (or, if triple,
/// with the file), so that damage stays local.
[[nodiscard]] std::vector<PythonLine> python_lines(std::string_view source);

} // namespace axial::scanner
