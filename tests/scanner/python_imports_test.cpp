// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/python_imports.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace axial::scanner {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// "3 .a [x,y]" a line; "?" behind it where deferred.
std::vector<std::string> imports(std::string_view source) {
    std::vector<std::string> lines;
    for (const auto& import : find_imports(source).imports) {
        std::string names;
        for (const auto& name : import.names)
            names += (names.empty() ? "" : ",") + name;
        lines.push_back(fmt::format("{} {}{}{}{}", import.line,
                                    std::string(static_cast<std::size_t>(import.dots), '.'), import.module,
                                    names.empty() ? "" : " [" + names + "]", import.deferred ? "?" : ""));
    }
    return lines;
}

TEST(PythonImports, ReadsEveryFormOfTheStatement) {
    EXPECT_THAT(imports("import a, b.c as d\nfrom .x import y\nfrom . import z\nfrom ..p.q import *\nfrom . x "
                        "import y as w\n"),
                ElementsAre("1 a", "1 b.c", "2 .x [y]", "3 . [z]", "4 ..p.q [*]", "5 .x [y]"));
    EXPECT_THAT(imports("from .a import (\n  b,  # why\n  c as d,\n)\nfrom .e \\\n  import f\n"),
                ElementsAre("1 .a [b,c]", "5 .e [f]"));
    EXPECT_THAT(imports("from.x import y; import z"), ElementsAre("1 .x [y]", "1 z"));
    EXPECT_THAT(imports("import .relative_as_the_loader_reads_it"),
                ElementsAre("1 .relative_as_the_loader_reads_it"));
}

TEST(PythonImports, KeepsAwayFromStringsAndComments) {
    EXPECT_THAT(imports("# from .a import b\nx = 'from .c import d'\n\"\"\"\nfrom .e import f\n\"\"\"\n"
                        "y = '''\nimport g\n''' # import h\nz = \"it\\\"s\\\nimport i\"\nimport last\n"),
                ElementsAre("11 last"));
    EXPECT_THAT(imports("x = r'\\'\nimport a\n"),
                ElementsAre("2 a")); // the quote is escaped even in a raw string: never closed
    EXPECT_THAT(imports("x = 'never closed\nimport a\n"), ElementsAre("2 a"));
    EXPECT_THAT(imports("x = rb\"\"\"a\"b\"\"\"\nimport c"), ElementsAre("2 c"));
    EXPECT_THAT(imports("important = from_here\nfromage = 1\nimports.x()\n"), IsEmpty());
}

TEST(PythonImports, TellsWhatImportAloneDoesNotRun) {
    EXPECT_THAT(
        imports(
            "def f():\n    from .a import b\n    if x:\n        import c\nimport d\nclass E:\n    import f\n"
            "async def g(): import h\ntry:\n    import i\nexcept ImportError: import j\n"
            "if TYPE_CHECKING:\n    from .k import l\nelse:\n    import m\n"
            "if __name__ == '__main__':\n    import n\n"),
        ElementsAre("2 .a [b]?", "4 c?", "5 d", "7 f", "8 h?", "10 i", "11 j", "13 .k [l]?", "15 m", "17 n?"));
}

TEST(PythonImports, FollowsLiteralNamesAndCountsTheOthers) {
    const auto found =
        find_imports("import importlib\nm = importlib.import_module('.a.b', __package__)\n"
                     "__import__(name)\nimport_module(f'{x}.y')\nimport_module('p' + q)\n"
                     "exec(open('setup.py').read())\nmodel.exec('open')\ndef import_module(x): pass\n");
    ASSERT_EQ(found.imports.size(), 2u);
    EXPECT_EQ(found.imports[1].dots, 1);
    EXPECT_EQ(found.imports[1].module, "a.b");
    std::vector<int> lines;
    for (const auto& call : found.unresolved)
        lines.push_back(call.line);
    EXPECT_THAT(lines, testing::UnorderedElementsAre(3, 4, 5, 6));
}

TEST(PythonImports, AcceptsAnyBytes) {
    EXPECT_THAT(imports(std::string("\xEF\xBB\xBFimport a\r\nimport b\r\n\0import\xFF\xFE", 33)),
                ElementsAre("1 a", "2 b"));
    EXPECT_THAT(imports(std::string(200'000, '(') + "\nimport hidden\n"), IsEmpty());
    EXPECT_THAT(imports(std::string(200'000, '\'')), IsEmpty());
}

} // namespace
} // namespace axial::scanner
