// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace axial::scanner {

/// One import statement of a Python file, or a call of import_module or __import__ with a literal name.
struct Import {
    int line = 0;                   ///< counts from 1: where the statement begins
    int dots = 0;                   ///< leading dots: 0 absolute, 1 the file's own package, 2 the one above …
    std::string module;             ///< "a.b"; empty in `from . import x`
    std::vector<std::string> names; ///< what a from-import takes ("*" for all); empty for a plain import
    bool deferred =
        false; ///< inside a function, under TYPE_CHECKING or `if __name__ == …`: import alone does not run it
};

/// A place where code is loaded by a name that is only known when it runs.
struct UnresolvedImport {
    int line = 0;
    std::string call; ///< import_module, __import__, spec_from_file_location, run_path, run_module or exec
};

struct PythonImports {
    std::vector<Import> imports;
    std::vector<UnresolvedImport> unresolved;
};

/// Reads the imports off a source text without running or fully parsing it: strings and comments are told apart
/// from code, brackets and backslashes join lines, one-line bodies and semicolons are split. Any bytes are
/// accepted.
[[nodiscard]] PythonImports find_imports(std::string_view source);

} // namespace axial::scanner
